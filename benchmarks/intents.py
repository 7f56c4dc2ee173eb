"""Fits the classifier of intents: `python -m benchmarks.intents eval/gold/wordings.jsonl`.

Multinomial logistic regression over hashed features, see assistant/intents.py. Prints the share of
questions of each hand that are read rightly by a classifier fitted to those of all other hands, and
with `--write FILE` stores the one fitted to all.
"""

import argparse
import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from assistant.intents import BUCKETS, features
from assistant.question import mask
from assistant.types import INTENTS

__all__: list[str] = []

_TODAY = dt.date(2026, 1, 1)
"""Any day: what "last year" means is masked."""
_RARE = 2
"""Questions in which a feature has to occur to count."""
_FIT = {"C": 30.0, "max_iter": 3000}


@dataclass(frozen=True, slots=True)
class _Worded:
    """A question as its features, what it asks for, and who wrote it."""

    hand: str
    intent: str
    features: Mapping[int, float]


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("wordings", type=Path, nargs="+")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    questions = [q for path in args.wordings for q in _read(path)]
    print(f"{len(questions)} questions")
    for hand in sorted({q.hand for q in questions}):
        model = _fitted([q for q in questions if q.hand != hand])
        theirs = [q for q in questions if q.hand == hand]
        right = model.predict(_matrix(theirs)) == np.array([q.intent for q in theirs])
        print(f"{hand}: {np.mean(right):.3f} of {len(theirs)}")
    if args.write is not None:
        _write(_fitted(questions), args.write)


def _read(path: Path) -> list[_Worded]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        _Worded(row.get("hand", path.stem), row["type"], features(mask(row["question"], _TODAY)))
        for row in rows
        if row["type"] in INTENTS
    ]


def _fitted(questions: Sequence[_Worded]) -> LogisticRegression:
    counts = Counter(bucket for q in questions for bucket in q.features)
    kept = [
        _Worded(q.hand, q.intent, {b: v for b, v in q.features.items() if counts[b] >= _RARE})
        for q in questions
    ]
    return LogisticRegression(**_FIT).fit(_matrix(kept), [q.intent for q in kept])


def _matrix(questions: Sequence[_Worded]) -> csr_array:
    rows = [n for n, q in enumerate(questions) for _ in q.features]
    buckets = [bucket for q in questions for bucket in q.features]
    values = [value for q in questions for value in q.features.values()]
    return csr_array((values, (rows, buckets)), shape=(len(questions), BUCKETS))


def _write(model: LogisticRegression, path: Path) -> None:
    order = [list(model.classes_).index(intent) for intent in INTENTS]
    np.savez_compressed(
        path,
        weights=model.coef_[order].T.astype(np.float16),
        bias=model.intercept_[order].astype(np.float16),
    )


if __name__ == "__main__":
    _main()
