"""Everything that can go wrong in `assistant`, as one tree.

AssistantError
├── QuestionError           the question is empty or too long
├── SettingsError           a setting or an environment variable has an impossible value
└── ModelError              a language model gave no usable reply
    └── ContextError        what was sent is longer than the model can read

Errors of the index (`index.IndexingError`) pass through unchanged. Messages are one line each.
"""

__all__ = ["AssistantError", "ContextError", "ModelError", "QuestionError", "SettingsError"]


class AssistantError(Exception):
    """Base of all errors that a user can mend."""


class QuestionError(AssistantError):
    """The question cannot be asked as it is."""


class SettingsError(AssistantError):
    """A setting has an impossible value."""


class ModelError(AssistantError):
    """A language model gave no usable reply; the message never repeats what its server said."""


class ContextError(ModelError):
    """The request is longer than the model can read."""
