"""Refusals: is what the reports do not say refused, and nothing else?

On unanswerable questions the share refused (right), and of those the share with the right reason;
on answerable ones the share refused (wrong). The two errors of selective answering, after El-Yaniv
and Wiener, "On the foundations of noise-free selective classification", JMLR 11, 2010.
"""

from eval.metrics.measure import UNSCORED, Measure
from eval.types import Outcome, Score, Task

__all__ = ["REFUSAL_REASON", "RIGHT_REFUSAL", "WRONG_REFUSAL"]


def _right(task: Task, outcome: Outcome) -> Score:
    if task.case.answerable:
        return UNSCORED
    wanted = f" ({task.case.reason})" if task.case.reason else ""
    why = "" if outcome.refused else f"answered, but should be refused{wanted}"
    return Score(float(outcome.refused), why)


def _reason(task: Task, outcome: Outcome) -> Score:
    if task.case.answerable or task.case.reason is None or not outcome.refused:
        return UNSCORED
    given = outcome.refusal.reason if outcome.refusal else "none"
    right = given == task.case.reason
    return Score(float(right), "" if right else f"refused as {given}, should be {task.case.reason}")


def _wrong(task: Task, outcome: Outcome) -> Score:
    if not task.case.answerable:
        return UNSCORED
    reason = outcome.refusal.reason if outcome.refusal else ""
    return Score(float(outcome.refused), f"refused as {reason}" if outcome.refused else "")


RIGHT_REFUSAL = Measure(
    "right_refusal",
    "Unanswerable refused",
    "unanswerable questions refused / unanswerable questions",
    "El-Yaniv and Wiener 2010",
    _right,
)
REFUSAL_REASON = Measure(
    "refusal_reason",
    "Reason of refusals right",
    "refusals with the gold's reason / refusals of unanswerable questions with one",
    "this project",
    _reason,
)
WRONG_REFUSAL = Measure(
    "wrong_refusal",
    "Answerable refused",
    "answerable questions refused / answerable questions",
    "El-Yaniv and Wiener 2010",
    _wrong,
    higher_is_better=False,
)
