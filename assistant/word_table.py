"""How a table stands in a Word document: columns as wide as they need, its heading on each page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.word_page import IN_TABLE

if TYPE_CHECKING:
    from docx.table import Table

__all__ = ["set_out"]

_MILLIMETRES = 160.0
_LETTER, _AROUND = 2.3, 4.0
"""Millimetres that a letter takes, and that a cell keeps free."""
_MOST = 60
"""Letters from which on a longer text makes no wider column."""


def set_out(grid: "Table", lines: Sequence[Sequence[str]]) -> None:
    """Lay out a table that holds these lines, the first of them its heading."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Mm

    widths = [Mm(width) for width in _widths(lines)]
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for n, row in enumerate(grid.rows):
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].style = IN_TABLE
            for run in cell.paragraphs[0].runs:
                run.bold = n == 0
        said_again = "" if n else "<w:tblHeader/>"
        kept = f"<w:trPr {nsdecls('w')}><w:cantSplit/>{said_again}</w:trPr>"
        inside = row.cells[0].paragraphs[0].paragraph_format.element
        next(inside.iterancestors(qn("w:tr"))).insert(0, parse_xml(kept))


def _widths(lines: Sequence[Sequence[str]]) -> list[float]:
    """Room for the longest word of each column; the rest goes where the texts are long."""
    columns = list(zip(*lines, strict=True))
    words = [max(map(len, " ".join(column).split()), default=1) for column in columns]
    least = [_AROUND + _LETTER * letters for letters in words]
    wanted = [min(max(map(len, column)), _MOST) for column in columns]
    more = [max(want - has, 1) for want, has in zip(wanted, words, strict=True)]
    rest = max(_MILLIMETRES - sum(least), 0)
    widths = [has + rest * much / sum(more) for has, much in zip(least, more, strict=True)]
    return [_MILLIMETRES * width / sum(widths) for width in widths]
