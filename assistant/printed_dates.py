"""Dates as far as a text prints them: "2019", "May 2019", "3 May 2019", "in May", "2013–14"."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["PrintedDate", "printed_dates", "without_dates"]

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH = "|".join((*_MONTHS, "sept", *(month[:3] for month in _MONTHS)))
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+)?(?P<month>{_MONTH})\b\.?"
    r"(?:,?\s+(?P<year>\d{4}))?"
    r"|\b(?P<only>(?:19|20)\d\d)(?:\s*[-/–]\s*(?P<next>\d\d(?:\d\d)?))?\b",
    re.IGNORECASE | re.ASCII,
)
# "May", "Mar" or "dec" alone is a month only behind one of these.
_AMBIGUOUS = ("may", "mar", "march", "sep", "dec", "jan", "jun")
_WHEN = re.compile(
    r"\b(?:in|since|by|of|from|until|last|to|and|or|early|late|mid|between|before|after"
    r"|during)[ -]$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """As much of a date as is printed."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, date: dt.date) -> "PrintedDate":
        """A whole date."""
        return cls(date.year, date.month, date.day)

    def within(self, other: "PrintedDate") -> bool:
        """Whether the other says all that this one says."""
        mine = (self.year, self.month, self.day)
        theirs = (other.year, other.month, other.day)
        return all(m is None or m == t for m, t in zip(mine, theirs, strict=True))


def printed_dates(text: str) -> Iterator[tuple[PrintedDate, int, int]]:
    """Each date with where it starts and ends; "2013–14" is two."""
    for match in _DATE.finditer(text):
        start, end = match.span()
        if match["only"]:
            yield PrintedDate(int(match["only"])), start, end
            if match["next"]:
                yield PrintedDate(int(match["only"][:2] + match["next"][-2:])), start, end
        elif not _is_word(match, text):
            month = match["month"].lower()[:3]
            number = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(month))
            day = int(match["day"]) if match["day"] else None
            year = int(match["year"]) if match["year"] else None
            yield PrintedDate(year, number, day), start, end


def without_dates(text: str) -> str:
    """The text with spaces in place of its dates, so that every other word keeps its place."""
    for _, start, end in printed_dates(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _is_word(match: re.Match[str], text: str) -> bool:
    """Whether what looks like a month is another word ("may", "march")."""
    if match["day"] or match["year"] or match["month"].lower() not in _AMBIGUOUS:
        return False
    return (
        match["month"][0].islower()
        or _WHEN.search(text[max(0, match.start() - 10) : match.start()]) is None
    )
