"""Answers -> a Word document: each question with what is cited, and one list of references."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.answer import Answer, Provenance, Refusal, Table
from assistant.numbering import Numbering
from assistant.outline import groups, is_paged, place, shown_table
from assistant.types import Passage
from assistant.withheld import Withheld, why_withheld
from assistant.word_page import NOTE, empty_document
from assistant.word_table import set_out
from assistant.word_text import add_address, add_marks, add_target, printable
from assistant.words import day, listed, report_name

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

__all__ = ["to_word"]

_BULLET, _NUMBER, _CONTINUED = "List Bullet", "List Number", "List Continue"


def to_word(answers: Sequence[Answer], *, title: str) -> bytes:
    """A .docx file of one answer or of a conversation; references are numbered through it."""
    writer = _Writer(empty_document(printable(title)))
    writer.document.add_heading(printable(title), 0)
    for answer in answers:
        writer.add_answer(answer)
    writer.add_references()
    writer.add_provenance([answer.provenance for answer in answers])
    file = io.BytesIO()
    writer.document.save(file)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes answers one after another; what several of them cite has one number."""

    document: "Document"
    references: Numbering = field(default_factory=Numbering)

    def add_answer(self, answer: Answer) -> None:
        """A question, how it was understood, and what is said, withheld or refused."""
        self._heading(answer.question, 1)
        if answer.refusal is not None:
            self._cited(answer.refusal.message, answer, answer.refusal.evidence)
        for note in answer.notes:
            self._paragraph(note.text, NOTE)
        table = shown_table(answer)
        for group in groups(answer, rows=table is None):
            self._heading(group.report, 2)
            for section in group.sections:
                self._heading(section.heading, 3)
                for statement in section.statements:
                    self._cited(statement.text, answer, statement.citations, _BULLET)
        if table is not None:
            self._add_table(table, answer)
        self._add_withheld(answer.withheld)
        if answer.refusal is not None:
            self._add_nearest(answer.refusal)

    def add_references(self) -> None:
        """All passages that were cited, by their numbers."""
        cited = self.references.citations
        self._heading("References" if cited else "", 1)
        for citation in cited:
            self._add_reference(citation.id, citation.passage)

    def add_provenance(self, provenances: Sequence[Provenance]) -> None:
        """What the answers were made from, said once where it is the same."""
        made: dict[tuple[str, ...], list[Provenance]] = {}
        for each in provenances:
            key = (each.index, each.corpus, each.model or "", each.version)
            made.setdefault(key, []).append(each)
        self._heading("How this was made" if made else "", 1)
        for (index, corpus, model, version), same in made.items():
            days = dict.fromkeys(day(each.created.date()) for each in same)
            writes = f"written by the model {model}, each sentence checked" if model else ""
            for said in (
                f"Date: {listed(tuple(days))}",
                f"Words: {writes or 'quotations only, and what was computed from the reports'}",
                f"Reports loaded: {corpus}",
                f"Index: generation {index}",
                f"Program: Inspection Assistant {version}",
            ):
                self._paragraph(said, NOTE)

    def _add_table(self, table: Table, answer: Answer) -> None:
        """The table, each row with its references behind it."""
        lines = [(*table.columns, "Sources"), *((*row.cells, "") for row in table.rows)]
        grid = self.document.add_table(rows=0, cols=len(lines[0]), style="Table Grid")
        for line in lines:
            for cell, text in zip(grid.add_row().cells, line, strict=True):
                cell.text = printable(text)
        for row, last in zip(table.rows, grid.columns[-1].cells[1:], strict=True):
            add_marks(last.paragraphs[0], self._numbers(answer, row.citations))
        set_out(grid, lines)
        self._paragraph("")

    def _add_withheld(self, withheld: Sequence[Withheld]) -> None:
        self._heading("Withheld, since it could not be verified" if withheld else "", 2)
        for each in withheld:
            self._paragraph(f"{each.text} ({why_withheld(each.reason)})", _BULLET)

    def _add_nearest(self, refusal: Refusal) -> None:
        self._heading("Nearest passages" if refusal.nearest else "", 2)
        for hit in refusal.nearest:
            self._paragraph(f"{report_name(hit.report)}, {place(hit.paragraph)}", _BULLET)

    def _add_reference(self, number: int, passage: Passage) -> None:
        """Where a passage stands, its words, and where the report is found."""
        report, paragraph = passage.report, passage.paragraph
        page = f"page {paragraph.page}" if is_paged(passage) else ""
        where = [report_name(report), place(paragraph), page]
        entry = self.document.add_paragraph(style=_NUMBER)
        add_target(entry, number)
        entry.add_run(printable(", ".join(part for part in where if part)))
        entry.paragraph_format.keep_with_next = True
        self._paragraph(f"“{passage.quote}”", _CONTINUED)
        found = self._paragraph(f"{report.title} ({report.file})", _CONTINUED)
        if report.url:
            found.add_run(", ")
            add_address(found, report.url)

    def _cited(
        self, text: str, answer: Answer, citations: Sequence[int], style: str | None = None
    ) -> None:
        """A paragraph with the numbers of its references behind it."""
        behind = "\u00a0" if citations else ""  # so that no line begins with a number
        add_marks(self._paragraph(text + behind, style), self._numbers(answer, citations))

    def _numbers(self, answer: Answer, citations: Sequence[int]) -> tuple[int, ...]:
        """The numbers that an answer's citations have in the document."""
        return self.references.numbers([answer.citation(n).passage for n in citations])

    def _paragraph(self, text: str, style: str | None = None) -> "Paragraph":
        return self.document.add_paragraph(printable(text), style)

    def _heading(self, text: str, level: int) -> None:
        """A heading; none where it says nothing."""
        if text:
            self.document.add_heading(" ".join(printable(text).split()), level)
