"""What a question asks for: a linear classifier over its words, their parts and what it names.

Authorities, dates and grades are masked, so that only the way of asking counts. The weights are
fitted to questions written for the purpose, by benchmarks/intents.py; features are hashed, after
Weinberger et al., "Feature hashing for large scale multitask learning", 2009.
"""

import math
import re
import zlib
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from assistant.types import INTENTS, Intent

__all__ = ["BUCKETS", "features", "find_intent", "masked"]

BUCKETS = 1 << 15
"""Places into which features are hashed."""
_PHRASE = 3
"""Words of a phrase at most."""
_PARTS = range(2, 6)
"""Letters of a part of a word, its ends counted as letters."""
_PARTS_WEIGH = 1.5
_MASKS = ("AUTHORITY", "WHEN", "GRADE")
_TOKEN = re.compile(r"[A-Z]{4,}|[a-z0-9]+(?:'[a-z]+)?|[?,:;-]")


def masked(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    """The text in small letters, each place (start, end, mask) in it covered by its mask."""
    pieces, last = [], 0
    for start, end, mask in sorted(places):
        if start >= last:
            pieces += [text[last:start].lower(), f" {mask} "]
            last = end
    return "".join((*pieces, text[last:].lower())).replace("’", "'")


def features(text: str) -> dict[int, float]:
    """Bucket -> value of a masked text: its phrases, its parts of words, and counts."""
    tokens = _TOKEN.findall(text)
    framed = ["^", *tokens, "$"]
    phrases = {
        " ".join(framed[n : n + length])
        for length in range(1, _PHRASE + 1)
        for n in range(len(framed) - length + 1)
    }
    parts = {f"-{part}" for token in tokens if token not in _MASKS for part in _parts(token)}
    parts |= {f"#{mask}{min(tokens.count(mask), 3)}" for mask in _MASKS}
    parts.add(f"#length{min(len(tokens) // 5, 4)}")
    values: dict[int, float] = {}
    for family, weight in ((phrases, 1.0), (parts, _PARTS_WEIGH)):
        for feature in family:
            bucket = zlib.crc32(feature.encode()) % BUCKETS
            values[bucket] = values.get(bucket, 0.0) + weight / math.sqrt(len(family))
    return values


def find_intent(text: str, excluded: Collection[Intent] = ()) -> Intent:
    """The likeliest intent of a masked text, of those that are not excluded."""
    scores = {intent: score for intent, score in _scores(text).items() if intent not in excluded}
    return max(scores, key=lambda intent: scores[intent])


def _scores(text: str) -> dict[Intent, float]:
    weights, bias = _model()
    values = features(text)
    found = np.fromiter(values, np.int64, len(values))
    worth = np.fromiter(values.values(), np.float64, len(values))
    logits = bias + worth @ weights[found]
    return dict(zip(INTENTS, logits.tolist(), strict=True))


def _parts(token: str) -> Iterator[str]:
    word = f" {token} "
    for length in _PARTS:
        for n in range(len(word) - length + 1):
            yield word[n : n + length]


@cache
def _model() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Weights of buckets (rows) for intents (columns), and the intents' biases."""
    with files("assistant").joinpath("intents.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        return stored["weights"].astype(np.float64), stored["bias"].astype(np.float64)
