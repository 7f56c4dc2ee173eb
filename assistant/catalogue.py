"""What the catalogue, not the search, finds for a question: judgements and lists to improve."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.grading import step_on_scale
from assistant.relevance import content_stems
from assistant.types import Passage, Query
from assistant.wording import (
    asks_apart,
    find_strands,
    left_out,
    listed_under,
    speaks_of,
    speaks_of_now,
)
from index import Filters, Index, JudgementRow, Paragraph, Report

__all__ = ["find_judgements", "find_list", "find_summary"]

_EVER = re.compile(
    r"\b(?:ever|been|each|every|at any point|any time|history|all (?:its|their)|since when|how long"
    r"|when (?:did|was|were)|changed?|over (?:time|the years)|previous(?:ly)?|before"
    r"|how (?:many|often))\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\bfirst\b(?! (?:judged|rated|graded))", re.IGNORECASE)
_OFTEN = re.compile(r"\bhow (?:many|often)\b", re.IGNORECASE)
_WEAKEST = re.compile(r"\b(?:weakest|lowest|worst|poorest)\b", re.IGNORECASE)
_STRONGEST = re.compile(r"\b(?:strongest|highest|best)\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:which|what)\b", re.IGNORECASE)
_EVERY_PART = frozenset(content_stems("services children young people"))
_PARTS = {"in_care", "in_care_and_care_leavers", "help_protection"}

_TO_IMPROVE = re.compile(
    r"(?<!capacity for )(?<!capacity to )improve|recommendation|next steps"
    r"|areas? for (?:development|action)|priority action",
    re.IGNORECASE,
)
"""How reports head what is to be improved."""
# A deadline in a question, and on a line or in a heading of its own in the reports.
_DEADLINES = (
    (r"immediate|straight ?away|right away|at once", r"immediate(?:ly)?"),
    (r"(?:three|3) months", r"within (?:three|3) months"),
    (r"(?:six|6) months", r"within (?:six|6) months"),
)
_SUMMARY = re.compile(r"\bsummary(?: of (?:key )?findings)?\W*$", re.IGNORECASE)
_OPENING = 8
"""Paragraphs of a summary that are quoted."""
_ANY_DEADLINE = re.compile(r"^(?:immediately|within [\w ]+)\W*$", re.IGNORECASE | re.MULTILINE)


def find_judgements(index: Index, query: Query, scope: Filters) -> list[JudgementRow]:
    """The judgements that the question is about, newest report last, each once.

    Without a date in the question, those of the latest report that has any of them.
    """
    rows = [row for row in index.judgements(scope) if _asked_for(row, query)]
    rows = _of_part(_specific(rows, query), query)
    if query.intent == "grade" and query.grades and _picks(query, scope):
        rows = [row for row in rows if row.judgement.canonical_grade in query.grades]
    dated = scope.since or scope.until or scope.latest or _EVER.search(query.question)
    if _FIRST.search(query.question) and rows and scope.authorities:
        return [row for row in rows if row.report.id == rows[0].report.id]
    newest = query.intent in ("grade", "compare") or speaks_of_now(query.question)
    if newest and scope.authorities and not dated:
        rows = [row for row in rows if row.report.id == rows[-1].report.id]
    return _extreme(rows, query.question)


def find_list(index: Index, query: Query, scope: Filters) -> list[Passage]:
    """The entries of the list that the question names, of the newest report of the scope.

    A list that it names by its heading is taken from the newest report that has it. Of an entry
    that holds several deadlines only the part under the one that is asked for.
    """
    if not scope.authorities:
        return []
    heading = listed_under(query.question)
    reports = index.reports(scope)[::-1]
    if heading is None:
        heading, reports = _TO_IMPROVE, reports[:1]
    lists = ((report, _entries(index, report, heading)) for report in reports)
    report, entries = next((each for each in lists if each[1]), (None, []))
    if report is None:
        return []
    passages = [Passage(p, report, 0, len(p.text)) for p in _of_section(entries, query)]
    for said, printed in _DEADLINES:
        if re.search(said, query.question, re.IGNORECASE):
            passages = [part for whole in passages for part in _due(whole, printed)]
    return passages


def _entries(index: Index, report: Report, heading: re.Pattern[str]) -> list[Paragraph]:
    """What a report prints under headings like that; words around a list are no entries of it."""
    under = [
        paragraph
        for paragraph in index.paragraphs(report.id)
        if paragraph.kind in ("bullet", "numbered", "text")
        and any(map(heading.search, paragraph.section))
    ]
    listing = {paragraph.section for paragraph in under if paragraph.kind != "text"}
    return [p for p in under if p.kind != "text" or p.section not in listing]


def find_summary(index: Index, scope: Filters) -> list[Paragraph]:
    """What the newest report of the scope says first: its summary, or its opening paragraphs."""
    report = next(reversed(index.reports(scope)), None)
    if report is None:
        return []
    telling = [p for p in index.paragraphs(report.id) if p.kind in ("text", "bullet", "numbered")]
    summary = [p for p in telling if any(map(_SUMMARY.search, p.section))]
    opening = [p for p in telling if not p.section and p.number is None]
    return (summary or opening or telling)[:_OPENING]


def _due(passage: Passage, printed: str) -> Iterator[Passage]:
    """What stands under a deadline: the whole entry, or a part of its text, or nothing."""
    text = passage.paragraph.text
    line = re.compile(rf"^{printed}\W*$", re.IGNORECASE | re.MULTILINE)
    if any(line.search(title) for title in passage.paragraph.section):
        yield passage
    elif own := line.search(text):
        after = _ANY_DEADLINE.search(text, own.end())
        end = after.start() if after else len(text)
        yield replace(
            passage, start=own.start(), end=own.start() + len(text[own.start() : end].rstrip())
        )


def _asked_for(row: JudgementRow, query: Query) -> bool:
    canonical = row.judgement.canonical
    wanted = set(query.strands)
    if wanted & {"in_care", "care_leavers"} and not asks_apart(query.question):
        wanted.add("in_care_and_care_leavers")  # from 2018 to 2022 there is no other
    if "in_care_and_care_leavers" in query.strands:
        wanted |= {"in_care", "care_leavers"}
    if not wanted:
        every = _WEAKEST.search(query.question) or _STRONGEST.search(query.question)
        return bool(every) or canonical == "overall"
    if canonical in wanted:
        return True
    part = row.judgement.part or ""
    if canonical == "overall" and any(speaks_of(strand, part) for strand in wanted):
        return True  # 2012: overall effectiveness of "Services for looked after children"
    # "Which outcomes for looked after children were good": every judgement of that part
    return wanted <= _PARTS and bool(query.grades) and _shared(row, query) > 0


def _picks(query: Query, scope: Filters) -> bool:
    """Whether the named grade says which rows are wanted ("Which were inadequate?")."""
    picks = _WHICH.search(query.question) or _OFTEN.search(query.question)
    return len(scope.authorities) != 1 or picks is not None


def _specific(rows: list[JudgementRow], query: Query) -> list[JudgementRow]:
    """Without the general judgements where the question also names a special one."""
    for general in ("overall", "in_care", "leadership"):
        others = set(query.strands) - {general, "in_care"}
        special = [row for row in rows if row.judgement.canonical in others]
        # "leadership of services for looked after children": there the part is named
        if special and general in query.strands and not (general == "in_care" and _apart(rows)):
            rows = special
    return rows


def _apart(rows: Sequence[JudgementRow]) -> bool:
    """Whether the reports judge children in care by themselves, rather than as one of two parts."""
    return not any(row.judgement.part for row in rows)


def _of_part(rows: list[JudgementRow], query: Query) -> list[JudgementRow]:
    """Where a report judges several parts: those of the part that the question names best."""
    shared = [_shared(row, query) for row in rows]
    return [row for row, words in zip(rows, shared, strict=True) if words == max(shared)]


def _shared(row: JudgementRow, query: Query) -> int:
    """How many words of the judgement's part the question uses."""
    part = set(content_stems(row.judgement.part or "")) - _EVERY_PART
    return len(part & set(content_stems(f"{query.question} {query.keywords}")))


def _extreme(rows: list[JudgementRow], question: str) -> list[JudgementRow]:
    """The weakest or the strongest judgements where the question asks for them."""
    steps = [(step_on_scale(row.judgement.canonical_grade), row) for row in rows]
    graded = [(step, row) for step, row in steps if step is not None]
    if not graded or not (_WEAKEST.search(question) or _STRONGEST.search(question)):
        return rows
    wanted = (min if _WEAKEST.search(question) else max)(step for step, _ in graded)
    return [row for step, row in graded if step == wanted]


def _of_section(entries: Sequence[Paragraph], query: Query) -> list[Paragraph]:
    """Those under a heading that the question names, where it names one; not what it leaves out."""
    unwanted = [s for clause in left_out(query.question) for s in find_strands(clause)]
    entries = [p for p in entries if not any(speaks_of(s, t) for s in unwanted for t in p.section)]
    if unwanted:
        return entries
    topic = set(content_stems(query.topic)) - set(content_stems("improve areas services children"))
    named = [p for p in entries if topic & set(content_stems(" ".join(p.section)))]
    return named or list(entries)
