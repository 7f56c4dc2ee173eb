"""The screen on which editors add and remove reports: its routes; only POST changes anything."""

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from assistant import Library
from ui.addresses import ADDING
from ui.editing import adding_words as words
from ui.editing.adding_page import REMOVAL, adding_page, removal_page, sample_page
from ui.editing.editor import Editor
from ui.editing.job_page import job_address, job_page
from ui.editing.uploads import LIMITS, Limits, receive
from ui.errors import AddingError
from ui.markup import Html, tag
from ui.screens import not_found, report_at, visiting
from ui.shell import document
from ui.user import user_of

__all__ = ["routes"]

_Answer: TypeAlias = Callable[[Request], Response]
_BAD_REQUEST: Final = 400
_FORBIDDEN: Final = 403
_MOST_TICKED: Final = 10_000  # files that were cut off may be more than one upload brings


def routes(library: Library, limits: Limits = LIMITS) -> list[BaseRoute]:
    """The screen over a library; what an earlier app left waiting is taken up or removed now."""
    screens = _Screens(library, limits)
    guarded = screens.guarded
    removal, job = f"{REMOVAL}/{{report}}", f"{ADDING}/{{job}}"
    return [
        Route(ADDING, guarded(screens.overview)),
        Route(ADDING, screens.upload, methods=["POST"]),
        Route(removal, guarded(screens.confirm)),
        Route(removal, guarded(screens.remove), methods=["POST"]),
        Route(job, guarded(screens.job)),
        Route(f"{job}/progress", guarded(screens.progress)),
        Route(f"{job}/again", guarded(screens.again), methods=["POST"]),
        Route(f"{job}/publish", screens.publish, methods=["POST"]),
        Route(f"{job}/discard", guarded(screens.discard), methods=["POST"]),
    ]


class _Screens:
    def __init__(self, library: Library, limits: Limits) -> None:
        self._library = library
        self._limits = limits
        self._editor = Editor(library)

    def guarded(self, answer: _Answer) -> _Answer:
        """The same for editors of an index that may be changed, a page that says why for others."""

        def endpoint(request: Request) -> Response:
            return self._refusal(request) or answer(request)

        return endpoint

    def overview(self, request: Request, error: str | None = None) -> Response:
        with visiting(request, self._library, "add") as visit:
            wanted = request.query_params.get("find", "")
            jobs = self._editor.current()
            body = adding_page(visit.assistant.index, jobs, self._limits, wanted, error)
            page = document(visit, words.ADD, *body)
        return HTMLResponse(page, _BAD_REQUEST if error else 200)

    async def upload(self, request: Request) -> Response:
        refusal = await run_in_threadpool(self._refusal, request)
        if refusal is not None:
            return refusal
        try:
            folder = await run_in_threadpool(self._editor.stage)
            try:
                received = await receive(request, folder, self._limits)
            except BaseException:  # whoever goes away while sending leaves nothing behind
                self._editor.unstage(folder)
                raise
        except AddingError as error:
            return await run_in_threadpool(self.overview, request, str(error))
        job = self._editor.add(user_of(request).name, folder, received)
        return _see(job_address(job))

    def job(self, request: Request) -> Response:
        with visiting(request, self._library, "add") as visit:
            job = self._editor.jobs.find(request.path_params["job"])
            if job is None:
                return not_found(visit, words.JOB_GONE)
            body = job_page(job, visit.assistant.index)
            return HTMLResponse(document(visit, words.job_title(job), *body))

    def progress(self, request: Request) -> Response:
        """How far a job is, for the page's script."""
        job = self._editor.jobs.find(request.path_params["job"])
        if job is None or not job.is_busy:
            return JSONResponse({"busy": False})
        done, total = (job.step.done, job.step.total) if job.step else (0, 0)
        return JSONResponse(
            {"busy": True, "words": words.progress(job), "done": done, "total": total}
        )

    def again(self, request: Request) -> Response:
        self._editor.read_again(request.path_params["job"])
        return _see(f"{ADDING}/{request.path_params['job']}")

    async def publish(self, request: Request) -> Response:
        refusal = await run_in_threadpool(self._refusal, request)
        if refusal is not None:
            return refusal
        form = await request.form(max_files=0, max_fields=_MOST_TICKED)
        names = [str(name) for name in form.getlist("file")]
        job = request.path_params["job"]
        self._editor.publish(job, names, user_of(request).name)
        return _see(f"{ADDING}/{job}")

    def discard(self, request: Request) -> Response:
        self._editor.discard(request.path_params["job"], user_of(request).name)
        return _see(ADDING)

    def confirm(self, request: Request, error: str | None = None) -> Response:
        with visiting(request, self._library, "add") as visit:
            report = report_at(visit, request.path_params["report"])
            if report is None:
                return not_found(visit, words.REPORT_GONE)
            places = [source for source, _ in self._editor.places(report)]
            body = removal_page(report, places, self._editor.folder, error)
            page = document(visit, words.remove_title(report), *body)
        return HTMLResponse(page, _BAD_REQUEST if error else 200)

    def remove(self, request: Request) -> Response:
        with visiting(request, self._library, "add") as visit:
            report = report_at(visit, request.path_params["report"])
            if report is None:
                return not_found(visit, words.REPORT_GONE)
        try:
            job = self._editor.remove(report, user_of(request).name)
        except AddingError as error:
            return self.confirm(request, str(error))
        return _see(job_address(job))

    def _refusal(self, request: Request) -> Response | None:
        """Why this user, or anybody, may not change what is loaded; None where they may."""
        if not user_of(request).may_edit:
            title = words.EDITORS_ONLY
            body: Iterable[Html] = (tag("h1", title), tag("p", words.EDITORS_REMEDY))
        elif self._library.is_sample:
            title, body = words.ADD, sample_page()
        else:
            return None
        with visiting(request, self._library, "add") as visit:
            allowed = user_of(request).may_edit and request.method == "GET"
            return HTMLResponse(document(visit, title, *body), 200 if allowed else _FORBIDDEN)


def _see(address: str) -> Response:
    return RedirectResponse(address, status_code=303)
