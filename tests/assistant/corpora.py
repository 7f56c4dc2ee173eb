"""Reports without text, for reading questions against."""

import datetime as dt

from index import DateRange, Report, ReportKind

__all__ = ["CORPUS", "TODAY", "report"]

TODAY = dt.date(2026, 11, 20)


def report(authority: str, inspected: str, published: str, kind: ReportKind = "ilacs") -> Report:
    """A report of an inspection of one day."""
    day = dt.date.fromisoformat(inspected)
    return Report(
        id=f"sha256:{authority}-{inspected}",
        file=f"{authority}-{inspected}.pdf".lower(),
        authority=authority,
        title=f"Inspection of {authority}",
        kind=kind,
        framework=None,
        inspections=(DateRange(day, day),),
        published=dt.date.fromisoformat(published),
        published_source="text",
        lead_inspector=None,
    )


CORPUS = (
    report("Harrow", "2012-05-18", "2012-06-27", "safeguarding_lac"),
    report("Harrow", "2018-10-10", "2018-11-01", "focused_visit"),
    report("Harrow", "2025-01-24", "2025-03-04"),
    report("Haringey", "2023-02-24", "2023-04-17"),
    report("Northmere", "2019-03-15", "2019-05-03"),
    report("Northmere", "2024-06-14", "2024-08-02"),
)
