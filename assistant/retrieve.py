"""Query -> Hits: filters first, each side of a comparison by itself, the catalogue first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.catalogue import find_judgements, find_list
from assistant.relevance import Relevance, sentences
from assistant.types import Query
from assistant.wording import answers_in_kind
from index import Filters, Hit, Index

__all__ = ["retrieve", "sides"]

_POOL = 50
"""Paragraphs that the search hands over for each side."""
_READ_CLOSELY = 24
"""Those of them whose sentences are compared with the question one by one."""
_MOST_SIDES = 6
_SURE = 4.0
"""The score of what the catalogue found."""
# What each sign of relevance is worth beside the search's own score, which is 1 for the best.
# Fitted by pairwise logistic regression to questions over real reports (benchmarks/ranking.py).
_TEXT = 0.32
_HEADING = 0.4
_NEAREST = 0.93
_BEST = 0.85
_IN_KIND = 0.46


def retrieve(index: Index, query: Query, k: int = 10) -> list[Hit]:
    """The best `k` paragraphs for the query, best first; scores run from 0 to about 4."""
    rankings = [_ranking(index, query, side, k) for side in sides(index, query)]
    return _taking_turns(rankings, k)


def sides(index: Index, query: Query) -> tuple[Filters, ...]:
    """What is searched apart from the rest, so that none crowds out another.

    The sides that the question names; for a change over time each report; else everything at once.
    """
    if query.scopes:
        return query.scopes
    if query.intent != "change" or not query.authorities:
        return (query.filters,)
    reports = index.reports(query.filters)
    if len(reports) > _MOST_SIDES:
        reports = [reports[0], *reports[1 - _MOST_SIDES :]]
    return tuple(Filters(reports=(report.id,)) for report in reports) or (query.filters,)


def _ranking(index: Index, query: Query, side: Filters, k: int) -> list[Hit]:
    """One side: what the catalogue holds, then what the search found, ordered by relevance."""
    found = index.search(query.topic, max(k, _POOL), side, keywords=query.keywords)
    relevance = Relevance(query.topic, [hit.paragraph.text for hit in found], query.learned)
    near = [replace(hit, score=_by_words(hit, found[0].score, relevance)) for hit in found]
    near = _read_closely(index, query, sorted(near, key=_score, reverse=True), relevance)
    first = list(_from_catalogue(index, query, side))
    known = {hit.paragraph.id for hit in first}
    return first + [hit for hit in near if hit.paragraph.id not in known]


def _by_words(hit: Hit, best: float, relevance: Relevance) -> float:
    """The search's score, as a share of its best, and what the paragraph has of the concepts."""
    paragraph = hit.paragraph
    heading = paragraph.section[-1] if paragraph.section else ""
    covered = _TEXT * relevance(paragraph.text) + _HEADING * relevance(heading)
    return hit.score / best + covered


def _read_closely(
    index: Index, query: Query, hits: Sequence[Hit], relevance: Relevance
) -> list[Hit]:
    """The first hits in a new order: what their best sentence says counts too."""
    first, rest = hits[:_READ_CLOSELY], list(hits[_READ_CLOSELY:])
    spans = [(hit, start, end) for hit in first for start, end in sentences(hit.paragraph.text)]
    texts = [hit.paragraph.text[start:end] for hit, start, end in spans]
    said: dict[str, _Said] = defaultdict(_Said)
    for (hit, _, _), text, cosine in zip(
        spans, texts, index.similarity(query.topic, texts), strict=True
    ):
        said[hit.paragraph.id].hear(
            cosine, relevance(text), in_kind=answers_in_kind(query.question, text)
        )
    read = [replace(hit, score=hit.score + said[hit.paragraph.id].score) for hit in first]
    return sorted(read, key=_score, reverse=True) + rest


@dataclass(slots=True)
class _Said:
    """The most that a paragraph's sentences say of a question."""

    nearest: float = 0.0
    best: float = 0.0
    in_kind: bool = False
    """Whether one gives a number, a date or a length of time where that is asked for."""

    def hear(self, cosine: float, covered: float, *, in_kind: bool) -> None:
        """Take note of a sentence: how near in meaning it is, what it has of the concepts."""
        self.nearest = max(self.nearest, cosine)
        self.best = max(self.best, cosine + covered)
        self.in_kind = self.in_kind or in_kind

    @property
    def score(self) -> float:
        """What it is worth, beside the paragraph's own score."""
        return _NEAREST * self.nearest + _BEST * self.best + _IN_KIND * self.in_kind


def _score(hit: Hit) -> float:
    return hit.score


def _from_catalogue(index: Index, query: Query, side: Filters) -> Iterator[Hit]:
    """Judgements for questions about grades, the entries of the list for questions about a list."""
    if query.intent == "grade" or (query.grades or "overall" in query.strands):
        for row in reversed(find_judgements(index, query, side)):
            if row.paragraph_id is not None:
                yield Hit(index.paragraph(row.paragraph_id), row.report, _SURE, 0, ("catalogue",))
    if query.intent == "list":
        for entry in find_list(index, query, side):
            yield Hit(entry.paragraph, entry.report, _SURE, 0, ("catalogue",))


def _taking_turns(rankings: Sequence[Sequence[Hit]], k: int) -> list[Hit]:
    """The first of each, the second of each, and so on, each paragraph once, `k` in all."""
    taken: dict[str, Hit] = {}
    for row in zip_longest(*rankings):
        for hit in row:
            if hit is not None:
                taken.setdefault(hit.paragraph.id, hit)
    return [replace(hit, rank=n) for n, hit in enumerate(list(taken.values())[:k], start=1)]
