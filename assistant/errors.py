"""Everything that can go wrong in `assistant`, as one tree.

AssistantError
├── QuestionError           the question is empty or too long
├── AccountsError           the file of accounts, a name or a password cannot be used as it is
├── SettingsError           a setting or an environment variable has an impossible value
├── SavedAnswerError        a file holds no saved answers, or is damaged
└── ModelError              a language model gave no usable reply
    └── ContextError        what was sent is longer than the model can read

Errors of the index (`index.IndexingError`) pass through unchanged. Messages are one line each.
"""

__all__ = [
    "AccountsError",
    "AssistantError",
    "ContextError",
    "ModelError",
    "QuestionError",
    "SavedAnswerError",
    "SettingsError",
]


class AssistantError(Exception):
    """Base of all errors that a user can mend."""


class QuestionError(AssistantError):
    """The question cannot be asked as it is."""


class AccountsError(AssistantError):
    """Who may use the chat cannot be said like this."""


class SettingsError(AssistantError):
    """A setting has an impossible value."""


class SavedAnswerError(AssistantError):
    """A file cannot be read as saved answers."""


class ModelError(AssistantError):
    """A language model gave no usable reply; the message never repeats what its server said."""


class ContextError(ModelError):
    """The request is longer than the model can read."""
