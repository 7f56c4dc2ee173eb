"""Pointer validity: does every citation lead where it says, and does every quotation stand there?

The share of an answer's citations whose paragraph is in the index under the report, authority,
date, file, section, label, printed number and page that the citation names, and whose words between
`start` and `end` are the quotation. Whether a citation supports its statement is another question,
and comes after this one.
"""

from collections.abc import Mapping

from eval.metrics.measure import UNSCORED, Measure, unscored
from eval.types import Cited, Outcome, Score, Task
from index import Index, iso

__all__ = ["pointer_validity"]


def pointer_validity(indexes: Mapping[str, Index]) -> Measure:
    """The measure, by the index of each corpus."""

    def of(task: Task, outcome: Outcome) -> Score:
        if not outcome.citations:
            return UNSCORED
        index = indexes.get(task.case.corpus)
        if index is None:
            return unscored("the index is not at hand")
        faults = [(c.id, _fault(index, c)) for c in outcome.citations]
        broken = [f"[{number}] {fault}" for number, fault in faults if fault]
        return Score(1 - len(broken) / len(faults), "; ".join(broken))

    return Measure(
        "pointer_validity",
        "Pointers valid",
        "citations that resolve and quote verbatim / citations",
        "this project",
        of,
    )


def _fault(index: Index, cited: Cited) -> str:
    """What is wrong with a citation; empty where nothing is."""
    try:
        paragraph = index.paragraph(cited.paragraph_id)
    except KeyError:
        return "no such paragraph"
    report = index.report(paragraph.report_id)
    whose = (cited.report_id, cited.file, cited.authority, cited.published)
    if whose != (report.id, report.file, report.authority, iso(report.published)):
        return "another report than it says"
    where = (cited.label, cited.paragraph, cited.page, cited.section)
    if where != (paragraph.label, paragraph.number, paragraph.page, paragraph.section):
        return "another paragraph than it says"
    within = 0 <= cited.start < cited.end <= len(paragraph.text)
    verbatim = within and paragraph.text[cited.start : cited.end] == cited.quote
    if not verbatim or cited.text != paragraph.text:
        return "not a verbatim quotation"
    return ""
