"""Notes on judgements: later reports without one, and frameworks that differ."""

from collections.abc import Iterator, Sequence

from assistant.types import Note, Query
from assistant.words import report_name
from index import Filters, Index, JudgementRow, Report, words_for

__all__ = ["comparability_note", "grade_notes", "later_notes"]

_FRAMEWORKS = {
    "Safeguarding and LAC 2009": "the safeguarding and looked after children inspections (to 2012)",
    "SIF 2013": "the single inspection framework (2013 to 2017)",
    "ILACS 2018": "ILACS (from 2018)",
    "ILACS 2026": "ILACS (from 2018)",  # the same judgements, but for the overall one
    "JTAI 2016": "joint targeted area inspections",
}


def grade_notes(index: Index, query: Query, rows: Sequence[JudgementRow]) -> Iterator[Note]:
    """What has to be known beside the judgements of single authorities."""
    if not (query.since or query.until):
        yield from later_notes(index, rows)
    yield from comparability_note(rows)
    together = [row for row in rows if row.judgement.canonical == "in_care_and_care_leavers"]
    apart = {"in_care", "care_leavers"} & set(query.strands)
    if together and apart:
        named = "; ".join(dict.fromkeys(report_name(row.report) for row in together))
        text = f"Children in care and care leavers were judged together in the report on {named}."
        yield Note("together", text)


def later_notes(index: Index, rows: Sequence[JudgementRow]) -> Iterator[Note]:
    """Reports newer than the judgements of an authority that print none on the same subject."""
    newest = {(r.report.authority or "", r.judgement.canonical or ""): r.report for r in rows}
    without: dict[str, list[str]] = {}
    for (authority, strand), report in newest.items():
        reports = index.reports(Filters(authorities=(authority,)))
        later = reports[[r.id for r in reports].index(report.id) + 1 :]
        kept = [r for r in later if r.judgements and not _judges(r, strand)]
        without.setdefault(words_for(strand), []).extend(report_name(r) for r in kept)
    for strand, names in without.items():
        if names:
            text = f"No grade for {strand} is printed in the later report on {'; '.join(names)}."
            yield Note("later", text)


def _judges(report: Report, strand: str) -> bool:
    """Whether the report gives a judgement on the strand, or on one that has become part of it."""
    canonical = {judgement.canonical for judgement in report.judgements}
    both = strand in ("in_care", "care_leavers", "in_care_and_care_leavers")
    return bool(canonical & ({"in_care", "in_care_and_care_leavers"} if both else {strand}))


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
