"""The names in a question: agencies, models of practice, companies, abbreviations, terms.

What reports print with capitals is a name, however a question writes it; of an abbreviation all
forms count that the glossary or the reports themselves know.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from rapidfuzz import fuzz, process

from assistant.glossary import look_up
from assistant.relevance import content_words
from assistant.types import Note, Query
from assistant.wording import regions_named, without_frame
from index import Paragraph, Report, find_authorities

__all__ = ["Name", "Pages", "find_names", "respelt", "unknown_names"]

_LONGEST_NAME = 7
"""Words of a name at most."""
_FEW = 10
"""Reports that may print a name in a corpus of any size."""
_CAPITALISED = 0.5
"""Share of the places where reports print words with capitals, if they are a name."""
_ALWAYS_CAPITALISED = 0.8
"""The share from which on a place without capitals is a slip of the pen."""
_ALIKE = 86
"""Percent of letters that a misspelt name shares with the right one."""
_FOLDED = str.maketrans("’‘-", "'' ")
_CAPITALS = re.compile(r"[A-Z][\w’'&-]*(?: (?:(?:of|for|the|in|to) )?[A-Z][\w’'&-]*)*")
_WORD = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")


Pages: TypeAlias = Sequence[tuple[Report, Paragraph]]


@dataclass(frozen=True, slots=True)
class Name:
    """What is sought: the words of the question, and all that reports print for them."""

    said: str
    start: int
    """Where it begins in the question."""
    printed: tuple[str, ...]
    """In small letters."""
    plain: bool = False
    """Whether it is a word of the glossary that the question writes without capitals."""
    wide: bool = False
    """Whether a third of the reports print it."""
    proper: bool = False
    """Whether it has capitals wherever it is meant: a riverbank is no Riverbank."""

    @property
    def rank(self) -> int:
        """0 for a rare name; 1 for one that many reports print; 2 and 3 for everyday words."""
        return 2 * self.plain + self.wide

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the text prints it."""
        plain = _plain(text)
        return [
            (at, at + len(words))
            for words in self.printed
            for at in _places(plain, words)
            if _whole(plain, at, at + len(words)) and not (self.proper and text[at].islower())
        ]

    def stands_in(self, text: str) -> bool:
        """Whether the text prints it somewhere."""
        return bool(self.places(text))


def find_names(query: Query, pages: Pages) -> list[Name]:
    """The names of the question that reports print, in its order."""
    names = [*_terms(query, pages), *_proper_names(query, pages)]
    places = [(name.start, name.start + len(name.said)) for name in names]
    whole = [
        name
        for name, (start, end) in zip(names, places, strict=True)
        if not any(s <= start and end <= e and e - s > end - start for s, e in places)
    ]
    return sorted(whole, key=lambda name: name.start)


def respelt(query: Query, pages: Pages) -> tuple[Query, tuple[Note, ...]]:
    """The query with names spelt as reports print them, and a note on each that was changed.

    Only a name that no report prints is changed, into one that is nearly the same.
    """
    notes = []
    unknown = [name for name in unknown_names(query, pages) if not name.isupper()]
    printed = _printed(pages) if unknown else Counter()
    for said in unknown:
        plain = _plain(said)
        near = process.extract(
            plain,
            list(printed),
            processor=_plain,
            scorer=fuzz.ratio,
            score_cutoff=_ALIKE,
            limit=None,
        )
        alike = [name for name, *_ in near if _plain(name)[0] == plain[0]]
        if alike:
            likeliest = max(alike, key=lambda name: printed[name])
            notes.append(Note("reading", f"“{said}” was read as “{likeliest}”."))
            query = replace(query, question=query.question.replace(said, likeliest))
    return query, tuple(notes)


def _printed(pages: Pages) -> Counter[str]:
    """What reports print with capitals, and how often."""
    return Counter(m.group() for _, p in pages for m in _CAPITALS.finditer(p.text))


def unknown_names(query: Query, pages: Pages) -> tuple[str, ...]:
    """What the question writes as a name, and no report prints at all."""
    known = _known(query)
    found = []
    for match in _CAPITALS.finditer(query.question):
        start, end = match.span()
        first = not query.question[:start].strip(" “‘\"'(")
        if first or any(start < e and s < end for s, e in known):
            continue
        if not content_words(without_frame(match.group())):
            continue
        name = Name(match.group(), start, (_plain(match.group()),))
        if not any(name.stands_in(paragraph.text) for _, paragraph in pages):
            found.append(match.group())
    return tuple(found)


def _most(pages: Pages) -> float:
    """In how many reports a name may stand; what more of them print is a word of the sector."""
    return max(_FEW, len({report.id for report, _ in pages}) / 3)


def _terms(query: Query, pages: Pages) -> Iterator[Name]:
    """Abbreviations and terms of the question that reports print, with all their forms."""
    for found in look_up(query.question, query.learned):
        said = query.question[found.start : found.end]
        same = found.same or re.fullmatch(r"\w*[A-Z][\w&-]*[A-Z]\w*", said) is not None
        forms = tuple(_plain(words) for words in (said, *(found.means if same else ())))
        name = Name(said, found.start, forms)
        printing = {report.id for report, p in pages if name.stands_in(p.text)}
        if printing:
            wide = len(printing) > _most(pages)
            yield replace(name, plain=said.islower() and not found.same, wide=wide)


def _proper_names(query: Query, pages: Pages) -> list[Name]:
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
    written = {_plain(m.group()) for m in _CAPITALS.finditer(query.question) if m.start()}
    printed = {
        name: capital / seen
        for name, (seen, capital) in counts.items()
        if capital and (name in written or capital >= _CAPITALISED * seen)
        if len(reports[name]) <= _most(pages)
    }
    taken: list[tuple[int, int]] = []
    names = []
    for name in sorted(printed, key=len, reverse=True):
        start, end = places[name]
        if all(end <= s or e <= start for s, e in taken):
            taken.append((start, end))
            proper = printed[name] < _ALWAYS_CAPITALISED
            names.append(Name(query.question[start:end], start, (name,), proper=proper))
    return names


def _possible_names(query: Query) -> dict[str, tuple[int, int]]:
    """Every stretch of words that begins and ends with one that carries meaning, and its place."""
    question = query.question
    known = _known(query)
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


def _known(query: Query) -> list[tuple[int, int]]:
    """Where the question names terms, authorities and regions, which are no names of this sort."""
    known = [(found.start, found.end) for found in look_up(query.question, query.learned)]
    known += [(m.start, m.end) for m in find_authorities(query.question)]
    return known + [(m.start(), m.end()) for m in regions_named(query.question)]


def _tells(word: str, *, first: bool) -> bool:
    """Whether a name may begin or end with the word: "One Adoption", but not "the Adoption"."""
    if word.isdecimal():
        return False
    return bool(content_words(without_frame(word))) or (word[0].isupper() and not first)


def _plain(text: str) -> str:
    """Small letters, straight quotation marks and no hyphens; of nearly all texts as long."""
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
