"""What a question demands of the judgements of an authority, and which of them prove it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from assistant.grading import SCALE, find_grades, find_ruled_out
from assistant.types import Query
from assistant.wording import find_strands, rankings_named
from index import JudgementRow

__all__ = ["Condition", "find_conditions", "is_of", "latest", "step_of"]

_CLAUSE = re.compile(r"\b(?:but|while|whereas|although|though|yet)\b|;", re.IGNORECASE)
_MOVED = re.compile(r"\bfrom (?P<before>[\w ]+?) (?P<to>to [\w ]+)", re.IGNORECASE)
_NOT = re.compile(r"\bnot\b|n['’]t\b", re.IGNORECASE)
_EITHER = re.compile(r"\bor\b", re.IGNORECASE)
_STEPS = re.compile(
    r"\b(?P<n>two|2|three|3) (?:whole |full )?(?:grades?|steps?|levels?|places)\b", re.IGNORECASE
)
_TIMES = re.compile(
    r"\b(?:(?P<more>more than )?(?P<n>once|twice|(?:two|2|three|3|four|4) times)"
    r"|(?P<most>(?:the )?most))\b",
    re.IGNORECASE,
)
_NUMBERS = {"once": 1, "twice": 2, "two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}


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
class _Graded:
    """Grades that are wanted or ruled out, for each strand or for any of them."""

    strands: tuple[str, ...]
    wanted: tuple[str, ...]
    ruled_out: tuple[str, ...] = ()
    any_strand: bool = False
    over_time: bool = False

    def proofs(self, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
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
class _Moved:
    """From one grade to another, from a report to the next that judges the subject."""

    strands: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    over_time: bool = True

    def proofs(self, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
        return [
            row
            for strand in self.strands
            for step in _steps(rows, strand)
            if step[0].judgement.canonical_grade in self.before
            if step[1].judgement.canonical_grade in self.after
            for row in step
        ]


@dataclass(frozen=True, slots=True)
class _Stepped:
    """Up or down the scale from a report to the next, by at least so many grades."""

    strands: tuple[str, ...]
    up: bool
    by: int
    over_time: bool = True

    def proofs(self, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
        return [
            row
            for strand in self.strands
            for step in _steps(rows, strand)
            if self._fits(*map(step_of, step))
            for row in step
        ]

    def _fits(self, before: int | None, after: int | None) -> bool:
        if before is None or after is None:
            return False
        return (after - before if self.up else before - after) >= self.by


@dataclass(frozen=True, slots=True)
class _Often:
    """Grades that were given at least so many times."""

    strands: tuple[str, ...]
    wanted: tuple[str, ...]
    times: int
    over_time: bool = True

    def proofs(self, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
        mine = [
            row
            for row in rows
            if row.judgement.canonical_grade in self.wanted
            if any(is_of(row, strand) for strand in self.strands)
        ]
        return mine if len(mine) >= self.times else []


def find_conditions(query: Query, rows: Sequence[JudgementRow]) -> list[Condition]:
    """What the question demands; among the rows, all there are, "best" and "most" are sought."""
    moved = _MOVED.search(query.question)
    if moved is not None:
        before, after = find_grades(f"as {moved['before']}"), find_grades(moved["to"])
        if before and after:
            return [_Moved(query.strands, before, after)]
    times = _TIMES.search(query.question)
    if times and query.grades:
        return [_often(query, rows, times)]
    return _graded(query) or [_compared(query, latest(rows, query.strands))]


def _often(query: Query, rows: Sequence[JudgementRow], times: re.Match[str]) -> Condition:
    """What "twice inadequate" and "the most outstanding judgements" ask for."""
    strands = query.strands
    if times["most"]:
        if strands == ("overall",) and not find_strands(query.question):
            strands = tuple(dict.fromkeys(r.judgement.canonical or "" for r in rows))
        of_grade = [row for row in rows if row.judgement.canonical_grade in query.grades]
        counted = [row for row in of_grade if any(is_of(row, strand) for strand in strands)]
        most = Counter(row.report.authority for row in counted).most_common(1)
        return _Often(strands, query.grades, most[0][1] if most else 1)
    number = _NUMBERS[times["n"].split()[0].lower()]
    return _Often(strands, query.grades, number + (times["more"] is not None))


def _graded(query: Query) -> list[Condition]:
    """One condition a clause; a clause inherits the grades and strands that it leaves out."""
    conditions: list[Condition] = []
    strands: tuple[str, ...] = ("overall",)
    wanted: tuple[str, ...] = ()
    for clause in _CLAUSE.split(query.question):
        strands = _special(find_strands(clause)) or strands
        named, ruled_out = find_grades(clause), find_ruled_out(clause)
        if not named and not ruled_out and _NOT.search(clause):
            ruled_out = wanted
        wanted = named or (() if ruled_out else wanted)
        if wanted or ruled_out:
            either = _EITHER.search(clause) is not None
            conditions.append(_Graded(strands, wanted, ruled_out, either))
    return conditions


def _compared(query: Query, rows: Iterable[JudgementRow]) -> Condition:
    """What "improved", "got worse", "best", "worst" and "ranked" ask for."""
    strands = _special(query.strands)
    named = rankings_named(query.question)
    by = _STEPS.search(query.question)
    if "rise" in named or "fall" in named:
        return _Stepped(strands, "rise" in named, _NUMBERS[by["n"].lower()] if by else 1)
    steps = {step_of(row) for row in rows if any(is_of(row, strand) for strand in strands)}
    known = sorted(step for step in steps if step is not None)
    if "order" in named or not known:
        return _Graded(strands, tuple(grade for grades in SCALE for grade in grades))
    return _Graded(strands, SCALE[known[-1] if "highest" in named else known[0]])


def _special(strands: tuple[str, ...]) -> tuple[str, ...]:
    """Without the general judgement where a special one is named ("overall for leadership")."""
    return tuple(strand for strand in strands if strand != "overall") or strands


def _steps(
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
    grade = row.judgement.canonical_grade
    return next((n for n, grades in enumerate(SCALE) if grade in grades), None)
