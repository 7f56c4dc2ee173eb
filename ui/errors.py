"""Everything that can go wrong in `ui` and that a user can mend, as one tree.

UiError
├── AccessError             who may use the chat was not said, or not so that it can be held to
├── AddingError             reports cannot be added or removed, or not now
│   └── UploadRefused       what was sent is no upload, or too much at once
└── PortTaken               another program listens where the chat was to listen
"""

__all__ = ["AccessError", "AddingError", "PortTaken", "UiError", "UploadRefused"]


class UiError(Exception):
    """Base of all errors that a user can mend; one line each."""


class AccessError(UiError):
    """The chat would be open to others, or to nobody."""


class AddingError(UiError):
    """A report cannot be added or removed; the index is as it was before."""


class UploadRefused(AddingError):
    """An upload is damaged, empty or larger than allowed."""


class PortTaken(UiError):
    """The port cannot be listened on."""
