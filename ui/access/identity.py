"""Who sends a request: whoever sits here, who has logged in, or whom a proxy names."""

from typing import Final, Protocol

from starlette.requests import HTTPConnection

from assistant import Account, AccountsError, account_name
from ui.access.proxy import came_through_proxy
from ui.access.roster import Roster
from ui.access.sessions import Sessions
from ui.user import LOCAL, User

__all__ = ["AnybodyHere", "ByProxy", "BySession", "Identity", "session_cookie"]

_COOKIE: Final = "inspection-session"
_FORWARDED: Final = ("forwarded", "via", "x-forwarded-", "x-real-ip")
"""How the headers begin by which proxies say that they send a request on."""


class Identity(Protocol):
    """A way to know who sends a request."""

    @property
    def refusal(self) -> str | None:
        """What those are told who are not known; None where they can log in."""

    def user(self, connection: HTTPConnection) -> User | None:
        """Who it is; None where that is not known."""


class AnybodyHere:
    """Whoever sits at this computer; what a proxy sends on comes from somebody else."""

    refusal: str | None = (
        "This chat is open to its own computer alone, and this request came from another one "
        "through a proxy. Start the chat with --auth or --user-header."
    )

    def user(self, connection: HTTPConnection) -> User | None:
        """The local user, unless the request was sent on."""
        sent_on = any(name.startswith(_FORWARDED) for name in connection.headers)
        return None if sent_on else LOCAL


class ByProxy:
    """Whom a trusted proxy names in a header; the accounts, where there are any, say their role."""

    refusal: str | None = "You are not known here: come in by the address that asks who you are."

    def __init__(self, header: str, roster: Roster | None) -> None:
        self._header = header
        self._roster = roster

    def user(self, connection: HTTPConnection) -> User | None:
        """Who it is, where the one and only value of the header can be a name."""
        said = connection.headers.getlist(self._header)
        if not came_through_proxy(connection.scope) or len(said) != 1:
            return None
        try:
            name = account_name(said[0])
        except AccountsError:
            return None
        account = self._roster.find(name) if self._roster else None
        return _user(account) if account else User(name, "reader")


class BySession:
    """Who has logged in, by the token in a cookie."""

    refusal: str | None = None

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def user(self, connection: HTTPConnection) -> User | None:
        """Whose session it is."""
        token = connection.cookies.get(session_cookie(connection))
        account = self._sessions.account(token) if token else None
        return _user(account) if account else None


def session_cookie(connection: HTTPConnection) -> str:
    """The name of the cookie; over https one that only this very server can set."""
    return f"__Host-{_COOKIE}" if connection.scope["scheme"] == "https" else _COOKIE


def _user(account: Account) -> User:
    return User(account.name, account.role)
