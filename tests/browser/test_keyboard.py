"""The chat by keyboard alone, for screen readers, in large print and without motion."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import sticking_out, stops, unreached
from tests.browser.conftest import WIDE, Visit, both_sizes, looking
from tests.browser.scribe import ON_HOMES, Scribe

GRADES = "How do Northmere and Wexcombe compare on their overall effectiveness grade?"
HEAR = """() => {
    window.heard = [];
    const region = document.querySelector("body > [role=status]");
    const hear = () => { if (region.textContent) heard.push(region.textContent); };
    new MutationObserver(hear).observe(region, { childList: true });
}"""
MOVING = """() => [
    ...document.getAnimations().filter(each => // one that is over in a moment moves nothing
        each.playState === "running" && each.effect.getComputedTiming().activeDuration > 1),
    ...[...document.querySelectorAll("*")].filter(e => {
        const { transitionDuration, scrollBehavior } = getComputedStyle(e);
        return parseFloat(transitionDuration) > 0.001 || scrollBehavior === "smooth";
    }),
].length"""


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@both_sizes
def test_tab_reaches_everything_and_shows_where_it_is(visit: Visit) -> None:
    visit.ask(GRADES)
    visit.settle()
    reached = stops(visit.page)
    assert unreached(visit.page) == []
    assert [stop.name for stop in reached if not stop.ringed] == []
    assert [stop.name for stop in reached if not stop.seen] == []
    names = [stop.name for stop in reached]
    order = ["Skip to the content", "Ask", "New conversation", "Northmere", "Copy", "Helpful"]
    found = [names.index(name) for name in order]
    assert found == sorted(found), "from the top to the bottom"


def test_the_way_past_the_head(visit: Visit) -> None:
    page = visit.page
    visit.ask(GRADES)
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    press(page, "Tab", "Enter", "Tab")
    assert page.evaluate("document.activeElement.closest('#asking') !== null")


def test_a_chip_is_changed_and_folded(visit: Visit) -> None:
    page = visit.page
    visit.ask("What did inspectors say about care leavers in Northmere?")
    chip = visit.chips.locator("summary").filter(has_text="Northmere")
    chip.focus()
    press(page, "Enter")
    field = visit.chips.get_by_label("Authority")
    expect(field).to_be_visible()
    press(page, "Escape")
    expect(field).to_be_hidden()
    expect(chip).to_be_focused()

    press(page, "Enter", "Tab")
    expect(field).to_be_focused()
    page.keyboard.type("Wex")
    press(page, "Tab", "Enter")
    expect(visit.answer).to_be_focused()
    expect(visit.chips.filter(has_text="Wexcombe")).to_be_visible()

    page.get_by_role("button", name="Ask again without “Wexcombe”").focus()
    press(page, "Enter")
    expect(visit.answer).to_be_focused()
    expect(visit.chips.filter(has_text="All authorities")).to_be_visible()


@both_sizes
def test_a_source_is_read_and_left(visit: Visit) -> None:
    page = visit.page
    visit.ask("What did inspectors say about care leavers in Northmere in 2024?")
    cite = visit.answer.locator("a.cite").first
    cite.focus()
    peek = page.locator(f"#{cite.get_attribute('aria-describedby')}")
    expect(peek).to_be_visible()
    press(page, "Escape")
    expect(peek).to_be_hidden()
    press(page, "Enter")
    source = page.locator(f"article{cite.get_attribute('href')}")
    expect(source).to_be_focused()
    expect(source).to_be_in_viewport()

    press(page, "Tab", "Tab", "Enter")
    figure = source.get_by_role("figure")
    expect(figure.get_by_role("img")).to_be_visible()
    figure.get_by_role("link", name="Next page").focus()
    shown = figure.get_by_role("img").get_attribute("alt")
    press(page, "Enter")
    expect(figure.get_by_role("img")).not_to_have_attribute("alt", str(shown))
    source.get_by_role("link", name="Back to the answer").focus()
    press(page, "Enter")
    expect(cite).to_be_focused()


@both_sizes
def test_conversations_are_opened_and_deleted(visit: Visit) -> None:
    page = visit.page
    visit.ask(GRADES)
    page.get_by_role("button", name="New conversation").focus()
    press(page, "Enter")
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.get_by_label("Your question")).to_be_focused()
    if page.locator(".shelf label").is_visible():
        page.locator(".shelf input").focus()
        press(page, "Space")
    link = page.get_by_role("link", name=GRADES[:40])
    link.focus()
    press(page, "Enter")
    expect(visit.answer).to_be_visible()
    expect(link).to_have_attribute("aria-current", "true")
    expect(link).to_be_focused()
    page.locator(".shelf summary").focus()
    press(page, "Enter")
    expect(page.get_by_role("button", name="Delete for good")).to_be_visible()
    press(page, "Tab", "Enter")
    expect(page.locator(".shelf li, .answer")).to_have_count(0)


def test_screen_readers_hear_that_an_answer_is_there(chromium: Browser, scribe: Scribe) -> None:
    with looking(chromium, scribe.address) as visit:
        page = visit.page
        page.evaluate(HEAR)
        with scribe.held() as go:
            page.get_by_label("Your question").fill(ON_HOMES)
            press(page, "Enter")
            page.locator(".answer li a.cite").first.wait_for()
            assert not any(said.startswith("Answered") for said in page.evaluate("heard"))
            go.set()
            visit.settle()
        heard = page.evaluate("heard")
        assert len(heard) == len(set(heard)) > 1, "each step once"
        assert heard[-1] == "Answered: 1 statement from 1 source"
        visit.ask("What did inspectors find in Haringey?")
        visit.settle()
        assert "Haringey" in page.evaluate("heard")[-1]
        live = page.locator("#conversation [aria-live]:not([aria-live=off])")
        expect(live).to_have_count(0)


def test_nothing_moves_where_that_is_not_wanted(chromium: Browser, scribe: Scribe) -> None:
    with looking(chromium, scribe.address) as visit:
        page = visit.page
        assert page.evaluate(MOVING) > 0, "what there is to be stilled"
        page.emulate_media(reduced_motion="reduce")
        with scribe.held() as go:
            page.get_by_label("Your question").fill(ON_HOMES)
            press(page, "Enter")
            page.locator(".answer li a.cite").first.wait_for()
            assert page.evaluate(MOVING) == 0
            go.set()
            visit.settle()
        assert page.evaluate(MOVING) == 0


@pytest.mark.parametrize("enlarged", ["page", "text"])
def test_it_can_be_read_at_twice_the_size(
    chromium: Browser, sample_app: str, person: str, enlarged: str
) -> None:
    size = (640, 400) if enlarged == "page" else WIDE
    with looking(chromium, sample_app, size, person) as visit:
        page = visit.page
        if enlarged == "text":
            page.add_style_tag(content="html { font-size: 200% !important }")
        visit.ask(GRADES)
        visit.settle()
        assert sticking_out(page) == []
        expect(page.get_by_label("Your question")).to_be_in_viewport()
        answer = visit.answer.locator("td").first
        answer.scroll_into_view_if_needed()
        expect(answer).to_be_in_viewport()
        if enlarged == "text":
            assert answer.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 2 * 14
