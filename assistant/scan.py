"""Which authorities' reports say something: every paragraph of the reports in scope is examined.

Names decide by themselves: an agency, a model of practice, a company. A subject without a name is
looked for in sentences; what covers most of it is told, what covers less is listed apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

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
_ALWAYS_CAPITALISED = 0.8
"""The share from which on a place without capitals is a slip of the pen."""
_FOLDED = str.maketrans("’‘-", "'' ")
_WORD = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")


_Pages: TypeAlias = Sequence[tuple[Report, Paragraph]]


@dataclass(frozen=True, slots=True)
class _Name:
    """What is sought: the words of the question, and all that reports print for them."""

    said: str
    printed: tuple[str, ...]
    """In small letters."""
    proper: bool
    """Whether it has capitals wherever it is meant: a riverbank is no Riverbank."""

    def stands_in(self, text: str) -> bool:
        """Whether the text prints it somewhere."""
        plain = _plain(text)
        return any(
            _whole(plain, at, at + len(words)) and not (self.proper and text[at].islower())
            for words in self.printed
            for at in _places(plain, words)
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """A sentence that says it, and how much of the subject it covers, from 0 to 1."""

    report: Report
    paragraph: Paragraph
    start: int
    end: int
    score: float


def scan(index: Index, query: Query) -> Facts | None:
    """One proving sentence for each authority; None where the question names nothing to seek."""
    pages = list(index.scan(_may_tell, query.filters))
    names = (*_terms(query, pages), *_proper_names(query, pages))
    best: dict[str, _Found] = {}
    for found in _naming(pages, names, query):
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


def _most(pages: _Pages) -> float:
    """In how many reports a name may stand; what more of them print is a word of the sector."""
    return max(_FEW, len({report.id for report, _ in pages}) / 3)


def _terms(query: Query, pages: _Pages) -> Iterator[_Name]:
    """Abbreviations and terms of the question that few reports print, with all their forms."""
    for found in look_up(query.question, query.learned):
        said = query.question[found.start : found.end]
        name = _Name(said, tuple(_plain(words) for words in (said, *found.means)), proper=False)
        printing = {report.id for report, p in pages if name.stands_in(p.text)}
        if 0 < len(printing) <= _most(pages):
            yield name


def _proper_names(query: Query, pages: _Pages) -> list[_Name]:
    """The names in a question that reports print.

    What reports print with capitals is a name, however the question writes it.
    """
    places = _possible_names(query)
    counts = {name: [0, 0] for name in places}
    reports: dict[str, set[str]] = {name: set() for name in places}
    for report, paragraph in pages:
        plain = _plain(paragraph.text)
        for name, count in counts.items():
            at = plain.find(name)
            if at >= 0 and _whole(plain, at, at + len(name)):
                reports[name].add(report.id)
                inside = _capitals(paragraph.text, at, at + len(name))
                count[0] += inside is not None
                count[1] += bool(inside)
    printed = {
        name: capital / seen
        for name, (seen, capital) in counts.items()
        if seen and capital >= _CAPITALISED * seen and len(reports[name]) <= _most(pages)
    }
    taken: list[tuple[int, int]] = []
    names = []
    for name in sorted(printed, key=len, reverse=True):
        start, end = places[name]
        if all(end <= s or e <= start for s, e in taken):
            taken.append((start, end))
            proper = printed[name] < _ALWAYS_CAPITALISED
            names.append(_Name(query.question[start:end], (name,), proper))
    return names


def _possible_names(query: Query) -> dict[str, tuple[int, int]]:
    """Every stretch of words that begins and ends with one that carries meaning, and its place."""
    question = query.question
    known = [(found.start, found.end) for found in look_up(question, query.learned)]
    known += [(m.start, m.end) for m in find_authorities(question)]
    words = list(_WORD.finditer(question))
    telling = [_tells(word.group(), first=n == 0) for n, word in enumerate(words)]
    found: dict[str, tuple[int, int]] = {}
    for first in range(len(words)):
        for last in range(first, min(first + _LONGEST_NAME, len(words))):
            start, end = words[first].start(), words[last].end()
            if not (telling[first] and telling[last]):
                continue
            if not any(s <= start and end <= e for s, e in known):
                found[_plain(question[start:end])] = (start, end)
    return found


def _tells(word: str, *, first: bool) -> bool:
    """Whether a name may begin or end with the word: "One Adoption", but not "the Adoption"."""
    return bool(content_words(without_frame(word))) or (word[0].isupper() and not first)


def _plain(text: str) -> str:
    """Small letters, straight quotation marks and no hyphens, each letter in its place."""
    return text.lower().translate(_FOLDED)


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether the stretch is not a part of longer words, a plural apart."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 2]
    return not before.isalnum() and re.match(r"s?(?!\w)", after) is not None


def _capitals(text: str, start: int, end: int) -> bool | None:
    """Whether each word that carries meaning has a capital; None for one that begins a sentence."""
    words = content_words(text[start:end])
    if len(words) < 2 and not re.search(r"[\w,;:’'\-–]\s*$", text[:start]):
        return None
    return all(word[0].isupper() or word[0].isdigit() for word in words)


def _naming(pages: _Pages, names: Sequence[_Name], query: Query) -> Iterator[_Found]:
    """The sentences that print one of the names."""
    named = [(r, p) for r, p in pages if any(name.stands_in(p.text) for name in names)]
    relevance = Relevance(query.topic, [paragraph.text for _, paragraph in named], query.learned)
    for report, paragraph in named:
        for start, end in sentences(paragraph.text):
            sentence = paragraph.text[start:end]
            if any(name.stands_in(sentence) for name in names):
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


def _note(names: Sequence[_Name], coverage: Coverage, paragraphs: int) -> Note:
    sought = "”, “".join(name.said for name in names)
    text = (
        f"{coverage.matched} of {coverage.with_data} authorities: each of the {paragraphs:,} "
        f"paragraphs of their reports was examined for “{sought}”."
    )
    return Note("coverage", text)
