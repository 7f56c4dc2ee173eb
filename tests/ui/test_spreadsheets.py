"""Judgements as files: the filter holds, dates are dates, and nothing is ever a formula."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.ui.browsing import Site, browsing
from ui.browsing.spreadsheets import Sheet, judgements_csv, judgements_xlsx

_SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=HYPERLINK(0)")


class Workbook:
    """What a spreadsheet program would read."""

    def __init__(self, content: bytes) -> None:
        self._parts = zipfile.ZipFile(io.BytesIO(content))
        strings = self._part("xl/sharedStrings.xml").iter(f"{_SHEETS}si")
        self._strings = ["".join(text.itertext()) for text in strings]
        self.names = [
            s.attrib["name"] for s in self._part("xl/workbook.xml").iter(f"{_SHEETS}sheet")
        ]

    def rows(self, sheet: int) -> list[dict[str, str]]:
        """The cells of each row by the letters of their columns; numbers as they are kept."""
        return [
            {cell.attrib["r"].rstrip("0123456789"): self._value(cell) for cell in row}
            for row in self.sheet(sheet).iter(f"{_SHEETS}row")
        ]

    def sheet(self, number: int) -> ET.Element:
        return self._part(f"xl/worksheets/sheet{number}.xml")

    def _value(self, cell: ET.Element) -> str:
        value = cell.findtext(f"{_SHEETS}v") or ""
        return self._strings[int(value)] if cell.attrib.get("t") == "s" else value

    def _part(self, name: str) -> ET.Element:
        return ET.fromstring(self._parts.read(name))  # noqa: S314  (made here)


@pytest.fixture(scope="module")
def site(sample_index: Path) -> Iterator[Site]:
    with browsing(sample_index, is_sample=True) as site:
        yield site


def test_csv_holds_what_the_screen_shows(site: Site) -> None:
    content, saved, _ = site.file("/judgements.csv", ("authority", "Wexcombe"), ("sort", "grade"))
    assert content.startswith(b"\xef\xbb\xbf"), "Excel takes it for UTF-8 by its mark"
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["Grade"] for row in rows] == ["requires improvement"] * 2 + ["inadequate"] * 3
    assert rows[0] == {
        "Authority": "Wexcombe",
        "Published": "2023-03-28",
        "Inspected from": "2023-02-06",
        "Inspected to": "2023-02-17",
        "Judgement": "Children in care",
        "Judgement as printed": "The experiences and progress of children in care",
        "Part": "",
        "Grade": "requires improvement",
        "Grade as printed": "Requires improvement to be good",
        "Printed in": "Judgement: children in care",
        "Page": "1",
        "Framework": "ILACS (January 2018 to April 2026)",
        "Kind": "ILACS inspection",
        "Report": "Inspection of Wexcombe local authority children’s services",
        "Official address": "",
        "File": "wexcombe-2023-03-28-ilacs.pdf",
        "Paragraph id": rows[0]["Paragraph id"],
    }
    assert rows[0]["Paragraph id"].endswith(":4")
    today = dt.datetime.now().astimezone().date()
    assert saved == f'attachment; filename="judgements-{today}.csv"'


def test_the_links_to_the_files_keep_the_filter_and_leave_nothing_out(site: Site) -> None:
    page = site.page("/judgements", ("authority", "Northmere"), ("since", "2019"), ("page", "1"))
    csv_link, excel_link = page.select(".files a")
    assert csv_link["href"] == "/judgements.csv?authority=Northmere&since=2019"
    content, _, _ = site.file(str(csv_link["href"]))
    assert len(content.decode().splitlines()) == 1 + 9
    content, saved, _ = site.file(str(excel_link["href"]))
    assert saved.endswith('.xlsx"')
    assert len(Workbook(content).rows(1)) == 1 + 9


def test_the_workbook_explains_itself(site: Site) -> None:
    content, _, _ = site.file("/judgements.xlsx", ("authority", "Wexcombe"), ("latest", "1"))
    book = Workbook(content)
    assert book.names == ["Judgements", "About"]
    about = {row["A"]: row["B"] for row in book.rows(2)}
    assert about["Invented sample"].startswith("These authorities and inspections do not exist")
    assert about["Authority"] == "Wexcombe"
    assert about["Latest of each authority only"] == "Yes"
    assert about["Rows"] == "5"
    assert about["Reports"].startswith("7 reports, brought up to date ")
    assert "none has been made up" in about["What is missing"]


def test_dates_are_dates_and_the_heading_stays_in_sight(site: Site) -> None:
    content, _, _ = site.file("/judgements.xlsx", ("authority", "Wexcombe"))
    book = Workbook(content)
    day = dt.date(1899, 12, 30) + dt.timedelta(days=int(book.rows(1)[1]["B"]))
    assert day == dt.date(2023, 3, 28)
    sheet = book.sheet(1)
    pane = sheet.find(f".//{_SHEETS}pane")
    assert pane is not None
    assert pane.attrib["state"] == "frozen"
    assert sheet.find(f"{_SHEETS}autoFilter") is not None


def test_what_looks_like_a_formula_stays_text() -> None:
    sheet = Sheet(("Text",), tuple((text,) for text in (*FORMULAS, "Good – 1=1")))
    cells = list(csv.reader(io.StringIO(judgements_csv(sheet).decode("utf-8-sig"), newline="")))
    assert [row[0] for row in cells[1:]] == [*(f"'{text}" for text in FORMULAS), "Good – 1=1"]
    book = Workbook(judgements_xlsx(sheet, [("About", "=1+1")]))
    kept = [row["A"].replace("_x000D_", "\r") for row in book.rows(1)[1:]]  # as it is written
    assert kept == [*FORMULAS, "Good – 1=1"]
    for number in (1, 2):
        assert book.sheet(number).find(f".//{_SHEETS}f") is None


def test_only_addresses_of_the_web_can_be_followed() -> None:
    texts = ("https://reports.example/1", "javascript:alert(1)", "file:///etc/passwd", "mailto:a@b")
    book = Workbook(judgements_xlsx(Sheet(("Address",), tuple((t,) for t in texts)), []))
    assert [row["A"] for row in book.rows(1)[1:]] == list(texts)
    assert [link.attrib["ref"] for link in book.sheet(1).iter(f"{_SHEETS}hyperlink")] == ["A2"]


def test_no_judgement_is_a_file_without_rows(site: Site) -> None:
    query = ("authority", "Aldermoor")
    assert len(site.file("/judgements.csv", query)[0].decode().splitlines()) == 1
    assert len(Workbook(site.file("/judgements.xlsx", query)[0]).rows(1)) == 1


def test_values_that_no_cell_can_hold_do_no_harm() -> None:
    long, odd = "x" * 40_000, "a\x00b\x0b"
    sheet = Sheet(("Text", "Date"), ((long, dt.date(1066, 10, 14)), (odd, None)))
    rows = Workbook(judgements_xlsx(sheet, [])).rows(1)
    assert rows[1] == {"A": long[:32_767], "B": "1066-10-14"}
    assert len(judgements_csv(sheet).decode().splitlines()) >= 3
