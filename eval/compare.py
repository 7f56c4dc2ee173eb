"""Two runs over the same questions: what became better or worse, and on which questions.

Differences are paired question by question, which tells far more than two intervals side by side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from eval.diagnosis import Verdict
from eval.errors import RunError
from eval.scores import SavedScore
from eval.statistics import Difference, difference
from eval.types import QUESTION_TYPES, QuestionType

__all__ = ["Change", "Comparison", "Flip", "compare"]

_Scope: TypeAlias = QuestionType | Literal["all"]


@dataclass(frozen=True, slots=True)
class Change:
    """How a measure differs, over all questions or over those of one type."""

    measure: str
    scope: _Scope
    before: float
    after: float
    difference: Difference


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that became right, or stopped being right."""

    id: str
    type: QuestionType
    before: Verdict
    after: Verdict

    @property
    def better(self) -> bool:
        """Whether it became right."""
        return self.after == "right"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two runs, and the questions that only one of them has."""

    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]
    unpaired: tuple[str, ...]


def compare(before: Sequence[SavedScore], after: Sequence[SavedScore]) -> Comparison:
    """The second less the first; RunError where they share no question."""
    first, second = ({score.id: score for score in run} for run in (before, after))
    shared = [name for name in first if name in second]
    if not shared:
        raise RunError("the two runs share no question, so they cannot be compared")
    pairs = [(first[name], second[name]) for name in shared]
    flips = tuple(
        Flip(a.id, a.type, a.verdict, b.verdict)
        for a, b in pairs
        if (a.verdict == "right") != (b.verdict == "right")
    )
    unpaired = tuple(sorted(first.keys() ^ second.keys()))
    return Comparison(tuple(_changes(pairs)), flips, unpaired)


def _changes(pairs: Sequence[tuple[SavedScore, SavedScore]]) -> Iterator[Change]:
    measures = list(dict.fromkeys(name for a, _ in pairs for name in a.scores))
    scopes: tuple[_Scope, ...] = ("all", *QUESTION_TYPES)
    for measure in measures:
        for scope in scopes:
            values = [
                (a.scores[measure], b.scores[measure])
                for a, b in pairs
                if scope in ("all", a.type) and measure in a.scores and measure in b.scores
            ]
            if values:
                olds, news = zip(*values, strict=True)
                found = difference(olds, news)
                yield Change(measure, scope, sum(olds) / len(olds), sum(news) / len(news), found)
