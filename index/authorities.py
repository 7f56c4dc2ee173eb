"""Every English authority by its usual name, in the corpus or not, and where a text names one."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = [
    "AUTHORITIES",
    "Authority",
    "Mention",
    "bare_name",
    "canonical_authority",
    "find_authorities",
]


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority's usual name, its other names, and whether it still exists."""

    name: str
    aliases: tuple[str, ...]
    current: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names an authority: `text[start:end]`, council words included."""

    name: str
    start: int
    end: int


_DATA = tomllib.loads(files("index").joinpath("authorities.toml").read_text("utf-8"))
AUTHORITIES: tuple[Authority, ...] = tuple(
    Authority(name, tuple(_DATA["aliases"].get(name, ())), status == "current")
    for status in ("current", "former")
    for name in _DATA[status]
)
"""All authorities: the current ones in alphabetical order, then the abolished ones."""

_ORDINARY = frozenset(word.lower() for word in _DATA["ordinary_words"])
_BEFORE = (
    r"(?:(?:the\s+)?(?:royal\s+|london\s+|metropolitan\s+)*(?:borough|city|county|council)"
    r"(?:\s+council)?\s+of\s+(?:the\s+)?)?"
)
_AFTER = (
    r"(?:,?\s+(?:city|county|borough|royal borough|london borough)\s+of\b)?"
    r"(?:\s+(?:(?:city|county|borough|metropolitan|district|unitary|mbc|cc|lbc?)\s+)*"
    r"(?:council|corporation|authority|mbc)\b)?"
)
_HYPHENATED = r"-(?:by|in|le|on|under|upon)-"  # Harrow-on-the-Hill is a place in Harrow
# In a question without any capitals an everyday word counts as a name only after one of these …
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|at|for|of|by|to|from|about|than|did|does|do|has|have|is|was|were|compare|and|or"
    r"|v|vs|versus)|,)\s+$",
    re.IGNORECASE,
)
# … or in "the slough inspection", …
_THE_BEFORE = re.compile(r"\b(?:the|last|latest|\d{4})\s+$", re.IGNORECASE)
_REPORT_AFTER = re.compile(r"\s+(?:\d{4}\s+)?(?:inspection|report|letter|ilacs)\b", re.IGNORECASE)
# … and not beside one of these, which tell that reading (or a bath, or a hull) is meant.
_WORD_AFTER = re.compile(
    r"\s+(?:the|a|an|this|that|these|through|between|age|ages|level|levels|skills?|tests?|scores?"
    r"|time|water|and\s+(?:writing|maths|mathematics)|writing|maths|out|up|fears)\b",
    re.IGNORECASE,
)
_SUBJECT_BEFORE = re.compile(
    r"\b(?:progress|attainment|improve\w*|support|help)\s+(?:in|for|with)\s+$", re.IGNORECASE
)


def find_authorities(text: str, also: Iterable[str] = ()) -> tuple[Mention, ...]:
    """The authorities that a text names, in order of appearance, each time it names them.

    Whole names only, the longest first: "North Northamptonshire" is not Northamptonshire and
    "Gloucester" nobody. `also` adds names beyond the known ones, such as a corpus's own.
    """
    pattern, names = _pattern(tuple(sorted(set(also))))
    found = []
    for match in pattern.finditer(text):
        name = names.get(_key(match["name"]))
        if name is not None and _is_name(text, match):
            found.append(Mention(name, match.start(), match.end()))
    return tuple(found)


def canonical_authority(text: str) -> str | None:
    """The usual name behind a name on a front page or a folder; None where nobody is meant.

    Understands "Bristol, City of", "telford & wrekin", "80499_harrow", "The Royal Borough of …".
    """
    cleaned = re.sub(r"[\s_]+", " ", re.sub(r"^\d+_", "", text.strip()))
    _, names = _pattern(())
    exact = names.get(_key(bare_name(cleaned))) or names.get(_key(cleaned))
    if exact is not None:
        return exact
    found = {mention.name for mention in find_authorities(cleaned)}
    return found.pop() if len(found) == 1 else None


def bare_name(text: str) -> str:
    """An authority's name without council words, known or not ("Northmere Borough Council")."""
    name = re.sub(rf"^{_BEFORE}", "", text.strip(), flags=re.IGNORECASE)
    return re.sub(rf"{_AFTER}$", "", name, flags=re.IGNORECASE).strip(" ,.")


def _key(name: str) -> str:
    """What all spellings of one name share."""
    plain = name.lower().replace("&", " and ").replace("’", "'")
    return " ".join(re.sub(r"[,.\-–_]", " ", plain).split())


def _spelling(key: str) -> str:
    """A regular expression for a name in any of its spellings."""
    gap = r"[\s,.\-–_]+"
    words = gap.join(re.escape(word) for word in key.split())
    return words.replace(f"{gap}and{gap}", rf"(?:{gap}and{gap}|[\s,]*&\s*)")


@cache
def _pattern(also: Sequence[str]) -> tuple[re.Pattern[str], dict[str, str]]:
    """One expression for all names, longest first, and the usual name behind each spelling."""
    spellings: dict[str, str | None] = {_key(place): None for place in _DATA["other_places"]}
    for authority in AUTHORITIES:
        for alias in (*authority.aliases, authority.name):
            spellings[_key(alias)] = authority.name
    for name in also:
        spellings.setdefault(_key(name), name)
    longest_first = sorted(spellings, key=len, reverse=True)
    alternatives = "|".join(_spelling(key) for key in longest_first)
    pattern = re.compile(
        rf"(?<![\w-]){_BEFORE}(?P<name>{alternatives})(?!\w|{_HYPHENATED}){_AFTER}", re.IGNORECASE
    )
    return pattern, {key: name for key, name in spellings.items() if name is not None}


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether an everyday word ("reading", "bury") stands for the authority here."""
    word = match["name"]
    if word.lower() not in _ORDINARY:
        return True
    before, after = text[: match.start("name")], text[match.end("name") :]
    if match.end() - match.start() > len(word):
        return True  # council words are attached
    if _WORD_AFTER.match(after):
        return False
    if word[0].isupper():
        return True
    if any(c.isupper() for c in text):
        return False
    possessive = after.startswith(("'", "’"))
    of_report = _THE_BEFORE.search(before) and _REPORT_AFTER.match(after)
    of_place = _PLACE_BEFORE.search(before) and not _SUBJECT_BEFORE.search(before)
    return bool(possessive or of_report or of_place)
