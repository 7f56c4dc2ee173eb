"""The screen of one report: what it says about itself, its judgements, and every paragraph."""

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from assistant import Library
from index import Report
from ui import addresses
from ui.browsing import report_words as words
from ui.browsing.report_facts import facts, judgements_of, other_reports
from ui.browsing.report_headings import under_headings
from ui.browsing.report_text import contents, text_of
from ui.markup import Html, tag
from ui.screens import not_found, report_at, visiting
from ui.shell import Visit, document
from ui.words import COPIED, REPORT_GONE

__all__ = ["routes"]


def routes(library: Library) -> list[BaseRoute]:
    """Each report in a library."""

    def report(request: Request) -> Response:
        with visiting(request, library, "reports") as visit:
            found = report_at(visit, request.path_params["report"])
            if found is None:
                return not_found(visit, REPORT_GONE)
            return HTMLResponse(document(visit, words.tab_title(found), *_body(visit, found)))

    return [Route(f"{addresses.REPORTS}/{{report}}", report)]


def _body(visit: Visit, report: Report) -> Iterator[Html]:
    index = visit.assistant.index
    paragraphs = index.paragraphs(report.id)
    placed = list(under_headings(paragraphs))
    by_ordinal = {paragraph.ordinal: paragraph for paragraph in paragraphs}
    yield tag("p", tag("a", words.ALL_REPORTS, href=addresses.REPORTS), class_="way-back")
    yield tag("h1", report.title)
    about = tag("div", facts(report, len(paragraphs)), _warnings(report))
    yield tag("div", about, judgements_of(report, by_ordinal), class_="front")
    aside = tag("div", contents(placed), other_reports(index, report), class_="aside")
    text = text_of(report, placed, has_pages=index.has_pages(report.id))
    yield tag("div", aside, text, class_="reading")
    yield tag("p", id="copied", role="status", data_copied=COPIED)


def _warnings(report: Report) -> Html:
    """What looked doubtful when the file was read, as the numbering that has gaps in print."""
    if not report.warnings:
        return Html()
    noticed = (tag("li", warning) for warning in report.warnings)
    summary = tag("summary", words.noticed(len(report.warnings)))
    return tag("details", summary, tag("ul", *noticed), class_="quiet")
