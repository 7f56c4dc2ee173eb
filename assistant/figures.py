"""The figures of a statement that its grounds do not give, or bound otherwise."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from assistant.grounds import Ground
from assistant.numerals import Number, numbers
from assistant.printed_dates import without_dates

__all__ = ["unfounded_figures"]


def unfounded_figures(
    text: str, grounds: Sequence[Ground], computed: AbstractSet[float] = frozenset()
) -> list[str]:
    """Figures that the words do not give, or bound otherwise ("over", "nearly").

    `computed` counts are given as well.
    """
    texts = [without_dates(ground.text) for ground in grounds]
    frames = [without_dates(ground.frame) for ground in grounds]
    given = [number for each in (*texts, *frames) for number in numbers(each)]
    words = " ".join(ground.text for ground in grounds)
    undated = without_dates(text)
    said = [n for n in numbers(undated) if not _is_pronoun(n, undated)]
    founded = [
        n for n in said if _is_computed(n, computed) or _is_given(n, given, undated[n.end :], words)
    ]
    strange = [n for n in said if n not in founded and not _stands_in(n, founded)]
    return [text[n.start : n.end] for n in strange if not _is_ratio(n, said, texts)]


_MOST = re.compile(r"\b(?:majority|most)\b", re.IGNORECASE)
_FEWER = re.compile(r"\bminority\b", re.IGNORECASE)
_HALVES = {"over": _MOST, "under": _FEWER}
_LASTS = re.compile(r"[\s-]*(?:hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
_SINGLE = re.compile(r"\b(?:one|1|single|sole|once|an individual)\b", re.IGNORECASE)
_NO_COUNT = re.compile(
    r"(?:\b(?:no|not|this|that|the|each|any|every|another|which)|\b\d{4})[ -]$", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"-|['’]s\b|[.,;:]|\s*$| (?:of|another|is|was|will|can|may|might|must|should|that|which)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"^.{0,30}\b(?:of|in|from)\b.{0,10}$")
"""What stands between the two counts of a share."""


def _is_pronoun(number: Number, text: str) -> bool:
    """Whether "one" stands for a thing: "the 2019 one", "one of them", "no one"."""
    said = text[number.start : number.end].lower()
    if said not in ("one", "ones"):
        return False
    before = text[max(0, number.start - 10) : number.start]
    return bool(said == "ones" or _PRONOUN.match(text, number.end) or _NO_COUNT.search(before))


def _is_computed(number: Number, computed: AbstractSet[float]) -> bool:
    return not number.is_share and number.bound == "exactly" and number.value in computed


def _is_given(number: Number, given: Sequence[Number], after: str, words: str) -> bool:
    """Whether the grounds give the number, and bound in no other way.

    "Over two years" is as often how long something took. A bounded share may stand for an exact
    one, and more or less than half for a majority or a minority.
    """
    if any(number.rounds(other.value) for other in given if other.is_share):
        return True
    half = _HALVES.get(number.bound) if number.is_share and number.value == 0.5 else None
    if half and half.search(words):
        return True
    if number.value == 1 and not number.is_share:  # "one example" of what nobody counts
        return _SINGLE.search(words) is not None or not any(n.value > 1 for n in given)
    bounds = {other.bound for other in given if number.says(other)}
    if number.bound == "exactly" or "about" in {number.bound, *bounds}:
        return bool(bounds)
    return number.bound in bounds or ("exactly" in bounds and _LASTS.match(after) is not None)


def _stands_in(number: Number, others: Sequence[Number]) -> bool:
    """Whether the number is a part of one of the others: "nine" of "nine in ten"."""
    return any(o is not number and o.start <= number.start < number.end <= o.end for o in others)


def _is_ratio(number: Number, said: Sequence[Number], texts: Sequence[str]) -> bool:
    """Whether the words print the two counts of a share as one: "two of three cases"."""
    first, *rest = [n for n in said if n is not number and _stands_in(n, [number])] or [number]
    return bool(rest) and any(
        first.says(one) and rest[0].says(other) and _OF.search(text[one.end : other.start])
        for text in texts
        for one, other in pairwise(numbers(text))
    )
