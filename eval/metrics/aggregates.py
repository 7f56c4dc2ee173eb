"""Aggregate exactness: are "which" and "how many" over all authorities answered exactly?

Set precision and recall of the authorities that an answer is about against those in gold, and
whether the number that it states is right (set retrieval: Manning, Raghavan and Schütze,
"Introduction to Information Retrieval", 2008, chapter 8).
"""

from eval.metrics.measure import UNSCORED, Measure
from eval.types import Outcome, Score, Task

__all__ = ["AGGREGATE_COUNT", "AGGREGATE_PRECISION", "AGGREGATE_RECALL"]


def _precision(task: Task, outcome: Outcome) -> Score:
    if not _concerns(task):
        return UNSCORED
    named = set(outcome.authorities)
    if outcome.refused or not named:
        return Score(0.0, "no authority is named")
    strange = sorted(named - task.authorities)
    why = f"does not match: {', '.join(strange)}" if strange else ""
    return Score(1 - len(strange) / len(named), why)


def _recall(task: Task, outcome: Outcome) -> Score:
    if not _concerns(task):
        return UNSCORED
    named = set() if outcome.refused else set(outcome.authorities)
    missed = sorted(task.authorities - named)
    why = f"not named: {', '.join(missed)}" if missed else ""
    return Score(1 - len(missed) / len(task.authorities), why)


def _count(task: Task, outcome: Outcome) -> Score:
    if not _concerns(task):
        return UNSCORED
    if outcome.refused or outcome.coverage is None:
        return Score(0.0, "no number is stated")
    stated, wanted = outcome.coverage.matched, len(task.authorities)
    right = stated == wanted
    return Score(float(right), "" if right else f"{stated} instead of {wanted}")


def _concerns(task: Task) -> bool:
    return task.case.type == "aggregate" and bool(task.gold)


_SOURCE = "Manning, Raghavan and Schütze 2008, chapter 8"
AGGREGATE_PRECISION = Measure(
    "aggregate_precision",
    "Authorities right",
    "authorities named that are in gold / authorities named",
    _SOURCE,
    _precision,
)
AGGREGATE_RECALL = Measure(
    "aggregate_recall",
    "Authorities complete",
    "authorities in gold that are named / authorities in gold",
    _SOURCE,
    _recall,
)
AGGREGATE_COUNT = Measure(
    "aggregate_count",
    "Count exact",
    "1 where a number is stated and is that of the gold's authorities, else 0",
    "this project",
    _count,
)
