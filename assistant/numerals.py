"""Numbers in a text, written in figures or in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = ["Bound", "Number", "counted", "numbers"]

# Among all letters, "ſ" counts as an s in another case.
_FLAGS = re.IGNORECASE | re.ASCII
_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WHOLE = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_TIMES = {"once": 1, "twice": 2, "few": 3}

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "m": 1_000_000}
_MULTIPLES = {"twice": 2.0, "double": 2.0, "treble": 3.0, "triple": 3.0, "halve": 0.5}

Bound = Literal["exactly", "about", "over", "under"]
_THE = r"(?: the age of| aged?| the| a)?[\s-]*$"
_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        "under",
        re.compile(
            r"\b(?:nearly|almost|(?:just )?under|(?<!no )(?<!not )(?:less|fewer|lower) than"
            r"|below|at most|(?:no|not) more than|approaching|just short of)" + _THE,
            _FLAGS,
        ),
    ),
    (
        "over",
        re.compile(
            r"\b(?:(?:just |well )?over|(?<!no )(?<!not )(?:more|greater|higher|longer) than"
            r"|above|at least|exceeding|(?:no|not) (?:fewer|less) than|in excess of|upwards of"
            r"|a minimum of)" + _THE,
            _FLAGS,
        ),
    ),
    ("about", re.compile(r"\b(?:about|around|approximately|roughly|circa)\s*$", _FLAGS)),
)
_OR_MORE = re.compile(r"\s*(?:\w+ )?(?:or|and) (?:more|over|older|above|better)\b", _FLAGS)
_OR_LESS = re.compile(r"\s*(?:\w+ )?(?:or|and) (?:less|fewer|under|younger|below)\b", _FLAGS)

_WORD = "|".join(sorted(_WHOLE, key=len, reverse=True))
_TEN = "|".join(_TENS)
_UNIT = "|".join(_UNITS[1:10])
_NUMBER = re.compile(
    rf"""(?P<digits>\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,6}})?|\d{{1,12}}(?:\.\d{{1,6}})?)(?!\w*/\d)
      | \b(?:(?P<count>an?|{_WORD})[ -])?
        (?P<part>hal(?:f|ves)|(?:third|quarter|fifth|sixth|tenth)s?)
        (?=\ (?:of|as|the|its|their)\b|[.,;]|$)
      | \b(?P<fourth>quarterly|quartiles?)\b
      | \b(?P<tens>{_TEN})[ -](?P<unit>{_UNIT})\b
      | \b(?P<word>{_WORD})s?\b
      | \b(?P<scale>a\ (?:dozen|couple)|(?:a\ )?(?:hundred|thousand|million))\b
      | \b(?P<multiple>twice|(?:double|treble|triple|halve)d?)\b
    """,
    _FLAGS | re.VERBOSE,
)
_PER_CENT = re.compile(r"\s*(?:%|per ?cent\b)", _FLAGS)
_TO_PER_CENT = re.compile(r"\s*(?:to|and|or|-|–)\s*\d+(?:\.\d+)?\s*(?:%|per ?cent\b)", _FLAGS)
_SCALE = re.compile(r"(?:[ -](?P<scale>hundred|thousand|million)|(?P<m>m))\b", _FLAGS)
_AND_MORE = re.compile(
    rf" hundred and (?:(?P<tens>{_TEN})(?:[ -](?P<unit>{_UNIT}))?|(?P<word>{_WORD}))\b", _FLAGS
)
_OUT_OF = re.compile(rf" (?:in|out of) (?:every )?(?P<whole>\d{{1,12}}|{_WORD})\b", _FLAGS)
_NEAR = 40
"""Characters around a number in which words may bound it."""
_SHARES = (2, 3, 4, 5, 6, 8, 10, 20, 100)
"""Wholes of which "two in five" is a share; "two out of 21" counts."""


_ROUND = 0.1
"""How far a bounded share may be from the exact one."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, what kind it is, and where it stands."""

    value: float
    """A share as a part of 1."""
    is_share: bool
    bound: Bound
    start: int
    end: int

    def says(self, other: "Number") -> bool:
        """Whether both are the same number, however it is written."""
        near = 0.011 if self.is_share else 1e-9
        return self.is_share == other.is_share and abs(self.value - other.value) < near

    def rounds(self, share: float) -> bool:
        """Whether it is a bounded share that a more exact one fits: "just under half" of 45%."""
        if not self.is_share or self.bound == "exactly":
            return False
        over = share - self.value
        if self.bound == "about":
            return abs(over) <= _ROUND / 2
        return 0 < (over if self.bound == "over" else -over) <= _ROUND


