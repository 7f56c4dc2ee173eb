"""The screen of judgements: over time, side by side, by year, as a table, and as files."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from assistant import Library
from index import Index
from ui import addresses
from ui.browsing import browsing_words as common
from ui.browsing import judgement_words as words
from ui.browsing.comparison import MOST, comparison
from ui.browsing.distribution import distribution
from ui.browsing.framework_names import WITHOUT_OVERALL
from ui.browsing.judgement_filters import (
    JudgementFilter,
    chosen_authorities,
    in_words,
    judgement_form,
    read_judgement_filter,
)
from ui.browsing.judgement_selection import Selected, select, ungraded
from ui.browsing.judgement_table import judgement_table
from ui.browsing.paging import leaf
from ui.browsing.query_values import QueryValues, tidied
from ui.browsing.spreadsheets import judgements_csv, judgements_xlsx, sheet_of
from ui.browsing.strands import OVERALL
from ui.browsing.timeline import timeline
from ui.markup import Html, tag
from ui.screens import visiting
from ui.shell import Visit, document
from ui.words import SAMPLE, SAMPLE_REMEDY

__all__ = ["routes"]

_CSV: Final = f"{addresses.JUDGEMENTS}.csv"
_XLSX: Final = f"{addresses.JUDGEMENTS}.xlsx"
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ON_A_PAGE: Final = 100


def routes(library: Library) -> list[BaseRoute]:
    """The judgements of a library as a screen, and as files."""

    def judgements(request: Request) -> Response:
        if (address := tidied(request)) is not None:
            return RedirectResponse(address, status_code=303)
        with visiting(request, library, "judgements") as visit:
            index = visit.assistant.index
            values = QueryValues(request.query_params)
            chosen = read_judgement_filter(values, index)
            body = _body(index, chosen, values.left_out)
            return HTMLResponse(document(visit, common.JUDGEMENTS, *body))

    def as_file(request: Request) -> Response:
        with visiting(request, library, "judgements") as visit:
            index = visit.assistant.index
            chosen = read_judgement_filter(QueryValues(request.query_params), index)
            rows = select(index, chosen).rows
            sheet = sheet_of(index, rows)
            if request.url.path.endswith(".csv"):
                return _attached(judgements_csv(sheet), "text/csv; charset=utf-8", "csv")
            book = judgements_xlsx(sheet, _about(visit, chosen, len(rows)))
            return _attached(book, _EXCEL, "xlsx")

    return [
        Route(addresses.JUDGEMENTS, judgements),
        Route(_CSV, as_file),
        Route(_XLSX, as_file),
    ]


def _body(index: Index, chosen: JudgementFilter, left_out: list[str]) -> Iterator[Html]:
    selected = select(index, chosen)
    rows, without = selected.rows, ungraded(selected.reports, chosen)
    yield tag("h1", common.JUDGEMENTS)
    yield judgement_form(index, chosen)
    yield chosen_authorities(chosen)
    if left_out:
        yield tag("p", common.left_out(left_out), class_="quiet", role="status")
    yield _summary(index, chosen, selected)
    by_year = distribution(rows, without, chosen)
    if not chosen.authorities:
        yield by_year
    elif len(chosen.authorities) == 1:
        yield timeline(chosen.authorities[0], rows, without)
    elif len(chosen.authorities) <= MOST:
        yield comparison(chosen.authorities, rows, without)
    else:
        yield tag("p", words.TOO_MANY, class_="quiet")
    shown = leaf(rows, chosen.page, _ON_A_PAGE)
    yield judgement_table(shown.items, chosen) if rows else _nothing()
    yield shown.links(lambda page: replace(chosen, page=page).address())
    if chosen.authorities:
        yield by_year


def _nothing() -> Html:
    return tag("p", words.NO_FITTING_JUDGEMENTS, class_="no-match")


def _summary(index: Index, chosen: JudgementFilter, selected: Selected) -> Html:
    """How many judgements there are, of how many authorities, and the way to the files."""
    shown = words.judgements_shown(len(selected.rows), index.manifest.counts.judgements)
    said = []
    if selected.total > 1:
        said.append(words.coverage(selected.with_data, selected.total, chosen.judgement))
    newer = any(report.framework == WITHOUT_OVERALL for report in selected.reports)
    if newer and chosen.judgement in ("", OVERALL):
        said.append(words.NO_OVERALL_SINCE)
    every = replace(chosen, page=1)
    files = tag(
        "p",
        words.TAKE_AWAY,
        " ",
        tag("a", "CSV", href=every.address(_CSV)),
        " ",
        tag("a", "Excel", href=every.address(_XLSX)),
        class_="files",
    )
    count = tag("p", tag("strong", shown), " ", " ".join(said), class_="found", role="status")
    return tag("div", count, files if selected.rows else Html(), class_="selection")


def _attached(content: bytes, media_type: str, suffix: str) -> Response:
    """A file to save, named after the day."""
    name = f"judgements-{_today().isoformat()}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


def _about(visit: Visit, chosen: JudgementFilter, rows: int) -> list[tuple[str, str]]:
    """What the workbook holds, and how it is to be read."""
    manifest = visit.assistant.index.manifest
    about = [(SAMPLE, SAMPLE_REMEDY)] if visit.is_sample else []
    about.append((words.CORPUS, words.corpus(manifest)))
    about += in_words(chosen)
    about.append((words.ROWS, str(rows)))
    about.append((words.MADE_ON, words.made_on(_today())))
    return about + list(words.HOW_TO_READ)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
