"""The sector's abbreviations and everyday words, and what reports print for them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Found", "expansions", "look_up"]


@dataclass(frozen=True, slots=True)
class Found:
    """A glossary word at `text[start:end]`, and what reports print for it."""

    start: int
    end: int
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    pattern: re.Pattern[str]
    means: tuple[str, ...]


def look_up(text: str) -> tuple[Found, ...]:
    """Every glossary word of a text, in order of appearance."""
    folded = text.lower().replace("’", "'")
    found = [
        Found(match.start(), match.end(), term.means)
        for term in _terms()
        for match in term.pattern.finditer(folded)
    ]
    return tuple(sorted(found, key=lambda word: (word.start, -word.end)))


def expansions(text: str) -> tuple[str, ...]:
    """The printed words behind a text's glossary words: what it does not say already, once each."""
    folded = text.lower()
    means = dict.fromkeys(meaning for found in look_up(text) for meaning in found.means)
    return tuple(meaning for meaning in means if meaning.lower() not in folded)


@cache
def _terms() -> tuple[_Term, ...]:
    data = tomllib.loads(files("assistant").joinpath("glossary.toml").read_text("utf-8"))
    return tuple(_Term(_pattern(row["say"]), tuple(row["means"])) for row in data["term"])


def _pattern(say: list[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(word.lower()) for word in sorted(say, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})s?(?!\w)")
