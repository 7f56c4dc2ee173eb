"""Measures of answers, one concept a file, each with its formula and its source."""

from collections.abc import Mapping

from assistant import Support
from eval.metrics.aggregates import AGGREGATE_COUNT, AGGREGATE_PRECISION, AGGREGATE_RECALL
from eval.metrics.citations import CITATION_F1, CITATION_PRECISION, CITATION_RECALL
from eval.metrics.effort import SECONDS, TOKENS, cost
from eval.metrics.measure import UNSCORED, Measure, unscored
from eval.metrics.ndcg import ndcg_at
from eval.metrics.nuggets import NUGGET_RECALL, VITAL_NUGGET_RECALL
from eval.metrics.pointers import pointer_validity
from eval.metrics.recall_at_k import recall_at
from eval.metrics.reciprocal_rank import RECIPROCAL_RANK
from eval.metrics.refusals import REFUSAL_REASON, RIGHT_REFUSAL, WRONG_REFUSAL
from eval.metrics.remembered import Remembered
from eval.metrics.support import citation_support, gate_support, statement_support
from index import Index

__all__ = ["UNSCORED", "Measure", "measures", "unscored"]


def measures(
    indexes: Mapping[str, Index],
    judge: Support | None = None,
    prices: tuple[float, float] | None = None,
) -> tuple[Measure, ...]:
    """All measures in the order in which they are shown.

    `indexes` by corpus: what must be looked up is unscored without. `judge` decides entailment.
    `prices` are those of a million prompt and completion tokens.
    """
    asked = None if judge is None else Remembered(judge)
    return (
        CITATION_F1,
        CITATION_PRECISION,
        CITATION_RECALL,
        NUGGET_RECALL,
        VITAL_NUGGET_RECALL,
        RIGHT_REFUSAL,
        WRONG_REFUSAL,
        REFUSAL_REASON,
        AGGREGATE_PRECISION,
        AGGREGATE_RECALL,
        AGGREGATE_COUNT,
        pointer_validity(indexes),
        gate_support(indexes),
        statement_support(indexes, asked),
        citation_support(indexes, asked),
        recall_at(5),
        recall_at(10),
        ndcg_at(10),
        RECIPROCAL_RANK,
        SECONDS,
        TOKENS,
        cost(*(prices or (None, None))),
    )
