"""The page of one job: how far it is, what was recognised, what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant import report_name
from index import Index, Unreadable
from ui.addresses import ADDING, report_of
from ui.editing import adding_words as words
from ui.editing.jobs import Job
from ui.editing.recognised_table import recognised_table
from ui.markup import Html, joined, tag

__all__ = ["job_address", "job_page"]


@dataclass(frozen=True, slots=True)
class _Button:
    """Posts the form to an address below the job's."""

    to: str
    text: str
    is_main: bool = False


_PUBLISH: Final = _Button("publish", words.PUBLISH, is_main=True)
_AGAIN: Final = _Button("again", words.AGAIN, is_main=True)
_DISCARD: Final = _Button("discard", words.DISCARD)


def job_address(job: Job) -> str:
    """Where a job's page is."""
    return f"{ADDING}/{job.id}"


def job_page(job: Job, index: Index) -> Iterator[Html]:
    """What stands on it."""
    yield tag("p", tag("a", words.BACK, href=ADDING), class_="back")
    yield tag("h1", words.job_title(job))
    if job.error is not None:
        yield tag("p", job.error, class_="error", role="alert")
    if job.was_confirmed and not job.is_over:
        yield tag("p", words.CONFIRMED_BEFORE, class_="notice")
    if job.is_busy:
        yield from _progress(job)
    elif job.state == "unread":
        yield _form(job, _AGAIN, _DISCARD)
    elif job.state == "ready" and job.recognised:
        table = recognised_table(job.recognised, index.reports())
        rule = tag("p", words.TICK_RULE, class_="quiet")
        yield _form(job, _PUBLISH, _DISCARD, above=(table, rule))
    elif job.state == "ready":
        yield tag("p", words.NOTHING_RECOGNISED)
        yield _form(job, _DISCARD)
    elif job.state == "published":
        yield _arrivals(job, index)
    elif job.state == "removed":
        yield tag("p", words.REMOVED, role="status")
    if job.state in ("ready", "published"):
        yield from _not_read((*job.unreadable, *job.left_out))


def _progress(job: Job) -> Iterator[Html]:
    """A bar that the page's script moves; without scripts the page comes again by itself."""
    known = job.step if job.step and job.step.total else None
    said = tag("p", words.progress(job), id="how-far", role="status", aria_live="polite")
    bar = tag(
        "progress",
        max=str(known.total) if known else None,
        value=str(known.done) if known else None,
        aria_labelledby="how-far",
    )
    yield tag("div", said, bar, class_="work", data_job=f"{job_address(job)}/progress")
    yield Html('<noscript><meta http-equiv="refresh" content="2"></noscript>')
    if job.state == "reading":
        yield _form(job, _DISCARD)


def _arrivals(job: Job, index: Index) -> Html:
    """Links to the new reports, as far as they are still loaded."""
    loaded = {report.id: report for report in index.reports()}
    reports = [loaded[id_] for id_ in job.published if id_ in loaded]
    links = (tag("li", tag("a", report_name(each), href=report_of(each))) for each in reports)
    return tag("ul", *links, class_="arrivals")


def _not_read(files: Sequence[Unreadable]) -> Iterator[Html]:
    if files:
        entries = (
            joined((tag("dt", each.file), tag("dd", words.reason(each.code, each.message))))
            for each in files
        )
        yield tag("h2", words.NOT_READ)
        yield tag("dl", *entries, class_="refused")


def _form(job: Job, *buttons: _Button, above: Sequence[Html] = ()) -> Html:
    shown = (
        tag(
            "button",
            button.text,
            formaction=f"{job_address(job)}/{button.to}",
            class_="button main" if button.is_main else "button",
        )
        for button in buttons
    )
    row = tag("div", *shown, class_="buttons")
    return tag("form", *above, row, method="post", class_="decision")
