"""Which authorities were judged what: every judgement of the reports in scope, none left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.grading import find_grades, find_ruled_out
from assistant.notes import region_notes
from assistant.types import Coverage, Note, Query
from assistant.wording import find_strands
from assistant.words import listed
from index import Filters, Index, JudgementRow, words_for

__all__ = ["Matched", "find_matching"]

_PAST = re.compile(
    r"\b(?:was|were|been|ever|never|got|gave|given|came|did|had|at any (?:point|time)|history)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:but|while|whereas|although|though|yet)\b|;", re.IGNORECASE)
_MOVED = re.compile(r"\bfrom (?P<before>[\w ]+?) (?P<to>to [\w ]+)", re.IGNORECASE)
_NOT = re.compile(r"\bnot\b|n['’]t\b", re.IGNORECASE)
_EITHER = re.compile(r"\bor\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Matched:
    """The judgements that fit, in the order of their reports, and how many were looked at."""

    rows: tuple[JudgementRow, ...]
    coverage: Coverage
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Condition:
    """What one clause of a question demands of an authority's judgements."""

    strands: tuple[str, ...]
    wanted: tuple[str, ...]
    ruled_out: tuple[str, ...]
    any_strand: bool

    def of(self, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
        """The rows that prove it of one authority, none where it does not hold."""
        proofs = [self._of_strand(strand, rows) for strand in self.strands]
        if not (any(proofs) if self.any_strand else all(proofs)):
            return []
        return [row for proof in proofs for row in proof]

    def _of_strand(self, strand: str, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
        mine = [row for row in rows if _is_of(row, strand)]
        grades = {row.judgement.canonical_grade for row in mine}
        if grades & set(self.ruled_out):
            return []
        if not self.wanted:
            return mine[-1:]  # what is never so is proved by no row; the newest says what is
        return [row for row in mine if row.judgement.canonical_grade in self.wanted]


@dataclass(frozen=True, slots=True)
class _Movement:
    """A step from one grade to another, from one report to the next that judges the subject."""

    strands: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    def of(self, rows: Sequence[JudgementRow]) -> list[JudgementRow]:
        """Both rows of each such step."""
        steps = [
            step
            for strand in self.strands
            for step in pairwise(row for row in rows if _is_of(row, strand))
            if step[0].judgement.canonical_grade in self.before
            if step[1].judgement.canonical_grade in self.after
        ]
        return [row for step in steps for row in step]


def find_matching(index: Index, query: Query, scope: Filters) -> Matched | None:
    """Which authorities' judgements fit; None where no report in scope has such a judgement."""
    movement = _movement(query)
    conditions: Sequence[_Condition | _Movement] = [movement] if movement else _conditions(query)
    scope = replace(scope, latest=False)  # a latest report need not judge the subject
    every = [row for row in index.judgements(scope) if row.report.authority]
    strands = tuple(dict.fromkeys(strand for each in conditions for strand in each.strands))
    rows = [row for row in every if any(_is_of(row, strand) for strand in strands)]
    if not rows:
        return None
    dated = bool(scope.since or scope.until)
    past = movement or dated or _PAST.search(query.question)
    current = query.latest or not past
    sides: dict[str, list[JudgementRow]] = {}
    for row in _latest(rows, strands) if current else rows:
        sides.setdefault(row.report.authority or "", []).append(row)
    proofs = [[each.of(side) for each in conditions] for side in sides.values()]
    found = [[row for proof in each for row in proof] for each in proofs if all(each)]
    coverage = Coverage(len(found), len(sides), len(index.authorities()))
    picked = tuple(dict.fromkeys(row for side in found for row in side))
    ordered = tuple(row for row in rows if row in set(picked))
    return Matched(
        ordered, coverage, tuple(_notes(query, coverage, strands, rows, current=current))
    )


def _movement(query: Query) -> _Movement | None:
    """What "from inadequate to good" asks for."""
    moved = _MOVED.search(query.question)
    if moved is None:
        return None
    before, after = find_grades(f"as {moved['before']}"), find_grades(moved["to"])
    return _Movement(query.strands, before, after) if before and after else None


def _conditions(query: Query) -> list[_Condition]:
    """One condition a clause; a clause inherits the grades and subjects that it leaves out."""
    conditions: list[_Condition] = []
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
            conditions.append(_Condition(strands, wanted, ruled_out, either))
    return conditions


def _special(strands: tuple[str, ...]) -> tuple[str, ...]:
    """Without the general judgement where a special one is named ("overall for leadership")."""
    return tuple(strand for strand in strands if strand != "overall") or strands


def _is_of(row: JudgementRow, strand: str) -> bool:
    canonical = row.judgement.canonical
    return canonical == strand or (strand, canonical) == ("in_care", "in_care_and_care_leavers")


def _latest(rows: Sequence[JudgementRow], strands: Sequence[str]) -> list[JudgementRow]:
    """Of each authority and subject the rows of the newest report that judges it."""
    newest = {
        (row.report.authority, strand): row.report.id
        for row in rows
        for strand in strands
        if _is_of(row, strand)
    }
    return [
        row
        for row in rows
        if any(
            _is_of(row, strand) and newest[row.report.authority, strand] == row.report.id
            for strand in strands
        )
    ]


def _notes(
    query: Query,
    coverage: Coverage,
    strands: Sequence[str],
    rows: Sequence[JudgementRow],
    *,
    current: bool,
) -> Iterator[Note]:
    what = listed([words_for(strand) for strand in strands])
    years = sorted({row.report.date.year for row in rows if row.report.date})
    span = " to ".join(dict.fromkeys(f"{year}" for year in (*years[:1], *years[-1:])))
    looked = "the latest judgement of each authority" if current else f"all reports of {span}"
    yield Note(
        "coverage",
        f"{coverage.matched} of the {coverage.with_data} authorities with a judgement on "
        f"{what}, counting {looked}; {coverage.total} authorities are in this index.",
    )
    yield from region_notes(query.question)
