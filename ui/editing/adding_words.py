"""The words of the screen on which reports are added and removed."""

from pathlib import Path
from typing import Final

from assistant import report_name
from index import Report
from ui.editing.doubles import Double
from ui.editing.jobs import Job
from ui.editing.tasks import Step
from ui.editing.uploads import Limits
from ui.words import counted

__all__ = [
    "ADD",
    "AGAIN",
    "BACK",
    "CHOOSE",
    "CONFIRMED_BEFORE",
    "DISCARD",
    "DROP_HERE",
    "EDITORS_ONLY",
    "EDITORS_REMEDY",
    "FAULT",
    "FILTER",
    "FILTER_HINT",
    "FROM_FILE_NAME",
    "GRADES",
    "INSPECTED",
    "JOB_GONE",
    "KEEP",
    "LOADED",
    "NOBODY",
    "NONE_MATCH",
    "NOTHING_RECOGNISED",
    "NOTHING_TICKED",
    "NOT_PUBLISHED",
    "NOT_READ",
    "NO_DATE",
    "NO_GRADES",
    "OPEN_JOBS",
    "PARAGRAPHS",
    "PUBLISH",
    "PUBLISHED",
    "RECOGNISED",
    "REMOVE",
    "REMOVED",
    "REPORT",
    "REPORT_GONE",
    "SAMPLE_ONLY",
    "SAMPLE_STEPS",
    "SEARCH",
    "TICK_RULE",
    "TO_CHECK",
    "UPLOAD",
    "UPLOADED",
    "job_title",
    "limits",
    "loaded_already",
    "more",
    "progress",
    "reason",
    "removal",
    "remove_title",
    "tick",
    "twice_in_upload",
]

ADD: Final = "Add reports"
EDITORS_ONLY: Final = "Only editors may add reports"
EDITORS_REMEDY: Final = "Whoever runs this app can make you an editor."
SAMPLE_ONLY: Final = (
    "The reports that are loaded are invented. Real and invented reports never share an index, so "
    "nothing can be added to these."
)
SAMPLE_STEPS: Final = (
    "Put one or more reports of your own into a folder.",
    (
        "Stop this app, and start it with that folder: python3 bootstrap.py app FOLDER. If you "
        "have an index already, name it instead: python3 bootstrap.py app --index DIR."
    ),
    "Come back to this screen: from then on, reports can be added and removed here.",
)
CHOOSE: Final = "Choose files"
DROP_HERE: Final = "or drop them here"
UPLOAD: Final = "Upload and read"
UPLOADED: Final = "Uploaded"
OPEN_JOBS: Final = "Uploads and removals"
LOADED: Final = "Reports that are loaded"
FILTER: Final = "Find a report"
FILTER_HINT: Final = "Authority, year or file"
SEARCH: Final = "Show"
NONE_MATCH: Final = "No report fits."
REMOVE: Final = "Remove"
KEEP: Final = "Keep it"
BACK: Final = "All reports and uploads"
JOB_GONE: Final = (
    "This upload is no longer here: it was discarded, or nobody decided about it for a day, or the "
    "app was started again. Files that were not published can be uploaded again."
)
REPORT_GONE: Final = "This report is no longer among those that are loaded."
NOBODY: Final = "an earlier session"
RECOGNISED: Final = "What was recognised"
NOT_READ: Final = "Not read"
REPORT: Final = "Report"
INSPECTED: Final = "Inspected"
PUBLISHED: Final = "Published"
PARAGRAPHS: Final = "Paragraphs"
GRADES: Final = "Judgements"
TO_CHECK: Final = "To check"
FROM_FILE_NAME: Final = "from the file’s name"
NO_DATE: Final = "not found"
NO_GRADES: Final = "none"
PUBLISH: Final = "Publish the ticked reports"
DISCARD: Final = "Discard"
AGAIN: Final = "Read the files again"
TICK_RULE: Final = "Files without a tick are discarded; yours are not touched."
NOTHING_RECOGNISED: Final = "None of these files is a report that could be read."
NOTHING_TICKED: Final = "Tick at least one report."
NOT_PUBLISHED: Final = "Some files could not be read a second time; publish them again."
CONFIRMED_BEFORE: Final = (
    "Somebody had confirmed these files, but the app was stopped before they were published, or "
    "the index was made anew without them. They wait here until you decide."
)
FAULT: Final = "A fault in the app stopped this. Nothing is lost: try again."
REMOVED: Final = "The report is no longer loaded."


def limits(limits: Limits) -> str:
    """What may be uploaded."""
    return (
        "PDF, Word (.docx), HTML, plain text or Markdown, up to "
        f"{limits.file_bytes // 1024**2} MB a file and {limits.files} files at once. Nothing is "
        "published before you have seen what was recognised."
    )


def job_title(job: Job) -> str:
    """What a job is and how it stands."""
    if job.removes is not None:
        states = {"removing": "Removing", "removed": "Removed", "failed": "Not removed"}
        return f"{states[job.state]}: {report_name(job.removes)}"
    files = counted(len(job.files), "file")
    states = {
        "reading": f"Reading {files}",
        "unread": f"{files} could not be read",
        "ready": f"{counted(len(job.recognised), 'report')} to decide on",
        "publishing": "Publishing",
        "published": f"{counted(len(job.published), 'report')} published",
    }
    return states[job.state]


def progress(job: Job) -> str:
    """How far a job is, in words."""
    step = job.step
    if step is not None and step.stage == "waiting":
        return "Waiting for another change of the index to end"
    if job.removes is not None:
        return "Taking the report out"
    if step is None:
        return "Getting ready"
    if step.stage == "embedding":
        return _part(step)
    if job.state == "publishing" and step.done == step.total:
        return "Preparing the search"
    return f"Reading the files: {step.done} of {step.total}"


def _part(step: Step) -> str:
    if step.done < step.total:
        return f"Preparing the search: part {step.done + 1} of {step.total}"
    return "Putting the index together"


def tick(report: Report) -> str:
    """What the box before a report is for."""
    return f"Publish {report.file}"


def loaded_already(double: Double) -> str:
    """That a report repeats one that is loaded; that one's name follows."""
    if double.is_same_file:
        return "This very file is loaded already and is not added again:"
    return (
        "Another file with the same authority and dates is loaded. To replace it, tick this one, "
        "publish it, and then remove the other:"
    )


def twice_in_upload(double: Double) -> str:
    """That a report repeats another one of the same upload."""
    if double.is_same_file:
        return f"This very file came twice, also as {double.report.file}."
    return f"Same authority and dates as {double.report.file}: tick the one that is right."


def reason(code: str, message: str) -> str:
    """Why a file could not be read; what only the command line can do is left out."""
    if code == "not_inspection":
        return (
            "This is no inspection report: no inspection is named at its beginning. Leave it out."
        )
    return message


def more(number: int) -> str:
    """That a list goes on."""
    return f"and {counted(number, 'other report')}; type more of the name to find them"


def remove_title(report: Report) -> str:
    """The question before a report is removed."""
    return f"Remove {report_name(report)}?"


def removal(place: Path, added: Path) -> str:
    """What removing a report means for its file in a source."""
    if place == added:
        return "It was added here: its file is deleted from this app’s folder as well."
    return (
        f"Its file stays in {place}, and the report comes back when that is indexed again; take "
        "the file out of there, too."
    )
