"""Blocks: what a page layout or a plain text is cut into before it becomes paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.reading.lines import Line
from index.reading.pdf import LINE_HYPHEN
from index.types import Span

__all__ = [
    "WEAK_HEADING",
    "Block",
    "BlockKind",
    "clean",
    "ends_sentence",
    "is_bullet",
    "join_lines",
    "respan",
    "shift",
]

BlockKind = Literal["heading", "numbered", "text", "bullet", "row", "note"]

_BULLETS = frozenset("•◼▪■●○◦◾▫□❑➢►‣⁃∙·−–—―─-*")

WEAK_HEADING = 99
"""Level of a heading that only its standing alone shows to be one."""

_ORDINAL = re.compile(r"(st|nd|rd|th)[,.;:]?")
_GLYPHS = str.maketrans(
    {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}
    | {"\u00a0": " ", "\u00ad": None, "\u2010": "-", "\u2011": "-"}
)
_CLOSING = re.compile(r"[.,;:!?)\]]+")
"""Signs that no space stands before, though they may be printed as a run of their own."""


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, bullet or table row, still without its place in the report.

    `level` ranks headings (1 is the outermost) and nests bullets. A `row` is a judgement: its
    label stands in `text`, its grade in `grade`, and its spans count through both with a space
    between them. A `note` is front matter, contents or the like.
    """

    kind: BlockKind
    page: int
    text: str
    number: str | None = None
    level: int = 0
    grade: str | None = None
    spans: tuple[Span, ...] = field(default=(), repr=False)


def clean(text: str) -> str:
    """Ligatures, odd spaces and hyphens normalised; nothing else is changed."""
    return text if text.isascii() else text.translate(_GLYPHS)


def is_bullet(sign: str) -> bool:
    """Whether the sign begins a bullet when it stands before a word; private-use signs do."""
    return sign in _BULLETS or "\ue000" <= sign <= "\uf8ff"


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence or a list's introduction does."""
    return bool(re.search(r"[.!?:;][)’”'\"\]]*$", text))


def join_lines(lines: Sequence[Line], vocabulary: frozenset[str]) -> tuple[str, tuple[Span, ...]]:
    """Lines as running text, and where each word of it stands.

    A hyphen at a line's end belongs to its word ("decision-making"), unless only the joined
    form occurs elsewhere in the report.
    """
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    glue = True
    for line in lines:
        for position, word in enumerate(line.words):
            text = clean(word.text)
            if not text:
                continue
            if not glue:
                glue = _joins(parts, text) or (not position and _is_figure_range(parts, text))
            if not glue:
                parts.append(" ")
                length += 1
            if parts and glue and length:
                dropped = _drop_hyphen(parts, text, vocabulary)
                length -= dropped
            hyphen = text.endswith(LINE_HYPHEN)
            text = text.replace(LINE_HYPHEN, "-")
            parts.append(text)
            box = (word.left, word.top, word.right, word.bottom)
            spans.append(Span(length, length + len(text), line.page, box))
            length += len(text)
            last = position == len(line.words) - 1
            glue = hyphen or (last and bool(re.search(r"\w-$", text)))
    return "".join(parts), tuple(spans)


def _joins(parts: Sequence[str], text: str) -> bool:
    """Whether no space belongs before the text: closing signs, and "th" behind a figure."""
    if text[0] in ".,;:!?)]":
        return bool(_CLOSING.fullmatch(text))
    ordinal = text[0] in "snrt" and _ORDINAL.fullmatch(text)
    return bool(ordinal) and bool(parts) and parts[-1][-1:].isdigit()


def _is_figure_range(parts: Sequence[str], text: str) -> bool:
    """Whether a line break stands in a range of figures such as 2013–14."""
    return text[0].isdigit() and bool(parts) and bool(re.search(r"\d[–—]$", parts[-1]))


def shift(spans: Sequence[Span], by: int) -> tuple[Span, ...]:
    """The spans after `by` characters were put before their text."""
    return tuple(Span(s.start + by, s.end + by, s.page, s.box) for s in spans)


def respan(text: str, spans: Sequence[Span], changed: str) -> tuple[Span, ...]:
    """Spans of a text for the same words in a text without some of its signs."""
    result = []
    position = 0
    for span in spans:
        word = text[span.start : span.end].strip(":.-–—*")
        start = changed.find(word, position) if word else -1
        if start >= 0:
            position = start + len(word)
            result.append(Span(start, position, span.page, span.box))
    return tuple(result)


def _drop_hyphen(parts: list[str], following: str, vocabulary: frozenset[str]) -> int:
    """Remove the hyphen before `following` where it only marks the break; characters removed."""
    before = re.search(r"(\w+)-$", parts[-1])
    after = re.match(r"\w+", following)
    if not before or not after:
        return 0
    first, second = before.group(1).lower(), after.group().lower()
    if first + second in vocabulary and f"{first}-{second}" not in vocabulary:
        parts[-1] = parts[-1][:-1]
        return 1
    return 0
