"""A model's claims, checked as they arrive -> statements for the reader, and what is withheld."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.errors import ModelError
from assistant.generate import Writer
from assistant.instructions import visible
from assistant.llm import LanguageModel
from assistant.types import Claim
from assistant.verify import Gate, Kept
from assistant.withheld import Rejected, Withheld
from assistant.words import in_words

__all__ = ["Writing"]

_MOST = 12
"""Statements after which a model is not listened to any longer."""


@dataclass(slots=True)
class Writing:
    """One answer as a model writes it; afterwards, what became of it."""

    writer: Writer
    gate: Gate
    kept: list[Kept] = field(default_factory=list)
    failure: str = ""
    """Why the model did not finish; empty where it did."""

    def statements(self) -> Iterator[Kept | Withheld]:
        """What may be shown, at once and for good; then what was withheld.

        What the gate rejects the model may correct once. A failure of the model ends the
        statements, and is told by `failure`.
        """
        if self.failure:
            return
        rejected: list[Rejected] = []
        corrected: set[int] = set()
        try:
            yield from self._check(self.writer.write(), rejected)
            if rejected:
                for kept in self._check(self.writer.correct(rejected), []):
                    corrected.add(kept.corrects or 0)
                    yield kept
        except ModelError as error:
            self.failure = str(error)
        self.failure = self.failure or self.writer.exchange.ended("answer")
        for number, each in enumerate(rejected, start=1):
            if number not in corrected:
                yield Withheld(visible(each.claim.text), each.reason)

    @property
    def model(self) -> LanguageModel:
        """Who writes."""
        return self.writer.exchange.model

    @property
    def begins(self) -> str:
        """What is being done, for the reader."""
        count = in_words(len(self.writer.sources), "source")
        return f"{self.model.name} at {self.model.host} reads {count}; each sentence is checked"

    def _check(self, claims: Iterator[Claim], rejected: list[Rejected]) -> Iterator[Kept]:
        for claim in claims:
            try:
                checked = self.gate.check(claim)
            except ModelError:
                rejected.append(Rejected(claim, "not_supported", "it could not be checked"))
                raise
            if isinstance(checked, Rejected):
                rejected.append(checked)
            elif all(checked.text != known.text for known in self.kept):
                self.kept.append(checked)
                yield checked
            if len(self.kept) + len(rejected) >= _MOST:
                return
