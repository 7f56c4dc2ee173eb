"""Claims of a model that did not pass the gate, and why."""

from dataclasses import dataclass
from typing import Literal

from assistant.types import Claim

__all__ = ["Reason", "Rejected", "Withheld", "why_withheld"]

Reason = Literal[
    "not_plain_text",
    "no_source",
    "unknown_source",
    "quotation_not_in_source",
    "quotation_too_long",
    "instruction_in_source",
    "figure_not_in_source",
    "date_not_in_source",
    "grade_not_in_source",
    "authority_not_in_source",
    "name_not_in_source",
    "force_changed",
    "not_supported",
]
"""Why a statement of a model was withheld."""

_REASONS: dict[Reason, str] = {
    "not_plain_text": "it is no plain sentence",
    "no_source": "it names no source",
    "unknown_source": "it names a source that was not given",
    "quotation_not_in_source": "what it quotes is not in the report",
    "quotation_too_long": "it rests on more than one can check at a time",
    "instruction_in_source": "its source holds instructions to a machine",
    "figure_not_in_source": "a figure is not in what it cites",
    "date_not_in_source": "a date is not in what it cites",
    "grade_not_in_source": "a grade is not in what it cites",
    "authority_not_in_source": "it speaks of an authority that it does not cite",
    "name_not_in_source": "a name is not in what it cites",
    "force_changed": "it turns, strengthens or weakens what it cites",
    "not_supported": "what it cites does not say all of this, or not so",
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim that may not be shown; the explanation is for the model that wrote it."""

    claim: Claim
    reason: Reason
    explanation: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A statement that verification removed, and why."""

    text: str
    reason: Reason


def why_withheld(reason: Reason) -> str:
    """Why a sentence of a model was withheld, as in "a figure is not in what it cites"."""
    return _REASONS[reason]
