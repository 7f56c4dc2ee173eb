"""Abbreviations that a report defines: "local authority designated officer (LADO)".

The long form is found as in Schwartz and Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text", PSB 2003: from the end, each letter of the short form is looked for
in the words before the bracket, and its first letter has to begin a word.
"""

import re
from collections.abc import Iterable

from index.types import Abbreviation, Paragraph

__all__ = ["find_abbreviations"]

_SHORT = re.compile(r"\(\s*(?P<short>[A-Z][A-Za-z&/-]{1,9}?)s?\s*\)")
_WORDS_BEFORE = re.compile(r"[^.;:()\n“”]*$")
_SMALL = frozenset(("and", "or", "of", "for", "in", "the", "to", "a", "an", "on", "with", "by"))
_LETTERS = 2
"""Capital letters that a short form has at least."""


def find_abbreviations(paragraphs: Iterable[Paragraph]) -> tuple[Abbreviation, ...]:
    """Each short form with its long form in lower case, as the text goes, each pair once."""
    found: dict[Abbreviation, None] = {}
    for paragraph in paragraphs:
        for match in _SHORT.finditer(paragraph.text):
            short = match["short"]
            if sum(letter.isupper() for letter in short) < _LETTERS:
                continue
            before = _WORDS_BEFORE.search(paragraph.text[: match.start()])
            long = _long_form(short, before.group() if before else "")
            if long is not None:
                found[Abbreviation(short, long)] = None
    return tuple(found)


def _long_form(short: str, before: str) -> str | None:
    """The shortest stretch of words at the end of `before` that the letters stand for."""
    words = before.split()
    most = min(len(short) + 5, 2 * len(short))
    for first in range(len(words) - 1, max(-1, len(words) - most - 1), -1):
        if _initials(words[first:]) == [letter.lower() for letter in short if letter.isalpha()]:
            return _tidy(words[first:])
    text = " ".join(words[-most:])
    at = len(text)
    letters = [letter.lower() for letter in short if letter.isalpha()]
    lower = text.lower()
    for place in range(len(letters) - 1, -1, -1):
        at = lower.rfind(letters[place], 0, at)
        while place == 0 and at > 0 and lower[at - 1].isalnum():
            at = lower.rfind(letters[place], 0, at)
        if at < 0:
            return None
    long = _tidy(lower[at:].split())
    whole = len(long) > len(short) + 2 and re.search(r"[ -]", long)
    return long if whole and long.split()[0] not in _SMALL else None


def _initials(words: list[str]) -> list[str]:
    """The first letters of the words, those of small words left out."""
    parts = [part for word in words for part in word.lower().split("-") if part not in _SMALL]
    return [part.lstrip("‘“'")[:1] for part in parts]


def _tidy(words: list[str]) -> str:
    return " ".join(words).lower().replace("’", "'").strip("'‘“, ")
