"""Turns the Markdown sources in scripts/sample_pdf into the PDFs of the sample.

python scripts/make_sample_pdf.py [--fonts FOLDER]   (needs the `test` extra and the DejaVu fonts)

The pages look like those of a real report: a title, a table of judgements, headings, square
bullets, numbered paragraphs that run over page breaks, and a footer with the page number.
"""

import argparse
import datetime as dt
import re
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

__all__ = ["Layout", "render"]

SOURCES = Path(__file__).parent / "sample_pdf"
REPORTS = Path(__file__).parents[1] / "sample" / "reports"
FONTS = Path("/usr/share/fonts/truetype/dejavu")
NOTICE = "This document is invented"
MARGIN, INDENT, BULLET_INDENT, LINE = 25.0, 10.0, 7.0, 5.6  # millimetres


class Layout(FPDF):
    """A4 pages with the footer of a report from the second page on."""

    def __init__(self, title: str, dates: str, fonts: Path) -> None:
        super().__init__(format="A4")
        self.title_line, self.dates = title, dates
        for style, file in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
            self.add_font("DejaVu", style, fonts / file)
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=30)
        self.set_title(title)
        self.set_creation_date(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        self.add_page()

    def footer(self) -> None:
        """A rule, the title with the dates, and the page number."""
        if self.page_no() == 1:
            return
        width = self.w - 2 * MARGIN
        self.set_y(-22)
        self.line(MARGIN, self.get_y(), MARGIN + width, self.get_y())
        self.ln(2)
        top = self.get_y()
        self.set_font("DejaVu", size=7)
        self.set_x(MARGIN)
        self.multi_cell(width - 15, 3.4, f"{self.title_line}\n{self.dates}", align="L")
        self.set_font("DejaVu", size=14)
        self.set_xy(MARGIN + width - 15, top)
        self.cell(15, 6, str(self.page_no()), align="R")

    def text_block(self, text: str, *, size: float = 10, bold: bool = False) -> None:
        """Lines over the whole width."""
        self.set_font("DejaVu", "B" if bold else "", size)
        self.multi_cell(0, LINE * size / 10, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(3)

    def hanging(self, mark: str, text: str, indent: float, after: float) -> None:
        """A paragraph whose mark stands out to the left; it may run over a page break."""
        self.set_font("DejaVu", size=10)
        if self.will_page_break(LINE):
            self.add_page()
        self.cell(indent, LINE, mark)
        self.set_left_margin(MARGIN + indent)
        self.multi_cell(0, LINE, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_left_margin(MARGIN)
        self.set_x(MARGIN)
        self.ln(after)

    def heading(self, text: str) -> None:
        """A bold heading, kept together with the lines after it."""
        if self.will_page_break(6 * LINE):
            self.add_page()
        self.ln(2)
        self.text_block(text, size=12, bold=True)

    def judgements(self, rows: list[list[str]]) -> None:
        """The table of judgements and grades."""
        self.set_font("DejaVu", size=10)
        with self.table(
            col_widths=(1, 1),
            line_height=LINE,
            padding=2,
            text_align="LEFT",
            headings_style=FontFace(emphasis="BOLD"),
        ) as table:
            for cells in rows:
                table.row(cells)
        self.ln(5)


def render(source: str, fonts: Path = FONTS) -> bytes:
    """The PDF of a report written in the few forms of Markdown that the sources use."""
    source = source.replace("'", "’")
    title, dates = (
        found.group(1)
        for pattern in (r"^# (.+)$", r"^\*\*Inspection dates:\*\* (.+)$")
        if (found := re.search(pattern, source, re.MULTILINE))
    )
    pdf = Layout(title, dates, fonts)
    for block in source.strip().split("\n\n"):
        add_block(pdf, block)
    return bytes(pdf.output())


def add_block(pdf: Layout, block: str) -> None:
    """Set one block of the source, by what it begins with."""
    if block.startswith("# "):
        pdf.ln(4)
        pdf.text_block(block[2:], size=19)
    elif block.startswith("## "):
        pdf.heading(block[3:])
    elif block.startswith("|"):
        rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in block.splitlines()]
        pdf.judgements([row for row in rows if not row[0].startswith("---")])
    elif block.startswith("- "):
        for item in block.split("\n"):
            pdf.hanging("◼", item[2:], BULLET_INDENT, 1.5)
        pdf.ln(2)
    elif numbered := re.match(r"(\d+\.) (.+)", block):
        pdf.hanging(numbered.group(1), numbered.group(2), INDENT, 3.5)
    elif front := re.match(r"\*\*(.+?)\*\* (.+)", block):
        pdf.set_font("DejaVu", "B", 10)
        pdf.write(LINE, front.group(1) + " ")
        pdf.set_font("DejaVu", "", 10)
        pdf.write(LINE, front.group(2))
        pdf.ln(LINE + 3)
    else:
        pdf.text_block(block, size=8 if block.startswith(NOTICE) else 10)


def main() -> None:
    """Render every source."""
    parser = argparse.ArgumentParser(description="Make the PDFs of the sample.")
    parser.add_argument("--fonts", type=Path, default=FONTS, help="folder of the DejaVu fonts")
    fonts: Path = parser.parse_args().fonts
    for source in sorted(SOURCES.glob("*.md")):
        target = REPORTS / f"{source.stem}.pdf"
        target.write_bytes(render(source.read_text("utf-8"), fonts))
        print(target)


if __name__ == "__main__":
    main()
