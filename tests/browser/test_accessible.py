"""Every screen in every state: no serious fault, light or dark, and nothing sticks out sideways."""

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import assert_accessible, sticking_out
from tests.browser.conftest import Visit, both_sizes, looking
from tests.browser.scribe import ON_HOMES, Scribe
from tests.index.documents import write_report

GRADES = "How do Northmere and Wexcombe compare on their overall effectiveness grade?"
REFUSED = "Why was Northmere judged outstanding in 2024?"
WIDTHS = (390, 768, 1280, 1920)


@pytest.fixture
def page(size: tuple[int, int], chromium: Browser) -> Iterator[Page]:
    """An empty page."""
    width, height = size
    page = chromium.new_page(viewport={"width": width, "height": height})
    yield page
    page.close()


@pytest.fixture
def chat(page: Page, scribe: Scribe) -> Visit:
    """The chat whose answers a model writes, at phone and at desk width."""
    return Visit.to(page, scribe.address)


@pytest.fixture(scope="module")
def job(
    chromium: Browser, scribe: Scribe, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of files that wait to be published."""
    report = write_report(tmp_path_factory.mktemp("new") / "wex.txt", "Wexcombe", "Plans drift.")
    page = chromium.new_page()
    page.goto(urljoin(scribe.address, "/add"))
    page.get_by_label("Choose files").set_input_files(report)
    page.get_by_role("button", name="Upload and read").click()
    page.get_by_role("button", name="Publish the ticked reports").wait_for(timeout=180_000)
    yield page.url
    page.goto(page.url)
    page.get_by_role("button", name="Discard").click()
    page.close()


@both_sizes
def test_the_chat_with_answers(chat: Visit) -> None:
    page = chat.page
    assert_accessible(page, "empty")

    chat.ask(ON_HOMES)
    for folded in ("withheld", "references"):
        chat.answer.locator(f"details.{folded} > summary").click()
    chat.answer.get_by_text("Say why").click()
    expect(chat.answer.get_by_label("Something is missing")).to_be_visible()
    assert_accessible(page, "an answer, its withheld sentences and the form for feedback")

    chat.ask(GRADES)
    expect(chat.answer.get_by_role("table")).to_be_visible()
    assert_accessible(page, "a table")

    chat.ask(REFUSED)
    expect(chat.answer.locator(".refusal")).to_be_visible()
    assert_accessible(page, "a refusal")


@both_sizes
def test_the_chat_with_what_unfolds(chat: Visit) -> None:
    page = chat.page
    chat.ask(ON_HOMES)
    ways = page.locator("#sources .ways").first
    ways.get_by_role("link", name="as printed").click()
    page.locator(".into img").first.wait_for()
    for chip in chat.chips.locator("summary").all():
        chip.click()
        expect(chat.chips.locator("form:visible")).to_have_count(1)
        assert sticking_out(page) == []
    assert_accessible(page, "a chip's form, and a printed page")
    page.keyboard.press("Escape")

    ways.get_by_role("link", name="Paragraphs before and after").click()
    page.locator(".around").wait_for()
    chat.answer.get_by_text("Edit question").click()
    page.get_by_label("The question, changed").wait_for()
    assert_accessible(page, "the question's form, and the paragraphs around")
    page.keyboard.press("Escape")

    for cite in chat.answer.locator("a.cite").all():
        cite.focus()
        assert sticking_out(page) == [], "a quotation at its number"
    saved = page.locator(".shelf label")
    if saved.is_visible():
        saved.click()
    page.locator(".shelf nav details > summary").first.click()
    page.get_by_role("button", name="Delete for good").first.wait_for()
    assert_accessible(page, "saved conversations")


@pytest.mark.parametrize("path", ["/reports?authority=Nowhere", "/nowhere", "/conversations"])
def test_a_screen_with_nothing_on_it(page: Page, scribe: Scribe, path: str) -> None:
    """Those with something on them are looked at where they are tested: see test_browsing."""
    page.goto(urljoin(scribe.address, path))
    assert_accessible(page, path)


@both_sizes
def test_what_proves_a_quotation(page: Page, scribe: Scribe) -> None:
    page.goto(urljoin(scribe.address, "/reports"))
    link = page.locator(".listing a[href*='/reports/']", has_text="Northmere").first
    report = urljoin(scribe.address, str(link.get_attribute("href")))
    for path in ("/pages/2?paragraph=5&start=0&end=40", "/near/5?start=0&end=40"):
        page.goto(f"{report}{path}")
        assert_accessible(page, path)


@both_sizes
def test_adding_and_removing(page: Page, scribe: Scribe, job: str) -> None:
    page.goto(job)
    assert_accessible(page, "what was recognised")
    page.goto(urljoin(scribe.address, "/add"))
    assert_accessible(page, "adding")
    page.get_by_role("link", name="Remove").first.click()
    page.get_by_role("button", name="Remove").wait_for()
    assert_accessible(page, "removing")


@both_sizes
def test_the_sample_and_its_login(page: Page, sample_app: str, person: str) -> None:
    page.goto(sample_app)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("alert").wait_for()
    assert_accessible(page, "the login, refused")
    size = page.viewport_size
    assert size
    assert page.context.browser
    with looking(
        page.context.browser, sample_app, (size["width"], size["height"]), person
    ) as visit:
        assert_accessible(visit.page, "the sample, with its banner")
        visit.page.goto(urljoin(sample_app, "/add"))
        assert_accessible(visit.page, "the sample cannot be added to")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_width(chromium: Browser, scribe: Scribe, width: int) -> None:
    with looking(chromium, scribe.address, (width, 900)) as visit:
        page = visit.page
        visit.ask(GRADES)
        page.locator("details.references > summary").last.click()
        assert sticking_out(page) == []
        for path in ("/reports", "/judgements?authority=Northmere&authority=Wexcombe", "/add"):
            page.goto(urljoin(scribe.address, path))
            page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")
            assert sticking_out(page) == [], path
