"""The screen on which reports are added and removed: the upload, open jobs, what is loaded."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from assistant import report_name
from index import Index, Report
from ui.addresses import ADDING, report_of, short_id
from ui.editing import adding_words as words
from ui.editing.job_page import job_address
from ui.editing.jobs import Job
from ui.editing.uploads import Limits
from ui.markup import Html, tag
from ui.words import dates, day

__all__ = ["REMOVAL", "adding_page", "removal_page", "sample_page"]

REMOVAL: Final = f"{ADDING}/remove"
_SUFFIXES: Final = ".pdf,.docx,.html,.htm,.txt,.md"
_MOST: Final = 25


def sample_page() -> Iterator[Html]:
    """Why nothing can be added to the sample, and how to begin an index of one's own."""
    yield tag("h1", words.ADD)
    yield tag("p", words.SAMPLE_ONLY)
    yield tag("ol", *(tag("li", step) for step in words.SAMPLE_STEPS))


def adding_page(
    index: Index, jobs: Sequence[Job], limits: Limits, wanted: str, error: str | None = None
) -> Iterator[Html]:
    """What stands on the screen; `wanted` is what the list of reports is filtered by."""
    yield tag("h1", words.ADD)
    if error is not None:
        yield tag("p", error, class_="error", role="alert")
    yield _upload(limits)
    if jobs:
        yield tag("h2", words.OPEN_JOBS)
        yield tag("ul", *(_job(job) for job in jobs), class_="jobs")
    yield tag("h2", words.LOADED, id="loaded")
    yield _filter(wanted)
    yield from _loaded(index.reports(), wanted)


def removal_page(
    report: Report, places: Sequence[Path], added: Path, error: str | None = None
) -> Iterator[Html]:
    """What removing a report means, and the button that does it."""
    yield tag("p", tag("a", words.BACK, href=ADDING), class_="back")
    yield tag("h1", words.remove_title(report))
    if error is not None:
        yield tag("p", error, class_="error", role="alert")
    yield tag("p", report.title, Html("<br>"), tag("small", f"{dates(report)} · {report.file}"))
    for place in places:
        yield tag("p", words.removal(place, added))
    yield tag(
        "form",
        tag(
            "div",
            tag("button", words.REMOVE, class_="button main"),
            tag("a", words.KEEP, href=ADDING, class_="button"),
            class_="buttons",
        ),
        method="post",
        class_="decision",
    )


def _upload(limits: Limits) -> Html:
    field = tag(
        "input",
        type="file",
        id="files",
        name="files",
        accept=_SUFFIXES,
        multiple="",
        required="",
        aria_describedby="limits",
    )
    drop = tag(
        "div",
        tag("label", tag("strong", words.CHOOSE), " ", words.DROP_HERE, for_="files"),
        field,
        tag("p", words.limits(limits), id="limits", class_="quiet"),
        class_="drop",
    )
    bar = tag("progress", id="sent", max="100", value="0", aria_label=words.UPLOADED, hidden="")
    said = tag("p", role="status", aria_live="polite", class_="said")
    button = tag("button", words.UPLOAD, class_="button main")
    return tag(
        "form",
        drop,
        said,
        bar,
        button,
        action=ADDING,
        method="post",
        enctype="multipart/form-data",
        class_="upload",
        data_most=str(limits.file_bytes),
        data_together=str(limits.total_bytes),
    )


def _job(job: Job) -> Html:
    return tag(
        "li",
        tag("a", words.job_title(job), href=job_address(job)),
        " ",
        tag("small", f"{job.who or words.NOBODY} · {day(job.began.date())}, {job.began:%H:%M} UTC"),
    )


def _filter(wanted: str) -> Html:
    field = tag(
        "input",
        type="search",
        name="find",
        value=wanted,
        placeholder=words.FILTER_HINT,
        autocomplete="off",
    )
    label = tag("label", words.FILTER, field)
    button = tag("button", words.SEARCH, class_="button")
    return tag("form", label, button, action=f"{ADDING}#loaded", class_="fields", role="search")


def _loaded(reports: Sequence[Report], wanted: str) -> Iterator[Html]:
    named = sorted(reports, key=_named_day, reverse=True)
    found = [report for report in named if _fits(report, wanted)]
    if not found:
        yield tag("p", words.NONE_MATCH, class_="quiet")
    yield tag("ul", *(_entry(report) for report in found[:_MOST]), class_="loaded-reports")
    if len(found) > _MOST:
        yield tag("p", words.more(len(found) - _MOST), class_="quiet")


def _named_day(report: Report) -> dt.date:
    """The day that stands in the report's name; reports without one come last."""
    return report.published or report.date or dt.date.min


def _fits(report: Report, wanted: str) -> bool:
    """Whether every word that is typed stands in the report's name, dates or file."""
    text = f"{report_name(report)} {report.title} {dates(report)} {report.file}".casefold()
    return all(word in text for word in wanted.casefold().split())


def _entry(report: Report) -> Html:
    name = report_name(report)
    return tag(
        "li",
        tag("div", tag("a", name, href=report_of(report)), tag("small", report.file)),
        tag(
            "a",
            words.REMOVE,
            tag("span", f" {name}", class_="hidden"),
            href=f"{REMOVAL}/{short_id(report.id)}",
            class_="button",
        ),
    )
