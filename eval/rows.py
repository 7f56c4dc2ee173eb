"""Sheets for a spreadsheet program as CSV: rows are written, and read again with their places.

A cell that the program would run as a formula gets a leading apostrophe, which reading takes away
again (OWASP, "CSV injection").
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.errors import SheetError
from index import replace_text

__all__ = ["Row", "guarded", "read_rows", "write_new", "write_sheet"]

_FORMULA = re.compile(r"[\s']*[=+\-@]|'*[\t\r\n]")
"""Apostrophes count, so that what is written is what is read, whatever it begins with."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet that was filled in."""

    sheet: Path
    number: int
    """As the spreadsheet program counts, the headings being row 1."""
    _cells: Mapping[str, str] = field(repr=False)

    def __getitem__(self, column: str) -> str:
        """A cell, without blanks around it."""
        return self._cells[column].strip()

    def error(self, column: str, message: str) -> SheetError:
        """What is wrong with a cell."""
        return SheetError(f"{self.sheet}, row {self.number}, column “{column}”: {message}")


def write_sheet(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A sheet with a row of headings; SheetError where a file exists, or none can be written."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(map(guarded, row) for row in rows)
    # Excel takes a file without the mark for one in the encoding of its country.
    write_new(path, "\ufeff" + text.getvalue())


def guarded(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def read_rows(path: Path, columns: Sequence[str]) -> list[Row]:
    """The rows of a sheet that are not blank; it may have more columns, in any order.

    Raises SheetError where it cannot be read or lacks a column.
    """
    lines = _lines(path)
    names = [name.strip().casefold() for name in lines[0]]
    for column in columns:
        if names.count(column) != 1:
            fault = "two columns are" if column in names else "no column is"
            raise SheetError(f"{path}, row 1: {fault} headed “{column}”; mend the headings")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in line[len(names) :]):
            raise SheetError(
                f"{path}, row {number}: more cells than headings; move or empty what stands "
                f"to the right of column “{names[-1]}”"
            )
        if any(cell.strip() for cell in line):
            cells = [cell[1:] if _is_guarded(cell) else cell for cell in line]
            cells += [""] * (len(names) - len(cells))
            rows.append(Row(path, number, dict(zip(names, cells, strict=False))))
    return rows


def _is_guarded(cell: str) -> bool:
    return cell.startswith("'") and _FORMULA.match(cell, 1) is not None


def _lines(path: Path) -> list[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SheetError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SheetError(
            f"{path} is not a sheet in UTF-8; save it as “CSV UTF-8” in the spreadsheet program"
        ) from error
    if not text.strip():
        raise SheetError(f"{path} is empty; the first row has to hold the headings")
    headings = text.splitlines()[0]
    # Where a comma is the decimal mark, spreadsheet programs part cells by semicolons.
    delimiter = max(",;\t", key=headings.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise SheetError(
            f"{path}, line {reader.line_num} of the text: {error}; "
            "open the sheet in a spreadsheet program and save it as “CSV UTF-8” again"
        ) from error


def write_new(path: Path, text: str) -> None:
    """The whole text or no file; hours of somebody's work may stand in one that exists."""
    try:
        if path.exists():
            raise SheetError(f"{path} exists and is not overwritten; name another file")
        replace_text(path, text)
    except OSError as error:
        raise SheetError(f"{path} cannot be written: {error.strerror}") from error
