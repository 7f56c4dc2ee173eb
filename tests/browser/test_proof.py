"""Reading the proof in a real browser: the quotation, its paragraph, those around it, the page."""

import re
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, Locator, expect

from sample import FOLDER
from tests.browser.conftest import Visit, both_sizes, looking
from tests.browser.scribe import Scribe

QUESTION = "What did inspectors say about care leavers in Northmere in 2024?"
HEALTH = "What did inspectors say about health assessments in Northmere?"
REPORT = "northmere-2024-08-02-ilacs.pdf"


def letters(text: str) -> str:
    """The letters and figures of a text, however its spaces and quotation marks are drawn."""
    return "".join(re.findall(r"\w", text))


def source_of(visit: Visit, cite: Locator) -> Locator:
    return visit.page.locator(f"article{cite.get_attribute('href')}")


def beneath(sheet: Locator, page_number: int) -> str:
    """What the file prints under the marked boxes of a page, as they lie on the screen."""
    on_screen = sheet.evaluate(
        """sheet => {
            const page = sheet.querySelector("img").getBoundingClientRect();
            return [...sheet.querySelectorAll(".box")].map(box => {
                const { left, top, right, bottom } = box.getBoundingClientRect();
                const across = x => (x - page.left) / page.width;
                const down = y => (y - page.top) / page.height;
                return [across(left), down(top), across(right), down(bottom)];
            });
        }"""
    )
    with pypdfium2.PdfDocument(FOLDER / REPORT) as file:
        page = file[page_number - 1]
        width, height = page.get_size()
        text = page.get_textpage()
        lines = []
        for left, top, right, bottom in on_screen:
            middle = (top + bottom) / 2  # lines stand so close that boxes may touch the next ones
            found = text.get_text_bounded(
                left * width, (1 - middle) * height - 1, right * width, (1 - middle) * height + 1
            )
            lines.append(found)
    return " ".join(lines)


def test_a_number_shows_its_quotation_at_the_pointer_and_at_the_focus(visit: Visit) -> None:
    visit.ask(HEALTH)
    page = visit.page
    for cite in visit.answer.locator("a.cite").all():
        quotation = page.locator(f"#{cite.get_attribute('aria-describedby')}")
        expect(quotation).to_be_hidden()
        cite.hover()
        expect(quotation).to_be_visible()
        expect(quotation).to_be_in_viewport(ratio=0.99)
        expect(quotation).to_contain_text(re.compile("“?.*Northmere, published .* 20"))
        assert visit.overflow <= 0
    cite = visit.answer.locator("a.cite").first
    quotation = page.locator(f"#{cite.get_attribute('aria-describedby')}")
    page.mouse.move(0, 0)
    expect(quotation).to_be_hidden()
    cite.focus()
    expect(quotation).to_be_visible()
    page.keyboard.press("Escape")
    expect(quotation).to_be_hidden()
    quoted = " ".join(source_of(visit, cite).locator("mark").all_inner_texts())
    expect(cite).to_have_accessible_description(re.compile(re.escape(quoted[:60])))


@both_sizes
def test_a_number_leads_to_its_source_and_back(visit: Visit) -> None:
    visit.ask(QUESTION)
    cite = visit.answer.locator("a.cite").nth(1)
    said = cite.locator("xpath=ancestor::li").inner_text()
    cite.click()
    source = source_of(visit, cite)
    expect(source).to_be_focused()
    expect(source).to_be_in_viewport()
    marked = " ".join(source.locator("mark").all_inner_texts())
    assert said.startswith(marked), "the words of the statement, then its number"
    for told in (
        *("Paragraph 29", "page 5", "Inspection of Northmere local authority children’s services"),
        *("Inspected 10 to 21 June 2024", "Published 2 August 2024"),
        "The experiences and progress of care leavers",
    ):
        expect(source).to_contain_text(told)
    assert visit.overflow <= 0

    visit.page.keyboard.press("Shift+Tab")
    source.focus()
    source.get_by_role("link", name="Back to the answer").focus()
    visit.page.keyboard.press("Enter")
    expect(cite).to_be_focused()


