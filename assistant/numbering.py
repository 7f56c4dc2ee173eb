"""Statements with their passages -> statements with numbered citations, each passage once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer import Citation, Origin, Statement
from assistant.events import StatementReady
from assistant.types import Passage

__all__ = ["Numbering"]


@dataclass(slots=True)
class Numbering:
    """Numbers the passages of one answer, from 1, in the order in which they are first cited."""

    _citations: dict[tuple[str, int, int], Citation] = field(default_factory=dict)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All that have been cited so far."""
        return tuple(self._citations.values())

    def numbers(self, passages: Sequence[Passage]) -> tuple[int, ...]:
        """The numbers of the passages."""
        found = []
        for passage in passages:
            key = (passage.paragraph.id, passage.start, passage.end)
            new = Citation(len(self._citations) + 1, passage)
            found.append(self._citations.setdefault(key, new).id)
        return tuple(dict.fromkeys(found))

    def ready(self, text: str, passages: Sequence[Passage], origin: Origin) -> StatementReady:
        """The statement, with the citations that it brings in."""
        known = len(self._citations)
        statement = Statement(text, self.numbers(passages), origin)
        return StatementReady(statement, self.citations[known:])
