"""Small PDF files for tests, made with fpdf2."""

from collections.abc import Sequence
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import AccessPermission

__all__ = ["damaged_pdf", "empty_page_pdf", "encrypted_pdf", "text_pdf"]

Row = tuple[float, float, bool | str, str] | tuple[float, float, bool | str, str, float]
"""Baseline from the top in points, font size, bold (or the letters of a style, such as "I"), text,
and where it begins (72 unless given)."""


def _document() -> FPDF:
    document = FPDF(unit="pt", format="A4")
    document.core_fonts_encoding = "cp1252"  # has the bullet
    document.set_auto_page_break(auto=False)
    return document


def text_pdf(path: Path, pages: Sequence[Sequence[Row]]) -> Path:
    """A PDF with one line of text for each row."""
    document = _document()
    for rows in pages:
        document.add_page()
        for row in rows:
            style = row[2] if isinstance(row[2], str) else "B" if row[2] else ""
            document.set_font("Helvetica", style, row[1])
            document.text(row[4] if len(row) > 4 else 72, row[0], row[3])
    document.output(str(path))
    return path


def empty_page_pdf(path: Path) -> Path:
    """A PDF whose only page holds a drawing."""
    document = _document()
    document.add_page()
    document.rect(72, 72, 200, 200)
    document.output(str(path))
    return path


def encrypted_pdf(path: Path) -> Path:
    """A PDF that opens only with a password."""
    document = _document()
    document.add_page()
    document.set_font("Helvetica", "", 12)
    document.text(72, 100, "Words")
    document.set_encryption("owner", "user", permissions=AccessPermission.none())
    document.output(str(path))
    return path


def damaged_pdf(path: Path, good: Path) -> Path:
    """The first half of a PDF."""
    data = good.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path
