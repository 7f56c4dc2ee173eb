"""Saved conversations in a real browser: begun, opened, come back to by address, deleted."""

from urllib.parse import urljoin

from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Visit, both_sizes, looking
from tests.browser.scribe import Scribe
from ui import words

FIRST = "What did inspectors say about health assessments in Northmere in 2012?"
SECOND = "What grade did Northmere get for help and protection in 2024?"


def saved(visit: Visit) -> Locator:
    """The list of saved conversations, unfolded where there is little room."""
    toggle = visit.page.locator(".shelf label")
    items = visit.page.locator(".shelf nav li")
    if toggle.is_visible() and not items.first.is_visible():
        toggle.click()
    return items


def begin_anew(visit: Visit) -> None:
    visit.button("New conversation").click()
    expect(visit.page.locator(".examples")).to_be_visible()


def questions(visit: Visit) -> Locator:
    return visit.page.locator("#conversation .user")


@both_sizes
def test_conversations_are_kept_apart_and_opened_again(visit: Visit) -> None:
    visit.ask(FIRST)
    visit.ask("And in 2024?")
    begin_anew(visit)
    expect(visit.page.locator(".answer, article.source")).to_have_count(0)
    visit.ask(SECOND)
    expect(questions(visit)).to_have_text(SECOND)

    expect(saved(visit).locator("a")).to_have_text([SECOND, FIRST])
    expect(saved(visit).first.locator("a")).to_have_attribute("aria-current", "true")
    assert visit.overflow <= 0
    saved(visit).nth(1).locator("a").click()
    expect(questions(visit)).to_have_text([FIRST, "And in 2024?"])
    expect(visit.page.locator("article.source mark")).not_to_have_count(0)
    visit.ask("And in 2019?")
    expect(visit.chips.first).to_contain_text("Northmere")


def test_a_conversation_has_an_address(visit: Visit) -> None:
    visit.ask(FIRST)
    address = visit.page.url
    assert "conversation=" in address
    visit.page.reload()
    visit.wait_until_open()
    expect(questions(visit)).to_have_text(FIRST)
    expect(visit.answer.locator("a.cite")).not_to_have_count(0)
    begin_anew(visit)
    expect(questions(visit)).to_have_count(0)
    assert "conversation=" not in visit.page.url
    visit.page.goto(urljoin(address, "/conversations"))
    assert visit.overflow <= 0
    visit.page.get_by_role("link", name=FIRST).click()
    visit.wait_until_open()
    expect(questions(visit)).to_have_text(FIRST)
    assert visit.page.url == address


def test_a_conversation_is_deleted_only_when_asked_twice(visit: Visit) -> None:
    visit.ask(FIRST)
    address = visit.page.url
    begin_anew(visit)
    visit.ask(SECOND)
    gone = saved(visit).filter(has_text=FIRST)
    for_good = gone.get_by_role("button", name="Delete for good")
    expect(for_good).to_be_hidden()
    gone.locator("summary").focus()
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Tab")
    expect(for_good).to_be_focused()
    visit.page.keyboard.press("Enter")
    expect(gone).to_have_count(0)
    expect(questions(visit)).to_have_text(SECOND)

    saved(visit).first.locator("summary").click()
    saved(visit).first.get_by_role("button", name="Delete for good").click()
    expect(visit.page.locator(".answer")).to_have_count(0)
    expect(visit.page.locator(".examples")).to_be_visible()
    visit.page.goto(address)
    visit.wait_until_open()
    expect(visit.page.locator(".examples")).to_be_visible()


def test_on_this_computer_all_windows_are_of_the_same_person(
    chromium: Browser, scribe: Scribe
) -> None:
    with looking(chromium, scribe.address) as one, looking(chromium, scribe.address) as other:
        one.ask(FIRST)
        other.page.goto(one.page.url)
        other.wait_until_open()
        expect(questions(other)).to_have_text(FIRST)
        expect(saved(other).locator("a[aria-current]")).to_have_text(FIRST)


def test_nobody_else_sees_it(chromium: Browser, sample_app: str) -> None:
    with looking(chromium, sample_app, person="person-499") as one:
        one.ask(FIRST)
        address = one.page.url
    with looking(chromium, address, person="person-500") as other:
        expect(other.page.locator(".examples")).to_be_visible()
        expect(other.page.get_by_text(FIRST)).to_have_count(0)
        expect(other.page.locator(".shelf nav li")).to_have_count(0)
        other.page.goto(urljoin(address, "/conversations"))
        expect(other.page.get_by_text(words.NONE_SAVED)).to_be_visible()
