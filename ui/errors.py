"""Everything that can go wrong in `ui` and that a user can mend, as one tree.

UiError
└── PortTaken               another program listens where the chat was to listen
"""

__all__ = ["PortTaken", "UiError"]


class UiError(Exception):
    """Base of all errors that a user can mend; one line each."""


class PortTaken(UiError):
    """The port cannot be listened on."""
