"""On paper: questions and answers with their references, whole, and nothing to be pressed."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit, looking

LONG = "What did inspectors say about health assessments of children in care in Northmere?"
GRADES = "How do Northmere and Wexcombe compare on their overall effectiveness grade?"
REFUSED = "Why was Northmere judged outstanding in 2024?"
WHITE = (255, 255, 255)


@pytest.fixture
def visit(chromium: Browser, sample_app: str, person: str) -> Iterator[Visit]:
    with looking(chromium, sample_app, person=person) as visit:
        yield visit


def printed(page: Page, path: Path) -> list[str]:
    """The words on each sheet, as they come out of the printer."""
    page.pdf(path=path, format="A4", print_background=True)
    with pypdfium2.PdfDocument(path) as pdf:
        corner = pdf[0].render().to_pil().convert("RGB").getpixel((3, 3))
        assert corner == WHITE, "paper is white, whatever the screen"
        return [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in pdf]


def test_answers_are_printed_with_their_references(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.emulate_media(color_scheme="dark")
    for question in (LONG, GRADES, REFUSED):
        visit.ask(question)
        visit.settle()
    references = page.locator(".references li").all_text_contents()
    assert len(references) > 8

    sheets = printed(page, tmp_path / "chat.pdf")
    assert len(sheets) > 1
    text = " ".join(sheets)
    for told in (LONG, GRADES, REFUSED, "Invented sample", "Initial health assessments are"):
        assert told in text
    for reference in references:
        assert " ".join(reference.split()) in text
    assert " ".join(references[-1].split()) in sheets[-1], "nothing is cut off"
    for pressed in ("Judgements", "Edit question", "Ask again", "Copy", "Helpful", "Log out", "×"):
        assert pressed not in text
    for question in (GRADES, REFUSED):
        (sheet,) = [sheet for sheet in sheets if question in sheet]
        assert not sheet.endswith(question), "a question stands by its answer"


def test_screens_are_printed_without_their_head_and_forms(
    visit: Visit, sample_app: str, tmp_path: Path
) -> None:
    page = visit.page
    page.goto(urljoin(sample_app, "/reports"))
    report = str(page.locator(".listing h2 a").first.get_attribute("href"))
    for path, shown in (
        ("/reports", "7 reports"),
        (report, "Inspection of Northmere"),
        (f"{report}/near/5?start=0&end=60", "Inspection of Northmere"),
        (f"{report}/pages/1", "Inspection of Northmere"),
        ("/judgements?authority=Northmere", "judgements over time"),
    ):
        page.goto(urljoin(sample_app, path))
        text = " ".join(printed(page, tmp_path / "screen.pdf"))
        assert shown in text, path
        assert not re.search(r"Log out|Add reports|Skip to|Original file|Compare with", text), path
        page.emulate_media(media="print")
        for control in page.locator("nav[aria-label=Screens], button, select, input").all():
            expect(control).to_be_hidden()
        page.emulate_media(media="null")
