"""Text that is meant for a machine and not for a reader: instructions, markup, addresses."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

__all__ = ["gives_instructions", "is_plain", "is_unfit", "visible"]

_MOST_WORDS, _FEWEST_WORDS, _LONGEST = 80, 3, 600
_INVISIBLE = ("Cc", "Cf", "Co", "Cn", "Cs")
"""Categories of characters that nobody sees: they hide words from a reader, or from a rule."""
_MARKUP = re.compile(
    r"[<>{}\[\]|`\\^~]|\*\*|__|!\(|https?:|www\.|://|\b(?:javascript|data|mailto):|&#|&\w+;|\$\$"
    r"|^\s*(?:#+\s|[-*•]\s|\d+[.)]\s)|\bs[0-9a-f]{7}\b|\b[\w-]+\.[a-z]{2,}/",
    re.IGNORECASE,
)


def visible(text: str) -> str:
    """The text without characters that nobody sees, or that a terminal obeys."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _INVISIBLE)


def gives_instructions(text: str) -> bool:
    """Whether a text speaks to a machine that reads it; what inspectors print never does."""
    return _finds("speaks_to_it", text)


def is_unfit(text: str) -> bool:
    """Whether a text is nothing for a model: it gives instructions, or a page would load it."""
    return gives_instructions(text) or _finds("loads", text)


def _finds(table: str, text: str) -> bool:
    folded = unicodedata.normalize("NFKC", visible(text))
    return any(pattern.search(folded) for pattern in _patterns(table))


@cache
def _patterns(table: str) -> tuple[re.Pattern[str], ...]:
    data = tomllib.loads(files("assistant").joinpath("instructions.toml").read_text("utf-8"))
    machine = f"(?:{'|'.join(data['machine'])})"
    flags = re.IGNORECASE | re.DOTALL
    return tuple(re.compile(each.replace("MACHINE", machine), flags) for each in data[table])


def is_plain(text: str) -> bool:
    """Whether a text is one sentence of plain words."""
    words = len(text.split())
    if not _FEWEST_WORDS <= words <= _MOST_WORDS or len(text) > _LONGEST:
        return False
    if text.rstrip().endswith("?") or any(unicodedata.category(c) in _INVISIBLE for c in text):
        return False
    return _MARKUP.search(text) is None and not is_unfit(text)
