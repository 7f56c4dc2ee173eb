"""Who is logged in: sessions that end eight hours after the login, and with the account."""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from assistant import Account
from ui.access.roster import Roster

__all__ = ["SESSION_SECONDS", "Sessions"]

SESSION_SECONDS: Final = 8 * 60 * 60


@dataclass(frozen=True, slots=True)
class _Session:
    name: str
    password: str | None
    """The hash at the login: whoever was logged in by an older password is so no longer."""
    ends: float


class Sessions:
    """Kept in memory, by the hashes of their tokens: what is kept lets nobody in."""

    def __init__(self, roster: Roster, clock: Callable[[], float] = time.time) -> None:
        self._roster = roster
        self._clock = clock
        self._sessions: dict[str, _Session] = {}

    def begin(self, account: Account) -> str:
        """Log somebody in; returns the token by which the browser is known from now on."""
        now = self._clock()
        for key, session in list(self._sessions.items()):
            if session.ends <= now:
                del self._sessions[key]
        token = secrets.token_urlsafe(32)
        self._sessions[_key(token)] = _Session(
            account.name, account.password, now + SESSION_SECONDS
        )
        return token

    def account(self, token: str) -> Account | None:
        """Whose session it is, as the account is now; None where it has ended."""
        session = self._sessions.get(_key(token))
        if session is None:
            return None
        account = self._roster.find(session.name)
        stands = account is not None and account.password == session.password
        if session.ends <= self._clock() or not stands:
            self.end(token)
            return None
        return account

    def end(self, token: str) -> None:
        """Log out."""
        self._sessions.pop(_key(token), None)


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
