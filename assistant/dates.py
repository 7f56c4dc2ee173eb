"""Dates, periods and "latest" in the words of a question."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import TypeAlias

from assistant.numerals import counted

__all__ = ["Period", "asks_for_latest", "find_periods"]


@dataclass(frozen=True, slots=True)
class Period:
    """A period that a question names, and where: `text[start:end]`.

    `of_report` tells that the words tie it to a report or inspection ("the 2018 visit"), so that it
    cannot be a date inside the subject ("at the end of March 2012"). `spans` tells that it was
    given as a stretch ("since 2018", "between 2014 and 2017") and not as one date.
    """

    since: dt.date | None
    until: dt.date | None
    start: int
    end: int
    of_report: bool = False
    spans: bool = False
    year_only: bool = False


_Days: TypeAlias = tuple[dt.date, dt.date]

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"20[0-4]\d"
_ATOM = (
    rf"(?:\d{{4}}-\d\d-\d\d"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:(?:{_MONTH})\b\.?|{'|'.join(_SEASONS)}),?\s+{_YEAR}"
    rf"|(?:(?:the\s+)?(?:end|start|middle)\s+of\s+|early\s+|mid-?\s*|late\s+)?{_YEAR})(?![\d%])"
)
_NOW = r"(?:now|today|the\s+present|date)"
_REPORT = (
    r"(?:re-?inspections?|inspections?|reports?|visits?|letters?|ilacs|jtai|publications?|one|ones)"
)
_RANGE = re.compile(
    rf"\b(?:between|from)\s+(?:the\s+)?(?P<a>{_ATOM})\s+(?:(?:right\s+|all\s+the\s+way\s+)?"
    rf"(?:and|to|until|till|through(?:\s+to)?|up\s+to)|-|–)\s+(?:the\s+)?(?P<b>{_ATOM}|{_NOW})"
    rf"(?!\s+{_REPORT})",
    re.IGNORECASE,
)
_YEARS = re.compile(rf"\b(?P<a>{_YEAR})\s?(?:-|–|/|\bto\b)\s?(?P<b>{_YEAR}|\d\d)\b", re.IGNORECASE)
_OPEN = re.compile(
    rf"\b(?P<way>since|after|from|before|until|till|up\s+to|prior\s+to)\s+(?:the\s+)?(?P<a>{_ATOM})"
    rf"(?P<on>\s+(?:onwards?|on))?(?!\s+{_REPORT})",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?:(?:in|over|during|within)\s+)?(?:the\s+)?(?:last|past)\s+"
    r"(?P<n>\d{1,3}|two|three|four|five|six|ten|few)\s+(?P<unit>years|months)\b",
    re.IGNORECASE,
)
# "in the last year" is what a report says of itself; "last year" is a year of the calendar.
_RELATIVE = re.compile(r"(?<!the )\b(?P<which>last|this)\s+year\b", re.IGNORECASE)
_SINGLE = re.compile(rf"\b{_ATOM}", re.IGNORECASE)
_SPOKEN_OF = range(1900, 2200)
"""The years of which a question may speak; a date beyond them is none."""
_TODAY = dt.date(_SPOKEN_OF[1], 1, 1), dt.date(_SPOKEN_OF[-1], 12, 31)
"""From when to when "last year" and "until today" are among them."""

_REPORT_AFTER = re.compile(rf"[\s,)]*(?:\w+['’]?s?\s+){{0,2}}?{_REPORT}\b", re.IGNORECASE)
_REPORT_BEFORE = re.compile(
    rf"(?:\b{_REPORT}\s+(?:of|from|in|for|on|dated|was|published|that\s+came\s+out)*[\s\w]{{0,12}}"
    r"|\b(?:published|inspected)\s+(?:in|on)?\s*|\()(?:the\s+)?$",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"\b(?:latest|most\s+recent(?:ly)?|newest|current(?:ly)?|up[\s-]to[\s-]date|nowadays"
    r"|last\s+(?:ofsted\s+)?(?:report|inspection|ilacs|visit|time|judgement|grade)"
    r"|last\s+(?:inspected|visited|published))\b"
    r"|^\W*(?:is|are|do|does|has|have)\b.*\bstill\b",
    re.IGNORECASE,
)


def asks_for_latest(text: str) -> bool:
    """Whether the words ask for the newest report ("latest", "most recent", "is it still")."""
    return _LATEST.search(text) is not None


def find_periods(text: str, today: dt.date) -> tuple[Period, ...]:
    """The periods that a question names, in order of appearance; each word counts once."""
    today = min(max(today, _TODAY[0]), _TODAY[1])
    found: list[Period] = []
    readings = (
        *_ranges(text, today),
        *_year_ranges(text),
        *_open_ended(text),
        *_ago(text, today),
        *_relative(text, today),
        *_singles(text),
    )
    for period in readings:
        if all(period.end <= p.start or p.end <= period.start for p in found):
            found.append(period)
    return tuple(sorted(found, key=lambda period: period.start))


def _ranges(text: str, today: dt.date) -> list[Period]:
    periods = []
    for match in _RANGE.finditer(text):
        now = re.fullmatch(_NOW, match["b"], re.IGNORECASE)
        begins = _bounds(match["a"])
        ends = (today, today) if now else _bounds(match["b"])
        if begins and ends:
            periods.append(_stretch(begins, ends, match))
    return periods


def _year_ranges(text: str) -> list[Period]:
    periods = []
    for match in _YEARS.finditer(text):
        short = len(match["b"]) == 2
        begins = _days(int(match["a"]))
        ends = _days(int(match["a"][:2] + match["b"] if short else match["b"]))
        if begins and ends and not (short and ends < begins):  # "2018-12" is a month
            periods.append(_stretch(begins, ends, match))
    return periods


def _stretch(begins: _Days, ends: _Days, match: re.Match[str]) -> Period:
    """From the one to the other, whichever is said first ("between 2025 and 2017")."""
    if ends[1] < begins[0]:
        begins, ends = ends, begins
    return Period(begins[0], ends[1], match.start(), match.end(), spans=True)


def _open_ended(text: str) -> list[Period]:
    periods = []
    for match in _OPEN.finditer(text):
        bounds = _bounds(match["a"])
        way = match["way"].lower()
        if bounds is None or (way == "from" and not match["on"]):
            continue  # "the report from January 2019" is one date
        first, last = bounds
        since: dt.date | None = None
        until: dt.date | None = None
        if way in ("since", "from"):
            since = first
        elif way == "after":
            since = last + dt.timedelta(days=1)
        elif way in ("before", "prior to"):
            until = first - dt.timedelta(days=1)
        else:
            until = last
        periods.append(Period(since, until, match.start(), match.end(), spans=True))
    return periods


def _ago(text: str, today: dt.date) -> list[Period]:
    periods = []
    for match in _AGO.finditer(text):
        number = counted(match["n"])
        days = round(number * (365.25 if match["unit"].lower() == "years" else 30.44))
        since = today - dt.timedelta(days=days)
        if since.year in _SPOKEN_OF:
            periods.append(Period(since, today, match.start(), match.end(), spans=True))
    return periods


def _relative(text: str, today: dt.date) -> list[Period]:
    periods = []
    for match in _RELATIVE.finditer(text):
        year = today.year - (match["which"].lower() == "last")
        bounds = dt.date(year, 1, 1), dt.date(year, 12, 31)
        periods.append(Period(*bounds, match.start(), match.end(), of_report=True, year_only=True))
    return periods


def _singles(text: str) -> list[Period]:
    periods = []
    for match in _SINGLE.finditer(text):
        bounds = _bounds(match.group())
        if bounds is None:
            continue
        since, until = bounds
        tied = _REPORT_AFTER.match(text[match.end() :]) or _REPORT_BEFORE.search(
            text[: match.start()]
        )
        year_only = (until - since).days > 300
        periods.append(
            Period(since, until, match.start(), match.end(), bool(tied), year_only=year_only)
        )
    return periods


def _bounds(atom: str) -> _Days | None:
    """First and last day of a date as written: a day, a month, a season or a year.

    Of a day that no month has, the month counts; None where even the year is impossible.
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", atom):
        year, *rest = (int(part) for part in atom.split("-"))
        return _days(year, *rest) or _days(year)
    words = re.findall(r"[a-z]+|\d+", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", atom.lower()))
    year = int(words[-1])
    for word in words:
        if word in _SEASONS:
            first, last = (_days(year, month) for month in _SEASONS[word])
            return (first[0], last[1]) if first and last else None
        if word in _MONTHS:
            day = _days(year, _MONTHS[word], int(words[0])) if words[0].isdigit() else None
            return day or _days(year, _MONTHS[word])
    return _days(year)


def _days(year: int, month: int | None = None, day: int | None = None) -> _Days | None:
    """First and last day of a year, a month or a day; None where there is no such time."""
    if year not in _SPOKEN_OF:
        return None
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return dt.date(year, month, 1), dt.date(year, month, last)
    return (dt.date(year, month, day),) * 2 if 1 <= day <= last else None
