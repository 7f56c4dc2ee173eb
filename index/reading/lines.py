"""Pages of positioned lines: what every reader of a laid-out format produces."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Line", "Page", "Word", "group_lines"]

_MARK = re.compile(r"\d{1,2}|st|nd|rd|th")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space, in points from the page's top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    slanted: bool = False


@dataclass(frozen=True)
class Line:
    """The words that stand on one baseline, from left to right."""

    page: int
    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Where the first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the last word ends."""
        return self.words[-1].right

    @property
    def baseline(self) -> float:
        """Distance of the baseline from the top of the page."""
        return self.words[0].baseline

    @cached_property
    def size(self) -> float:
        """The font size of most characters, rounded to half a point."""
        sizes: Counter[float] = Counter()
        for word in self.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
        return sizes.most_common(1)[0][0]

    @cached_property
    def bold(self) -> bool:
        """Whether most characters are bold."""
        heavy = sum(len(word.text) for word in self.words if word.bold)
        return 2 * heavy > sum(len(word.text) for word in self.words)

    @property
    def slanted(self) -> bool:
        """Whether all words are."""
        return all(word.slanted for word in self.words)

    def without(self, count: int) -> "Line":
        """The line without its first `count` words."""
        return Line(self.page, self.words[count:])

    def cells(self, gap: float) -> list["Line"]:
        """The line cut wherever words stand more than `gap` points apart."""
        groups = [[self.words[0]]]
        for before, word in zip(self.words, self.words[1:], strict=False):
            if word.left - before.right > gap:
                groups.append([])
            groups[-1].append(word)
        return [Line(self.page, tuple(group)) for group in groups]


@dataclass(frozen=True, slots=True)
class Page:
    """One page and its lines from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


def group_lines(page: int, words: Iterable[Word]) -> tuple[Line, ...]:
    """Words grouped by baseline; a raised mark joins the line whose text it touches."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.baseline, w.left)):
        row = rows[-1] if rows else None
        if row is not None and word.baseline - row[0].baseline <= 0.25 * max(word.size, 6):
            row.append(word)
        else:
            rows.append([word])
    return tuple(
        Line(page, tuple(sorted(row, key=lambda w: w.left))) for row in _attach_marks(rows)
    )


def _attach_marks(rows: list[list[Word]]) -> list[list[Word]]:
    """Rows of nothing but raised marks go into the line below that they belong to."""
    result: list[list[Word]] = []
    waiting: list[Word] = []
    for row in rows:
        size = max(word.size for word in row)
        for mark in waiting:
            if mark.size < 0.8 * size and 0 < row[0].baseline - mark.baseline < 0.8 * size:
                row.append(mark)
            else:
                result.append([mark])
        waiting = []
        if all(_MARK.fullmatch(word.text) for word in row):
            waiting = row
        else:
            result.append(row)
    return result + [[mark] for mark in waiting]
