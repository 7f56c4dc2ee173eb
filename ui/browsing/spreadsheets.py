"""Judgements for a spreadsheet program: CSV, and an Excel workbook that explains itself."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from index import Index, JudgementRow, Paragraph, iso, words_for
from ui.browsing import browsing_words as common
from ui.browsing import judgement_words as words
from ui.browsing.framework_names import framework_name, kind_name
from ui.browsing.strands import strand_name, strand_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Sheet", "judgements_csv", "judgements_xlsx", "sheet_of"]

_Value: TypeAlias = str | int | dt.date | None
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_FIRST_YEAR: Final = 1900
"""Excel counts its days from then."""
_LONGEST_CELL: Final = 32_767


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of values under the names of their columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[_Value, ...], ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A judgement with the paragraph that prints it."""

    row: JudgementRow
    paragraph: Paragraph | None
    page: int | None
    """None where the file has no pages."""


_COLUMNS: Final[tuple[tuple[str, Callable[[_Entry], _Value]], ...]] = (
    (common.AUTHORITY, lambda e: e.row.report.authority),
    (common.PUBLISHED, lambda e: e.row.report.published),
    (words.INSPECTED_FROM, lambda e: e.row.report.inspection_start),
    (words.INSPECTED_TO, lambda e: e.row.report.inspection_end),
    (words.JUDGEMENT_ON, lambda e: strand_name(strand_of(e.row.judgement))),
    (words.JUDGEMENT_PRINTED, lambda e: e.row.judgement.name),
    (common.PART, lambda e: e.row.judgement.part),
    (common.GRADE, lambda e: words_for(e.row.judgement.canonical_grade)),
    (words.GRADE_PRINTED, lambda e: e.row.judgement.grade),
    (common.PRINTED_IN, lambda e: common.place(e.paragraph) if e.paragraph else None),
    (words.PAGE, lambda e: e.page),
    (common.FRAMEWORK, lambda e: framework_name(e.row.report.framework or "")),
    (common.KIND, lambda e: kind_name(e.row.report.kind)),
    (words.REPORT_TITLE, lambda e: e.row.report.title),
    (words.OFFICIAL_ADDRESS, lambda e: e.row.report.url),
    (common.FILE, lambda e: e.row.report.file),
    (words.PARAGRAPH_ID, lambda e: e.row.paragraph_id),
)


def sheet_of(index: Index, rows: Sequence[JudgementRow]) -> Sheet:
    """The judgements with all that is known of where they come from."""
    paged = {id_: index.has_pages(id_) for id_ in {row.report.id for row in rows}}
    entries = []
    for row in rows:
        paragraph = index.paragraph(row.paragraph_id) if row.paragraph_id else None
        page = paragraph.page if paragraph and paged[row.report.id] else None
        entries.append(_Entry(row, paragraph, page))
    return Sheet(
        tuple(name for name, _ in _COLUMNS),
        tuple(tuple(value(entry) for _, value in _COLUMNS) for entry in entries),
    )


def judgements_csv(sheet: Sheet) -> bytes:
    """CSV that Excel reads as UTF-8; a cell that a program would run as a formula is made text."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(sheet.columns)
    writer.writerows([_defused(value) for value in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _defused(value: _Value) -> str:
    text = iso(value) or "" if isinstance(value, dt.date) else str("" if value is None else value)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def judgements_xlsx(sheet: Sheet, about: Sequence[tuple[str, str]]) -> bytes:
    """A workbook with the judgements, and what it holds and how to read it on a second sheet."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with Workbook(file, options) as workbook:
        _write_judgements(workbook, sheet)
        _write_about(workbook, about)
    return file.getvalue()


def _write_judgements(workbook: "Workbook", sheet: Sheet) -> None:
    bold = workbook.add_format({"bold": True, "bottom": 1})
    page = workbook.add_worksheet(common.JUDGEMENTS)
    page.write_row(0, 0, sheet.columns, bold)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    date = workbook.add_format({"num_format": "d mmm yyyy", "align": "left"})
    for line, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, dt.date) and value.year >= _FIRST_YEAR:
                page.write_datetime(line, column, value, date)
            elif isinstance(value, int):
                page.write_number(line, column, value)
            elif value is not None:
                _write_text(page, line, column, str(value))
    page.autofit(max_width=300)


def _write_about(workbook: "Workbook", about: Sequence[tuple[str, str]]) -> None:
    bold = workbook.add_format({"bold": True, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    page = workbook.add_worksheet(words.ABOUT)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 90)
    for line, (name, text) in enumerate(about):
        page.write_string(line, 0, name, bold)
        page.write_string(line, 1, text[:_LONGEST_CELL], wrapped)


def _write_text(page: "Worksheet", line: int, column: int, text: str) -> None:
    """Text that stays text; an address of the web can be followed."""
    if text.startswith("https://") and page.write_url(line, column, text) == 0:
        return
    page.write_string(line, column, text[:_LONGEST_CELL])
