"""The sector's abbreviations and everyday words, and what reports print for them.

Beside the reviewed list stands what reports themselves define, "family drug and alcohol court
(FDAC)": it counts where the list says nothing.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.types import Learned
from index import Report

__all__ = ["Found", "expansions", "learn", "look_up"]

_WORDS = frozenset(
    re.findall(
        r"\w+",
        "ace aim art can cap care cast chat fast fit has hub its map not pace part pas sage safe "
        "scope smart spa star tap who",
    )
)
"""Words that are abbreviations too, somewhere."""
_SHORTEST = 3
"""Letters of an abbreviation that is known without its capitals."""
_OFTEN = 0.2
"""Share of the definitions of an abbreviation that a meaning needs to count."""


@dataclass(frozen=True, slots=True)
class Found:
    """A glossary word at `text[start:end]`, and what reports print for it."""

    start: int
    end: int
    means: tuple[str, ...]
    same: bool = False
    """Whether what is printed means the very thing, and not only something near it."""


@dataclass(frozen=True, slots=True)
class _Term:
    pattern: re.Pattern[str]
    means: tuple[str, ...]
    same: bool


def learn(text: str, reports: Iterable[Report]) -> Learned:
    """What the reports define for words of the text: meanings of short forms, and the reverse."""
    meanings: dict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        for each in report.abbreviations:
            meanings[each.short][each.long] += 1
    plain = " ".join(text.lower().replace("’", "'").split())
    found: dict[str, tuple[str, ...]] = {}
    for short, longs in meanings.items():
        often = [w for w, n in longs.most_common() if n >= _OFTEN * longs.total()]
        if _says(text, short):
            found[short] = tuple(often)
        for long in often:
            if re.search(rf"\b{re.escape(long.removesuffix('s'))}s?\b", plain):
                said = long.removesuffix("s")
                found[said] = (*found.get(said, ()), short)
    return tuple(found.items())


def _says(text: str, short: str) -> bool:
    """Whether the text has the short form; in small letters only where all of it is in small."""
    if re.search(rf"\b{re.escape(short)}s?\b", text):
        return True
    small = text[1:].islower() and len(short) >= _SHORTEST and short.lower() not in _WORDS
    return small and re.search(rf"\b{re.escape(short.lower())}s?\b", text) is not None


def look_up(text: str, learned: Learned = ()) -> tuple[Found, ...]:
    """Every glossary word of a text, in order of appearance."""
    folded = text.lower().replace("’", "'")
    found = [
        Found(match.start(), match.end(), term.means, term.same)
        for term in _terms()
        for match in term.pattern.finditer(folded)
    ]
    for said, means in learned:
        for match in re.finditer(rf"(?<![\w-]){re.escape(said.lower())}s?(?!\w)", folded):
            if not any(f.start <= match.start() and match.end() <= f.end for f in found):
                found.append(Found(match.start(), match.end(), means, same=True))
    return tuple(sorted(found, key=lambda word: (word.start, -word.end)))


def expansions(text: str, learned: Learned = ()) -> tuple[str, ...]:
    """The printed words behind a text's glossary words: what it does not say already, once each."""
    folded = text.lower()
    means = dict.fromkeys(meaning for found in look_up(text, learned) for meaning in found.means)
    return tuple(meaning for meaning in means if meaning.lower() not in folded)


@cache
def _terms() -> tuple[_Term, ...]:
    data = tomllib.loads(files("assistant").joinpath("glossary.toml").read_text("utf-8"))
    return tuple(
        _Term(_pattern(row["say"]), tuple(row["means"]), row.get("same", False))
        for row in data["term"]
    )


def _pattern(say: list[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(word.lower()) for word in sorted(say, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})s?(?!\w)")
