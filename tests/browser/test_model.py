"""Answers that a language model writes, in a real browser: what passes, and what is withheld."""

from playwright.sync_api import Browser, expect

from tests.browser.conftest import both_sizes, looking
from tests.browser.scribe import HOMES, ON_HOMES, Scribe


@both_sizes
def test_what_a_model_writes_is_checked_before_it_is_shown(
    chromium: Browser, scribe: Scribe, size: tuple[int, int]
) -> None:
    with looking(chromium, scribe.address, size) as visit:
        expect(visit.page.locator("#opening")).to_contain_text("what does not pass is withheld")
        before = len(scribe.asked)
        visit.ask(ON_HOMES)
        assert len(scribe.asked) == before + 2, "asked, and once for corrections"
        answer = visit.answer
        expect(answer.locator("li p:has(.cite)")).to_have_count(1)
        expect(answer.locator("li").filter(has_text="lived in suitable homes")).to_be_visible()
        cite = answer.locator("a.cite").first
        cite.click()
        source = visit.page.locator(f"article{cite.get_attribute('href')}")
        expect(source).to_be_focused()
        expect(source.locator("mark").first).to_have_text(HOMES)

        withheld = answer.locator("details.withheld")
        expect(withheld.locator("summary")).to_contain_text("2 sentences")
        withheld.locator("summary").focus()
        visit.page.keyboard.press("Enter")
        expect(withheld).to_contain_text("an authority that it does not cite")
        expect(withheld).to_contain_text("no plain sentence")
        expect(visit.page.locator("img[src*='127.0.0.1:9']")).to_have_count(0)
        assert visit.overflow <= 0
