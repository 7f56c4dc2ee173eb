"""The time that a question is about, and the sides that it compares: periods, authorities."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.dates import Period
from assistant.types import Query
from index import Filters, Mention, Report

__all__ = ["loosened", "of_time", "side_by_side", "with_periods"]

_MONTHS_AFTER = 15
_UNTIL_NOW = re.compile(r"\b(?:since|now|today|nowadays|currently|at present)\b", re.IGNORECASE)


def loosened(period: Period, query: Query, reports: Sequence[Report]) -> Period:
    """A month that no report fits is a date inside the subject ("at the end of March 2012").

    Reports that may speak of it are those of the months after; where there are none, or where the
    words tie the date to a report, the period stays as it is.
    """
    if period.of_report or period.spans or period.year_only or period.until is None:
        return period
    later = replace(period, until=period.until + dt.timedelta(days=_MONTHS_AFTER * 30))
    mine = [r for r in reports if not query.authorities or r.authority in query.authorities]
    fits = any(of_time(report, period.since, period.until) for report in mine)
    may_fit = any(of_time(report, later.since, later.until) for report in mine)
    return later if may_fit and not fits else period


def of_time(report: Report, since: dt.date | None, until: dt.date | None) -> bool:
    """Whether the report was inspected or published then; None leaves an end open."""
    since, until = since or dt.date.min, until or dt.date.max
    if any(days.start <= until and days.end >= since for days in report.inspections):
        return True
    return report.published is not None and since <= report.published <= until


def with_periods(query: Query, periods: Sequence[Period], mentions: Sequence[Mention]) -> Query:
    """The query restricted to its periods; several of them may be the sides of a comparison."""
    if query.intent == "change" and len(periods) == 1 and _UNTIL_NOW.search(query.question):
        periods = (*periods, *_after(periods[0], query.today))
    if periods:
        sinces, untils = [p.since for p in periods], [p.until for p in periods]
        query = replace(
            query,
            since=None if None in sinces else min(s for s in sinces if s),
            until=None if None in untils else max(u for u in untils if u),
        )
    if len(periods) < 2 or query.intent == "aggregate":
        return replace(query, scopes=side_by_side(query))
    return replace(query, scopes=_dated_sides(query, periods, mentions))


def _after(period: Period, today: dt.date) -> tuple[Period, ...]:
    """The time after a period, where it has an end before today."""
    if period.until is None or period.until >= today:
        return ()
    return (replace(period, since=period.until + dt.timedelta(days=1), until=None),)


def _dated_sides(
    query: Query, periods: Sequence[Period], mentions: Sequence[Mention]
) -> tuple[Filters, ...]:
    """One side for each period; as many authorities as periods are paired with them in order."""
    named = [mention.name for mention in mentions if mention.name in query.authorities]
    paired = len(named) == len(periods) and len(set(named)) > 1
    base = Filters(kinds=query.kinds, date_field=query.date_field)
    return tuple(
        replace(
            base,
            authorities=(named[n],) if paired else query.authorities,
            since=period.since,
            until=period.until,
        )
        for n, period in enumerate(periods)
    )


def side_by_side(query: Query) -> tuple[Filters, ...]:
    """One side for each of several authorities."""
    if len(query.authorities) < 2:
        return ()
    return tuple(replace(query.filters, authorities=(name,)) for name in query.authorities)