def counted(word: str) -> int:
    """How many a word says: "3", "three", "twice"; KeyError for one that says no number."""
    said = word.lower()
    return int(said) if said.isdecimal() else (_WHOLE | _TIMES)[said]


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a text, in order; each share also as the two counts that it is made of."""
    end = 0
    for match in _NUMBER.finditer(text):
        if match.start() < end:
            continue
        value, is_share, end = _value(match, text)
        bound = _bound(text[max(0, match.start() - _NEAR) : match.start()], text[end : end + _NEAR])
        if share := _share(value, text, end):
            yield Number(share[0], is_share=True, bound=bound, start=match.start(), end=share[1])
        yield Number(value, is_share, bound, match.start(), end)


def _share(value: float, text: str, end: int) -> tuple[float, int] | None:
    """The share that "nine in ten" is, and where it ends; None where no such whole follows."""
    match = _OUT_OF.match(text, end)
    if match is None:
        return None
    said = match["whole"].lower()
    whole = _WHOLE.get(said) or int(said if said.isdecimal() else 0)
    return (value / whole, match.end()) if whole in _SHARES and value < whole else None


def _value(match: re.Match[str], text: str) -> tuple[float, bool, int]:
    """Value, whether it is a share, and where the number ends."""
    if match["part"]:
        part = match["part"].lower().replace("halves", "half").removesuffix("s")
        count = _WHOLE.get((match["count"] or "").lower(), 1)
        return count / _PARTS[part], True, match.end()
    if match["fourth"]:
        return 1 / 4, True, match.end()
    if match["multiple"] or match["scale"]:
        return _word_value(match), False, match.end()
    value, end = _plain(match), match.end()
    if more := _AND_MORE.match(text, end):
        return value * 100 + _below_hundred(more), False, more.end()
    if scale := _SCALE.match(text, end):
        value, end = value * _SCALES[(scale["scale"] or "m").lower()], scale.end()
    share = _PER_CENT.match(text, end)
    if share or _TO_PER_CENT.match(text, end):
        return value / 100, True, share.end() if share else end
    return value, False, end


def _below_hundred(match: re.Match[str]) -> float:
    if match["word"]:
        return float(_WHOLE[match["word"].lower()])
    return float(_WHOLE[match["tens"].lower()] + _WHOLE.get((match["unit"] or "").lower(), 0))


def _word_value(match: re.Match[str]) -> float:
    """What "twice", "doubled", "a dozen" or "a hundred" stands for."""
    if match["multiple"]:
        word = match["multiple"].lower()
        return _MULTIPLES.get(word) or _MULTIPLES[word.removesuffix("d")]
    word = match["scale"].lower().removeprefix("a ")
    return float({"dozen": 12, "couple": 2, **_SCALES}[word])


def _plain(match: re.Match[str]) -> float:
    if match["digits"]:
        return float(match["digits"].replace(",", ""))
    if match["tens"]:
        return float(_WHOLE[match["tens"].lower()] + _WHOLE[match["unit"].lower()])
    return float(_WHOLE[match["word"].lower()])


def _bound(before: str, after: str) -> Bound:
    """What the words around a number make of it."""
    if _OR_MORE.match(after):
        return "over"
    if _OR_LESS.match(after):
        return "under"
    return next((bound for bound, words in _BOUNDS if words.search(before)), "exactly")
