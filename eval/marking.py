"""Marking sheets: two persons judge, apart, whether cited paragraphs support answers."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from eval.rows import write_sheet

__all__ = ["Marked", "write_marking_sheet"]


@dataclass(frozen=True, slots=True)
class Marked:
    """A question and a paragraph that an answer to it cites."""

    id: str
    """Of this pair, so that the marks of two persons can be compared."""
    question: str
    authority: str
    report: str
    label: str
    text: str


def write_marking_sheet(path: Path, rows: Sequence[Marked]) -> None:
    """A row for each pair, its last cell, `mark`, to be filled with yes, partly or no.

    Raises ValueError where two pairs share an id, SheetError where the file exists.
    """
    if len({row.id for row in rows}) != len(rows):
        raise ValueError("two rows of a marking sheet have the same id")
    columns = [field.name for field in fields(Marked)]
    write_sheet(path, (*columns, "mark"), ((*astuple(row), "") for row in rows))
