"""Fits what each sign of relevance is worth: `python -m benchmarks.ranking INDEX GOLD...`.

Pairwise logistic regression, after Herbrich, Graepel and Obermayer, "Large margin rank boundaries
for ordinal regression", 2000: for each question, paragraphs that answer it against those that do
not. Prints the weights, that of the search's own score being 1, and how often the first paragraph
answers with the weights in use and, cross-validated, with those fitted.
"""

import argparse
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from assistant.conversation import understand
from assistant.ranking import WEIGHTS, ranked
from assistant.retrieve import sides
from eval.cases import read_cases
from eval.resolve import resolve
from eval.types import Task
from index import Index

__all__: list[str] = []

_UNRANKED = {"aggregate", "grade", "list", "unanswerable"}
_FOLDS = 5
_POOL = 50
_NAMES = tuple(field.name for field in fields(WEIGHTS))

_Rows = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Side:
    """The candidates of one side of a question: their signs, and which of them answer it."""

    signs: _Rows
    answers: npt.NDArray[np.bool_]


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("index", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--today", type=dt.date.fromisoformat)
    args = parser.parse_args()
    today = args.today or dt.datetime.now().astimezone().date()
    with Index.open(args.index) as index:
        cases = [case for case in read_cases(args.gold) if case.type not in _UNRANKED]
        tasks = resolve(cases, {"": index})
        questions = [list(_sides(index, task, today)) for task in tasks]
    questions = [each for each in questions if each]
    used = np.array(astuple(WEIGHTS))
    fitted = [_fit(s for n, q in enumerate(questions) if n % _FOLDS != fold for s in q)
              for fold in range(_FOLDS)]  # fmt: skip
    print(f"{len(questions)} questions")
    print(f"first answers, weights in use: {_first(questions, [used] * _FOLDS):.3f}")
    print(f"first answers, cross-validated: {_first(questions, fitted):.3f}")
    weights = _fit(side for sides in questions for side in sides)
    for sign, weight, now in zip(_NAMES, weights / weights[0], used, strict=True):
        print(f"{sign:10} {weight:.2f} (in use {now:.2f})")


def _sides(index: Index, task: Task, today: dt.date) -> Iterator[_Side]:
    """Each side of a question that has candidates of both sorts."""
    case = task.case
    query = understand(case.question, case.history, reports=index.reports(), today=today)
    for side in sides(index, query):
        found = index.search(query.topic, _POOL, side, keywords=query.keywords)
        read = [(hit, signs) for hit, signs in ranked(index, query, found) if signs.nearest]
        answers = np.array([hit.paragraph.id in task.supporting for hit, _ in read])
        if answers.any() and not answers.all():
            yield _Side(np.array([astuple(signs) for _, signs in read]), answers)


def _fit(sides: Iterator[_Side]) -> _Rows:
    """The weights that put answers before others, each side counting the same."""
    pairs, counts = [], []
    for side in sides:
        steps = side.signs[side.answers][:, None] - side.signs[~side.answers][None]
        pairs.append(steps.reshape(-1, len(_NAMES)))
        counts.append(np.full(len(pairs[-1]), 1 / len(pairs[-1])))
    steps, weights = np.vstack(pairs), np.concatenate(counts)
    model = LogisticRegression(C=10, fit_intercept=False)
    model.fit(
        np.vstack([steps, -steps]),
        np.repeat([1, 0], len(steps)),
        sample_weight=np.concatenate([weights, weights]),
    )
    fitted: _Rows = model.coef_[0]
    return fitted


def _first(questions: Sequence[Sequence[_Side]], weights: Sequence[_Rows]) -> float:
    """The share of sides whose first candidate answers; question n is judged by weights n mod k."""
    right = [
        bool(side.answers[np.argmax(side.signs @ weights[n % len(weights)])])
        for n, sides in enumerate(questions)
        for side in sides
    ]
    return float(np.mean(right))


if __name__ == "__main__":
    _main()
