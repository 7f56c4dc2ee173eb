"""Reciprocal rank fusion: several rankings become one, whatever their scores mean.

score(d) = sum over rankings r of weight_r / (10 + rank_r(d)), ranks from 1 (Cormack, Clarke and
Büttcher 2009, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Fused", "reciprocal_rank"]

_DAMPING = 10
"""How little the first few ranks differ from one another.

The paper's 60 is for rankings of a thousand; within one authority's reports it lets what both
retrievers rank thirtieth outdo what one ranks first.
"""


@dataclass(frozen=True, slots=True)
class Fused:
    """An item of the fused ranking, and the names of the rankings that hold it."""

    item: int
    score: float
    found_by: tuple[str, ...]


def reciprocal_rank(
    rankings: Mapping[str, Sequence[int]], weights: Mapping[str, float]
) -> list[Fused]:
    """The items of all rankings, best first; equal scores in order of the items.

    `rankings` holds items, best first, by the name of who ranked them; a name missing from
    `weights` weighs 1.
    """
    scores: dict[int, float] = {}
    names: dict[int, tuple[str, ...]] = {}
    for name, ranking in rankings.items():
        weight = weights.get(name, 1.0)
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + weight / (_DAMPING + rank)
            names[item] = (*names.get(item, ()), name)
    order = sorted(scores, key=lambda item: (-scores[item], item))
    return [Fused(item, scores[item], names[item]) for item in order]
