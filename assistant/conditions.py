"""What can be demanded of the judgements of an authority, and which of them prove it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from assistant.grading import step_on_scale
from index import JudgementRow

__all__ = [
    "Always",
    "Condition",
    "Given",
    "Graded",
    "Moved",
    "Never",
    "is_of",
    "latest",
    "step_of",
    "steps_between",
]


class Condition(Protocol):
    """A demand on the judgements of one authority, oldest first."""

    @property
    def strands(self) -> tuple[str, ...]:
        """Canonical names of the judgements that it looks at."""

    @property
    def over_time(self) -> bool:
        """Whether it looks at all reports, and not only at the latest."""

    def proofs(self, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
        """The rows that prove it, none where it does not hold."""


@dataclass(frozen=True, slots=True)
class Graded:
    """Grades that are wanted or ruled out, for each strand or for any of them."""

    strands: tuple[str, ...]
    wanted: tuple[str, ...]
    ruled_out: tuple[str, ...] = ()
    any_strand: bool = False
    over_time: bool = False

    def proofs(self, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
        """The rows of the wanted grades, or the newest where only others are ruled out."""
        proofs = [self._of_strand(strand, rows) for strand in self.strands]
        if not (any(proofs) if self.any_strand else all(proofs)):
            return []
        return [row for proof in proofs for row in proof]

    def _of_strand(self, strand: str, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
        mine = [row for row in rows if is_of(row, strand)]
        grades = {row.judgement.canonical_grade for row in mine}
        if grades & set(self.ruled_out):
            return []
        if not self.wanted:
            return mine[-1:]  # what is never so is proved by no row; the newest says what is
        return [row for row in mine if row.judgement.canonical_grade in self.wanted]


@dataclass(frozen=True, slots=True)
class Always:
    """Nothing but the wanted grades, in every report that judges the strands."""

    strands: tuple[str, ...]
    wanted: tuple[str, ...]
    over_time: bool = True

    def proofs(self, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
        """All rows of the strands."""
        mine = _of_any(rows, self.strands)
        return mine if all(r.judgement.canonical_grade in self.wanted for r in mine) else []


@dataclass(frozen=True, slots=True)
class Given:
    """Grades that were given at least so many times, in certain reports."""

    strands: tuple[str, ...]
    wanted: tuple[str, ...]
    times: int
    within: Collection[str]
    """Ids of the reports that count."""
    over_time: bool = True

    def proofs(self, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
        """The rows of these grades."""
        mine = [
            row
            for row in _of_any(rows, self.strands)
            if row.judgement.canonical_grade in self.wanted and row.report.id in self.within
        ]
        return mine if len(mine) >= self.times else []


@dataclass(frozen=True, slots=True)
class Moved:
    """From one grade to another, from a report to the next that judges the strand."""

    strands: tuple[str, ...]
    moves: Collection[tuple[str, str]]
    """The grades before and after."""
    within: Collection[str]
    """Ids of the reports that the later one has to be of."""
    times: int = 1
    last: bool = False
    """Whether only the newest report and the one before it count."""
    over_time: bool = True

    def proofs(self, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
        """Both rows of each such step."""
        steps = [step for strand in self.strands for step in self._of_strand(rows, strand)]
        rows = [row for step in steps for row in step]
        return list(dict.fromkeys(rows)) if len(steps) >= self.times else []

    def _of_strand(
        self, rows: Sequence[JudgementRow], strand: str
    ) -> Iterator[tuple[JudgementRow, JudgementRow]]:
        steps = list(steps_between(rows, strand))
        for before, after in steps[-1:] if self.last else steps:
            move = before.judgement.canonical_grade, after.judgement.canonical_grade
            if move in self.moves and after.report.id in self.within:
                yield before, after


@dataclass(frozen=True, slots=True)
class Never:
    """What another condition demands does not hold; the newest judgement says what is."""

    other: Condition
    over_time: bool = True

    @property
    def strands(self) -> tuple[str, ...]:
        """Those of the other condition."""
        return self.other.strands

    def proofs(self, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
        """The newest row of the strands, where nothing proves the other condition."""
        return [] if self.other.proofs(rows) else _of_any(rows, self.strands)[-1:]


def steps_between(
    rows: Sequence[JudgementRow], strand: str
) -> Iterator[tuple[JudgementRow, JudgementRow]]:
    """From each report that judges the strand to the next; a report may judge it in two parts."""
    for before, after in pairwise(row for row in rows if is_of(row, strand)):
        if before.report.id != after.report.id:
            yield before, after


def latest(rows: Sequence[JudgementRow], strands: Sequence[str]) -> list[JudgementRow]:
    """Of each authority and strand the rows of the newest report that judges it."""
    newest = {
        (row.report.authority, strand): row.report.id
        for row in rows
        for strand in strands
        if is_of(row, strand)
    }
    return [
        row
        for row in rows
        if any(
            is_of(row, strand) and newest[row.report.authority, strand] == row.report.id
            for strand in strands
        )
    ]


def is_of(row: JudgementRow, strand: str) -> bool:
    """Whether the row judges the strand, by itself or, as until 2022, with another."""
    canonical = row.judgement.canonical
    return canonical == strand or (strand, canonical) == ("in_care", "in_care_and_care_leavers")


def step_of(row: JudgementRow) -> int | None:
    """How high the row's grade is, from 0; None where nothing was graded."""
    return step_on_scale(row.judgement.canonical_grade)


def _of_any(rows: Sequence[JudgementRow], strands: Sequence[str]) -> list[JudgementRow]:
    return [row for row in rows if any(is_of(row, strand) for strand in strands)]
