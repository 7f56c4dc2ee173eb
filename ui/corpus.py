"""What the head of the page says about the reports that are loaded."""

from itertools import groupby

from assistant import Assistant, who_writes
from index import Report
from ui import words
from ui.markup import Html, joined, tag

__all__ = ["masthead"]


def masthead(assistant: Assistant, *, is_sample: bool) -> Html:
    """Title, loaded reports and, for the invented sample, a banner that says so."""
    reports = assistant.index.reports()
    banner = tag(
        "p", tag("strong", words.SAMPLE), " ", words.SAMPLE_REMEDY, class_="banner", role="note"
    )
    return tag(
        "header",
        tag("div", tag("h1", words.TITLE), tag("p", words.PURPOSE), class_="title"),
        tag("details", tag("summary", _summary(reports)), _shelf(reports), class_="corpus"),
        _writer(assistant),
        banner if is_sample else Html(),
    )


def _writer(assistant: Assistant) -> Html:
    """Which model writes, and what is sent where for it; nothing where none does."""
    if assistant.model is None:
        return Html()
    return tag("p", who_writes(assistant.model), class_="writer", role="note")


def _summary(reports: list[Report]) -> str:
    authorities = {report.authority for report in reports if report.authority}
    years = sorted(report.date.year for report in reports if report.date)
    parts = [
        words.counted(len(reports), "report"),
        words.counted(len(authorities), "authority", "authorities"),
    ]
    if years:
        parts.append(str(years[0]) if years[0] == years[-1] else f"{years[0]} to {years[-1]}")
    return " · ".join(parts)


def _shelf(reports: list[Report]) -> Html:
    """Every report under its authority, the oldest first."""

    def authority(report: Report) -> str:
        return report.authority or words.NO_AUTHORITY

    ordered = sorted(reports, key=authority)
    return tag(
        "dl",
        *(
            joined((tag("dt", name), *(_entry(report) for report in shelf)))
            for name, shelf in groupby(ordered, authority)
        ),
    )


def _entry(report: Report) -> Html:
    return tag("dd", report.title, " ", tag("small", words.dates(report)))
