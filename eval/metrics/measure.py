"""What a measure is: a name, a formula with its source, and a function from answer to score."""

from collections.abc import Callable
from dataclasses import dataclass

from eval.types import Outcome, Score, Task

__all__ = ["UNSCORED", "Measure", "unscored"]

UNSCORED = Score(None)
"""The measure does not concern this case."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number for each answer; its mean over answers is what is reported."""

    name: str
    title: str
    formula: str
    source: str
    of: Callable[[Task, Outcome], Score]
    higher_is_better: bool = True
    unit: str = ""
    """Empty for a share from 0 to 1."""


def unscored(why: str) -> Score:
    """Nothing can be said of this case, and why."""
    return Score(None, why)
