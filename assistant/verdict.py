"""A refusal before its evidence is numbered, and before it is put into the answer."""

from dataclasses import dataclass

from assistant.answer import RefusalReason
from assistant.types import Passage

__all__ = ["Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A refusal before its evidence is numbered."""

    reason: RefusalReason
    message: str
    evidence: tuple[Passage, ...] = ()
    offers_nearest: bool = True
