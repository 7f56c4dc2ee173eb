"""Which authorities were judged what: every judgement of the reports in scope, none left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.conditions import Condition, Graded, is_of, latest, step_of
from assistant.demands import find_conditions
from assistant.notes import region_notes
from assistant.types import Coverage, Note, Query
from assistant.wording import asks_for_any, rankings_named
from assistant.words import listed
from index import Filters, Index, JudgementRow, words_for

__all__ = ["Matched", "find_matching"]

_PAST = re.compile(
    r"\b(?:was|were|been|ever|never|got|gave|given|came|did|had|at any (?:point|time)|history)\b",
    re.IGNORECASE,
)
_MOST_NAMED = 4
"""Judgements that are named one by one."""
_MOST_GRADES = 3


@dataclass(frozen=True, slots=True)
class Matched:
    """The judgements that fit, in the order of their reports, and how many were looked at."""

    rows: tuple[JudgementRow, ...]
    coverage: Coverage
    notes: tuple[Note, ...]
    looked_at: tuple[JudgementRow, ...]
    """The latest judgement of each authority where these count, else none."""


def find_matching(index: Index, query: Query, scope: Filters) -> Matched | None:
    """Which authorities' judgements fit; None where no report in scope has such a judgement."""
    # a latest report need not judge the subject, and a step begins before the time asked about
    scope = replace(scope, latest=False)
    within = {report.id for report in index.reports(scope)}
    undated = replace(scope, since=None, until=None)
    every = [row for row in index.judgements(undated) if row.report.authority]
    conditions = find_conditions(query, every, within)
    if not any(condition.over_time for condition in conditions):
        every = [row for row in every if row.report.id in within]
    strands = tuple(dict.fromkeys(strand for each in conditions for strand in each.strands))
    rows = [row for row in every if any(is_of(row, strand) for strand in strands)]
    if not rows:
        return None
    current = _is_current(query, conditions)
    sides: dict[str, list[JudgementRow]] = {}
    newest = _of_newest(rows) if asks_for_any(query.question) else latest(rows, strands)
    for row in newest if current else rows:
        sides.setdefault(row.report.authority or "", []).append(row)
    proofs = [[each.proofs(side) for each in conditions] for side in sides.values()]
    found = [[row for proof in each for row in proof] for each in proofs if all(each)]
    coverage = Coverage(len(found), len(sides), len(index.authorities()))
    looked = _looked_at(rows, current=current)
    notes = _notes(query, coverage, strands, _sought(conditions), looked)
    looked_at = tuple(newest) if current else ()
    return Matched(tuple(_in_order(query, found)), coverage, tuple(notes), looked_at)


def _of_newest(rows: Sequence[JudgementRow]) -> list[JudgementRow]:
    """All judgements of each authority's newest report: older ones on other subjects are past."""
    newest = {row.report.authority: row.report.id for row in rows}
    return [row for row in rows if newest[row.report.authority] == row.report.id]


def _in_order(query: Query, found: Sequence[Sequence[JudgementRow]]) -> list[JudgementRow]:
    """Authority by authority, or from the highest grade to the lowest where a ranking is wanted."""
    sides = sorted(found, key=lambda rows: rows[0].report.authority or "")
    rows = list(dict.fromkeys(row for side in sides for row in side))
    if "order" in rankings_named(query.question):
        rows.sort(key=lambda row: step_of(row) or 0, reverse=True)
    return rows


def _is_current(query: Query, conditions: Sequence[Condition]) -> bool:
    """Whether what holds now is asked for, and not what ever held or held at a certain time."""
    if any(condition.over_time for condition in conditions):
        return False
    dated = query.since or query.until
    extreme = {"highest", "lowest", "order"} & set(rankings_named(query.question))
    return query.latest or not (dated or (not extreme and _PAST.search(query.question)))


def _notes(
    query: Query, coverage: Coverage, strands: Sequence[str], sought: str, looked: str
) -> Iterator[Note]:
    named = [words_for(strand) for strand in strands]
    what = f" on {listed(named)}" if len(named) <= _MOST_NAMED else ""
    share = f" ({coverage.matched / coverage.with_data:.0%})" if coverage.with_data else ""
    yield Note(
        "coverage",
        f"{sought}{coverage.matched} of the {coverage.with_data} authorities{share} with a "
        f"judgement{what}, counting {looked}; {coverage.total} authorities are in this index.",
    )
    yield from region_notes(query.question)


def _looked_at(rows: Sequence[JudgementRow], *, current: bool) -> str:
    """Which judgements were counted."""
    if current:
        return "the latest judgement of each authority"
    years = sorted({row.report.date.year for row in rows if row.report.date})
    return f"all reports of {' to '.join(dict.fromkeys(map(str, (*years[:1], *years[-1:]))))}"


def _sought(conditions: Sequence[Condition]) -> str:
    """What was looked for, where it is one grade or another ("Judged inadequate: ")."""
    (first, *more) = conditions
    if more or not isinstance(first, Graded):
        return ""
    grades = first.wanted or first.ruled_out
    if len(grades) > _MOST_GRADES or (first.wanted and first.ruled_out):
        return ""
    told = listed([words_for(grade).lower() for grade in grades], "or")
    return f"Judged {told}: " if first.wanted else f"Not judged {told}: "
