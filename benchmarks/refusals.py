"""Whether refusals come where they should: `python -m benchmarks.refusals INDEX GOLD...`.

Risk and coverage after El-Yaniv and Wiener, "On the foundations of noise-free selective
classification", 2010: were only questions answered whose best paragraph scores at least so much,
which share would be answered (coverage), and which share of those wrongly (risk: what should be
refused, or citations of F1 under one half)? Computed answers score highest. The last line is what
the assistant does.
"""

import argparse
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from unittest.mock import patch

from assistant import Answer, Assistant
from benchmarks.gold import Question, precision_of, read_questions, recall_of

__all__: list[str] = []

_RIGHT = 0.5
_COMPUTED = 5.0
_THRESHOLDS = (0.0, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.5, 4.0)


@dataclass(frozen=True, slots=True)
class _Outcome:
    score: float
    right: bool
    answered: bool


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("index", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--today", type=dt.date.fromisoformat)
    args = parser.parse_args()
    questions = [question for path in args.gold for question in read_questions(path)]
    with Assistant.open(args.index, args.today) as assistant:
        answered = [assistant.ask(q.question, q.history).refusal is None for q in questions]
        with patch("assistant.pipeline.refuse", _never):
            answers = [assistant.ask(q.question, q.history) for q in questions]
    outcomes = [_outcome(*each) for each in zip(questions, answers, answered, strict=True)]
    print(f"{len(outcomes)} questions\n\n| answered from | coverage | risk |\n|---|---|---|")
    for least in _THRESHOLDS:
        _print(f"{least:g}", outcomes, [o for o in outcomes if o.score >= least])
    _print("as it does", outcomes, [o for o in outcomes if o.answered])


def _never(*_: object) -> None:
    """Refuses nothing."""


def _outcome(question: Question, answer: Answer, answered: bool) -> _Outcome:  # noqa: FBT001
    best = answer.hits[0].score if answer.hits else 0.0
    score = _COMPUTED if answer.mode == "computed" else best
    return _Outcome(score, question.answerable and _is_right(question, answer), answered)


def _is_right(question: Question, answer: Answer) -> bool:
    precision, recall = precision_of(question, answer), recall_of(question, answer)
    return precision + recall > 0 and 2 * precision * recall / (precision + recall) >= _RIGHT


def _print(name: str, outcomes: list[_Outcome], taken: list[_Outcome]) -> None:
    risk = f"{1 - mean(o.right for o in taken):.2f}" if taken else "–"
    print(f"| {name} | {len(taken) / len(outcomes):.2f} | {risk} |")


if __name__ == "__main__":
    _main()
