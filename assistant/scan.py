"""Which authorities' reports name something: every paragraph of the reports is examined."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.naming import Name, Pages, find_names, unknown_names
from assistant.notes import region_notes
from assistant.relevance import Relevance, sentences
from assistant.types import Coverage, Fact, Facts, Note, Passage, Query
from assistant.words import listed
from index import Index, Paragraph, Report, iso

__all__ = ["denies", "scan", "unmentioned"]

_COLUMNS = ("Authority", "Published", "Paragraph", "Says")
_DENIED = re.compile(
    r"\b(?:(?:do|does|did|have|has|is|are)(?: not|n['’]?t)|never|without|no longer|not|lacks?)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\band\b|&", re.IGNORECASE)
_AND = re.compile(r"\W*(?:and|&|as well as)\W*(?:the |also )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A sentence that prints a name, and how much of the subject it covers, from 0 to 1."""

    report: Report
    paragraph: Paragraph
    start: int
    end: int
    score: float


def scan(index: Index, query: Query) -> Facts | None:
    """A proving sentence for each authority; None where the question names nothing to seek.

    Of names that "and" joins each is proved, and only by authorities whose reports have them all.
    """
    if denies(query):
        return None
    pages = _pages(index, query)
    names = find_names(query, pages)
    if not names or (_BOTH.search(query.question) and unknown_names(query, pages)):
        return None
    # A word of the sector proves nothing by itself.
    groups = [g for g in _joined(query.question, names) if not all(name.common for name in g)]
    rows: dict[str, list[_Found]] = {}
    for group in groups:
        proofs = [_proofs(pages, name, query) for name in group]
        for who in set.intersection(*map(set, proofs)):
            rows.setdefault(who, []).extend(proof[who] for proof in proofs)
    if not rows:
        return None
    examined = {report.authority for report, _ in pages if report.authority}
    coverage = Coverage(len(rows), len(examined), len(index.authorities()))
    facts = tuple(_fact(found) for who in sorted(rows) for found in dict.fromkeys(rows[who]))
    sought = [name for group in groups for name in group]
    notes = (_note(sought, coverage, len(pages)), *region_notes(query.question))
    return Facts(_COLUMNS, facts, coverage, notes)


def denies(query: Query) -> bool:
    """Whether the question asks who does not do something, which no silence of a report proves."""
    return _DENIED.search(query.question) is not None


def unmentioned(index: Index, query: Query) -> tuple[str, ...]:
    """What the question writes as a name, and no report in scope prints as one."""
    return unknown_names(query, _pages(index, query))


def _pages(index: Index, query: Query) -> Pages:
    return list(index.scan(_may_tell, query.filters))


def _may_tell(paragraph: Paragraph) -> bool:
    return paragraph.kind not in ("heading_note", "judgement")


def _joined(question: str, names: Sequence[Name]) -> list[list[Name]]:
    """The names, those together that "and" joins."""
    groups = [[names[0]]]
    for before, name in pairwise(names):
        if _AND.fullmatch(question[before.start + len(before.said) : name.start]):
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def _proofs(pages: Pages, name: Name, query: Query) -> dict[str, _Found]:
    """For each authority the sentence that prints the name and says most; of equals the newest."""
    named = [(report, p) for report, p in pages if name.stands_in(p.text)]
    relevance = Relevance(query.topic, [paragraph.text for _, paragraph in named], query.learned)
    best: dict[str, _Found] = {}
    for found in _sentences(named, name, relevance):
        who = found.report.authority or found.report.title
        if who not in best or found.score >= best[who].score:
            best[who] = found
    return best


def _sentences(pages: Pages, name: Name, relevance: Relevance) -> Iterator[_Found]:
    for report, paragraph in pages:
        for start, end in sentences(paragraph.text):
            sentence = paragraph.text[start:end]
            if name.stands_in(sentence):
                yield _Found(report, paragraph, start, end, relevance(sentence))


def _fact(found: _Found) -> Fact:
    passage = Passage(found.paragraph, found.report, found.start, found.end)
    report = found.report
    cells = (
        report.authority or report.title,
        iso(report.published) or "",
        found.paragraph.label,
        passage.quote,
    )
    return Fact(passage.quote, cells, (passage,))


def _note(names: Sequence[Name], coverage: Coverage, paragraphs: int) -> Note:
    sought = listed([f"“{name.said}”" for name in names])
    text = (
        f"{coverage.matched} of {coverage.with_data} authorities: each of the {paragraphs:,} "
        f"paragraphs of their reports was examined for {sought}."
    )
    return Note("coverage", text)
