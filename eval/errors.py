"""Everything that can go wrong in `eval` and that a user can mend, as one tree.

EvalError
├── GoldError        a file of questions is not as it should be, or names what the index lacks
├── RunError         a saved run is damaged, unfinished, or one of something else
├── RecordingError   a model's recorded replies lack one
└── SheetError       a sheet that a person filled in is not as it should be
"""

__all__ = ["EvalError", "GoldError", "RecordingError", "RunError", "SheetError"]


class EvalError(Exception):
    """Base of all errors here; the message says what is wrong, where, and what to do."""


class GoldError(EvalError):
    """A file of questions cannot be used."""


class RunError(EvalError):
    """A saved run cannot be used."""


class RecordingError(EvalError):
    """A request was not recorded."""


class SheetError(EvalError):
    """A sheet cannot be used."""
