"""Orders the paragraphs that a search found by all signs that they answer the question.

What the search says is one sign; the others are what a paragraph, its heading and its best sentence
say of the question's concepts, and how near in meaning that sentence is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace

from assistant.relevance import Relevance, sentences
from assistant.types import Query
from assistant.wording import answers_in_kind
from index import Hit, Index

__all__ = ["WEIGHTS", "Signs", "ranked"]

_READ_CLOSELY = 24
"""Paragraphs whose sentences are compared with the question one by one."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs that a paragraph answers a question, each from 0 to about 1, or what each is worth."""

    search: float
    """The search's score, as a share of its best."""
    text: float
    """The share of the question's concepts that the paragraph covers."""
    heading: float
    """The share that its heading covers."""
    nearest: float = 0.0
    """How near in meaning the nearest sentence is."""
    best: float = 0.0
    """The most that one sentence has of nearness and of concepts together."""
    in_kind: float = 0.0
    """1 where a sentence gives a number, a date or a length of time that is asked for."""

    @property
    def score(self) -> float:
        """All signs together, from 0 to about 4."""
        worth: tuple[float, ...] = astuple(WEIGHTS)
        signs: tuple[float, ...] = astuple(self)
        return sum(w * s for w, s in zip(worth, signs, strict=True))


WEIGHTS = Signs(search=1.0, text=0.32, heading=0.4, nearest=0.93, best=0.85, in_kind=0.46)
"""Fitted to questions over published reports by benchmarks/ranking.py."""


def ranked(
    index: Index, query: Query, found: Sequence[Hit], closely: int = _READ_CLOSELY
) -> list[tuple[Hit, Signs]]:
    """What was found, best first, each with its signs and with their sum as its score.

    The first `closely` are read sentence by sentence; the rest come after them.
    """
    relevance = Relevance(query.topic, [hit.paragraph.text for hit in found], query.learned)
    best = max((hit.score for hit in found), default=1.0)
    signs = [(hit, _of_paragraph(hit, best, relevance)) for hit in found]
    signs.sort(key=_score, reverse=True)
    first = list(_of_sentences(index, query, signs[:closely], relevance))
    first.sort(key=_score, reverse=True)
    return [(replace(hit, score=s.score), s) for hit, s in (*first, *signs[closely:])]


def _score(item: tuple[Hit, Signs]) -> float:
    return item[1].score


def _of_paragraph(hit: Hit, best: float, relevance: Relevance) -> Signs:
    heading = hit.paragraph.section[-1] if hit.paragraph.section else ""
    return Signs(hit.score / best, relevance(hit.paragraph.text), relevance(heading))


def _of_sentences(
    index: Index, query: Query, items: Sequence[tuple[Hit, Signs]], relevance: Relevance
) -> Iterator[tuple[Hit, Signs]]:
    """The signs completed by what the sentences say."""
    spans = [sentences(hit.paragraph.text) for hit, _ in items]
    said = [
        [hit.paragraph.text[start:end] for start, end in each]
        for (hit, _), each in zip(items, spans, strict=True)
    ]
    cosines = iter(index.similarity(query.topic, [text for texts in said for text in texts]))
    for (hit, signs), texts in zip(items, said, strict=True):
        near = [next(cosines) for _ in texts]
        covered = [relevance(text) for text in texts]
        yield (
            hit,
            replace(
                signs,
                nearest=max(near, default=0.0),
                best=max(map(sum, zip(near, covered, strict=True)), default=0.0),
                in_kind=float(any(answers_in_kind(query.question, text) for text in texts)),
            ),
        )
