"""What reaches the reader: a model's verified statements, then quotations and computed rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.answer import Origin, Statement
from assistant.events import Event, Progress, StatementReady
from assistant.numbering import Numbering
from assistant.types import Draft, Facts, Note, Passage
from assistant.verify import Kept
from assistant.withheld import Withheld
from assistant.writing import Writing

__all__ = ["Delivery"]


@dataclass(slots=True)
class Delivery:
    """The statements of one answer; none is ever taken back."""

    numbering: Numbering = field(default_factory=Numbering)
    statements: list[Statement] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def written(self) -> bool:
        """Whether a model wrote any of the statements."""
        return any(statement.origin == "written" for statement in self.statements)

    def deliver(
        self, writing: Writing | None, facts: Facts | None, draft: Draft
    ) -> Iterator[Event]:
        """The answer, statement by statement."""
        if writing is not None:
            yield from self._write(writing)
        if facts is not None:
            yield from self._computed(facts)
        elif writing is None or writing.failure or not writing.kept:
            yield from self._quoted(draft)

    def _write(self, writing: Writing) -> Iterator[Event]:
        """What a model writes, as it arrives, and why it is not all."""
        yield Progress(writing.begins)
        for item in writing.statements():
            if isinstance(item, Kept):
                yield self._say(item.text, item.passages, "written")
            else:
                self.withheld.append(item)
                yield item
        if writing.failure or not writing.kept:
            self.notes.append(_why_quoted(writing))

    def _quoted(self, draft: Draft) -> Iterator[Event]:
        """The passages of a draft of which nothing has been cited yet."""
        cited = [citation.passage for citation in self.numbering.citations]
        for text, passages in draft.statements:
            if not any(_overlap(new, old) for new in passages for old in cited):
                yield self._say(text, passages, "quoted")

    def _computed(self, facts: Facts) -> Iterator[Event]:
        """All computed rows, but those that a model has repeated word for word."""
        said = {statement.text for statement in self.statements}
        for fact in facts.rows:
            if fact.text in said:
                continue
            yield self._say(fact.text, fact.passages, "row" if fact.cells else "computed")

    def _say(self, text: str, passages: tuple[Passage, ...], origin: Origin) -> StatementReady:
        ready = self.numbering.ready(text, passages, origin)
        self.statements.append(ready.statement)
        return ready


def _why_quoted(writing: Writing) -> Note:
    """Why the reader gets the words of the reports and not those of the model."""
    nothing = f"the model {writing.model.name} wrote nothing that could be verified"
    why = writing.failure or nothing
    rest = "the rest is" if writing.kept else "the answer is"
    said = f"{why[0].upper()}{why[1:]}; {rest} what the reports print, word for word."
    return Note("model_failed" if writing.failure else "model", said)


def _overlap(one: Passage, other: Passage) -> bool:
    same = one.paragraph.id == other.paragraph.id
    return same and one.start < other.end and other.start < one.end
