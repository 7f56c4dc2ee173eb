"""How many inspections gave which grade in each year: stacked bars, and the same as a table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index import JudgementRow, Report
from ui.browsing import browsing_words as common
from ui.browsing import charts
from ui.browsing import judgement_words as words
from ui.browsing.grades import GRADES, LETTERS, grade_name, legend
from ui.browsing.judgement_filters import JudgementFilter
from ui.browsing.judgement_table import TABLE
from ui.browsing.strands import OVERALL, report_year, strand_name, strand_of
from ui.markup import Html, tag

__all__ = ["distribution"]

_UNGRADED: Final = ""
"""Stands for an inspection that printed no overall grade."""
_HIGHEST: Final = 200.0
_TOP: Final = 26.0
_LEFT: Final = 8.0
_BAR: Final = 50.0
_ROOM_FOR_TEXT: Final = 14.0
_LONGEST_SPAN: Final = 40


@dataclass(frozen=True, slots=True)
class _Tally:
    """Counts by year and grade, and how each is looked up."""

    strand: str
    counts: Counter[tuple[int, str]]
    chosen: JudgementFilter

    @property
    def years(self) -> list[int]:
        """From the first to the last, those without an inspection too."""
        found = sorted({year for year, _ in self.counts})
        span = range(found[0], found[-1] + 1)
        return list(span) if len(span) <= _LONGEST_SPAN else found

    @property
    def grades(self) -> list[str]:
        """Those that occur, the best first, inspections without one before them."""
        found = {grade for _, grade in self.counts}
        return [grade for grade in (_UNGRADED, *GRADES) if grade in found]

    def total(self, year: int) -> int:
        """How many there are in a year."""
        return sum(self.counts[year, grade] for grade in self.grades)

    def address(self, year: int, grade: str) -> str:
        """The judgements that are counted, in the table."""
        strand = self.strand if grade else ""
        narrowed = replace(
            self.chosen, judgement=strand, grade=grade, since=year, until=year, page=1
        )
        return f"{narrowed.address()}#{TABLE}"

    def title(self, year: int, grade: str) -> str:
        """What a part of a bar says."""
        return f"{year}, {_name(grade)}: {self.counts[year, grade]}"


def distribution(
    rows: Sequence[JudgementRow], without: Sequence[Report], chosen: JudgementFilter
) -> Html:
    """The bars of the chosen judgement, or of the overall one; nothing where nothing is dated."""
    strand = chosen.judgement or OVERALL
    counts: Counter[tuple[int, str]] = Counter()
    for row in rows:
        year = report_year(row.report)
        if year is not None and strand_of(row.judgement) == strand:
            counts[year, row.judgement.canonical_grade] += 1
    for report in without:
        year = report_year(report)
        if year is not None:
            counts[year, _UNGRADED] += 1
    if not counts:
        return Html()
    counted = {row.report.id for row in rows if strand_of(row.judgement) == strand}
    twice = words.COUNTS_TWICE if len(counted) + len(without) < counts.total() else ""
    tally = _Tally(strand, counts, chosen)
    title = words.by_year(strand_name(strand))
    return charts.figure(
        title,
        _bars(title, tally),
        legend(tuple(grade for grade in tally.grades if grade)),
        tag("p", words.COUNTS_INSPECTIONS, " ", twice, class_="quiet"),
        tag("details", tag("summary", words.AS_TABLE), _table(tally)),
    )


def _bars(title: str, tally: _Tally) -> Html:
    years = tally.years
    scale = _HIGHEST / max(tally.total(year) for year in years)
    bottom = _TOP + _HIGHEST
    width = _LEFT * 2 + charts.YEAR_WIDTH * len(years)
    parts: list[Html] = [charts.line((_LEFT, bottom), (width - _LEFT, bottom), "lane")]
    for n, year in enumerate(years):
        parts += _bar(
            tally, year, _LEFT + n * charts.YEAR_WIDTH + (charts.YEAR_WIDTH - _BAR) / 2, scale
        )
    return charts.svg(title, width, bottom + 28, *parts)


def _bar(tally: _Tally, year: int, x: float, scale: float) -> Iterator[Html]:
    """One year, the best grade on top."""
    bottom = _TOP + _HIGHEST
    total = tally.total(year)
    y = bottom - total * scale
    if total:
        yield charts.label(x + _BAR / 2, y - 7, str(total), "tick middle")
    for grade in tally.grades:
        count = tally.counts[year, grade]
        if count:
            height = count * scale
            yield charts.linked(
                tally.address(year, grade),
                tally.title(year, grade),
                _segment(x, y, height, grade, count),
            )
            y += height
    yield charts.label(x + _BAR / 2, bottom + 19, str(year), "tick middle")


def _segment(x: float, y: float, height: float, grade: str, count: int) -> Html:
    text = f"{LETTERS[grade]} {count}" if grade else f"– {count}"
    fits = height >= _ROOM_FOR_TEXT
    return tag(
        "g",
        charts.box(x, y, _BAR, height - 1, "ground"),
        charts.label(x + _BAR / 2, y + height / 2 + 4, text, "middle") if fits else Html(),
        class_=f"mark {grade}" if grade else "mark hollow",
    )


def _table(tally: _Tally) -> Html:
    grades = list(reversed(tally.grades))
    columns = (common.YEAR, *(_name(grade) for grade in grades), words.TOTAL)
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in columns)))
    rows = (
        tag(
            "tr",
            tag("th", str(year), scope="row"),
            *(tag("td", _count(tally, year, grade), class_="number") for grade in grades),
            tag("td", str(tally.total(year)), class_="number"),
        )
        for year in tally.years
    )
    table = tag("table", head, tag("tbody", *rows))
    return tag(
        "div", table, class_="scrolling", role="region", tabindex="0", aria_label=words.AS_TABLE
    )


def _count(tally: _Tally, year: int, grade: str) -> Html:
    count = tally.counts[year, grade]
    if not count:
        return Html("0")
    title = tally.title(year, grade)
    return tag("a", str(count), href=tally.address(year, grade), aria_label=title)


def _name(grade: str) -> str:
    return grade_name(grade) if grade else common.NO_OVERALL
