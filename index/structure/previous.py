"""Earlier inspections that a report itself names, as exactly dated as it prints them."""

import datetime as dt
import re
from collections.abc import Sequence

from index.structure.assemble import Draft
from index.structure.dates import MONTH_PATTERN, month_number
from index.types import PreviousInspection

__all__ = ["previous_inspections"]

_NAMED = re.compile(
    r"""
    \b(?:last|previous) (?:\s+[\w’'-]+){0,4}? \s+ inspect(?:ions?|ed)\b
    (?:\s+(?:report|by\s+Ofsted))?
    (?:\s+(?:of|for)
      (?:(?!\b(?:that|who|since|when|where|visits?|found|ha[sd])\b|,\sand\b)[^.;\n]){1,140}?)?
    (?:,\s+the\s[^.,;\n]{1,60})? [\s,(]*
    (?:\b(?:was|were|also|took\s+place|carried\s+out|undertaken|conducted|published|in)\s+)*
    (?<!\w)(?:in|on|(?:between|from)\s+[\w\s]{1,20}?\s(?:and|to))\s+
    """
    rf"(?:(?P<day>\d{{1,2}})\s+)? (?:(?P<month>{MONTH_PATTERN})\s+)? (?P<year>20\d\d)\b",
    re.IGNORECASE | re.VERBOSE,
)
"""What stands between must speak of inspecting, or the date is that of something else."""


def previous_inspections(
    drafts: Sequence[Draft], inspected: dt.date | None
) -> tuple[PreviousInspection, ...]:
    """Each earlier inspection that is named with a date, at its first place.

    Dates that are not before `inspected` are those of something else.
    """
    found: dict[str, int] = {}
    for ordinal, draft in enumerate(drafts, 1):
        for match in _NAMED.finditer(draft.text):
            date = _reduced(match["year"], match["month"], match["day"])
            if inspected is None or date < inspected.isoformat():
                found.setdefault(date, ordinal)
    return tuple(PreviousInspection(date, ordinal) for date, ordinal in found.items())


def _reduced(year: str, month: str | None, day: str | None) -> str:
    """ISO 8601, as far as it is known: "2018", "2018-11", "2018-11-05"."""
    parts = [year]
    if month:
        parts.append(f"{month_number(month):02}")
        if day:
            parts.append(f"{int(day):02}")
    return "-".join(parts)
