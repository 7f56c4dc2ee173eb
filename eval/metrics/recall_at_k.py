"""Recall among the first k paragraphs: is what an answer needs there to be cited?

Of the gold places, the share met by one of the first k retrieved paragraphs (Manning, Raghavan and
Schütze, "Introduction to Information Retrieval", 2008, chapter 8). Questions about all authorities
are left out: no list of k can hold them.
"""

from eval.metrics.measure import UNSCORED, Measure, unscored
from eval.types import Outcome, Score, Task

__all__ = ["recall_at"]


def recall_at(k: int) -> Measure:
    """The measure for that k."""

    def of(task: Task, outcome: Outcome) -> Score:
        if not task.gold or task.case.type == "aggregate":
            return UNSCORED
        if outcome.hits is None:
            return unscored("the system does not say what it retrieved")
        first = {hit.paragraph_id for hit in outcome.hits[:k]}
        missed = [wanted.place for wanted in task.gold if not wanted.paragraphs & first]
        why = f"not among the first {k}: {'; '.join(missed)}" if missed else ""
        return Score(1 - len(missed) / len(task.gold), why)

    return Measure(
        f"recall@{k}",
        f"Recall at {k}",
        f"gold places met by the first {k} retrieved paragraphs / gold places",
        "Manning, Raghavan and Schütze 2008, chapter 8",
        of,
    )
