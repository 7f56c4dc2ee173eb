"""Texts longer than an embedding model's window, cut at sentences into overlapping windows."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Window", "cut"]

_BOUNDARY = re.compile(r"(?<=[.!?;:])[\"'”’)\]]*\s+|\n")


@dataclass(frozen=True, slots=True)
class Window:
    """`text[start:end]` of a paragraph, in code points."""

    start: int
    end: int


def cut(text: str, budget: int, count: Callable[[Sequence[str]], list[int]]) -> tuple[Window, ...]:
    """Windows of at most `budget` tokens that cover the text, each repeating a sentence.

    `count` gives the number of tokens of each text. The last sentence of a window opens the next
    one wherever both fit; a sentence longer than the budget is cut between words.
    """
    whole = Window(0, len(text))
    if count([text])[0] <= budget:
        return (whole,)
    pieces = [part for piece in _sentences(text) for part in _fitting(text, piece, budget, count)]
    sizes = count([text[piece.start : piece.end] for piece in pieces])
    windows = []
    first, used = 0, 0
    for i, size in enumerate(sizes):
        if used + size > budget:
            windows.append(Window(pieces[first].start, pieces[i - 1].end))
            overlaps = i - 1 > first and sizes[i - 1] + size <= budget
            first, used = (i - 1, sizes[i - 1]) if overlaps else (i, 0)
        used += size
    windows.append(Window(pieces[first].start, pieces[-1].end))
    return tuple(windows)


def _sentences(text: str) -> Iterator[Window]:
    ends = [match.end() for match in _BOUNDARY.finditer(text)]
    for start, end in pairwise([0, *ends, len(text)]):
        if start < end:
            yield Window(start, end)


def _fitting(
    text: str, piece: Window, budget: int, count: Callable[[Sequence[str]], list[int]]
) -> Iterator[Window]:
    """The piece itself, or its halves (and theirs) where it is too long."""
    if piece.end - piece.start < 2 or count([text[piece.start : piece.end]])[0] <= budget:
        yield piece
        return
    middle = (piece.start + piece.end) // 2
    space = text.rfind(" ", piece.start + 1, middle)
    at = space + 1 if space > 0 else middle
    yield from _fitting(text, Window(piece.start, at), budget, count)
    yield from _fitting(text, Window(at, piece.end), budget, count)
