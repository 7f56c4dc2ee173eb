"""How long an authority has had, or had, a grade: since when, until when, for the first time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.conditions import is_of
from assistant.types import Query
from assistant.words import in_words, listed, report_name
from index import Filters, Index, JudgementRow, words_for

__all__ = ["Spell", "find_spells"]

_ASKED = re.compile(r"\b(?:since when|how long|when (?:did|was|were))\b", re.IGNORECASE)
_FIRST = re.compile(r"\bfirst\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of reports with one grade: what is said of it, and what proves it."""

    said: str
    first: JudgementRow
    last: JudgementRow


def find_spells(index: Index, query: Query) -> Iterator[Spell]:
    """For each authority and strand the last, or first, stretch of reports with the grades.

    All reports count, whatever time the question names.
    """
    if not query.grades or _ASKED.search(query.question) is None:
        return
    for authority in query.authorities:
        rows = index.judgements(Filters(authorities=(authority,)))
        for strand in query.strands or ("overall",):
            judged = [row for row in rows if is_of(row, strand)]
            runs = [list(run) for held, run in groupby(judged, lambda r: _holds(query, r)) if held]
            if runs:
                run = runs[0 if _FIRST.search(query.question) else -1]
                yield Spell(_said(run, judged[-1], strand), run[0], run[-1])


def _said(run: Sequence[JudgementRow], newest: JudgementRow, strand: str) -> str:
    first, last = run[0], run[-1]
    grades = listed(list(dict.fromkeys(words_for(r.judgement.canonical_grade) for r in run)))
    until = "" if last is newest else f", to that on {report_name(last.report)}"
    return (
        f"{first.report.authority}, {words_for(strand)}: {grades} "
        f"{'since' if last is newest else 'from'} the report on {report_name(first.report)}{until} "
        f"({in_words(len(run), 'report')} in this index)."
    )


def _holds(query: Query, row: JudgementRow) -> bool:
    return row.judgement.canonical_grade in query.grades
