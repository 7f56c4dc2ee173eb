"""Nugget recall: does an answer hold the facts that it should?

The share of a question's nuggets of which one spelling stands in the answer's text, over all of
them and over the vital ones only (Voorhees, "Overview of the TREC 2003 question answering track",
2003; Pradeep et al., "Initial nugget evaluation results for the TREC 2024 RAG track", 2024). Case,
quotation marks, dashes and white space count the same. A spelling begins where a word or figure
begins: "adequate" is not told by "inadequate", nor "19 children" by "2019 children".
"""

import re
from collections.abc import Sequence

from eval.folding import folded
from eval.metrics.measure import UNSCORED, Measure
from eval.types import Nugget, Outcome, Score, Task

__all__ = ["NUGGET_RECALL", "VITAL_NUGGET_RECALL"]


def _all(task: Task, outcome: Outcome) -> Score:
    return _share(task.case.nuggets, outcome) if task.case.answerable else UNSCORED


def _vital(task: Task, outcome: Outcome) -> Score:
    vital = [nugget for nugget in task.case.nuggets if nugget.vital]
    return _share(vital, outcome) if task.case.answerable else UNSCORED


def _share(nuggets: Sequence[Nugget], outcome: Outcome) -> Score:
    if not nuggets:
        return UNSCORED
    text = folded(outcome.text)
    missed = [n.any[0] for n in nuggets if not any(_says(text, folded(s)) for s in n.any)]
    why = f"not said: {'; '.join(missed)}" if missed else ""
    return Score(1 - len(missed) / len(nuggets), why)


def _says(text: str, spelling: str) -> bool:
    """Whether a text has the words, the first of them from its beginning."""
    return re.search(rf"(?<![a-z0-9]){re.escape(spelling)}", text) is not None


NUGGET_RECALL = Measure(
    "nugget_recall",
    "Nugget recall",
    "nuggets found in the answer's text / nuggets",
    "Voorhees 2003; Pradeep et al. 2024",
    _all,
)
VITAL_NUGGET_RECALL = Measure(
    "vital_nugget_recall",
    "Vital nugget recall",
    "vital nuggets found in the answer's text / vital nuggets",
    "Voorhees 2003; Pradeep et al. 2024",
    _vital,
)
