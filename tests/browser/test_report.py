"""The evaluation's report in a real browser: offline, searched, by keyboard, narrow, printed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from eval.report import to_html
from tests.browser.conftest import both_sizes
from tests.eval.reported import HOSTILE, content


@pytest.fixture
def page(size: tuple[int, int], chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """The report, opened as a file; nothing may be asked of a network or fail in its console."""
    file = tmp_path / "report.html"
    file.write_text(to_html(content(HOSTILE)), "utf-8")
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    asked, complaints = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri())
    yield page
    assert asked == [file.as_uri()]
    assert not complaints
    context.close()


def shown(page: Page) -> list[str]:
    """The ids of the questions that can be seen, from the top."""
    return [q.inner_text() for q in page.locator("tbody.question:visible .open").all()]


def test_nothing_in_a_text_runs(page: Page) -> None:
    page.get_by_role("button", name="Open all").click()
    expect(page).to_have_title("assistant: 5 questions")
    assert page.locator("img").count() == 0
    expect(page.locator("#d-right")).to_contain_text("onerror=")


def test_questions_are_searched_and_filtered(page: Page) -> None:
    assert shown(page) == ["right", "incomplete", "uncited", "unasked", "refused"]
    page.get_by_label("Search").fill("what unasked?")
    assert shown(page) == ["unasked"]
    expect(page.locator("#shown")).to_have_text("1 of 5")
    page.get_by_label("Search").fill("")
    page.get_by_label("Verdict").select_option("wrong")
    assert shown(page) == ["uncited", "unasked", "refused"]
    page.get_by_label("Cause").select_option(label="retrieved, but not cited")
    assert shown(page) == ["uncited"]
    page.locator("#type").select_option("grade")
    assert shown(page) == []


def test_questions_are_sorted_both_ways(page: Page) -> None:
    header = page.locator("th", has=page.get_by_role("button", name="F1"))
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    assert shown(page)[-2:] == ["incomplete", "right"]
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "descending")
    assert shown(page)[:2] == ["right", "incomplete"]


def test_a_question_opens_by_keyboard_and_shows_cited_against_wanted(page: Page) -> None:
    button = page.get_by_role("button", name="incomplete", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    detail = page.locator("#d-incomplete")
    expect(detail.locator("mark").first).to_have_text("Text of g1.")
    signs = detail.locator("article .sign").all_inner_texts()
    assert signs == ["wanted", "not in gold", "cited", "missed"]
    page.keyboard.press("Space")
    expect(detail).to_be_hidden()


def test_a_question_has_an_address(page: Page) -> None:
    page.goto(f"{page.url}#q-uncited")
    expect(page.locator("#d-uncited")).to_be_visible()


def test_charts_say_what_they_show(page: Page) -> None:
    names = page.locator("svg[role=img]").evaluate_all("all => all.map(e => e.ariaLabel)")
    assert {"Citation F1 by type of question", "Risk and coverage", "How long answers take"} <= {
        *names
    }
    dot = page.locator("svg[aria-label='Citation F1 by type of question'] g.dot.strong title")
    assert re.fullmatch(r"all: 0\.375, 95 % 0\.000 to .*, 4 questions", dot.text_content() or "")


@both_sizes
def test_it_fits_the_width(page: Page) -> None:
    page.get_by_role("button", name="Open all").click()
    wide, seen = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide == seen


def test_it_is_printed_without_its_controls(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator("form.filters")).to_be_hidden()
    expect(page.locator(".cards")).to_be_visible()
    assert len(page.pdf()) > 10_000
