"""Normalised discounted cumulative gain: does what matters most stand first?

Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002,
as trec_eval computes it: the first paragraph to meet a gold place gains 2, another supporting
place 1; a gain at rank r is divided by log2(r + 1), the sum by that of the best possible order.
"""

from math import log2

from eval.metrics.measure import UNSCORED, Measure, unscored
from eval.types import Outcome, Score, Task, Wanted

__all__ = ["ndcg_at"]

_GOLD, _SUPPORTING = 2, 1


def ndcg_at(k: int) -> Measure:
    """The measure for that k."""

    def of(task: Task, outcome: Outcome) -> Score:
        if not task.gold or task.case.type == "aggregate":
            return UNSCORED
        if outcome.hits is None:
            return unscored("the system does not say what it retrieved")
        wanted = [(_GOLD, place) for place in task.gold]
        wanted += [(_SUPPORTING, place) for place in task.also_ok if place.paragraphs]
        best = [gain for gain, _ in wanted]
        found = [_taken(wanted, hit.paragraph_id) for hit in outcome.hits[:k]]
        return Score(_discounted(found) / _discounted(best[:k]))

    return Measure(
        f"ndcg@{k}",
        f"nDCG at {k}",
        "Σ gain / log2(rank + 1), over the same of the best order; gold gains 2, supporting 1",
        "Järvelin and Kekäläinen 2002, as in trec_eval",
        of,
    )


def _taken(wanted: list[tuple[int, Wanted]], paragraph: str) -> int:
    """What a paragraph gains by the best place that it is the first to meet, which is then met."""
    for n, (gain, place) in enumerate(wanted):
        if paragraph in place.paragraphs:
            del wanted[n]
            return gain
    return 0


def _discounted(gains: list[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))
