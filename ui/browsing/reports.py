"""The screen of all reports: a list that can be filtered, each entry leading to its report."""

from collections.abc import Iterator
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from assistant import Library
from index import Index, Report
from ui import addresses
from ui.browsing import browsing_words as common
from ui.browsing import report_words as words
from ui.browsing.framework_names import kind_name
from ui.browsing.grades import chip
from ui.browsing.paging import leaf
from ui.browsing.query_values import QueryValues, tidied
from ui.browsing.report_filters import (
    ReportFilter,
    order_links,
    passing,
    read_report_filter,
    report_form,
)
from ui.browsing.strands import OVERALL, printed_at
from ui.markup import Html, joined, tag
from ui.screens import visiting
from ui.shell import document
from ui.words import NO_AUTHORITY, counted, dates

__all__ = ["routes"]

_ON_A_PAGE: Final = 50


def routes(library: Library) -> list[BaseRoute]:
    """The list of the reports in a library."""

    def reports(request: Request) -> Response:
        if (address := tidied(request)) is not None:
            return RedirectResponse(address, status_code=303)
        with visiting(request, library, "reports") as visit:
            index = visit.assistant.index
            values = QueryValues(request.query_params)
            chosen = read_report_filter(values, index)
            body = _body(index, chosen, values.left_out)
            return HTMLResponse(document(visit, words.REPORTS, *body))

    return [Route(addresses.REPORTS, reports)]


def _body(index: Index, chosen: ReportFilter, left_out: list[str]) -> Iterator[Html]:
    found = passing(index, chosen)
    shown = leaf(found, chosen.page, _ON_A_PAGE)
    yield tag("h1", words.REPORTS)
    yield report_form(index, chosen)
    if left_out:
        yield tag("p", common.left_out(left_out), class_="quiet", role="status")
    count = tag("strong", words.shown(len(found), len(index.reports())))
    number = tag("p", count, class_="found", role="status")
    yield tag("div", number, order_links(chosen), class_="selection")
    if not found:
        yield tag("p", words.NO_REPORTS, class_="no-match")
    if not found and chosen.text:
        ask = tag("a", words.ASK_INSTEAD, href=addresses.CHAT)
        yield tag("p", words.NOT_IN_TEXTS, " ", ask, ".", class_="quiet")
    yield tag("ol", *(_entry(index, report) for report in shown.items), class_="listing")
    yield shown.links(chosen.address)


def _entry(index: Index, report: Report) -> Html:
    whose = tag(
        "a",
        report.authority or NO_AUTHORITY,
        tag("span", f": {dates(report)}", class_="hidden"),
        href=addresses.report_of(report),
    )
    kind = tag("span", kind_name(report.kind), class_="kind")
    return tag(
        "li",
        tag("div", tag("h2", whose, " ", kind), tag("p", report.title), class_="name"),
        tag("div", *(tag("p", line) for line in dates(report).split(" · ")), class_="when"),
        tag("div", *_overall(report), class_="judged"),
        tag("div", _size(index, report), _warnings(report), class_="size"),
    )


def _overall(report: Report) -> Iterator[Html]:
    """The overall grade with what it is on; a report of two parts prints one for each."""
    overall = [j for j in report.judgements if j.canonical == OVERALL]
    for judgement in overall:
        place = printed_at(report, judgement.paragraphs[0]) if judgement.paragraphs else None
        grade = chip(judgement.grade, judgement.canonical_grade, place)
        yield tag("p", tag("span", judgement.part or words.OVERALL, class_="part"), " ", grade)
    if not overall:
        text = common.NO_OVERALL if report.judgements else words.NO_JUDGEMENTS
        yield tag("p", text, class_="quiet")


def _size(index: Index, report: Report) -> Html:
    return tag("p", counted(len(index.paragraphs(report.id)), "paragraph"))


def _warnings(report: Report) -> Html:
    if not report.warnings:
        return Html()
    noticed = joined(tag("li", warning) for warning in report.warnings)
    summary = tag("summary", counted(len(report.warnings), "note"))
    return tag("details", summary, tag("ul", noticed))
