"""How a question was understood, as chips above its answer that can be removed or changed."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias, cast

from assistant import Correction, Query, essence, period
from index import (
    CANONICAL_GRADES,
    CANONICAL_JUDGEMENTS,
    REPORT_KINDS,
    Report,
    ReportKind,
    words_for,
)
from ui import words
from ui.chat.turns import Turn
from ui.markup import Html, joined, tag

__all__ = ["Choices", "Part", "chips", "corrected", "pinned"]

Part: TypeAlias = Literal[
    "authorities", "period", "latest", "kinds", "strands", "grades", "subject"
]
_WITH_SUBJECT: Final = ("lookup", "theme", "compare", "change")
"""What a question may ask for that is searched by its subject, not read off the catalogue."""
_LONGEST_SUBJECT: Final = "300"
_YEARS: Final = range(1900, 3000)
_FIRST_DAY: Final = (1, 1)
_LAST_DAY: Final = (12, 31)


@dataclass(frozen=True, slots=True)
class Choices:
    """What chips can be changed to."""

    authorities: tuple[str, ...]
    years: tuple[int, ...]

    @classmethod
    def of(cls, reports: Sequence[Report]) -> "Choices":
        """The authorities and years of some reports."""
        years = {r.date.year for r in reports if r.date}
        years |= {r.published.year for r in reports if r.published}
        return cls(
            tuple(sorted({r.authority for r in reports if r.authority})), tuple(sorted(years))
        )


@dataclass(frozen=True, slots=True)
class _Chip:
    """A part of the query in words, what it is without it, and what it can be changed to."""

    part: Part
    text: str
    rest: tuple[str, ...] | None
    """The values of the part that stay when the chip is removed; None where it cannot be."""
    fields: Html = field(default_factory=Html)


def chips(turn: Turn, choices: Choices | None) -> Html:
    """The chips of a turn whose question has been read; without choices they only say how."""
    if turn.query is None:
        return Html()
    items = [
        tag("li", _chip(chip, can_change=choices is not None))
        for chip in _chips(turn, turn.query, choices or Choices((), ()))
    ]
    return tag("ul", *items, class_="chips", aria_label=words.READ_AS)


def corrected(turn: Turn, part: Part, values: Sequence[str]) -> Correction:
    """What was changed before, with one part changed once more; unknown values are left out."""
    known = [value for value in values if value]
    before = after = turn.correction
    match part:
        case "authorities":
            return replace(before, authorities=tuple(dict.fromkeys(known)))
        case "period":
            return replace(before, period=_days(values), latest=False)
        case "latest":
            return replace(before, latest=bool(known))
        case "kinds":
            kinds = cast("tuple[ReportKind, ...]", _known(known, REPORT_KINDS))
            after = replace(before, kinds=kinds)
        case "strands":
            after = replace(before, strands=_known(known, CANONICAL_JUDGEMENTS))
        case "grades":
            after = replace(before, grades=_known(known, CANONICAL_GRADES))
    return after


def pinned(query: Query) -> Correction:
    """Where and when a question was asked about, to be kept while its subject is another."""
    return Correction(
        authorities=(*query.authorities, *query.absent),
        period=(query.since, query.until),
        latest=query.latest,
        kinds=query.kinds,
        strands=query.strands or None,
        grades=query.grades or None,
    )


def _known(values: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    held = set(known)
    return tuple(value for value in values if value in held)


def _days(years: Sequence[str]) -> tuple[dt.date | None, dt.date | None]:
    """The first day of one year and the last of another; whichever is no year leaves its end open.

    Years in the wrong order change places.
    """
    first, last = (_year(years[i]) if i < len(years) else None for i in (0, 1))
    if first and last and first > last:
        first, last = last, first
    return (
        dt.date(first, *_FIRST_DAY) if first else None,
        dt.date(last, *_LAST_DAY) if last else None,
    )


def _year(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) == len("2012") else 0
    return number if number in _YEARS else None


def _chips(turn: Turn, query: Query, choices: Choices) -> Iterable[_Chip]:
    yield from _of_authorities(query, choices)
    dated = query.since or query.until
    years = _year_fields(query, choices)
    when = period(query.since, query.until) if dated else words.ANY_TIME
    if dated or not query.latest:
        yield _Chip("period", when, () if dated else None, years)
    if query.latest:
        yield _Chip("latest", words.LATEST, ())
    yield from _of_values("kinds", query.kinds, REPORT_KINDS)
    if len(query.strands) < len(CANONICAL_JUDGEMENTS):  # all of them: "in any area"
        yield from _of_values("strands", query.strands, CANONICAL_JUDGEMENTS)
    yield from _of_values("grades", query.grades, CANONICAL_GRADES)
    computed = turn.answer is not None and turn.answer.mode.startswith("computed")
    subject = essence(query.topic)
    said = {words_for(name).lower() for name in query.strands}
    if query.intent in _WITH_SUBJECT and not computed and subject.lower() not in said:
        text = tag("textarea", subject, rows="2", required="", maxlength=_LONGEST_SUBJECT)
        shown = subject or words.ANY_SUBJECT
        yield _Chip("subject", shown, None, tag("label", words.SUBJECT, text))


def _of_authorities(query: Query, choices: Choices) -> Iterable[_Chip]:
    names = (*query.authorities, *query.absent)
    for name in names:
        rest = tuple(other for other in names if other != name)
        fields = _select(words.AUTHORITY, choices.authorities, name)
        said = words.absent(name) if name in query.absent else name
        yield _Chip("authorities", said, rest, fields)
    if not names:
        fields = _select(words.AUTHORITY, choices.authorities, "")
        yield _Chip("authorities", words.ALL_AUTHORITIES, None, fields)


def _of_values(part: Part, values: Sequence[str], known: dict[str, str]) -> Iterable[_Chip]:
    for value in values:
        rest = tuple(other for other in values if other != value)
        yield _Chip(part, words_for(value), rest, _select(words.PARTS[part], known, value, known))


def _select(
    label: str, values: Collection[str], chosen: str, texts: dict[str, str] | None = None
) -> Html:
    options = [
        tag("option", (texts or {}).get(v, v), value=v, selected="" if v == chosen else None)
        for v in values
    ]
    first = () if chosen in values else (tag("option", words.CHOOSE, value=""),)
    return tag("label", label, tag("select", *first, *options))


def _year_fields(query: Query, choices: Choices) -> Html:
    days = query.since, query.until
    years = [str(y) for y in sorted({*choices.years, *(day.year for day in days if day)})]
    fields = []
    for label, day in zip((words.FROM, words.TO), days, strict=True):
        options = [
            tag("option", year, value=year, selected="" if day and str(day.year) == year else None)
            for year in years
        ]
        anything = tag("option", words.ANY, value="")
        fields.append(tag("label", label, tag("select", anything, *options)))
    return joined(fields)


def _chip(chip: _Chip, *, can_change: bool) -> Html:
    if not can_change:
        return tag("span", chip.text)
    parts: list[Html] = []
    if chip.fields:
        form = tag(
            "form",
            chip.fields,
            tag("button", words.ASK_AGAIN, class_="button main"),
            data_do="correct",
            data_part=chip.part,
            data_rest=json.dumps(chip.rest or ()),
        )
        summary = tag("summary", chip.text, title=words.CHANGE)
        parts.append(tag("details", summary, form, name="chip"))
    else:
        parts.append(tag("span", chip.text))
    if chip.rest is not None:
        parts.append(
            tag(
                "button",
                "×",
                data_do="correct",
                data_part=chip.part,
                data_values=json.dumps(chip.rest),
                aria_label=words.without(chip.text),
                title=words.without(chip.text),
            )
        )
    return joined(parts)
