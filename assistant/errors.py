"""Everything that can go wrong in `assistant`, as one tree.

AssistantError
├── QuestionError           the question is empty or too long
└── SettingsError           a setting or an environment variable has an impossible value

Errors of the index (`index.IndexingError`) pass through unchanged. Messages are one line each.
"""

__all__ = ["AssistantError", "QuestionError", "SettingsError"]


class AssistantError(Exception):
    """Base of all errors that a user can mend."""


class QuestionError(AssistantError):
    """The question cannot be asked as it is."""


class SettingsError(AssistantError):
    """A setting has an impossible value."""
