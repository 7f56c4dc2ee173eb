"""Who is at the other end: a name, and what that person may do."""

from dataclasses import dataclass

from starlette.requests import HTTPConnection

from assistant import Role

__all__ = ["LOCAL", "User", "user_of"]


@dataclass(frozen=True, slots=True)
class User:
    """A person who has logged in, or the one who sits at this computer."""

    name: str
    role: Role

    @property
    def may_edit(self) -> bool:
        """Whether this person may add and remove reports."""
        return self.role == "editor"


LOCAL = User("local", "editor")
"""The one user of an app that listens on this computer alone and asks for no login."""


def user_of(request: HTTPConnection) -> User:
    """Who sent a request, as the gate found out; KeyError where no gate stands before the app."""
    user: User = request.scope["state"]["user"]
    return user
