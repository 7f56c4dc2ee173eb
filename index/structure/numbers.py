"""Tells printed paragraph numbers from figures that happen to begin a line."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.reading.lines import Line
from index.structure.blocks import ends_sentence

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
    body: float
    """The type size of the body; what is much smaller is a footnote."""
    dotted: bool
    """Whether numbers are printed with a full stop."""
    last: int = 0
    hang: float = 0.0
    """How far the text of the last numbered paragraph stands to the right of its number."""

    @classmethod
    def of(cls, lines: Sequence[Line], body: float) -> "Numbering":
        """The numbering of a report whose body is set in type of size `body`."""
        found = [c for line in lines if abs(line.size - body) < 1.1 and (c := number_of(line))]
        with_stop = _runs([c for c in found if c.dotted])
        without = _runs([c for c in found if c.hangs and not c.dotted])
        dotted = _longest(with_stop) >= _longest(without)
        columns = with_stop if dotted else without
        least = min(max(2, 0.15 * _longest(columns)), _longest(columns))
        kept = [column for column, steps in columns.items() if len(steps) >= least]
        kept.sort(key=lambda column: (-len(columns[column]), column))
        supported = frozenset(id(line) for steps in columns.values() for line in steps)
        return cls(tuple(kept), supported, body, dotted)

    def accepts(
        self, candidate: Candidate, before: Line | None, pitch: float, *, running: bool
    ) -> bool:
        """Whether the candidate is a paragraph number; if so, counting goes on from it.

        `before` is the line above in the open block, `running` whether that is a full line in the
        middle of a sentence: there only the number that is due may stand.
        """
        if candidate.line.size < self.body - 2:
            return False
        due = candidate.value in (1, self.last + 1)
        if (running and not due) or not self._plausible(candidate, before, pitch):
            return False
        self.last = candidate.value
        self.hang = candidate.rest.left - candidate.left
        return True

    def _plausible(self, candidate: Candidate, before: Line | None, pitch: float) -> bool:
        in_column = any(abs(candidate.left - c) <= _SAME_COLUMN for c in self.columns)
        expected = candidate.value == self.last + 1
        if before is not None and self._wrapped(candidate, before, pitch):
            return in_column and expected and candidate.dotted and ends_sentence(before.text)
        if not (candidate.dotted or candidate.hangs or (expected and self._aligned(candidate))):
            return False
        if candidate.dotted != self.dotted:
            return in_column and expected
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

    def _aligned(self, candidate: Candidate) -> bool:
        """Whether the text begins where that of the last number did; three digits leave no gap."""
        hang = candidate.rest.left - candidate.left
        return hang > candidate.line.size and abs(hang - self.hang) < 3

    def _wrapped(self, candidate: Candidate, before: Line, pitch: float) -> bool:
        """Whether the line stands below the line above it as the lines of one paragraph do."""
        if before.page != candidate.line.page:
            return False
        near = candidate.line.baseline - before.baseline < 1.2 * pitch
        level = abs(before.left - candidate.left) <= 3
        return near and level


def _runs(candidates: Sequence[Candidate]) -> dict[float, list[Line]]:
    """For each column, the lines whose number is followed there by the next one."""
    columns: dict[float, list[Line]] = {}
    for column in {round(c.left / _SAME_COLUMN) * _SAME_COLUMN for c in candidates}:
        inside = [c for c in candidates if abs(c.left - column) <= _SAME_COLUMN]
        steps = [a.line for a, b in pairwise(inside) if b.value == a.value + 1]
        if steps:
            columns[column] = steps
    return columns


def _longest(columns: Mapping[float, Sequence[Line]]) -> int:
    return max(map(len, columns.values()), default=0)
