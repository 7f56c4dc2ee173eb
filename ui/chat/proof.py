"""Where a quotation stands: the paragraphs around it, the printed page, and the file itself.

Each is a page of its own, and with `fragment` in its address only the part that another page shows
in its place.
"""

import logging
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from assistant import Library
from index import Index, IndexingError, PageBox, PageView, Paragraph, Report
from ui import words
from ui.addresses import REPORTS, original, page_of, page_picture, paragraph_of, report_of, viewer
from ui.chat.sources import place
from ui.markup import Html, lines, link, tag
from ui.screens import not_found, report_at, visiting
from ui.shell import Visit, document

__all__ = ["routes"]

_AROUND: Final = 2
_A_DAY: Final = "private, max-age=86400"
"""A report's address is the hash of its file: what stands there never changes."""
_SHOWN: Final = {".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8"}
"""What a browser may show; everything else, above all HTML, is downloaded."""

_LOG: Final = logging.getLogger("ui.proof")

_Show: TypeAlias = Callable[[Visit, Request, Report], Response]


def routes(library: Library) -> list[BaseRoute]:
    """The addresses of what proves a quotation."""

    def route(path: str, show: _Show) -> Route:
        def endpoint(request: Request) -> Response:
            with visiting(request, library, "reports") as visit:
                report = report_at(visit, request.path_params["report"])
                if report is None:
                    return not_found(visit, words.REPORT_GONE)
                try:
                    return show(visit, request, report)
                except KeyError:
                    return not_found(visit, words.NO_SUCH_PAGE)
                except IndexingError as error:
                    _LOG.error("%s cannot be shown: %s", request.url.path, error)
                    return not_found(visit, words.NOT_SHOWN)

        return Route(f"{REPORTS}/{{report:str}}/{path}", endpoint)

    return [
        route("near/{paragraph}", _near),
        route("pages/{page}.png", _picture),
        route("pages/{page}", _page),
        route("original", _file),
    ]


class _Marked:
    """A paragraph and the stretch of it that is quoted."""

    def __init__(self, paragraph: Paragraph, start: int, end: int) -> None:
        self.paragraph = paragraph
        length = len(paragraph.text)
        self.start, self.end = min(max(start, 0), length), min(max(end, 0), length)

    @property
    def query(self) -> str:
        return viewer(self.paragraph, self.start, self.end)


def _marked(index: Index, report: Report, request: Request) -> _Marked | None:
    """What an address says is to be marked; None where the report has no such paragraph."""
    said = {**request.query_params, **request.path_params}
    numbers = [_number(str(said.get(name, ""))) for name in ("paragraph", "start", "end")]
    paragraphs = index.paragraphs(report.id)
    if not 1 <= numbers[0] <= len(paragraphs):
        return None
    return _Marked(paragraphs[numbers[0] - 1], numbers[1], numbers[2])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len("1000000") else 0


def _answer(visit: Visit, request: Request, report: Report, content: Html) -> HTMLResponse:
    """The content as a page of its own, or alone where another page shows it."""
    if "fragment" in request.query_params:
        return HTMLResponse(content)
    ways = [
        tag("a", words.WHOLE_REPORT, href=report_of(report)),
        tag("a", words.ORIGINAL, href=original(report)),
        link(report.url, words.OFFICIAL_PAGE),
    ]
    head = tag("h1", report.title), tag("p", words.origin(report), class_="quiet")
    body = *head, tag("p", *ways, class_="ways"), content
    return HTMLResponse(document(visit, report.title, *body))


def _near(visit: Visit, request: Request, report: Report) -> Response:
    """The paragraph between those before and after it."""
    index = visit.assistant.index
    marked = _marked(index, report, request)
    if marked is None:
        return not_found(visit, words.REPORT_GONE)
    at = marked.paragraph.ordinal - 1
    shown = index.paragraphs(report.id)[max(0, at - _AROUND) : at + _AROUND + 1]
    around = tag("div", *(_beside(each, marked) for each in shown), class_="around")
    return _answer(visit, request, report, around)


def _beside(paragraph: Paragraph, marked: _Marked) -> Html:
    where = tag("p", tag("a", place(paragraph), href=paragraph_of(paragraph)), class_="quiet")
    if paragraph != marked.paragraph:
        return tag("div", where, lines(paragraph.text))
    return tag("div", where, lines(paragraph.text, marked.start, marked.end), class_="cited")


def _picture(visit: Visit, request: Request, report: Report) -> Response:
    """A page of the file as a picture."""
    number = _number(request.path_params["page"])
    png = visit.assistant.index.page_picture(report.id, number)
    return Response(png, media_type="image/png", headers={"Cache-Control": _A_DAY})


def _file(visit: Visit, _: Request, report: Report) -> Response:
    """The file as it was indexed."""
    name = PurePosixPath(report.file)
    shown = _SHOWN.get(name.suffix.lower())
    return FileResponse(
        visit.assistant.index.original(report.id),
        media_type=shown or "application/octet-stream",
        filename=name.name,
        content_disposition_type="inline" if shown else "attachment",
    )


def _page(visit: Visit, request: Request, report: Report) -> Response:
    """A page of the file with next and previous, the quoted words marked."""
    index = visit.assistant.index
    view = index.page_view(report.id, _number(request.path_params["page"]))
    marked = _marked(index, report, request)
    boxes: tuple[PageBox, ...] = ()
    if marked is not None and marked.start < marked.end:
        boxes = index.page_boxes(marked.paragraph.id, marked.start, marked.end)
    figure = _figure(report, view, boxes, marked.query if marked else "")
    return _answer(visit, request, report, figure)


def _figure(report: Report, view: PageView, boxes: tuple[PageBox, ...], marked: str) -> Html:
    """A page as a picture with its marked words, and the way to those before and after."""
    here = [box for box in boxes if box.page == view.number]
    picture = tag(
        "img",
        src=page_picture(report, view.number),
        alt=words.page_picture(view.number, view.count, report.title),
        width=str(round(view.width)),
        height=str(round(view.height)),
        loading="lazy",
    )
    sheet = tag("div", picture, *map(_box, here), class_="sheet")
    turning = tag(
        "figcaption",
        _turn(report, view, view.number - 1, words.PREVIOUS_PAGE, marked),
        tag("span", words.page_of(view.number, view.count)),
        _turn(report, view, view.number + 1, words.NEXT_PAGE, marked),
    )
    return tag("figure", turning, sheet, class_="pageview")


def _turn(report: Report, view: PageView, number: int, name: str, marked: str) -> Html:
    if not 1 <= number <= view.count:
        return tag("span", name, class_="off", aria_hidden="true")
    return tag("a", name, href=page_of(report, number, marked), data_into="")


def _box(box: PageBox) -> Html:
    sides = ("left", box.left), ("top", box.top), ("width", box.width), ("height", box.height)
    return tag("span", class_="box", style="".join(f"{k}:{100 * v:.3f}%;" for k, v in sides))
