"""An authority's judgements over time: a lane for each, a mark for each time it was graded."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index import JudgementRow, Report
from ui import addresses
from ui.browsing import charts
from ui.browsing import judgement_words as words
from ui.browsing.cautions import cautions
from ui.browsing.framework_names import framework_name, framework_short, framework_start
from ui.browsing.grades import GRADES, legend
from ui.browsing.strands import (
    MAIN,
    OVERALL,
    printed_at,
    proof,
    strand_name,
    strand_of,
    strand_rank,
)
from ui.markup import Html, tag
from ui.words import day

__all__ = ["timeline"]

_MARGIN: Final = charts.MARK_WIDTH / 2 + 4
"""Before the first year and after the last, so that no mark stands over the edge."""
_TOP: Final = 32.0
_NAME: Final = 24.0
"""Room for the name of a lane above its marks."""
_STEP: Final = charts.MARK_HEIGHT + 4
_LONGEST_NAME: Final = 60
_SHORT_NAME: Final = 110.0
"""What the short name of a framework takes."""
_FEWEST_YEARS: Final = 6


@dataclass(frozen=True, slots=True)
class _Years:
    """The scale from left to right."""

    first: int
    after: int

    @classmethod
    def of(cls, days: Iterable[dt.date]) -> "_Years":
        """Whole years that hold all days, a few at least."""
        years = [day.year for day in days]
        return cls(min(*years, max(years) - _FEWEST_YEARS + 1), max(years) + 1)

    @property
    def width(self) -> float:
        """Of the whole plot."""
        return (self.after - self.first) * charts.YEAR_WIDTH + 2 * _MARGIN

    def x(self, day: dt.date) -> float:
        """Where a day stands."""
        start = dt.date(self.first, 1, 1)
        share = (day - start).days / (dt.date(self.after, 1, 1) - start).days
        return _MARGIN + share * (self.width - 2 * _MARGIN)


@dataclass(frozen=True, slots=True)
class _Lane:
    """What is judged, and by inspection, oldest first, the judgements on it."""

    strand: str
    inspections: tuple[tuple[JudgementRow, ...], ...]

    @property
    def height(self) -> float:
        """Room for as many marks above each other as one inspection made."""
        return _NAME + _STEP * max((len(rows) for rows in self.inspections), default=1)


def timeline(authority: str, rows: Sequence[JudgementRow], without: Sequence[Report]) -> Html:
    """The plot, with what its letters and bands mean; nothing where no judgement has a date.

    `without` are inspections that gave judgements but none overall.
    """
    dated = sorted((row for row in rows if row.report.date), key=_recency)
    hollow = [report for report in without if report.date]
    reports = list({report.id: report for report in (*(r.report for r in dated), *hollow)}.values())
    reports.sort(key=lambda report: report.date or dt.date.min)
    if not reports:
        return Html()
    lanes = _lanes(dated, with_overall=bool(hollow))
    years = _Years.of(report.date for report in reports if report.date)
    bottom = _TOP + sum(lane.height for lane in lanes) + 8
    title = words.over_time(authority)
    drawing = charts.svg(
        title,
        years.width,
        bottom + 28,
        *_bands(reports, years, bottom),
        *_grid(years, bottom),
        *_marks(lanes, hollow, years),
    )
    shown = {row.judgement.canonical_grade for row in dated}
    left_out = len({strand_of(row.judgement) for row in dated} - {lane.strand for lane in lanes})
    return charts.figure(
        title,
        drawing,
        legend(tuple(grade for grade in GRADES if grade in shown)),
        cautions(dated, *_notes(hollow, left_out)),
    )


def _recency(row: JudgementRow) -> tuple[dt.date, str]:
    return (row.report.date or dt.date.min, row.report.id)


def _lanes(rows: Sequence[JudgementRow], *, with_overall: bool) -> list[_Lane]:
    """What today's frameworks judge, and what was judged more than once; else all there is."""
    judged: dict[str, dict[str, list[JudgementRow]]] = {OVERALL: {}} if with_overall else {}
    for row in rows:
        inspections = judged.setdefault(strand_of(row.judgement), {})
        inspections.setdefault(row.report.id, []).append(row)
    often = {strand for strand, found in judged.items() if strand in MAIN or len(found) > 1}
    return [
        _Lane(strand, tuple(tuple(found) for found in judged[strand].values()))
        for strand in sorted(often or judged, key=strand_rank)
    ]


