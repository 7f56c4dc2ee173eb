"""Citation precision, recall and F1 against gold: does an answer point to the right paragraphs?

Precision: of an answer's citations, the share that points to a gold or another supporting
paragraph; 0 without any citation. Recall: of the gold places, the share that is cited; for
questions about all authorities, of the authorities in gold, the share proved by a supporting
citation. F1 is their harmonic mean (van Rijsbergen, "Information Retrieval", 1979, chapter 7).
Refusing a question that can be answered does not pay: without citations all three are 0. What a
refusal cites against a false premise counts as in an answer.
"""

from eval.metrics.measure import UNSCORED, Measure
from eval.types import Outcome, Score, Task

__all__ = ["CITATION_F1", "CITATION_PRECISION", "CITATION_RECALL"]


def _precision(task: Task, outcome: Outcome) -> Score:
    if not task.gold:
        return UNSCORED
    if not outcome.citations:
        return Score(0.0, "nothing is cited")
    strange = [c for c in outcome.citations if c.paragraph_id not in task.supporting]
    said = ", ".join(f"[{c.id}]" for c in strange)
    why = f"not among the paragraphs that support an answer: {said}" if strange else ""
    return Score(1 - len(strange) / len(outcome.citations), why)


def _recall(task: Task, outcome: Outcome) -> Score:
    if not task.gold:
        return UNSCORED
    cited = {c.paragraph_id for c in outcome.citations}
    if task.case.type == "aggregate":
        proved = {
            w.authority for w in (*task.gold, *task.also_ok) if w.paragraphs & cited
        } & task.authorities
        missed = sorted(task.authorities - proved)
        share = len(proved) / len(task.authorities)
    else:
        missed = [wanted.place for wanted in task.gold if not wanted.paragraphs & cited]
        share = 1 - len(missed) / len(task.gold)
    return Score(share, f"not cited: {'; '.join(missed)}" if missed else "")


def _f1(task: Task, outcome: Outcome) -> Score:
    precision, recall = _precision(task, outcome).value, _recall(task, outcome).value
    if precision is None or recall is None:
        return UNSCORED
    return Score(2 * precision * recall / (precision + recall) if precision + recall else 0.0)


CITATION_PRECISION = Measure(
    "citation_precision",
    "Citation precision",
    "citations of gold or other supporting paragraphs / citations; 0 without any",
    "Manning, Raghavan and Schütze 2008, chapter 8",
    _precision,
)
CITATION_RECALL = Measure(
    "citation_recall",
    "Citation recall",
    "gold places cited / gold places; over all authorities: authorities proved / in gold",
    "Manning, Raghavan and Schütze 2008, chapter 8",
    _recall,
)
CITATION_F1 = Measure(
    "citation_f1",
    "Citation F1",
    "2 · precision · recall / (precision + recall)",
    "van Rijsbergen 1979, chapter 7",
    _f1,
)
