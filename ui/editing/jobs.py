"""Jobs that change what is loaded, as far as each has come: uploads to publish, removals."""

import datetime as dt
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from index import Report, Unreadable
from ui.editing.tasks import Recognised, Step

__all__ = ["Job", "Jobs", "State"]

State = Literal[
    "reading",  # files are being read
    "unread",  # they could not be: `error` says why
    "ready",  # somebody has to decide what is published; `error` where that has failed once
    "publishing",
    "published",
    "removing",
    "removed",
    "failed",  # to remove
]
_BUSY: Final = frozenset({"reading", "publishing", "removing"})
_LIFE: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Job:
    """An upload on its way into the index, or a report on its way out."""

    who: str
    """Who began it; empty where that is not known any more."""
    state: State
    folder: Path | None = None
    """Where its files wait."""
    files: tuple[str, ...] = ()
    left_out: tuple[Unreadable, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    step: Step | None = None
    error: str | None = None
    published: tuple[str, ...] = ()
    """Ids of the reports that came in."""
    removes: Report | None = None
    was_confirmed: bool = False
    """Whether it comes from a publication that was cut off; it waits until somebody decides."""
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    began: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))

    @property
    def is_busy(self) -> bool:
        """Whether something is being done at this moment."""
        return self.state in _BUSY

    @property
    def is_over(self) -> bool:
        """Whether nothing can be done about it any more, but to read what came of it."""
        return self.state in ("published", "removed", "failed")


class Jobs:
    """All jobs of an app; threads may share them. Those older than a day are forgotten."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def enter(self, job: Job) -> Job:
        """Begin to keep a job."""
        with self._lock:
            self._jobs[job.id] = job
        return job

    def find(self, job_id: str) -> Job | None:
        """The job as it is now."""
        with self._lock:
            return self._jobs.get(job_id)

    def all(self) -> tuple[Job, ...]:
        """Every job, the last one first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def change(self, job_id: str, changed: Callable[[Job], Job]) -> Job | None:
        """Put another in a job's place, made from it; None where it is no longer kept."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None:
                return None
            self._jobs[job_id] = changed(job)
            return self._jobs[job_id]

    def claim(self, job_id: str, before: State, after: State) -> Job | None:
        """Move a job from one state to another; None where it is in another.

        What went wrong before is forgotten.
        """
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.state != before:
                return None
            self._jobs[job_id] = replace(job, state=after, step=None, error=None)
            return self._jobs[job_id]

    def forget(self, job_id: str) -> Job | None:
        """Keep a job no longer, unless it is changing the index; the job where that is done."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.state in ("publishing", "removing"):
                return None
            return self._jobs.pop(job_id)

    def forget_old(self, now: dt.datetime) -> tuple[Job, ...]:
        """Those that are forgotten because nobody has decided for a day."""
        with self._lock:
            old = tuple(
                job
                for job in self._jobs.values()
                if not job.is_busy and not job.was_confirmed and now - job.began > _LIFE
            )
            for job in old:
                del self._jobs[job.id]
        return old
