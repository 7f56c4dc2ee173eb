"""A conversation: questions with what has arrived of their answers."""

import datetime as dt
from dataclasses import dataclass, field, replace

from assistant import (
    Answer,
    Citation,
    Correction,
    Event,
    Finished,
    Message,
    Progress,
    Query,
    Statement,
    StatementReady,
    Understood,
)
from ui import words

__all__ = ["Conversation", "Turn"]

_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and as much of its answer as there is yet."""

    number: int
    """Position in the conversation, from 1; tells the sources of different answers apart."""
    question: str
    correction: Correction = field(default_factory=Correction)
    """What the reader changed in how the question was understood."""
    progress: str = words.STARTING
    query: Query | None = None
    """How the question was understood."""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    answer: Answer | None = None
    error: str | None = None
    stopped: bool = False
    """Whether the reader stopped the answer; what had arrived stays."""

    def after(self, event: Event) -> "Turn":
        """The turn with an event of the stream taken in."""
        match event:
            case Understood(query):
                return replace(self, query=query)
            case Progress(text):
                return replace(self, progress=text)
            case StatementReady(statement, citations):
                return replace(
                    self,
                    statements=(*self.statements, statement),
                    citations=(*self.citations, *citations),
                )
            case Finished(answer):
                # what was found and not used would fill the memory, a session for each reader
                return replace(
                    self,
                    statements=answer.statements,
                    citations=answer.citations,
                    answer=replace(answer, hits=()),
                )
            case _:
                return self

    def failed(self, message: str) -> "Turn":
        """The turn ended by an error."""
        return replace(self, error=message)

    @property
    def is_open(self) -> bool:
        """Whether more is to come."""
        return self.answer is None and self.error is None and not self.stopped

    def source(self, number: int) -> str:
        """The page-wide name of a source, by which a citation links to it."""
        return f"source-{self.number}-{number}"

    def reference(self, number: int) -> str:
        """The page-wide name of the first place where the answer cites a source."""
        return f"cited-{self.number}-{number}"

    def near(self, rank: int) -> str:
        """The page-wide name of a paragraph that comes near a refused question."""
        return f"near-{self.number}-{rank}"

    def near_reference(self, rank: int) -> str:
        """The page-wide name of the answer's link to such a paragraph."""
        return f"nearest-{self.number}-{rank}"


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions that follow one another; it has an id once it is worth keeping."""

    id: str = ""
    turns: tuple[Turn, ...] = ()
    updated: dt.datetime | None = None
    """When it was last kept."""
    owner: str = ""
    """Whose it is; nobody's before the first question."""

    @property
    def title(self) -> str:
        """Its first question, in brief."""
        question = self.turns[0].question if self.turns else ""
        return question if len(question) <= _LONGEST_TITLE else f"{question[:_LONGEST_TITLE]}…"

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that were given."""
        return tuple(turn.answer for turn in self.turns if turn.answer is not None)

    @property
    def last(self) -> Turn | None:
        """The latest question."""
        return self.turns[-1] if self.turns else None

    def with_last(self, turn: Turn) -> "Conversation":
        """The conversation with a turn in the place of its number, as the last one."""
        return replace(self, turns=(*self.turns[: turn.number - 1], turn))

    def history(self, before: int) -> tuple[Message, ...]:
        """What was asked and answered before a turn, for understanding a follow-up."""
        messages = []
        for turn in self.turns[: before - 1]:
            if turn.answer is not None:
                messages.append(Message("user", turn.question, turn.correction))
                messages.append(Message("assistant", turn.answer.text))
        return tuple(messages)
