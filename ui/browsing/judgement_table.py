"""The table of judgements, in which every cell leads to what it rests on."""

from collections.abc import Sequence
from dataclasses import replace

from index import JudgementRow
from ui import addresses
from ui.browsing import judgement_words as words
from ui.browsing.framework_names import kind_name
from ui.browsing.grades import chip
from ui.browsing.judgement_filters import COLUMNS, JudgementFilter
from ui.browsing.strands import proof, strand_name, strand_of
from ui.markup import Html, tag
from ui.words import NO_AUTHORITY, day, period

__all__ = ["TABLE", "judgement_table"]

TABLE = "table"
"""The name of the table's place on the page."""
_FALLING_FIRST = ("published", "inspected")
"""Columns of dates, in which the newest is what one looks for."""


def judgement_table(rows: Sequence[JudgementRow], chosen: JudgementFilter) -> Html:
    """The rows under headings that sort them."""
    head = tag("thead", tag("tr", *(_heading(column, chosen) for column in COLUMNS)))
    table = tag("table", head, tag("tbody", *(_row(row) for row in rows)))
    box = tag(
        "div",
        table,
        class_="scrolling judged",
        role="region",
        tabindex="0",
        aria_label=words.TABLE,
    )
    return tag("section", tag("h2", words.TABLE), box, id=TABLE)


def _heading(column: str, chosen: JudgementFilter) -> Html:
    """The column's name, which sorts by it, and the other way round where it is sorted so."""
    rising, falling = column, f"-{column}"
    first, second = (falling, rising) if column in _FALLING_FIRST else (rising, falling)
    sort = second if chosen.sort == first else first
    address = f"{replace(chosen, sort=sort, page=1).address()}#{TABLE}"
    state = {rising: "ascending", falling: "descending"}.get(chosen.sort)
    return tag(
        "th", tag("a", words.COLUMN_NAMES[column], href=address), scope="col", aria_sort=state
    )


def _row(row: JudgementRow) -> Html:
    report, judgement = row.report, row.judgement
    here, place = addresses.report_of(report), proof(row)
    start, end = report.inspection_start, report.inspection_end
    whose = addresses.query(addresses.JUDGEMENTS, authority=report.authority or "")
    common = strand_name(strand_of(judgement))
    usual = tag("small", common) if common.casefold() != judgement.name.casefold() else Html()
    return tag(
        "tr",
        tag("td", tag("a", report.authority or NO_AUTHORITY, href=whose)),
        tag("td", _to(here, day(report.published) if report.published else ""), class_="day"),
        tag("td", _to(here, period(start, end) if start and end else ""), class_="day"),
        tag("td", tag("a", judgement.name, href=place), usual),
        tag("td", _to(place, judgement.part or "")),
        tag("td", chip(judgement.grade, judgement.canonical_grade, place)),
        tag("td", tag("a", kind_name(report.kind), href=here)),
    )


def _to(address: str, text: str) -> Html:
    """A link, or nothing where there is nothing to show."""
    return tag("a", text, href=address) if text else Html()
