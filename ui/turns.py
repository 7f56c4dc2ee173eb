"""A conversation: questions with what has arrived of their answers."""

from dataclasses import dataclass, replace

from assistant import (
    Answer,
    Citation,
    Event,
    Finished,
    Message,
    Progress,
    Statement,
    StatementReady,
)
from ui import words

__all__ = ["Turn", "history"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and as much of its answer as there is yet."""

    number: int
    """Position in the conversation, from 1; tells the sources of different answers apart."""
    question: str
    progress: str = words.STARTING
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    answer: Answer | None = None
    error: str | None = None

    def after(self, event: Event) -> "Turn":
        """The turn with an event of the stream taken in."""
        match event:
            case Progress(text):
                return replace(self, progress=text)
            case StatementReady(statement, citations):
                return replace(
                    self,
                    statements=(*self.statements, statement),
                    citations=(*self.citations, *citations),
                )
            case Finished(answer):
                return replace(
                    self,
                    statements=answer.statements,
                    citations=answer.citations,
                    answer=answer,
                )
            case _:
                return self

    def failed(self, message: str) -> "Turn":
        """The turn ended by an error."""
        return replace(self, error=message)

    @property
    def is_open(self) -> bool:
        """Whether more is to come."""
        return self.answer is None and self.error is None

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


def history(turns: tuple[Turn, ...]) -> tuple[Message, ...]:
    """What was asked and answered so far, for understanding a follow-up."""
    messages = []
    for turn in turns:
        if turn.answer is not None:
            messages.append(Message("user", turn.question))
            messages.append(Message("assistant", turn.answer.text))
    return tuple(messages)
