"""The assistant: an open index, and the steps from a question to an answer."""

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.answer import Answer, Provenance, Timings
from assistant.compose import Outcome, compose, number
from assistant.compute import compute
from assistant.conversation import understand
from assistant.events import Event, Finished, Progress, Understood
from assistant.notes import absence_notes
from assistant.question import narrow
from assistant.quote import quote
from assistant.refuse import refuse
from assistant.retrieve import retrieve
from assistant.types import Draft, Facts, Message, Query
from assistant.version import program_version
from index import Filters, Hit, Index

__all__ = ["Assistant"]

_HITS = 30
"""Paragraphs from which an answer is made."""
_EVERY = 1000
"""Paragraphs from which an answer about all authorities is made: two of each."""


@dataclass(frozen=True, slots=True)
class Assistant:
    """Answers questions from one index; a context manager, or to be closed."""

    index: Index
    today: dt.date | None = None
    """From which "last year" counts; None means the day on which a question is asked."""

    @classmethod
    def open(cls, index_dir: str | Path, today: dt.date | None = None) -> Self:
        """Open the index in a folder; the errors of `index.Index.open` pass through."""
        return cls(Index.open(Path(index_dir)), today)

    def ask(
        self, question: str, history: Sequence[Message] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer a question, or say why it cannot be answered.

        Raises:
            QuestionError: the question is empty or too long.
        """
        answers = (
            e.answer for e in self.stream(question, history, filters) if isinstance(e, Finished)
        )
        return next(answers)

    def search(
        self,
        text: str,
        k: int = 10,
        filters: Filters | None = None,
        history: Sequence[Message] = (),
    ) -> list[Hit]:
        """The best `k` paragraphs for a question, from the reports that it names."""
        return retrieve(self.index, self._understand(text, history, filters), k)

    def stream(
        self, question: str, history: Sequence[Message] = (), filters: Filters | None = None
    ) -> Iterator[Event]:
        """Answer step by step; the last event is `Finished`."""
        clock = _Clock()
        query = self._understand(question, history, filters)
        yield Understood(query)
        clock.lap()
        yield Progress("Searching the reports")
        found = compute(self.index, query)
        facts = found if isinstance(found, Facts) else None
        hits = _hits(self.index, query, facts)
        clock.lap()
        draft = _draft(self.index, query, hits, facts)
        verdict = refuse(self.index, query, hits, found, draft)
        ready = () if verdict else number(draft)
        yield from ready
        outcome = Outcome(question, query, tuple(hits), facts, verdict, draft, ready)
        clock.lap()
        yield Finished(compose(outcome, self._provenance(), clock.timings()))

    def close(self) -> None:
        """Let go of the index."""
        self.index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _understand(
        self, question: str, history: Sequence[Message], filters: Filters | None
    ) -> Query:
        today = self.today or dt.datetime.now().astimezone().date()
        query = understand(question, history, reports=self.index.reports(), today=today)
        return query if filters is None else narrow(query, filters)

    def _provenance(self) -> Provenance:
        return Provenance(
            index=self.index.generation,
            corpus=self.index.corpus,
            version=program_version(),
            created=dt.datetime.now(dt.UTC),
        )


def _hits(index: Index, query: Query, facts: Facts | None) -> list[Hit]:
    """Paragraphs to answer from; a table over all authorities holds all that can be said."""
    if query.intent != "aggregate":
        return retrieve(index, query, _HITS)
    return [] if facts else retrieve(index, query, _EVERY)


def _draft(index: Index, query: Query, hits: Sequence[Hit], facts: Facts | None) -> Draft:
    """Computed rows in words where there are any, else passages of the text."""
    if facts is None:
        drafted = quote(query, hits)
    else:
        drafted = Draft(tuple((fact.text, fact.passages) for fact in facts.rows), facts.notes)
    return replace(drafted, notes=(*absence_notes(index, query), *drafted.notes))


@dataclass(slots=True)
class _Clock:
    """Seconds from lap to lap: understand, retrieve, answer."""

    laps: list[float] = field(default_factory=lambda: [time.perf_counter()])

    def lap(self) -> None:
        self.laps.append(time.perf_counter())

    def timings(self) -> Timings:
        return Timings(*(b - a for a, b in zip(self.laps, self.laps[1:], strict=False)))
