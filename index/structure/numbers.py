"""Tells printed paragraph numbers from figures that happen to begin a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.reading.lines import Line

__all__ = ["Candidate", "Numbering", "number_of"]

_ALONE = re.compile(r"(\d{1,3})([.)]{0,2})")
_GLUED = re.compile(r"(\d{1,3})\.(?=[A-Z‘“'\"(])(.+)")
_SAME_COLUMN = 5.0
"""Points by which numbers of one column may differ."""
_FARTHEST_JUMP = 4
"""Numbers may skip so many without further evidence."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that begins with a figure: the figure, where it stands, and the text behind it."""

    number: str
    dotted: bool
    left: float
    line: Line
    rest: Line

    @property
    def value(self) -> int:
        """The figure as a number."""
        return int(self.number)

    @property
    def hangs(self) -> bool:
        """Whether more than a space parts the figure from its text."""
        return self.rest.left - self.line.words[0].right > 0.5 * self.line.size


def number_of(line: Line) -> Candidate | None:
    """The line read as a numbered one, None where it does not begin with a short figure."""
    first = line.words[0]
    alone = _ALONE.fullmatch(first.text)
    if alone and len(line.words) > 1:
        return Candidate(alone[1], bool(alone[2]), first.left, line, line.without(1))
    glued = _GLUED.match(first.text)
    if glued:
        rest = Line(line.page, (replace(first, text=glued[2]), *line.words[1:]))
        return Candidate(glued[1], bool(glued), first.left, line, rest)
    return None


@dataclass
class Numbering:
    """Where the numbers of a report stand, and how far they have been counted."""

    columns: tuple[float, ...]
    """Distances from the left edge at which paragraph numbers stand, the commonest first."""
    supported: frozenset[int]
    """Identities of lines whose number is followed, in the same column, by the next one."""
    last: int = 0

    @classmethod
    def of(cls, lines: Sequence[Line], body: float) -> "Numbering":
        """The numbering of a report whose body is set in type of size `body`."""
        found = [c for line in lines if abs(line.size - body) < 1.1 and (c := number_of(line))]
        dotted = [c for c in found if c.dotted] or [c for c in found if c.hangs]
        columns: dict[float, int] = {}
        supported: set[int] = set()
        for column in {round(c.left / _SAME_COLUMN) * _SAME_COLUMN for c in dotted}:
            inside = [c for c in dotted if abs(c.left - column) <= _SAME_COLUMN]
            steps = [(a, b) for a, b in pairwise(inside) if b.value == a.value + 1]
            if steps:
                columns[column] = len(steps)
                supported.update(id(a.line) for a, _ in steps)
        best = max(columns.values(), default=0)
        kept = [c for c, n in columns.items() if n >= max(2, 0.15 * best) or n == best]
        kept.sort(key=lambda c: -columns[c])
        return cls(tuple(kept), frozenset(supported))

    def accepts(
        self, candidate: Candidate, before: Line | None, pitch: float, *, running: bool
    ) -> bool:
        """Whether the candidate is a paragraph number; if so, counting goes on from it.

        `before` is the line above in the open block, `running` whether that is text in the middle
        of a sentence: there only the number that is due may stand.
        """
        due = candidate.value in (1, self.last + 1)
        if (running and not due) or not self._plausible(candidate, before, pitch):
            return False
        self.last = candidate.value
        return True

    def _plausible(self, candidate: Candidate, before: Line | None, pitch: float) -> bool:
        in_column = any(abs(candidate.left - c) <= _SAME_COLUMN for c in self.columns)
        expected = candidate.value == self.last + 1
        if self._wrapped(candidate, before, pitch):
            return False
        if not candidate.dotted:
            return in_column and expected and candidate.hangs
        if expected:  # indents vary within a report
            return in_column or candidate.rest.left - candidate.left > candidate.line.size
        if not in_column:
            return False
        step = candidate.value - self.last
        return (
            candidate.value == 1
            or 0 <= step <= _FARTHEST_JUMP
            or (step > 0 and id(candidate.line) in self.supported)
        )

    def _wrapped(self, candidate: Candidate, before: Line | None, pitch: float) -> bool:
        """Whether the line only goes on with the sentence of the line above it."""
        if before is None or before.page != candidate.line.page:
            return False
        near = candidate.line.baseline - before.baseline < 1.2 * pitch
        level = abs(before.left - candidate.left) <= 3
        return near and level
