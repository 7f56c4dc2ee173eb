"""Effort: how long an answer takes, how many tokens, and what they cost."""

from eval.metrics.measure import UNSCORED, Measure, unscored
from eval.types import Outcome, Score, Task

__all__ = ["SECONDS", "TOKENS", "cost"]


def _seconds(_: Task, outcome: Outcome) -> Score:
    return Score(outcome.seconds.total)


def _tokens(_: Task, outcome: Outcome) -> Score:
    used = outcome.tokens
    return UNSCORED if used is None else Score(float(used.prompt_tokens + used.completion_tokens))


def cost(prompt: float | None, completion: float | None) -> Measure:
    """What an answer costs, at these prices of a million tokens; unscored without prices."""

    def of(_: Task, outcome: Outcome) -> Score:
        if outcome.tokens is None:
            return UNSCORED
        if prompt is None or completion is None:
            return unscored("no prices were given")
        used = outcome.tokens
        return Score((used.prompt_tokens * prompt + used.completion_tokens * completion) / 1e6)

    return Measure(
        "cost",
        "Cost",
        "(prompt tokens · their price + completion tokens · theirs) / 1,000,000",
        "as the server counts tokens",
        of,
        higher_is_better=False,
        unit="money",
    )


SECONDS = Measure(
    "seconds",
    "Seconds",
    "time from question to whole answer",
    "as measured while answering",
    _seconds,
    higher_is_better=False,
    unit="s",
)
TOKENS = Measure(
    "tokens",
    "Tokens",
    "prompt and completion tokens of all requests for an answer",
    "as the server counts them",
    _tokens,
    higher_is_better=False,
    unit="tokens",
)
