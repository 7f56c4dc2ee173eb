"""Statements that were made before, or elsewhere, checked against what they cite."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.entailment import Reader
from assistant.exchange import Exchange
from assistant.grounds import Ground
from assistant.llm import LanguageModel
from assistant.sources import whole_sources
from assistant.support import Attribution, Checker, Support
from assistant.types import Claim, Evidence, Passage
from assistant.verify import Gate, Kept
from assistant.withheld import Reason
from index import Index

__all__ = ["ModelJudge", "Recheck", "entailed"]


@dataclass(frozen=True, slots=True)
class Recheck:
    """Puts statements through the gate that a model's statements have to pass."""

    index: Index
    reader: Support = field(default_factory=Reader)

    def fault(self, statement: str, passages: Sequence[Passage]) -> Reason | None:
        """Why the passages do not bear the statement out; None where they do, or are quoted."""
        if any(statement == passage.quote for passage in passages):
            return None
        supports = (Attribution(self.index.similarity), self.reader)
        gate = Gate(whole_sources(passages), supports, self.index.authorities())
        evidence = tuple(Evidence(p.paragraph.id, p.quote) for p in passages)
        verdict = gate.check(Claim(statement, evidence))
        return None if isinstance(verdict, Kept) else verdict.reason


@dataclass(frozen=True, slots=True)
class ModelJudge:
    """A language model that is asked whether quotations support a statement, each time anew."""

    model: LanguageModel
    least: float = 1.0

    def score(self, statement: str, grounds: Sequence[Ground]) -> float:
        """1 or 0; raises ModelError."""
        return Checker(Exchange(self.model)).score(statement, grounds)


def entailed(judge: Support, statement: str, passages: Sequence[Passage]) -> bool:
    """Whether a judge finds the statement borne out by the quotations together."""
    grounds = [Ground(p.quote, p.paragraph.section, (p.report,)) for p in passages]
    return judge.score(statement, grounds) >= judge.least
