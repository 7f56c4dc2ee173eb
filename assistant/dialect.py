"""Which optional parts of the chat completions a server takes, learnt from what it rejects."""

from dataclasses import dataclass, replace
from typing import Final

__all__ = ["Dialect"]

_NAMES: Final = {
    "schema": ("response_format", "json_schema", "guided_json", "grammar"),
    "stream_options": ("stream_options",),
    "temperature": ("temperature",),
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """The optional parts of the protocol that a server takes."""

    schema: bool = True
    stream_options: bool = True
    temperature: bool = True
    newer_limit: bool = True
    """`max_completion_tokens`, else the older `max_tokens`."""

    def after(self, rejected: str, *, guess: bool) -> "Dialect | None":
        """What to try after a rejection in those words; None where nothing is to be tried.

        A rejection that names none of the parts tells nothing, unless nothing was ever taken.
        """
        limit = "max_completion_tokens" if self.newer_limit else "max_tokens"
        if limit in rejected:
            return replace(self, newer_limit=not self.newer_limit)
        for part, names in _NAMES.items():
            if getattr(self, part) and any(name in rejected for name in names):
                return replace(self, **{part: False})
        left = [part for part in (*_NAMES, "newer_limit") if getattr(self, part)]
        return replace(self, **{left[0]: False}) if guess and left else None
