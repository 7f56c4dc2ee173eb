"""Adding and removing reports in the background, while others are answered."""

import datetime as dt
import logging
import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from assistant import Library
from index import Report, Unreadable
from ui.editing import adding_words as words
from ui.editing.additions import Additions
from ui.editing.build_process import perform
from ui.editing.changes import Changes
from ui.editing.jobs import Job, Jobs, State
from ui.editing.tasks import Read, Recognised, Step
from ui.editing.uploads import Received
from ui.errors import AddingError

__all__ = ["Editor"]

_LOG: Final = logging.getLogger("ui.adding")
_AFTER_FAILURE: Final[dict[State, State]] = {
    "reading": "unread",
    "publishing": "ready",
    "removing": "failed",
}


class Editor:
    """What editors do to a library; where something fails, its files wait as they did before."""

    def __init__(self, library: Library) -> None:
        self.jobs = Jobs()
        self._additions = Additions(library.index_dir)
        self._changes = Changes(library, self._additions)
        self._opening = threading.Lock()
        if not library.is_sample and self._additions.folder.is_dir():
            try:
                self._open()
            except AddingError as error:  # told to whoever adds something
                _LOG.warning("%s", error)

    @property
    def folder(self) -> Path:
        """The folder in which added files are kept."""
        return self._additions.folder

    def current(self) -> tuple[Job, ...]:
        """Every job, the last one first; those that nobody decided on for a day are dropped."""
        for job in self.jobs.forget_old(dt.datetime.now(dt.UTC)):
            if job.folder is not None:
                self._additions.drop(job.folder)
        return self.jobs.all()

    def stage(self) -> Path:
        """A folder for the files of an upload; raises AddingError where there can be none."""
        self._open()
        return self._additions.stage()

    def unstage(self, folder: Path) -> None:
        """Remove the files of an upload that came to nothing."""
        self._additions.drop(folder)

    def places(self, report: Report) -> list[tuple[Path, str]]:
        """The sources that hold a report, each with the name of its file there."""
        return self._changes.places(report)

    def add(self, who: str, folder: Path, received: Received) -> Job:
        """Begin to read the files of an upload."""
        for name in received.files:
            _LOG.info("%s uploaded %s", who, name)
        for refused in received.left_out:
            _LOG.info("%s was refused %s", who, refused.message)
        job = Job(who, "reading", folder, received.files, received.left_out)
        return self._begin(self.jobs.enter(job), partial(self._read, folder=folder))

    def read_again(self, job_id: str) -> None:
        """Read the files of a job once more, where that has failed."""
        job = self.jobs.claim(job_id, "unread", "reading")
        if job is not None and job.folder is not None:
            self._begin(job, partial(self._read, folder=job.folder))

    def publish(self, job_id: str, names: Collection[str], who: str) -> None:
        """Put the named files of a job into the index, and drop its others."""
        job = self.jobs.claim(job_id, "ready", "publishing")
        if job is not None and job.folder is not None:
            reports = [r.report for r in job.recognised if r.report.file in names]
            work = partial(self._publish, folder=job.folder, reports=reports, who=who)
            self._begin(job, work)

    def discard(self, job_id: str, who: str) -> None:
        """Forget a job with the files that wait for it, unless it is changing the index."""
        job = self.jobs.forget(job_id)
        if job is not None and job.folder is not None:
            _LOG.info("%s discarded %s", who, ", ".join(job.files))
            self._additions.drop(job.folder)

    def remove(self, report: Report, who: str) -> Job:
        """Begin to take a report out of the index; raises AddingError where that cannot be."""
        self._open()
        job = self.jobs.enter(Job(who, "removing", removes=report))
        return self._begin(job, partial(self._remove, report=report))

    def _open(self) -> None:
        """Hold the folder of added files; what had been confirmed before waits as jobs again."""
        with self._opening:
            for folder in self._additions.hold(self._changes.indexed()):
                names = tuple(sorted(path.name for path in folder.iterdir()))
                job = Job("", "reading", folder, names, was_confirmed=True)
                self._begin(self.jobs.enter(job), partial(self._read, folder=folder))

    def _begin(self, job: Job, work: Callable[[Job], None]) -> Job:
        def run() -> None:
            error = words.FAULT
            try:
                work(job)
            except AddingError as reason:
                error = str(reason)
            finally:  # a fault of ours too must not leave the job under way for ever
                self.jobs.change(job.id, partial(_failed, error=error))

        threading.Thread(target=run, daemon=True).start()
        return job

    def _tell(self, job: Job, step: Step) -> bool:
        """Note how far a job has come; False where nobody wants it any more."""
        return self.jobs.change(job.id, lambda now: replace(now, step=step)) is not None

    def _read(self, job: Job, folder: Path) -> None:
        recognised: list[Recognised] = []
        unreadable: list[Unreadable] = []
        files = tuple(str(folder / name) for name in job.files)
        for event in perform(Read(files)) if files else ():
            if isinstance(event, Recognised):
                recognised.append(event)
            elif isinstance(event, Unreadable):
                unreadable.append(event)
            done = len(recognised) + len(unreadable)
            if not self._tell(job, Step("reading", done, len(job.files))):
                return
        self.jobs.change(
            job.id,
            lambda now: replace(
                now, state="ready", recognised=tuple(recognised), unreadable=tuple(unreadable)
            ),
        )

    def _publish(self, job: Job, folder: Path, reports: list[Report], who: str) -> None:
        if not reports:
            raise AddingError(words.NOTHING_TICKED)
        done = self._changes.publish(folder, reports, lambda step: self._tell(job, step))
        for report in done.reports:
            _LOG.info("%s published %s as %s", who, report.file, report.id)
        published = tuple(report.id for report in done.reports)
        self.jobs.change(job.id, lambda now: replace(now, published=published))
        if done.failure is not None:
            raise AddingError(done.failure or words.NOT_PUBLISHED)
        if not job.was_confirmed:  # what somebody had decided on before waits for another decision
            self._additions.drop(folder)
        self.jobs.change(job.id, lambda now: replace(now, state="published", folder=None))

    def _remove(self, job: Job, report: Report) -> None:
        self._changes.remove(report, lambda step: self._tell(job, step))
        _LOG.info("%s removed %s, %s", job.who, report.file, report.id)
        self.jobs.change(job.id, lambda now: replace(now, state="removed"))


def _failed(job: Job, error: str) -> Job:
    """The job as it waits after a failure; as it is where it has come to its end."""
    if not job.is_busy:
        return job
    _LOG.warning("%s: %s failed: %s", job.who or "nobody", job.state, error)
    return replace(job, state=_AFTER_FAILURE[job.state], step=None, error=error)
