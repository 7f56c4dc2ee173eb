"""Plain retrieval, as frameworks do it by default: every paragraph a chunk, the five best quoted.

Nothing is known of the question but its words: no filters, no vocabulary of the sector, no
catalogue, no refusal. The index holds the paragraphs' bare text. Both baselines are a little better
than the defaults of the frameworks, since long paragraphs are embedded in windows and words are
stemmed.
"""

import datetime as dt
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from assistant import (
    Answer,
    Citation,
    Passage,
    Provenance,
    Query,
    Statement,
    Timings,
    program_version,
)
from eval.ablations import ABLATIONS, without
from index import Hit, Index

__all__ = ["BASELINES", "answer", "baseline"]

BASELINES: Mapping[str, str] = {"dense-5": "no-sparse", "bm25-5": "no-dense"}
"""Each baseline, and the retriever that it does without."""
_CITED = 5
_RETRIEVED = 30


@contextmanager
def baseline(name: str) -> Iterator[None]:
    """While this lasts, indexes search by one retriever only."""
    with without(ABLATIONS[BASELINES[name]]):
        yield


def answer(index: Index, question: str, today: dt.date) -> Answer:
    """The five best paragraphs, quoted whole."""
    start = time.perf_counter()
    hits = index.search(question, _RETRIEVED)
    return _quoting(index, Query(question, question, question, today), hits, start)


def _quoting(index: Index, query: Query, hits: Sequence[Hit], start: float) -> Answer:
    passages = [
        Passage(hit.paragraph, hit.report, 0, len(hit.paragraph.text)) for hit in hits[:_CITED]
    ]
    named = dict.fromkeys(p.report.authority for p in passages if p.report.authority)
    return Answer(
        question=query.question,
        status="answered",
        mode="quote",
        query=query,
        authorities=tuple(named),
        notes=(),
        statements=tuple(Statement(p.quote, (n,)) for n, p in enumerate(passages, start=1)),
        citations=tuple(Citation(n, p) for n, p in enumerate(passages, start=1)),
        provenance=Provenance(
            index.generation, index.corpus, program_version(), dt.datetime.now(dt.UTC)
        ),
        seconds=Timings(retrieve=time.perf_counter() - start),
        hits=tuple(hits),
    )
