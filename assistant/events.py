"""What a stream yields while an answer is made; the last event is `Finished`."""

from dataclasses import dataclass

from assistant.answer import Answer, Citation, Statement
from assistant.types import Query
from assistant.withheld import Withheld

__all__ = [
    "Event",
    "Finished",
    "Progress",
    "StatementReady",
    "Understood",
]


@dataclass(frozen=True, slots=True)
class Understood:
    """The question has been read."""

    query: Query


@dataclass(frozen=True, slots=True)
class Progress:
    """A step has begun; `text` says which, for a person."""

    text: str


@dataclass(frozen=True, slots=True)
class StatementReady:
    """A statement may be shown, with the citations that it brings in for the first time."""

    statement: Statement
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of every stream."""

    answer: Answer


Event = Understood | Progress | StatementReady | Withheld | Finished