def _bands(reports: Sequence[Report], years: _Years, bottom: float) -> Iterator[Html]:
    """A band for each framework from the left edge to the right one."""
    left, shade = 0.0, 0
    for report, after in zip(reports, [*reports[1:], None], strict=True):
        if after is not None and after.framework == report.framework:
            continue
        right = years.x(_change(report, after)) if after else years.width
        squeezed = after is None and right - left < _SHORT_NAME
        name = framework_short(report.framework)
        yield tag(
            "g",
            tag("title", framework_name(report.framework or "")),
            charts.box(left, 0, right - left, bottom, f"band{shade}"),
            charts.label(right - 8, 19, name, "note end")
            if squeezed
            else charts.label(left + 8, 19, name, "note"),
        )
        left, shade = right, 1 - shade


def _change(before: Report, after: Report) -> dt.date:
    """When the framework of the later one began or, where that is not known, half way."""
    first, second = before.date or dt.date.min, after.date or dt.date.min
    start = framework_start(after.framework)
    return start if start and first < start <= second else first + (second - first) / 2


def _grid(years: _Years, bottom: float) -> Iterator[Html]:
    """A line where each year begins, with the year in the middle of its room."""
    for year in range(years.first, years.after):
        begins, middle = dt.date(year, 1, 1), dt.date(year, 7, 2)
        yield charts.line((years.x(begins), _TOP), (years.x(begins), bottom), "grid")
        yield charts.label(years.x(middle), bottom + 19, str(year), "tick middle")


def _marks(lanes: Sequence[_Lane], hollow: Sequence[Report], years: _Years) -> Iterator[Html]:
    top = _TOP
    for lane in lanes:
        middle = top + _NAME + (lane.height - _NAME) / 2
        name = strand_name(lane.strand)
        clipped = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
        yield charts.line((0, middle), (years.width, middle), "lane")
        yield charts.label(8, top + _NAME - 6, clipped, "lane")
        for rows in lane.inspections:
            yield from _stacked(rows, years, middle)
        if lane.strand == OVERALL:
            yield from (_hollow(report, years, middle) for report in hollow)
        top += lane.height


def _stacked(rows: Sequence[JudgementRow], years: _Years, middle: float) -> Iterator[Html]:
    """The marks of one inspection in a lane; several where its report has several parts."""
    y = middle - _STEP * (len(rows) - 1) / 2
    for row in rows:
        if row.report.date is not None:
            mark = charts.grade_mark(years.x(row.report.date), y, row.judgement.canonical_grade)
            yield charts.linked(proof(row), _title(row, row.report.date), mark)
        y += _STEP


def _title(row: JudgementRow, date: dt.date) -> str:
    part = f" ({row.judgement.part})" if row.judgement.part else ""
    return f"{strand_name(strand_of(row.judgement))}{part}, {day(date)}: {row.judgement.grade}"


def _hollow(report: Report, years: _Years, middle: float) -> Html:
    date = report.date or dt.date.min
    title = f"{strand_name(OVERALL)}, {day(date)}: {words.NO_GRADE}"
    first = next((n for j in report.judgements for n in j.paragraphs), None)
    address = addresses.report_of(report) if first is None else printed_at(report, first)
    return charts.linked(address, title, charts.grade_mark(years.x(date), middle, ""))


def _notes(hollow: Sequence[Report], left_out: int) -> Iterator[str]:
    """What the plot shows in its own way, or does not show."""
    if hollow:
        yield words.HOLLOW
    if left_out:
        yield words.judged_once(left_out)
