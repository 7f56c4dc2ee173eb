"""Notes on judgements: how long a grade held, later reports without one, frameworks that differ."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from assistant.types import Note, Query
from assistant.words import in_words, listed, report_name
from index import Filters, Index, JudgementRow, words_for

__all__ = ["comparability_note", "grade_notes"]

_SPELL = re.compile(r"\b(?:since when|how long|when did|when was|when were)\b", re.IGNORECASE)
_FRAMEWORKS = {
    "Safeguarding and LAC 2009": "the safeguarding and looked after children inspections (to 2012)",
    "SIF 2013": "the single inspection framework (2013 to 2017)",
    "ILACS 2018": "ILACS (from 2018)",
    "ILACS 2026": "ILACS (from 2018)",  # the same judgements, but for the overall one
    "JTAI 2016": "joint targeted area inspections",
}


def grade_notes(index: Index, query: Query, rows: Sequence[JudgementRow]) -> Iterator[Note]:
    """What has to be known beside the judgements of single authorities."""
    if _SPELL.search(query.question):
        yield from _spells(query, rows)
    yield from _later_without(index, query, rows)
    yield from comparability_note(rows)


def comparability_note(rows: Sequence[JudgementRow]) -> Iterator[Note]:
    """That the judgements were made under frameworks that differ, where they do."""
    found = dict.fromkeys(row.report.framework for row in rows if row.report.framework)
    names = list(dict.fromkeys(_FRAMEWORKS[name] for name in found if name in _FRAMEWORKS))
    if len(names) > 1:
        text = (
            f"The judgements were made under different frameworks: {'; '.join(names)}. Their "
            "judgements and grades do not mean quite the same."
        )
        yield Note("comparability", text)


def _spells(query: Query, rows: Sequence[JudgementRow]) -> Iterator[Note]:
    """From which report to which each judgement last had the grade that the question names."""
    for _, same in groupby(sorted(rows, key=_of_one), key=_of_one):
        judged = list(same)
        runs = [list(run) for held, run in groupby(judged, key=partial(_holds, query)) if held]
        if runs:
            yield Note("history", _spell(runs[-1], judged[-1]))


def _spell(run: Sequence[JudgementRow], newest: JudgementRow) -> str:
    first, last = run[0], run[-1]
    what = f"{first.report.authority}, {words_for(first.judgement.canonical or '')}"
    grade = words_for(first.judgement.canonical_grade)
    until = "" if last is newest else f", to that on {report_name(last.report)}"
    return (
        f"{what}: {grade} {'since' if last is newest else 'from'} the report on "
        f"{report_name(first.report)}{until} ({in_words(len(run), 'report')} in this index)."
    )


def _holds(query: Query, row: JudgementRow) -> bool:
    return row.judgement.canonical_grade in query.grades


def _of_one(row: JudgementRow) -> tuple[str, str]:
    return (row.report.authority or "", row.judgement.canonical or "")


def _later_without(index: Index, query: Query, rows: Sequence[JudgementRow]) -> Iterator[Note]:
    """Reports newer than the judgements of an authority that print no such judgement."""
    if query.since or query.until:
        return
    newest = {row.report.authority: row.report for row in rows if row.report.authority}
    for authority, report in newest.items():
        reports = index.reports(Filters(authorities=(authority or "",)))
        later = reports[[r.id for r in reports].index(report.id) + 1 :]
        if later:
            what = listed(
                [words_for(strand) for strand in query.strands] or ["overall effectiveness"]
            )
            names = listed([report_name(each) for each in later])
            yield Note("later", f"No grade for {what} is printed in the later report on {names}.")
