"""Sources -> claims with a model: the answer as it is written, and corrections of rejected ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.errors import ContextError
from assistant.exchange import Exchange
from assistant.llm import Instruction, Schema, as_data
from assistant.replies import ANSWER, CORRECTIONS, Claims
from assistant.sources import Sources
from assistant.types import Claim, Query
from assistant.withheld import Rejected
from assistant.words import day
from prompts import Filled, load

__all__ = ["Writer"]

_MOST_STATEMENTS = 8
_CHARACTERS_A_TOKEN = 3.2
"""Fewer than English text has with any common tokenizer, so that estimates err to the safe side."""


@dataclass(slots=True)
class Writer:
    """Asks a model for the answer to one question, from as many sources as it can read."""

    exchange: Exchange
    query: Query
    sources: Sources

    reply: str = ""
    """What the model answered, as it came."""

    def __post_init__(self) -> None:
        empty = self._filled(Sources(()))
        room = int(self.exchange.model.room * _CHARACTERS_A_TOKEN)
        self.sources = self.sources.within(room - len(empty.system) - len(empty.user))

    def write(self) -> Iterator[Claim]:
        """The claims, each as soon as it is complete. Raises ModelError, also after some."""
        while True:
            try:
                yield from self._claims(ANSWER)
            except ContextError:
                if len(self.sources) == 1:
                    raise
                self.sources = self.sources.first(len(self.sources) // 2)
            else:
                return

    def correct(self, rejected: Sequence[Rejected]) -> Iterator[Claim]:
        """Corrections of the claims that were rejected. Raises ModelError, also after some."""
        lines = (
            as_data({"number": n, "statement": each.claim.text, "reason": each.explanation})
            for n, each in enumerate(rejected, start=1)
        )
        prompt = load("correct")
        again = prompt.fill(rejected="\n".join(lines)).user
        self.exchange.uses(prompt)
        said = Instruction("assistant", self.reply)
        yield from self._claims(CORRECTIONS, said, Instruction("user", again))

    def _claims(self, schema: Schema, *more: Instruction) -> Iterator[Claim]:
        claims = Claims()
        self.reply = ""
        filled = self._filled(self.sources.in_reading_order())
        for piece in self.exchange.ask(load("answer"), filled, schema, more):
            self.reply += piece
            yield from claims.feed(piece)
        yield from claims.finish()

    def _filled(self, sources: Sources) -> Filled:
        return load("answer").fill(
            most=str(_MOST_STATEMENTS),
            today=day(self.query.today),
            question=as_data(self.query.standalone),
            sources=sources.to_json(),
        )
