"""Whether a saved citation still holds: its words, in that place, in that report of an open index.

It holds where evaluation finds it valid: the paragraph is there under the report, label, number,
page and headings that the citation names, its text is the saved one, and the quotation stands in
it between `start` and `end`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.outline import place
from assistant.relevance import sentences
from assistant.saved import SavedCitation
from assistant.types import Passage
from assistant.verbatim import find_verbatim
from assistant.words import report_name
from index import Index, Paragraph, Report, iso

__all__ = ["CitationCheck", "Outcome", "check_citation", "sentences_around"]

Outcome = Literal["holds", "moved", "changed", "gone"]
"""`moved`: the same words, under another label or in another file; `changed`: other words there."""


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """What became of a saved citation."""

    cited: SavedCitation
    outcome: Outcome
    why: str = ""
    """What is different; empty where nothing is."""
    passage: Passage | None = None
    """Where the words stand now; None where they do not."""
    saved: str = ""
    printed: str = ""
    """The words that differ: as they were saved, and as the report prints them there."""

    @property
    def holds(self) -> bool:
        """Whether the report prints the words."""
        return self.passage is not None


def check_citation(index: Index, cited: SavedCitation) -> CitationCheck:
    """Look a citation up: by the hash of its report and its paragraph, then by its words."""
    try:
        report = index.report(cited.report_id)
    except KeyError:
        return _issued_anew(index, cited)
    if _named(report) != _as_named(cited):
        why = f"the index has this report as {report_name(report)}, “{report.title}”"
        return CitationCheck(cited, "changed", why)
    if _contradicts_itself(cited):
        return _contradicted(index, cited)
    return _of_report(index, report, cited)


def _of_report(index: Index, report: Report, cited: SavedCitation) -> CitationCheck:
    paragraph = _paragraph(index, cited)
    if paragraph is not None and paragraph.text == cited.text:
        return _in_place(Passage(paragraph, report, cited.start, cited.end), cited)
    found = _words_in(index.paragraphs(report.id), report, cited)
    if found is not None and found.paragraph != paragraph:
        return CitationCheck(cited, "moved", f"the words stand at {_where(found)}", found)
    if paragraph is None:
        return CitationCheck(cited, "gone", "the report has no such paragraph, nor these words")
    why = "the paragraph has other words"
    return CitationCheck(cited, "changed", why, None, cited.text, paragraph.text)


def _contradicted(index: Index, cited: SavedCitation) -> CitationCheck:
    """A citation whose quotation is not what it says itself that the paragraph prints there."""
    paragraph = _paragraph(index, cited)
    if paragraph is None:
        return CitationCheck(cited, "gone", "the report has no such paragraph")
    printed = paragraph.text[max(cited.start, 0) : max(cited.end, 0)]
    why = "other words stand there"
    return CitationCheck(cited, "changed", why, None, cited.quote, printed)


def _contradicts_itself(cited: SavedCitation) -> bool:
    """Whether the quotation is not what the citation itself says stands there."""
    stretch = 0 <= cited.start < cited.end == cited.start + len(cited.quote)
    return not stretch or cited.text[cited.start : cited.end] != cited.quote


def _in_place(passage: Passage, cited: SavedCitation) -> CitationCheck:
    """The paragraph holds; what the citation says of its place may not."""
    report, paragraph = passage.report, passage.paragraph
    places = (
        ("label", cited.label, paragraph.label),
        ("number", cited.paragraph, paragraph.number),
        ("page", cited.page, paragraph.page),
        ("headings", " › ".join(cited.section), " › ".join(paragraph.section)),
        ("file", cited.file, report.file),
        ("address", cited.url, report.url),
    )
    moved = [f"{what}: not “{old}” but “{new}”" for what, old, new in places if old != new]
    return CitationCheck(cited, "moved" if moved else "holds", "; ".join(moved), passage)


def _issued_anew(index: Index, cited: SavedCitation) -> CitationCheck:
    """A citation whose file is not in the index; perhaps another file of the same report is."""
    anew = [report for report in index.reports() if _named(report) == _as_named(cited)]
    if not anew or _contradicts_itself(cited):
        return CitationCheck(cited, "gone", "the report is not in the index")
    paragraphs = [(report, index.paragraphs(report.id)) for report in anew]
    for report, of_report in paragraphs:
        found = _words_in(of_report, report, cited)
        if found is not None:
            why = f"the report was issued anew; the words stand at {_where(found)}"
            return CitationCheck(cited, "moved", why, found)
    same = [p for _, of_report in paragraphs for p in of_report if p.label == cited.label]
    if not same:
        return CitationCheck(cited, "gone", "the report was issued anew, without these words")
    why = "the report was issued anew; the paragraph has other words"
    return CitationCheck(cited, "changed", why, None, cited.text, same[0].text)


def _words_in(
    paragraphs: Sequence[Paragraph], report: Report, cited: SavedCitation
) -> Passage | None:
    """Where the saved words stand: rather in the same text than in another around them.

    The sentences that they are cut from must be whole there too, else "all children are seen" would
    be found in "not all children are seen".
    """
    first, last = sentences_around(cited.text, cited.start, cited.end)
    wanted = cited.text[first:last]
    letters = len("".join(wanted.split()))
    alike = sorted(paragraphs, key=lambda p: (p.text != cited.text, p.label != cited.label))
    for paragraph in alike:
        if paragraph.text == cited.text:
            return Passage(paragraph, report, cited.start, cited.end)
        fits = letters <= len(paragraph.text)  # a file may hold megabytes of them
        found = _quoted_in(paragraph.text, wanted, cited.quote) if fits else None
        if found is not None:
            return Passage(paragraph, report, *found)
    return None


def _quoted_in(text: str, wanted: str, quote: str) -> tuple[int, int] | None:
    """Where a quotation stands in a text that has the wanted sentences, and these whole."""
    at = find_verbatim(wanted, text)
    if at is None:
        return None
    first, last = sentences_around(text, *at)
    quoted = find_verbatim(quote, text[first:last])
    if quoted is None or find_verbatim(text[first:last], wanted) is None:
        return None
    return first + quoted[0], first + quoted[1]


def sentences_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences of a text that a stretch of it lies in."""
    spans = sentences(text)
    first = max((s for s, _ in spans if s <= start), default=start)
    last = min((e for _, e in spans if e >= end), default=end)
    return first, last


def _paragraph(index: Index, cited: SavedCitation) -> Paragraph | None:
    """The paragraph that a citation names by its id, if it is one of its report."""
    try:
        paragraph = index.paragraph(cited.paragraph_id)
    except KeyError:
        return None
    return paragraph if paragraph.report_id == cited.report_id else None


def _named(report: Report) -> tuple[str | None, ...]:
    start, end = iso(report.inspection_start), iso(report.inspection_end)
    return (report.authority, report.title, start, end, iso(report.published))


def _as_named(cited: SavedCitation) -> tuple[str | None, ...]:
    dates = cited.inspection_start, cited.inspection_end, cited.published
    return (cited.authority, cited.report, *dates)


def _where(passage: Passage) -> str:
    """A place as a person finds it: "paragraph 12, page 4 of report.pdf"."""
    paragraph = passage.paragraph
    return f"{place(paragraph)}, page {paragraph.page} of {passage.report.file}"
