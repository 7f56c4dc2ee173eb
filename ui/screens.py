"""A request for a screen -> who looks at what, with the index held open meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse

from assistant import Library
from index import Report
from ui import words
from ui.addresses import short_id
from ui.markup import tag
from ui.shell import Screen, Visit, document
from ui.user import user_of

__all__ = ["not_found", "report_at", "visiting"]


@contextmanager
def visiting(request: HTTPConnection, library: Library, here: Screen) -> Iterator[Visit]:
    """A visit to a screen over the newest index; the index stays open until it ends."""
    library.refresh()
    with library.assistant() as assistant:
        yield Visit(
            assistant,
            user_of(request),
            here,
            is_sample=library.is_sample,
            may_leave=bool(request.scope["state"].get("login")),
        )


def report_at(visit: Visit, name: str) -> Report | None:
    """The report that goes by this name in addresses, None where none does."""
    reports = visit.assistant.index.reports()
    return next((report for report in reports if short_id(report.id) == name), None)


def not_found(visit: Visit, what: str) -> HTMLResponse:
    """The page for an address that leads nowhere (any more)."""
    body = tag("h1", words.NOT_FOUND), tag("p", what)
    return HTMLResponse(document(visit, words.NOT_FOUND, *body), status_code=404)
