"""A question about the grades of all authorities -> the conditions that it sets."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import product

from assistant.conditions import (
    Always,
    Condition,
    Given,
    Graded,
    Moved,
    Never,
    is_of,
    latest,
    step_of,
    steps_between,
)
from assistant.grading import SCALE, find_grades, find_ruled_out
from assistant.numerals import counted
from assistant.types import Query
from assistant.wording import asks_for_any, find_strands, grades_named, rankings_named
from index import JudgementRow

__all__ = ["find_conditions"]

_CLAUSE = re.compile(r"\b(?:but|while|whereas|although|though|(?<!not )yet)\b|;", re.IGNORECASE)
_MOVED = re.compile(r"\bfrom (?P<before>[\w ]+?) (?P<to>to [\w ]+)", re.IGNORECASE)
_BECAME = re.compile(
    r"\b(?:became|become|turned|(?:moved|went|gone|dropped|fell|fallen|slipped|came|risen|rose)"
    r"(?: (?:up|down|back))? to)\b",
    re.IGNORECASE,
)
_LOST = re.compile(r"\b(?:lost|no longer|ceased|stopped being)\b", re.IGNORECASE)
# "were good before", "previously inadequate"; "good before 2018" names a time
_FORMER = re.compile(
    r"\b(?:previously|formerly|used to|once)(?: (?:be|been|judged|rated|graded))* *GRADE"
    r"|GRADE\W+(?:\w+ )?(?:before|previously|earlier|formerly|in the past|last time)\b(?!.*\d)",
)
_ALWAYS = re.compile(
    r"\b(?:always|only ever|consistently|every time|throughout|at (?:each|every))\b", re.IGNORECASE
)
_NEGATED = re.compile(r"\b(?:not|never|failed to|without|neither)\b|n['’]t\b", re.IGNORECASE)
_NOT = re.compile(r"\bnot\b|n['’]t\b", re.IGNORECASE)
_EITHER = re.compile(r"\bor\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?P<n>two|2|three|3) (?:whole |full )?(?:grades?|steps?|levels?|places)\b", re.IGNORECASE
)
_TIMES = re.compile(
    r"\b(?P<more>more than |at least |only )?"
    r"(?P<n>(?:(?<=than )|(?<=least )|(?<=only ))once|twice|(?:two|2|three|3|four|4) times)\b",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:the )?most\b(?! recent)", re.IGNORECASE)
_GRADES = tuple(grade for grades in SCALE for grade in grades)


def find_conditions(
    query: Query, rows: Sequence[JudgementRow], within: Collection[str]
) -> list[Condition]:
    """What the question demands; empty where it is not understood.

    `rows` are all judgements there are, among which "best" and "most" are sought; `within` the ids
    of the reports of the time that is asked about.
    """
    found = _moves(query, rows, within)
    if found and _NEGATED.search(query.question) and not _LOST.search(query.question):
        return [Never(each) for each in found]
    if found:
        return found
    if query.grades and _CLAUSE.search(query.question) is None:
        if _ALWAYS.search(query.question):
            return [Always(_special(query.strands), query.grades)]
        if _TIMES.search(query.question) or _MOST.search(query.question):
            return [_given(query, rows, within)]
    return _graded(query) or _ranked(query, latest(rows, query.strands))


def _moves(query: Query, rows: Sequence[JudgementRow], within: Collection[str]) -> list[Condition]:
    """What "from inadequate to good", "became good", "improved" and "fell twice" ask for."""
    strands = _special(query.strands)
    former = _former(query)
    others = tuple(grade for grade in query.grades if grade not in former)
    if former and others:
        now = {row.report.id for row in latest(rows, strands)}
        earlier = {id_ for id_ in within if id_ not in now}
        return [Given(strands, former, 1, earlier), Given(strands, others, 1, now)]
    moved = _MOVED.search(query.question)
    before = find_grades(f"as {moved['before']}") if moved else ()
    after = find_grades(moved["to"]) if moved else ()
    if before and after:
        return [Moved(strands, set(product(before, after)), within, last=query.latest)]
    if query.grades and _BECAME.search(query.question):
        moves = {(a, b) for a, b in product(_GRADES, query.grades) if a not in query.grades}
        return [Moved(strands, moves, within, last=query.latest)]
    if query.grades and _LOST.search(query.question):
        moves = {(a, b) for a, b in product(query.grades, _GRADES) if b not in query.grades}
        now = {row.report.id for row in latest(rows, strands)}
        lost = Moved(strands, moves, within, last=query.latest)
        return [lost, Never(Given(strands, query.grades, 1, now))]
    ways = [way for way in ("rise", "fall") if way in rankings_named(query.question)]
    if query.grades or not ways:
        return []
    times = _TIMES.search(query.question)
    number = counted(times["n"].split()[0]) if times else 1
    return [
        Moved(strands, _steps(query, rows, way == "rise"), within, number, query.latest)
        for way in ways
    ]


def _former(query: Query) -> tuple[str, ...]:
    """The grades that are said to be past ("inadequate now, and good before")."""
    past = []
    for grade, start, end in grades_named(query.question):
        text = f"{query.question[:start]}GRADE{query.question[end:]}"
        if _FORMER.search(text):
            past.append(grade)
    return tuple(dict.fromkeys(past))


def _steps(query: Query, rows: Sequence[JudgementRow], up: bool) -> set[tuple[str, str]]:  # noqa: FBT001
    """All moves up or down by as many grades as the question says; "most", by the most there is."""
    sizes = {
        (a, b): (m - n) if up else (n - m)
        for (n, ones), (m, others) in product(enumerate(SCALE), repeat=2)
        for a, b in product(ones, others)
    }
    by = _BY.search(query.question)
    least = counted(by["n"]) if by else 1
    if _MOST.search(query.question):
        least = max(least, *(sizes[move] for move in _made(rows, query.strands) if move in sizes))
    return {move for move, size in sizes.items() if size >= least}


def _made(rows: Sequence[JudgementRow], strands: Sequence[str]) -> list[tuple[str, str]]:
    """The moves that authorities made."""
    sides: dict[str | None, list[JudgementRow]] = {}
    for row in rows:
        sides.setdefault(row.report.authority, []).append(row)
    return [
        (before.judgement.canonical_grade, after.judgement.canonical_grade)
        for side in sides.values()
        for strand in strands
        for before, after in steps_between(side, strand)
    ]


def _given(query: Query, rows: Sequence[JudgementRow], within: Collection[str]) -> Condition:
    """What "twice inadequate" and "the most outstanding judgements" ask for."""
    times = _TIMES.search(query.question)
    if times is not None:
        number = counted(times["n"].split()[0]) + (times["more"] == "more than ")
        return Given(query.strands, query.grades, number, within)
    strands = query.strands
    if strands == ("overall",) and not find_strands(query.question):
        strands = tuple(dict.fromkeys(r.judgement.canonical or "" for r in rows))
    tally = Counter(
        row.report.authority
        for row in rows
        if row.judgement.canonical_grade in query.grades and row.report.id in within
        if any(is_of(row, strand) for strand in strands)
    )
    return Given(strands, query.grades, max(tally.values(), default=1), within)


def _graded(query: Query) -> list[Condition]:
    """One condition a clause; a clause inherits the grades and strands that it leaves out."""
    if asks_for_any(query.question):
        return [Graded(query.strands, query.grades, query.ruled_out, any_strand=True)]
    if query.chosen:
        either = _EITHER.search(query.question) is not None
        return [Graded(_special(query.strands), query.grades, query.ruled_out, either)]
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
            conditions.append(Graded(strands, wanted, ruled_out, either))
    return conditions


def _ranked(query: Query, rows: Sequence[JudgementRow]) -> list[Condition]:
    """What "best", "worst" and "in order" ask for."""
    strands = _special(query.strands)
    named = rankings_named(query.question)
    if "order" in named:
        return [Graded(strands, _GRADES)]
    steps = {step_of(row) for row in rows if any(is_of(row, strand) for strand in strands)}
    known = sorted(step for step in steps if step is not None)
    for way, found in (("highest", known[-1:]), ("lowest", known[:1])):
        if way in named and found:
            return [Graded(strands, SCALE[found[0]])]
    return []


def _special(strands: tuple[str, ...]) -> tuple[str, ...]:
    """Without the general judgement where a special one is named ("overall for leadership")."""
    return tuple(strand for strand in strands if strand != "overall") or strands