def test_the_paragraphs_around_are_shown_in_place(visit: Visit) -> None:
    visit.ask(QUESTION)
    source = visit.page.locator("article.source").nth(1)
    link = source.get_by_role("link", name="Paragraphs before and after")
    link.focus()
    visit.page.keyboard.press("Enter")
    around = source.locator(".around > div")
    expect(around.locator("a")).to_have_text([f"Paragraph {number}" for number in range(27, 32)])
    cited = source.locator(".around > .cited")
    expect(cited.locator("a")).to_have_text("Paragraph 29")
    assert (
        cited.locator("mark").all_inner_texts()
        == source.locator("blockquote mark").all_inner_texts()
    )
    assert visit.overflow <= 0
    link.click()
    expect(around).to_have_count(0)


@both_sizes
def test_the_page_is_shown_as_printed_with_the_words_marked(visit: Visit) -> None:
    visit.ask(QUESTION)
    source = visit.page.locator("article.source").nth(1)
    source.get_by_role("link", name="Page 5 as printed").click()
    picture = source.get_by_role("img", name="Page 5 of 6 of Inspection of Northmere")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("e => e.naturalWidth") > 800
    quoted = source.locator("blockquote mark").all_inner_texts()
    assert letters(beneath(source.locator(".sheet"), 5)) == letters(" ".join(quoted))
    assert visit.overflow <= 0

    source.get_by_role("link", name="Next page").click()
    expect(source.locator("figcaption")).to_contain_text("Page 6 of 6")
    expect(source.get_by_role("link", name="Next page")).to_have_count(0)
    expect(source.locator(".box")).to_have_count(0)
    source.get_by_role("link", name="Previous page").click()
    expect(source.locator("figcaption")).to_contain_text("Page 5 of 6")
    expect(source.locator(".box")).not_to_have_count(0)


def test_the_report_and_its_file_are_opened(visit: Visit) -> None:
    visit.ask(QUESTION)
    source = visit.page.locator("article.source").nth(1)
    with visit.page.context.expect_page() as opened:
        source.get_by_role("link", name="Read the report").click()
    paragraph = opened.value.locator(":target")
    expect(paragraph).to_contain_text("Care leavers live in suitable homes.")
    expect(paragraph).to_be_in_viewport()
    original = source.get_by_role("link", name="Original file")
    expect(original).to_have_attribute("target", "_blank")
    address = original.evaluate("e => e.href")
    file = visit.page.context.request.get(address)
    assert file.headers["content-type"] == "application/pdf"
    assert file.body() == Path(FOLDER / REPORT).read_bytes()


def test_the_official_page_is_named_where_there_is_one(chromium: Browser, scribe: Scribe) -> None:
    with looking(chromium, scribe.address) as visit:
        visit.ask("What grade did Harrow get for care leavers in 2025?")
        official = visit.page.get_by_role("link", name="Official page")
        expect(official).to_have_attribute("href", re.compile("^https://files.ofsted.gov.uk/"))
        expect(official).to_have_attribute("rel", re.compile("noopener"))


def test_the_sources_are_a_plain_list_too(visit: Visit) -> None:
    visit.ask(QUESTION)
    plain = visit.answer.locator("details.references")
    expect(plain.get_by_role("listitem").first).to_be_hidden()
    plain.locator("summary").focus()
    visit.page.keyboard.press("Enter")
    items = plain.get_by_role("listitem")
    expect(items).to_have_count(visit.page.locator("article.source").count())
    expect(items.nth(1)).to_have_text(
        "[2] Northmere, published 2 August 2024, Paragraph 29, page 5"
    )
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("article.source").first).to_be_focused()
    assert visit.overflow <= 0


def test_a_refusal_explains_itself(visit: Visit) -> None:
    visit.ask("What did inspectors find in Haringey?")
    expect(visit.answer.locator(".refusal")).to_contain_text("Haringey")
    expect(visit.answer.locator("a.cite")).to_have_count(0)

    visit.ask("Why was Northmere judged outstanding in 2024?")
    expect(visit.answer.locator(".refusal a.cite")).to_be_visible()
    nearest = visit.answer.locator("ul.nearest a").first
    nearest.click()
    near = visit.page.locator(f"article{nearest.get_attribute('href')}")
    expect(near).to_be_focused()
    expect(near.locator("blockquote")).to_be_visible()
    near.get_by_role("link", name="Paragraphs before and after").click()
    expect(near.locator(".around > div")).not_to_have_count(0)
    near.get_by_role("link", name="Back to the answer").click()
    expect(nearest).to_be_focused()
