"""Which reports pass a filter; applied before anything is ranked."""

import datetime as dt
from collections.abc import Iterable, Sequence

from index.types import Filters, Report

__all__ = ["newest_last", "select"]


def newest_last(reports: Iterable[Report]) -> list[Report]:
    """In order of their dates, those without one first."""
    return sorted(reports, key=_recency)


def select(reports: Sequence[Report], filters: Filters) -> list[Report]:
    """The reports that pass, in the order given."""
    passing = [report for report in reports if _passes(report, filters)]
    if not filters.latest:
        return passing
    latest: dict[str, Report] = {}
    for report in passing:
        # A report that names no authority is nobody's earlier or later one.
        key = report.authority or report.id
        latest[key] = max(latest.get(key, report), report, key=_recency)
    return [report for report in passing if latest[report.authority or report.id] is report]


def _recency(report: Report) -> tuple[dt.date, dt.date, str, str]:
    return (report.date or dt.date.min, report.published or dt.date.min, report.file, report.id)


def _passes(report: Report, filters: Filters) -> bool:
    return (
        (not filters.authorities or report.authority in filters.authorities)
        and (not filters.kinds or report.kind in filters.kinds)
        and (not filters.reports or report.id in filters.reports)
        and _in_time(report, filters)
    )


def _in_time(report: Report, filters: Filters) -> bool:
    """Whether a day of the inspection, or the publication, lies between `since` and `until`."""
    if filters.since is None and filters.until is None:
        return True
    since, until = filters.since or dt.date.min, filters.until or dt.date.max
    inspected = any(days.start <= until and days.end >= since for days in report.inspections)
    published = report.published is not None and since <= report.published <= until
    match filters.date_field:
        case "inspected":
            return inspected
        case "published":
            return published
        case "either":
            return inspected or published
