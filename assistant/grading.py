"""The grades that a question asks for, and those that it rules out."""

import re

from assistant.wording import grades_named

__all__ = ["SCALE", "find_grades", "find_ruled_out", "step_on_scale"]

SCALE = (("inadequate",), ("adequate", "requires_improvement"), ("good",), ("outstanding",))
"""Canonical grades from the lowest to the highest; those of one step never stand in one report."""

_RULED_OUT = re.compile(
    r"(?:\b(?:not|never|neither|nor|except|excluding|other than|anything but|without)|n['’]t)"
    r"(?: (?!but\b|only\b)[\w'’]+){0,3}\W*$",
    re.IGNORECASE,
)
_UP = re.compile(r"^,? or (?:better|above|higher)\b", re.IGNORECASE)
_DOWN = re.compile(r"^,? or (?:worse|below|lower|less)\b", re.IGNORECASE)
_AT_LEAST = re.compile(r"\bat least (?:as )?$", re.IGNORECASE)
_AT_MOST = re.compile(r"\bat (?:best|most) (?:as )?$", re.IGNORECASE)
_ABOVE = re.compile(r"\b(?:above|better than) $", re.IGNORECASE)
_BELOW = re.compile(r"\b(?:below|under|worse than|less than) $", re.IGNORECASE)


def step_on_scale(grade: str) -> int | None:
    """How high a canonical grade is, from 0; None where nothing was graded."""
    return next((n for n, grades in enumerate(SCALE) if grade in grades), None)


def find_grades(text: str) -> tuple[str, ...]:
    """Canonical grades that are asked for: "good or better" asks for two."""
    return _grades(text, ruled_out=False)


def find_ruled_out(text: str) -> tuple[str, ...]:
    """Canonical grades that are ruled out: "not inadequate", "never been outstanding"."""
    return _grades(text, ruled_out=True)


def _grades(text: str, *, ruled_out: bool) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for grade, start, end in grades_named(text):
        # the pattern of "good" begins at the words before it
        before = text[: text.lower().rfind("good", start, end)] if grade == "good" else text[:start]
        if (_RULED_OUT.search(before) is not None) is ruled_out:
            found |= dict.fromkeys(_widened(grade, before, text[end:]))
    return tuple(found)


def _widened(grade: str, before: str, after: str) -> tuple[str, ...]:
    """The grade, or the stretch of the scale that the words beside it make of it."""
    step = step_on_scale(grade)
    if step is None:
        return (grade,)
    if _UP.search(after) or _AT_LEAST.search(before):
        steps = SCALE[step:]
    elif _DOWN.search(after) or _AT_MOST.search(before):
        steps = SCALE[: step + 1]
    elif _ABOVE.search(before):
        steps = SCALE[step + 1 :]
    elif _BELOW.search(before):
        steps = SCALE[:step]
    else:
        return (grade,)
    return tuple(name for names in steps for name in names)
