"""What became of a question, and why it failed: the first cause that fits, from the front back."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from eval.scorecard import Scored

__all__ = ["CAUSES", "Cause", "Diagnosis", "Verdict", "diagnose"]

Verdict: TypeAlias = Literal["right", "partly", "wrong"]
Cause: TypeAlias = Literal[
    "", "answered", "refused", "not retrieved", "not cited", "incomplete", "too much cited"
]
CAUSES: dict[Cause, str] = {
    "answered": "answered, should be refused",
    "refused": "refused, should be answered",
    "not retrieved": "nothing that answers retrieved",
    "not cited": "retrieved, but not cited",
    "incomplete": "wanted paragraphs missing",
    "too much cited": "other paragraphs cited too",
}
_RIGHT = 0.5
"""The citation F1 from which on an answer counts as right."""
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Right: refused as it should be, or citation F1 of at least one half; wrong: F1 is 0."""

    verdict: Verdict
    cause: Cause
    """Why it is not perfect; empty where it is."""
    why: tuple[str, ...]
    """What the measures have to say."""


def diagnose(scored: Scored) -> Diagnosis:
    """What became of a question."""
    why = tuple(s.explanation for s in scored.scores.values() if s.value is not None)
    why = tuple(dict.fromkeys(filter(None, why)))
    if not scored.task.case.answerable:
        right = scored.outcome.refused
        return Diagnosis("right" if right else "wrong", "" if right else "answered", why)
    f1 = scored.value("citation_f1") or 0.0
    verdict: Verdict = "right" if f1 >= _RIGHT - _ROUNDING else "partly" if f1 > 0 else "wrong"
    return Diagnosis(verdict, _cause(scored, f1), why)


def _cause(scored: Scored, f1: float) -> Cause:
    task, outcome = scored.task, scored.outcome
    if outcome.refused:
        return "refused"
    if f1 == 1:
        return ""
    if f1 == 0:
        found = {hit.paragraph_id for hit in outcome.hits or ()}
        return "not cited" if found & task.supporting else "not retrieved"
    return "incomplete" if (scored.value("citation_recall") or 0) < 1 else "too much cited"
