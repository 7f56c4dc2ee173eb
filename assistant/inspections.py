"""Questions about the inspections themselves -> Facts: when, of what kind, who led them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.numerals import counted
from assistant.relevance import sentences
from assistant.types import Coverage, Fact, Facts, Note, Passage, Query
from assistant.words import in_words, listed, period, report_name
from index import Filters, Index, Paragraph, Report, words_for

__all__ = ["find_inspections", "inspectors_named"]

_COLUMNS = ("Authority", "Published", "Kind", "Inspected", "Lead inspector")
_FIRST = re.compile(r"\b(?:first|earliest|oldest)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never)\b|n['’]t\b", re.IGNORECASE)
_MOST = re.compile(r"\bmost\b(?! recent)", re.IGNORECASE)
_LEAST = re.compile(r"\b(?:least|fewest)\b", re.IGNORECASE)
_TIMES = re.compile(r"\b(once|twice|two|2|three|3|four|4|five|5)\b(?: times)?", re.IGNORECASE)
_OF_EACH = re.compile(
    r"\b(?:each|every|all|reports|inspections|councils|authorities|boroughs|LAs)\b", re.IGNORECASE
)
_SHORT = 60
"""Words up to which the paragraph that prints the dates is quoted whole."""


def inspectors_named(text: str, reports: Sequence[Report]) -> tuple[str, ...]:
    """The lead inspectors whose full names stand in a text."""
    known = dict.fromkeys(name for report in reports for name in _leads(report))
    return tuple(n for n in known if re.search(rf"\b{re.escape(n)}\b", text, re.IGNORECASE))


def find_inspections(index: Index, query: Query) -> Facts | None:
    """A row for each inspection that the question is about; None where there is none."""
    reports = _reports(index, query)
    if query.inspectors:
        reports = [r for r in reports if set(_leads(r)) & set(query.inspectors)]
    if _FIRST.search(query.question):
        first = {report.authority: report for report in reversed(reports)}
        reports = [report for report in reports if first[report.authority] is report]
    reports = _counted_out(query, reports)
    if _NOT.search(query.question):
        reports = _others(index, reports) if query.intent == "aggregate" else []
    facts = tuple(_fact(index, report) for report in reports)
    if not facts and query.intent != "aggregate":
        return None
    named = {report.authority for report in reports if report.authority}
    total = len(index.authorities())
    coverage = Coverage(len(named), total, total) if query.intent == "aggregate" else None
    return Facts(_COLUMNS, facts, coverage, (_counted(reports),))


def _counted_out(query: Query, reports: Sequence[Report]) -> list[Report]:
    """Those of the authorities that were inspected most, least or so many times, where asked."""
    counts = Counter(report.authority for report in reports)
    most, least = _MOST.search(query.question), _LEAST.search(query.question)
    times = _TIMES.search(query.question)
    if not reports or not (most or least or times):
        return list(reports)
    wanted = counted(times[1]) if times else (max if most else min)(counts.values())
    return [report for report in reports if counts[report.authority] == wanted]


def _others(index: Index, reports: Sequence[Report]) -> list[Report]:
    """The latest reports of all authorities but those of the reports."""
    named = {report.authority for report in reports}
    return [r for r in index.reports(Filters(latest=True)) if r.authority not in named]


def _reports(index: Index, query: Query) -> list[Report]:
    """Those that pass the filters; of no authority in particular, the latest is one of all."""
    found = (report for side in query.sides for report in index.reports(side))
    reports = list({report.id: report for report in found}.values())
    one = query.latest and not query.authorities and not _OF_EACH.search(query.question)
    return reports[-1:] if one else reports


def _counted(reports: Sequence[Report]) -> Note:
    authorities = {report.authority for report in reports}
    text = (
        f"{in_words(len(reports), 'inspection')} of {_authorities(len(authorities))}, as far as "
        "their reports are in this index."
    )
    return Note("coverage", text)


def _authorities(count: int) -> str:
    return "1 authority" if count == 1 else f"{count} authorities"


def _fact(index: Index, report: Report) -> Fact:
    kind, when = words_for(report.kind), _when(report)
    leads = _leads(report)
    led = f", led by {listed(leads)}" if leads else ""
    text = f"{report_name(report)}: {kind}, inspected {when}{led}."
    published = report.published.isoformat() if report.published else ""
    cells = (report.authority or report.title, published, kind, when, "; ".join(leads))
    return Fact(text, cells, tuple(_proofs(index, report)))


def _when(report: Report) -> str:
    return listed([period(days.start, days.end) for days in report.inspections])


def _leads(report: Report) -> tuple[str, ...]:
    return tuple(name.strip() for name in (report.lead_inspector or "").split(";") if name.strip())


def _proofs(index: Index, report: Report) -> Iterator[Passage]:
    """Where the report prints the last day of the inspection, and who led it; often one place."""
    wanted = [re.escape(name) for name in _leads(report)]
    if report.inspection_end:
        wanted.insert(
            0, rf"\b0?{report.inspection_end.day}(?:st|nd|rd|th)? {report.inspection_end:%B}\b"
        )
    paragraphs = index.paragraphs(report.id)
    given: list[Passage] = []
    for pattern in wanted:
        if any(re.search(pattern, passage.quote) for passage in given):
            continue
        found = next((p for p in paragraphs if re.search(pattern, p.text)), None)
        if found is not None:
            given.append(_saying(pattern, found, report))
    yield from given


def _saying(pattern: str, paragraph: Paragraph, report: Report) -> Passage:
    """The paragraph where it is short, else the sentence that prints what is wanted."""
    text = paragraph.text
    if len(text.split()) <= _SHORT:
        return Passage(paragraph, report, 0, len(text))
    spans = [s for s in sentences(text) if re.search(pattern, text[s[0] : s[1]])]
    start, end = spans[0] if spans else (0, len(text))
    return Passage(paragraph, report, start, end)
