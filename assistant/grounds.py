"""What a statement rests on: words of reports, and what is known of these reports."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.printed_dates import PrintedDate, printed_dates
from index import Report, words_for

__all__ = ["Ground", "known_dates", "report_dates"]


@dataclass(frozen=True, slots=True)
class Ground:
    """Words that a statement cites, the headings that they stand under, and their reports."""

    text: str
    headings: tuple[str, ...]
    reports: tuple[Report, ...]

    @property
    def frame(self) -> str:
        """What is known beside the words: headings, titles, authorities, kinds of report."""
        names = [f"{r.title} {r.authority or ''} {words_for(r.kind)}" for r in self.reports]
        return " ".join((*self.headings, *names))


def known_dates(ground: Ground) -> Iterator[PrintedDate]:
    """The dates in the words and their headings, of the inspection and of the publication."""
    for said in (ground.text, *ground.headings):
        yield from (date for date, _, _ in printed_dates(said))
    yield from (date for report in ground.reports for date in report_dates(report))


def report_dates(report: Report) -> Iterator[PrintedDate]:
    """When a report's inspection began and ended, and when it was published."""
    for days in report.inspections:
        yield from (PrintedDate.of(days.start), PrintedDate.of(days.end))
    if report.published is not None:
        yield PrintedDate.of(report.published)
