"""Authorities side by side: the latest grade of each for every judgement."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from index import JudgementRow, Report
from ui import addresses
from ui.browsing import browsing_words as common
from ui.browsing import judgement_words as words
from ui.browsing.cautions import cautions
from ui.browsing.framework_names import framework_name, unlike
from ui.browsing.grades import chip
from ui.browsing.strands import OVERALL, proof, strand_name, strand_of, strand_rank
from ui.markup import Html, joined, tag
from ui.words import day

__all__ = ["MOST", "comparison"]

MOST: Final = 4
"""How many authorities fit beside each other."""

_Latest: TypeAlias = dict[tuple[str, str], list[JudgementRow]]
"""By what is judged and by authority: the rows of the newest report that grades it."""


def comparison(
    authorities: Sequence[str], rows: Sequence[JudgementRow], without: Sequence[Report]
) -> Html:
    """A table with a column for each authority; `without` are reports with no overall grade."""
    latest = _latest(rows)
    later = _later(latest, without)
    strands = sorted({strand for strand, _ in latest}, key=strand_rank)
    head = tag(
        "tr",
        tag("th", common.JUDGEMENT, scope="col"),
        *(tag("th", _whole(authority), scope="col") for authority in authorities),
    )
    body = (
        tag(
            "tr",
            tag("th", strand_name(strand), _unlike(strand, authorities, latest), scope="row"),
            *(tag("td", *_cell(strand, name, latest, later)) for name in authorities),
        )
        for strand in strands
    )
    title = words.side_by_side(authorities)
    table = tag("table", tag("thead", head), tag("tbody", *body))
    box = tag(
        "div",
        table,
        class_="scrolling judged compared",
        role="region",
        tabindex="0",
        aria_label=title,
    )
    shown = [row for found in latest.values() for row in found]
    return joined((tag("h2", title), box, cautions(shown)))


def _latest(rows: Sequence[JudgementRow]) -> _Latest:
    latest: _Latest = {}
    oldest_first = sorted(rows, key=lambda row: (row.report.date or dt.date.min, row.report.id))
    for row in oldest_first:
        key = (strand_of(row.judgement), row.report.authority or "")
        if key in latest and latest[key][0].report.id == row.report.id:
            latest[key].append(row)
        else:
            latest[key] = [row]
    return latest


def _later(latest: _Latest, without: Sequence[Report]) -> dict[str, Report]:
    """By authority, the newest report without an overall grade, if none with one is newer."""
    later: dict[str, Report] = {}
    for report in without:
        authority = report.authority or ""
        graded = latest.get((OVERALL, authority))
        if not graded or (graded[0].report.date or dt.date.min) < (report.date or dt.date.min):
            later[authority] = report
    return later


def _whole(authority: str) -> Html:
    """The way to an authority by itself, over time."""
    address = addresses.query(addresses.JUDGEMENTS, authority=authority)
    return tag("a", authority, href=address)


def _cell(strand: str, authority: str, latest: _Latest, later: dict[str, Report]) -> Iterator[Html]:
    """Grades with the day of the inspection and, for an overall one, that it is given no more."""
    found = latest.get((strand, authority), [])
    for row in found:
        judgement, report = row.judgement, row.report
        grade = chip(judgement.grade, judgement.canonical_grade, proof(row))
        when = day(report.date) if report.date else common.UNDATED
        said = f"{judgement.part}, {when}" if judgement.part else when
        yield tag("p", grade, tag("small", said))
    after = later.get(authority) if strand == OVERALL else None
    if after is not None and after.date is not None:
        text = words.none_later(day(after.date))
        yield tag("p", tag("a", text, href=addresses.report_of(after)), class_="quiet")
    elif not found:
        yield tag("span", words.NOT_GRADED, class_="quiet")


def _unlike(strand: str, authorities: Sequence[str], latest: _Latest) -> Html:
    """That the grades of a line were given under frameworks that differ."""
    found = (row for name in authorities for row in latest.get((strand, name), []))
    names = dict.fromkeys(row.report.framework or "" for row in found)
    if not unlike(names):
        return Html()
    title = "; ".join(framework_name(name) for name in names if name)
    return tag("small", words.UNLIKE, title=title)
