"""Normalised discounted cumulative gain: does what matters most stand first?

Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002,
as trec_eval computes it: a gold paragraph gains 2, another supporting one 1; a gain at rank r is
divided by log2(r + 1); the sum is divided by that of the best possible order.
"""

from math import log2

from eval.metrics.measure import UNSCORED, Measure, unscored
from eval.types import Outcome, Score, Task

__all__ = ["ndcg_at"]

_GOLD, _SUPPORTING = 2, 1


def ndcg_at(k: int) -> Measure:
    """The measure for that k."""

    def of(task: Task, outcome: Outcome) -> Score:
        if not task.gold or task.case.type == "aggregate":
            return UNSCORED
        if outcome.hits is None:
            return unscored("the system does not say what it retrieved")
        gains = {i: _GOLD if i in task.required else _SUPPORTING for i in task.supporting}
        best = sorted(gains.values(), reverse=True)
        # a paragraph that is listed again gains nothing more
        found = [gains.pop(hit.paragraph_id, 0) for hit in outcome.hits]
        return Score(_discounted(found[:k]) / _discounted(best[:k]))

    return Measure(
        f"ndcg@{k}",
        f"nDCG at {k}",
        "Σ gain / log2(rank + 1), over the same of the best order; gold gains 2, supporting 1",
        "Järvelin and Kekäläinen 2002, as in trec_eval",
        of,
    )


def _discounted(gains: list[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))
