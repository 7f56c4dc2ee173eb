"""Finds a quotation in a text, however its quotation marks, dashes and spaces are written."""

import re

__all__ = ["find_verbatim"]

_QUOTES = "\"'“”‘’‚‛„‟′″`´«»"
_DASHES = "-‐‑‒–—―−"
_ENDS = " \t\r\n…" + _QUOTES
_LEAST = 2
"""Words that a quotation has at least."""


def find_verbatim(quotation: str, text: str) -> tuple[int, int] | None:
    """Start and end of the quotation in the text, in code points; None where it is not there.

    Quotation marks, dashes and white space count as alike, and an ellipsis at either end as
    nothing; every other character counts as it is.
    """
    said = quotation.strip(_ENDS).removeprefix("...").removesuffix("...").strip(_ENDS)
    words = said.split()
    if len(words) < _LEAST:
        return None
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    found = re.search(before + r"\s+".join(map(_word, words)) + after, text)
    return None if found is None else found.span()


def _word(word: str) -> str:
    """A pattern for the word with any form of the marks in it."""
    return "".join(map(_character, word))


def _character(character: str) -> str:
    for alike in (_QUOTES, _DASHES):
        if character in alike:
            return f"[{re.escape(alike)}]"
    return re.escape(character)
