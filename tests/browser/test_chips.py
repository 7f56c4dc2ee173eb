"""How a question was understood, in a real browser: chips that can be taken out and changed."""

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit, both_sizes

QUESTION = "What did inspectors say about health assessments in Northmere in 2024?"
READ = ["Northmere", "2024", "health assessments"]


def names(visit: Visit) -> Locator:
    """What the chips say."""
    return visit.chips.locator("> span, summary")


def without(visit: Visit, part: str) -> Locator:
    """The button that takes a part out."""
    return visit.answer.get_by_role("button", name=f"Ask again without “{part}”").first


def authorities(visit: Visit) -> set[str]:
    """Whose reports the answer cites."""
    told = visit.page.locator("article.source .report + p").all_inner_texts()
    return {text.partition(" · ")[0] for text in told}


@both_sizes
def test_chips_say_how_the_question_was_read(visit: Visit) -> None:
    visit.ask(QUESTION)
    expect(visit.answer.get_by_role("list", name="Read as")).to_be_visible()
    expect(names(visit)).to_have_text(READ)
    assert authorities(visit) == {"Northmere"}
    visit.ask("Which authorities are inadequate for help and protection?")
    expect(names(visit)).to_contain_text(["All authorities", "Any time", "help and protection"])
    expect(visit.page.locator(".answer").first.locator(".chips button")).to_have_count(0)


def test_what_is_taken_out_is_no_longer_asked(visit: Visit) -> None:
    visit.ask(QUESTION)
    without(visit, "Northmere").click()
    expect(names(visit).first).to_have_text("All authorities")
    without(visit, "2024").click()
    expect(names(visit).nth(1)).to_have_text("Any time")
    visit.settle()
    assert len(authorities(visit)) > 1
    expect(visit.page.locator(".answer")).to_have_count(1)
    expect(visit.page.locator("#conversation .user")).to_have_text(QUESTION)


def test_another_authority_and_other_years_are_chosen(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.chips.first.locator("summary").click()
    visit.chips.first.get_by_label("Authority").select_option("Wexcombe")
    assert visit.overflow <= 0
    visit.chips.first.get_by_role("button", name="Ask again", exact=True).click()
    expect(names(visit).first).to_have_text("Wexcombe")
    years = visit.chips.nth(1)
    years.locator("summary").click()
    expect(visit.chips.first.get_by_label("Authority")).to_be_hidden()
    years.get_by_label("From").select_option("2019")
    assert visit.overflow <= 0
    years.get_by_role("button", name="Ask again", exact=True).click()
    expect(names(visit).nth(1)).to_have_text("2019 to 2024")
    visit.settle()
    assert authorities(visit) == {"Wexcombe"}


def test_chips_are_taken_out_and_changed_by_keyboard(visit: Visit) -> None:
    visit.ask(QUESTION)
    keyboard = visit.page.keyboard
    visit.chips.first.locator("summary").focus()
    keyboard.press("Enter")
    keyboard.press("Tab")
    choice = visit.chips.first.get_by_label("Authority")
    expect(choice).to_be_focused()
    keyboard.press("Escape")
    expect(choice).to_be_hidden()
    expect(visit.chips.first.locator("summary")).to_be_focused()

    keyboard.press("Enter")
    keyboard.press("Tab")
    keyboard.type("Wex")
    expect(choice).to_have_value("Wexcombe")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(names(visit).first).to_have_text("Wexcombe")
    out = without(visit, "Wexcombe")
    out.focus()
    assert out.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    keyboard.press("Enter")
    expect(names(visit).first).to_have_text("All authorities")


def test_the_same_is_asked_about_another_subject(visit: Visit) -> None:
    visit.ask(QUESTION)
    subject = visit.chips.last
    subject.locator("summary").click()
    subject.get_by_label("Subject").fill("caseloads of social workers")
    subject.get_by_role("button", name="Ask again", exact=True).click()
    expect(names(visit).last).to_contain_text("caseloads")
    expect(names(visit)).to_contain_text(["Northmere", "2024"])
    visit.settle()
    marked = visit.page.locator("article.source mark")
    expect(marked.filter(has_text="caseload")).not_to_have_count(0)
