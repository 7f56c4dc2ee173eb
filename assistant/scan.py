"""Which authorities' reports say something: every paragraph of the reports in scope is examined.

Names decide by themselves: an agency, a model of practice, a company. A subject without a name is
looked for in sentences; what covers most of it is told, what covers less is listed apart.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.glossary import look_up
from assistant.relevance import Relevance, content_words, sentences
from assistant.types import Coverage, Fact, Facts, Note, Passage, Query
from assistant.wording import without_frame
from index import Index, Paragraph, Report, find_authorities, iso

__all__ = ["scan"]

_COLUMNS = ("Authority", "Published", "Paragraph", "Says")
_LONGEST_NAME = 7
"""Words of a name at most."""
_FEW = 10
"""Reports that may print a name in a corpus of any size."""
_CAPITALISED = 0.5
"""Share of the places where reports print words with capitals, if they are a name."""
_WORD = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Found:
    """A sentence that says it, and how much of the subject it covers, from 0 to 1."""

    report: Report
    paragraph: Paragraph
    start: int
    end: int
    score: float


def scan(index: Index, query: Query) -> Facts | None:
    """One proving sentence for each authority; None where the question gives nothing to seek."""
    pages = list(index.scan(_may_tell, query.filters))
    names = _names(query.question, pages)
    best: dict[str, _Found] = {}
    for found in _naming(pages, names, query.topic):
        who = found.report.authority or found.report.title
        if who not in best or found.score >= best[who].score:  # of equals the newest
            best[who] = found
    if not best:
        return None
    examined = {report.authority for report, _ in pages if report.authority}
    coverage = Coverage(len(best), len(examined), len(index.authorities()))
    rows = tuple(_fact(best[who]) for who in sorted(best))
    return Facts(_COLUMNS, rows, coverage, (_note(names, coverage, len(pages)),))


def _may_tell(paragraph: Paragraph) -> bool:
    return paragraph.kind not in ("heading_note", "judgement")


def _names(question: str, pages: Sequence[tuple[Report, Paragraph]]) -> tuple[str, ...]:
    """The names in a question that reports print.

    What reports print with capitals is a name, however the question writes it; what a third of all
    reports print is a word of the sector.
    """
    places = _possible_names(question)
    counts = {name: [0, 0] for name in places}
    reports: dict[str, set[str]] = {name: set() for name in places}
    for report, paragraph in pages:
        lower = paragraph.text.lower()
        for name, count in counts.items():
            at = lower.find(name)
            if at >= 0 and _whole(lower, at, at + len(name)):
                reports[name].add(report.id)
                inside = _capitals(paragraph.text, at, at + len(name))
                count[0] += inside is not None
                count[1] += bool(inside)
    most = max(_FEW, len({report.id for report, _ in pages}) / 3)
    printed = [
        name
        for name, (seen, capital) in counts.items()
        if seen and capital >= _CAPITALISED * seen and len(reports[name]) <= most
    ]
    taken: list[tuple[int, int]] = []
    for name in sorted(printed, key=len, reverse=True):
        start, end = places[name]
        if all(end <= s or e <= start for s, e in taken):
            taken.append((start, end))
    return tuple(question[start:end] for start, end in sorted(taken))


def _possible_names(question: str) -> dict[str, tuple[int, int]]:
    """Every stretch of words that begins and ends with one that carries meaning, and its place."""
    known = [(found.start, found.end) for found in look_up(question)]
    known += [(m.start, m.end) for m in find_authorities(question)]
    words = list(_WORD.finditer(question))
    telling = [_tells(word.group(), first=n == 0) for n, word in enumerate(words)]
    found: dict[str, tuple[int, int]] = {}
    for first in range(len(words)):
        for last in range(first, min(first + _LONGEST_NAME, len(words))):
            start, end = words[first].start(), words[last].end()
            if not (telling[first] and telling[last]) or (start, end) in known:
                continue
            if not any(s <= start and end <= e for s, e in known):
                found[question[start:end].lower()] = (start, end)
    return found


def _tells(word: str, *, first: bool) -> bool:
    """Whether a name may begin or end with the word: "One Adoption", but not "the Adoption"."""
    return bool(content_words(without_frame(word))) or (word[0].isupper() and not first)


def _prints(text: str, name: str) -> bool:
    """Whether the text has the name somewhere, as a name: a riverbank is no Riverbank."""
    lower, at = text.lower(), -1
    while (at := lower.find(name, at + 1)) >= 0:
        if _whole(lower, at, at + len(name)) and not text[at].islower():
            return True
    return False


def _whole(text: str, start: int, end: int) -> bool:
    """Whether the stretch is not a part of longer words."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())


def _capitals(text: str, start: int, end: int) -> bool | None:
    """Whether each word that carries meaning has a capital; None for one that begins a sentence."""
    words = content_words(text[start:end])
    if len(words) < 2 and not re.search(r"[\w,;:’'\-–]\s*$", text[:start]):
        return None
    return all(word[0].isupper() or word[0].isdigit() for word in words)


def _naming(
    pages: Iterable[tuple[Report, Paragraph]], names: Sequence[str], topic: str
) -> Iterator[_Found]:
    """The sentences that print a name: all of the names where one paragraph has them all."""
    if not names:
        return
    lowered = [name.lower() for name in names]
    named = [(r, p) for r, p in pages if any(name in p.text.lower() for name in lowered)]
    relevance = Relevance(topic, [paragraph.text for _, paragraph in named])
    for report, paragraph in named:
        for start, end in sentences(paragraph.text):
            sentence = paragraph.text[start:end]
            if any(_prints(sentence, name) for name in lowered):
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


def _note(names: Sequence[str], coverage: Coverage, paragraphs: int) -> Note:
    text = (
        f"{coverage.matched} of {coverage.with_data} authorities: each of the {paragraphs:,} "
        f"paragraphs of their reports was examined for “{'”, “'.join(names)}”."
    )
    return Note("coverage", text)
