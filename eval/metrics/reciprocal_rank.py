"""Reciprocal rank: how far down does a reader go to the first paragraph that helps?

1 / rank of the first retrieved paragraph that supports a right answer, 0 without any; its mean is
MRR (Voorhees, "The TREC-8 question answering track report", 1999).
"""

from eval.metrics.measure import UNSCORED, Measure, unscored
from eval.types import Outcome, Score, Task

__all__ = ["RECIPROCAL_RANK"]


def _of(task: Task, outcome: Outcome) -> Score:
    if not task.gold or task.case.type == "aggregate":
        return UNSCORED
    if outcome.hits is None:
        return unscored("the system does not say what it retrieved")
    for rank, hit in enumerate(outcome.hits, start=1):
        if hit.paragraph_id in task.supporting:
            return Score(1 / rank)
    return Score(0.0, f"none of {len(outcome.hits)} retrieved paragraphs supports an answer")


RECIPROCAL_RANK = Measure(
    "mrr",
    "Reciprocal rank",
    "1 / rank of the first supporting paragraph",
    "Voorhees 1999",
    _of,
)
