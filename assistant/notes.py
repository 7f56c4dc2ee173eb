"""Notes of an answer: how the question was read, and which reports the answer rests on."""

from collections.abc import Sequence

from assistant.types import Note, Query
from assistant.wording import regions_named
from assistant.words import in_words, listed, period, report_name
from index import Index, Report, words_for

__all__ = [
    "absence_notes",
    "correction_notes",
    "differences",
    "reading_note",
    "region_notes",
    "reports_note",
]

_MOST_NAMED = 6
"""Reports that are named one by one; of more, only their authorities are."""


def reading_note(query: Query) -> Note | None:
    """How the question was read, None where nothing restricts it."""
    parts = [listed(query.authorities)] if query.authorities else []
    if query.kinds:
        parts.append(listed([words_for(kind) for kind in query.kinds], "or"))
    if query.since or query.until:
        field = {"either": "inspected or published", "inspected": "inspected"}
        when = field.get(query.date_field, "published")
        parts.append(f"{when} {_preposition(query)}{period(query.since, query.until)}")
    if query.latest:
        parts.append("the latest report")
    return Note("reading", f"Read as: {'; '.join(parts)}.") if parts else None


def differences(read: Query, asked: Query) -> str:
    """What is asked about in the place of what was read, in words; empty where nothing is."""
    parts = []
    names = asked.authorities + asked.absent
    if names != read.authorities + read.absent:
        parts.append(listed(names) or "all authorities")
    if (asked.since, asked.until) != (read.since, read.until):
        parts.append(period(asked.since, asked.until))
    if asked.latest != read.latest:
        parts.append("the latest report" if asked.latest else "not only the latest report")
    if asked.kinds != read.kinds:
        parts.append(listed([words_for(k) for k in asked.kinds], "or") or "any kind of report")
    if asked.strands != read.strands:
        parts.append(listed([words_for(s) for s in asked.strands]) or "no judgement in particular")
    if asked.grades != read.grades:
        parts.append(listed([words_for(g) for g in asked.grades], "or") or "any grade")
    return "; ".join(parts)


def correction_notes(query: Query) -> tuple[Note, ...]:
    """What a reader put in the place of how the question was read."""
    said = f"As chosen by the reader, asked about: {query.instead}."
    return (Note("correction", said),) if query.instead else ()


def region_notes(question: str) -> tuple[Note, ...]:
    """That a region in the question was passed over, since the index holds none."""
    said = "was not taken into account: the index holds no regions."
    return tuple(Note("reading", f"“{m.group()}” {said}") for m in regions_named(question))


def reports_note(reports: Sequence[Report]) -> Note | None:
    """Which reports the answer rests on, None for an answer without any."""
    names = [report_name(report) for report in dict.fromkeys(reports)]
    if not names:
        return None
    if len(names) == 1:
        return Note("reports", f"From the report on {names[0]}.")
    if len(names) > _MOST_NAMED:
        about = dict.fromkeys(report.authority or report.title for report in reports)
        return Note("reports", f"From {in_words(len(names), 'report')} on {listed(tuple(about))}.")
    return Note("reports", f"From {in_words(len(names), 'report')}: {'; '.join(names)}.")


def absence_notes(index: Index, query: Query) -> tuple[Note, ...]:
    """Which of the authorities and periods asked about have no report here."""
    missing = [listed(query.absent, "or")] if query.absent else []
    for side in query.scopes:
        if not index.reports(side):
            when = f" for {period(side.since, side.until)}" if side.since or side.until else ""
            missing.append(f"{listed(side.authorities, 'or')}{when}")
    return tuple(
        Note("absence", f"There is no report of {what} in this index.") for what in missing
    )


def _preposition(query: Query) -> str:
    if query.since is None or query.until is None:
        return ""
    return "on " if query.since == query.until else "in "
