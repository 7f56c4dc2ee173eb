"""The judgements that pass a filter, the reports that print them, and how many have none."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from index import Filters, Index, JudgementRow, Report
from ui.browsing.framework_names import WITHOUT_OVERALL
from ui.browsing.grades import grade_rank
from ui.browsing.judgement_filters import JudgementFilter
from ui.browsing.strands import OVERALL, report_year, strand_of, strand_rank

__all__ = ["Selected", "select", "ungraded"]

_Key: TypeAlias = tuple[str | int | dt.date, ...]

_KEYS: Final[dict[str, Callable[[JudgementRow], _Key]]] = {
    "authority": lambda row: (row.report.authority or "",),
    "published": lambda row: (row.report.published or dt.date.min,),
    "inspected": lambda row: (row.report.date or dt.date.min,),
    "judgement": lambda row: strand_rank(strand_of(row.judgement)),
    "part": lambda row: (row.judgement.part or "",),
    "grade": lambda row: (grade_rank(row.judgement.canonical_grade),),
    "report": lambda row: (row.report.title,),
}


@dataclass(frozen=True, slots=True)
class Selected:
    """What passes a filter."""

    rows: tuple[JudgementRow, ...]
    """In the order that is asked for."""
    reports: tuple[Report, ...]
    """All that print judgements of the authorities, framework and years, newest last."""
    with_data: int
    """How many authorities have a judgement that passes all but the grade."""
    total: int
    """How many authorities were asked about."""


def select(index: Index, chosen: JudgementFilter) -> Selected:
    """What passes, `latest` before the grade: "latest" and "good" are those good at the latest."""
    among = Filters(authorities=chosen.authorities)
    reports = {
        report.id: report
        for report in index.reports(among)
        if report.judgements
        if chosen.framework in ("", report.framework)
        if chosen.takes_year(report_year(report))
    }
    rows = index.judgements(among, canonical=chosen.judgement or None)
    rows = [row for row in rows if row.report.id in reports]
    if chosen.latest:
        # Rows come oldest first, so the newest report of each authority is the one that stays.
        newest = {row.report.authority or row.report.id: row.report.id for row in rows}
        kept = set(newest.values())
        rows = [row for row in rows if row.report.id in kept]
    authorities = {row.report.authority for row in rows if row.report.authority}
    graded = (row for row in rows if chosen.grade in ("", row.judgement.canonical_grade))
    return Selected(
        rows=tuple(_sorted(graded, chosen.sort)),
        reports=tuple(reports.values()),
        with_data=len(authorities),
        total=len(chosen.authorities or index.authorities()),
    )


def ungraded(reports: Iterable[Report], chosen: JudgementFilter) -> list[Report]:
    """Those whose framework gives no overall grade, where overall judgements are looked at."""
    if chosen.grade or chosen.latest or chosen.judgement not in ("", OVERALL):
        return []
    return [report for report in reports if report.framework == WITHOUT_OVERALL]


def _sorted(rows: Iterable[JudgementRow], sort: str) -> list[JudgementRow]:
    """By a column, then newest first, then as printed."""
    newest_first = sorted(
        rows, key=lambda row: (*_KEYS["inspected"](row), row.report.id), reverse=True
    )
    return sorted(newest_first, key=_KEYS[sort.removeprefix("-")], reverse=sort.startswith("-"))
