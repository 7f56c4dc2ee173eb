"""Asking the sample in a real browser, at desk and at phone width."""

from playwright.sync_api import Page, expect

from sample import EXAMPLE_QUESTIONS
from tests.browser.conftest import Visit

QUESTION = "What did inspectors say about health assessments in Northmere in 2012?"


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return wider


def test_the_page_says_what_is_loaded(visit: Visit) -> None:
    page = visit.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Inspection assistant")
    expect(page.locator(".banner")).to_contain_text("Invented sample")
    page.locator(".corpus summary").click()
    expect(page.locator(".corpus dt")).to_have_text(["Aldermoor", "Northmere", "Wexcombe"])
    assert overflow(page) <= 0


def test_an_answer_leads_to_the_words_that_it_quotes(visit: Visit) -> None:
    visit.ask(QUESTION)
    page = visit.page
    statements = page.locator(".answer li")
    expect(statements.filter(has_text="health assessments").first).to_be_visible()
    for statement in statements.all():
        expect(statement.locator("a.cite").first).to_be_visible()

    cite = page.locator("a.cite").nth(1)
    quoted = statements.filter(has=page.locator(f"#{cite.get_attribute('id')}")).inner_text()
    cite.click()
    source = page.locator(f"article{cite.get_attribute('href')}")
    expect(source).to_be_focused()
    expect(source).to_be_in_viewport()
    assert overflow(page) <= 0

    marked = " ".join(source.locator("mark").all_inner_texts())
    assert marked.split() == quoted.split()[:-1], "the statement's words, less its number"
    for told in ("Paragraph", "Northmere", "Inspected 5 to 16 March 2012"):
        expect(source).to_contain_text(told)


def test_the_lines_of_a_quoted_list_stand_under_one_another(visit: Visit) -> None:
    visit.ask("List everything Northmere was told to do immediately in 2012")
    item = visit.page.locator(".answer li").filter(has=visit.page.locator("p.bullet")).first
    tops = [box["y"] for line in item.locator("p").all() if (box := line.bounding_box())]
    assert len(tops) > 2
    assert tops == sorted(set(tops))


def test_several_reports_are_compared_in_a_table(visit: Visit) -> None:
    visit.ask("How do Northmere and Wexcombe compare on their overall effectiveness grade?")
    page = visit.page
    rows = page.locator(".answer tbody tr")
    expect(rows.filter(has_text="Wexcombe")).to_contain_text("Inadequate")
    for row in rows.all():
        expect(row.locator("a.cite").first).to_be_visible()
    expect(page.locator(".answer li")).to_have_count(0)
    assert overflow(page) <= 0


def test_one_comes_back_from_a_source_by_keyboard(visit: Visit) -> None:
    visit.ask(QUESTION)
    page = visit.page
    cite = page.locator("a.cite").first
    cite.focus()
    assert cite.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("article.source").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(cite).to_be_focused()


def test_an_example_question_is_asked_by_one_click(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name=EXAMPLE_QUESTIONS[0]).click()
    expect(page.locator("a.cite").first).to_be_visible()
    expect(page.locator("#examples")).to_be_hidden()


def test_a_refusal_explains_itself(visit: Visit) -> None:
    page = visit.page
    visit.ask("What did inspectors find in Haringey?")
    expect(page.locator(".refusal")).to_contain_text("Haringey")
    expect(page.locator("a.cite")).to_have_count(0)

    visit.ask("Why was Northmere judged outstanding in 2024?")
    expect(page.locator(".refusal").last.locator("a.cite")).to_be_visible()
    nearest = page.locator("ul.nearest a").first
    nearest.click()
    expect(page.locator(f"article{nearest.get_attribute('href')}")).to_be_focused()


def test_what_cannot_be_asked_is_said_in_one_line(visit: Visit) -> None:
    visit.ask("   ")
    visit.ask("x" * 20_000)
    errors = visit.page.locator(".error")
    expect(errors).to_have_count(2)
    for text in errors.all_inner_texts():
        assert len(text.splitlines()) == 1
    assert overflow(visit.page) <= 0
    visit.ask(QUESTION)
    expect(visit.page.locator("a.cite").first).to_be_visible()


def test_a_follow_up_keeps_the_earlier_sources_at_hand(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.ask("And in 2019?")
    page = visit.page
    expect(page.locator(".answer").nth(1)).to_contain_text("2019")
    page.locator("a.cite").first.click()
    expect(page.locator("#sources details article").first).to_be_focused()

    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".answer, article.source")).to_have_count(0)
    expect(page.locator("#examples")).to_be_visible()
