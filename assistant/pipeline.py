"""The assistant: an open index, and the steps from a question to an answer."""

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import Self

from assistant.answer import Answer, Provenance, Timings
from assistant.compose import Outcome, compose
from assistant.compute import compute
from assistant.condense import condense
from assistant.conversation import understand
from assistant.corrections import correct, narrow
from assistant.delivery import Delivery
from assistant.entailment import Reader
from assistant.errors import ModelError
from assistant.events import Event, Finished, Progress, Understood
from assistant.exchange import Exchange
from assistant.generate import Writer
from assistant.llm import LanguageModel
from assistant.model_options import ModelOptions
from assistant.notes import absence_notes
from assistant.openai_model import OpenAIModel
from assistant.quote import quote
from assistant.refuse import refuse
from assistant.retrieve import retrieve
from assistant.settings import ModelSettings
from assistant.sources import sources_of
from assistant.support import Attribution, Checker, Entailment, Support
from assistant.types import Correction, Draft, Facts, Message, Note, Query
from assistant.verify import Gate
from assistant.version import program_version
from assistant.writing import Writing
from index import Closing, Filters, Hit, Index

__all__ = ["Assistant"]

_HITS = 30
"""Paragraphs from which an answer is made."""
_EVERY = 1000
"""Paragraphs from which an answer about all authorities is made: two of each."""


@dataclass(frozen=True, slots=True)
class Assistant(Closing):
    """Answers questions from one index; a context manager, or to be closed."""

    index: Index
    today: dt.date | None = None
    """From which "last year" counts; None means the day on which a question is asked."""
    model: LanguageModel | None = None
    """Writes the answers, each statement checked; without one they are quotations."""
    supports: tuple[Support, ...] = field(default_factory=lambda: (Reader(),))
    """What must find each statement of a model borne out, beyond the checks always made."""
    second_look: bool = False
    """Whether the model is asked about each statement once more, with its quotations alone."""

    @classmethod
    def open(
        cls,
        index_dir: str | Path,
        today: dt.date | None = None,
        model: str | ModelOptions | None = None,
    ) -> Self:
        """Open the index in a folder; the errors of `index.Index.open` pass through.

        A language model writes the answers where one is named, by `model` or by OPENAI_MODEL.
        Raises SettingsError where its settings are impossible.
        """
        options = model if isinstance(model, ModelOptions) else ModelOptions(model)
        settings = ModelSettings.from_environment(options.name) if options.enabled else None
        index = Index.open(Path(index_dir))
        writer = OpenAIModel(settings) if settings is not None else None
        entailment = (Entailment(options.entailment),) if options.entailment else ()
        return cls(index, today, writer, (Reader(), *entailment), options.second_look)

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
        self,
        question: str,
        history: Sequence[Message] = (),
        filters: Filters | None = None,
        correction: Correction = Correction(),  # noqa: B008  (frozen)
    ) -> Iterator[Event]:
        """Answer step by step; the last event is `Finished`.

        `correction` is what a reader put in the place of how the question was read before.
        """
        clock = _Clock()
        exchange = Exchange(self.model) if self.model is not None else None
        reading = _Reading(self._understand(question, history, filters))
        if exchange is not None and history:
            yield Progress(f"{exchange.model.name} reads the conversation")
            reading = self._condensed(reading, question, history, filters, exchange)
        query = correct(reading.query, correction, self.index.authorities())
        reading = replace(reading, query=query)
        yield Understood(query)
        clock.lap()
        yield Progress("Searching the reports")
        found = compute(self.index, query)
        facts = found if isinstance(found, Facts) else None
        hits = _hits(self.index, query, facts)
        clock.lap()
        draft = _draft(self.index, query, hits, facts)
        verdict = refuse(self.index, query, hits, found, draft)
        delivery = Delivery()
        if verdict is None:
            writing = self._writing(reading, hits, facts, exchange)
            yield from delivery.deliver(writing, facts, draft)
        clock.lap()
        outcome = Outcome(
            question=question,
            query=query,
            hits=tuple(hits),
            facts=facts,
            verdict=verdict,
            statements=tuple(delivery.statements),
            numbering=delivery.numbering,
            notes=(*reading.notes, *draft.notes, *delivery.notes),
            withheld=tuple(delivery.withheld),
            written=delivery.written,
        )
        yield Finished(compose(outcome, self._provenance(exchange), clock.timings()))

    def close(self) -> None:
        """Let go of the index and the model."""
        self.index.close()
        if self.model is not None:
            self.model.close()

    def _condensed(
        self,
        read: "_Reading",
        question: str,
        history: Sequence[Message],
        filters: Filters | None,
        exchange: Exchange,
    ) -> "_Reading":
        """The reading of a question into which a model has put what it leaves out."""
        try:
            asked = condense(exchange, question, history, self.index.authorities())
        except ModelError as error:
            return replace(read, failure=str(error))
        if asked == question:
            return read
        note = Note("reading", f"With what was said before, the question is: “{asked}”")
        return _Reading(self._understand(asked, (), filters), notes=(note,))

    def _understand(
        self, question: str, history: Sequence[Message], filters: Filters | None
    ) -> Query:
        today = self.today or dt.datetime.now().astimezone().date()
        query = understand(question, history, reports=self.index.reports(), today=today)
        return query if filters is None else narrow(query, filters, self.index.authorities())

    def _writing(
        self,
        reading: "_Reading",
        hits: Sequence[Hit],
        facts: Facts | None,
        exchange: Exchange | None,
    ) -> Writing | None:
        """What a model is to write; None without one, or where all is to be told, word for word."""
        in_full = reading.query.intent == ("aggregate" if facts is None else "list")
        sources = sources_of(reading.query, hits, facts)
        if exchange is None or in_full or not sources.items:
            return None
        looks = (Checker(exchange),) if self.second_look else ()
        supports = (Attribution(self.index.similarity), *self.supports, *looks)
        coverage = facts.coverage if facts is not None else None
        counted = astuple(coverage) if coverage is not None else ()
        gate = Gate(sources, supports, self.index.authorities(), frozenset(map(float, counted)))
        return Writing(Writer(exchange, reading.query, sources), gate, failure=reading.failure)

    def _provenance(self, exchange: Exchange | None) -> Provenance:
        asked = exchange is not None and bool(exchange.used)
        return Provenance(
            index=self.index.generation,
            corpus=self.index.corpus,
            version=program_version(),
            created=dt.datetime.now(dt.UTC),
            prompts=tuple(exchange.used.items()) if exchange is not None else (),
            model=exchange.model.name if exchange is not None and asked else None,
            usage=exchange.usage if exchange is not None else None,
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A query, what is to be said of it, and why the model that was to read it did not."""

    query: Query
    failure: str = ""
    notes: tuple[Note, ...] = ()


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
