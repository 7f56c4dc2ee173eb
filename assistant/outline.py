"""The parts of an answer in reading order, as every written form of it shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answer import Answer, Statement, Table
from assistant.types import Passage
from assistant.words import report_name
from index import Paragraph

__all__ = ["Group", "Section", "groups", "is_paged", "place", "shown_table"]

_FEW = 4
"""Statements about one report that need no headings among them."""


@dataclass(frozen=True, slots=True)
class Section:
    """Statements under one heading of a report; under none where they are few."""

    heading: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that follow one another and rest on the same report."""

    report: str
    """The report's name; none over what a model wrote, or what was computed from several."""
    sections: tuple[Section, ...]


def groups(answer: Answer, *, rows: bool = True) -> list[Group]:
    """The statements of an answer by report; `rows` are those that repeat a row of its table."""

    def name(statement: Statement) -> str:
        of_its_own = statement.origin in ("written", "computed")
        return "" if of_its_own else report_name(_first(answer, statement).report)

    told = [each for each in answer.statements if rows or each.origin != "row"]
    return [
        Group(report, _sections(answer, list(of)) if report else (Section("", tuple(of)),))
        for report, of in groupby(told, name)
    ]


def shown_table(answer: Answer) -> Table | None:
    """The table where it compares several reports; of one, the statements say the same."""
    reports = {citation.passage.report.id for citation in answer.citations}
    return answer.table if answer.table is not None and len(reports) > 1 else None


def place(paragraph: Paragraph) -> str:
    """What a person calls the paragraph's place in its report: "paragraph 59"."""
    return f"paragraph {paragraph.label}" if paragraph.number else paragraph.label


def is_paged(passage: Passage) -> bool:
    """Whether the report's file has pages of its own, so that naming one leads there."""
    return passage.report.file.lower().endswith(".pdf")


def _first(answer: Answer, statement: Statement) -> Passage:
    return answer.citation(statement.citations[0]).passage


def _sections(answer: Answer, statements: Sequence[Statement]) -> tuple[Section, ...]:
    def heading(statement: Statement) -> str:
        return _first(answer, statement).heading

    if len(statements) <= _FEW:
        return (Section("", tuple(statements)),)
    return tuple(Section(key, tuple(under)) for key, under in groupby(statements, heading))
