"""What stands above every screen: which reports, how many, how fresh, and who writes."""

import datetime as dt
import re

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit, both_sizes, looking
from tests.browser.scribe import Scribe
from ui import words

LOADED = "7 reports, 3 authorities, 2010 to 2024, newest published 2 August 2024"


@both_sizes
def test_the_sample_is_marked_as_invented(visit: Visit) -> None:
    page = visit.page
    for screen in ("Ask", "Reports", "Judgements"):
        page.get_by_role("link", name=screen, exact=True).click()
        loaded = page.locator(".masthead .loaded > span")
        today = words.day(dt.datetime.now(dt.UTC).date())
        expect(loaded).to_have_text(
            [
                LOADED,
                f"brought up to date {today}",
                "Quotations only: no language model is asked, nothing is sent elsewhere",
            ]
        )
        banner = page.locator(".masthead .banner")
        expect(banner.locator("strong")).to_have_text("Invented sample")
        expect(banner).to_contain_text("do not exist")
        expect(banner).to_contain_text(re.compile("start it with their folder: .+ FOLDER\\.$"))
        expect(banner).to_be_in_viewport()
        assert visit.overflow <= 0


@both_sizes
def test_who_writes_and_where_is_said(
    chromium: Browser, scribe: Scribe, size: tuple[int, int]
) -> None:
    with looking(chromium, scribe.address, size) as visit:
        loaded = visit.page.locator(".masthead .loaded")
        expect(loaded).to_contain_text("8 reports, 4 authorities, 2010 to 2025")
        expect(loaded).to_contain_text("newest published 4 March 2025")
        expect(loaded).to_contain_text("scribe at 127.0.0.1")
        expect(loaded).to_contain_text("are sent there")
        expect(visit.page.locator(".masthead .banner")).to_have_count(0)
        expect(visit.page.get_by_text("Invented sample")).to_have_count(0)
        assert visit.overflow <= 0


def test_one_gets_past_it_by_keyboard(visit: Visit) -> None:
    page = visit.page
    skip = page.get_by_role("link", name="Skip to the content")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#asking :focus")).to_have_count(1)
