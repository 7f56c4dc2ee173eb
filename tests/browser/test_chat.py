"""Answers of all kinds in a real browser, at desk and at phone width."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit, both_sizes

QUESTION = "What did inspectors say about health assessments in Northmere in 2012?"


def test_every_statement_has_its_citation(visit: Visit) -> None:
    visit.ask(QUESTION)
    statements = visit.answer.locator("ul:not(.chips):not(.nearest) > li")
    expect(statements.filter(has_text="health assessments").first).to_be_visible()
    for statement in statements.all():
        expect(statement.locator("a.cite").first).to_be_visible()
    assert visit.overflow <= 0


@both_sizes
def test_the_lines_of_a_quoted_list_stand_under_one_another(visit: Visit) -> None:
    visit.ask("List everything Northmere was told to do immediately in 2012")
    item = visit.answer.locator("li").filter(has=visit.page.locator("p.bullet")).first
    tops = [box["y"] for line in item.locator("p").all() if (box := line.bounding_box())]
    assert len(tops) > 2
    assert tops == sorted(set(tops))


@both_sizes
def test_several_reports_are_compared_in_a_table(visit: Visit) -> None:
    visit.ask("How do Northmere and Wexcombe compare on their overall effectiveness grade?")
    rows = visit.answer.get_by_role("region", name="Table of judgements").locator("tbody tr")
    expect(rows.filter(has_text="Wexcombe")).to_contain_text("Inadequate")
    for row in rows.all():
        expect(row.locator("a.cite").first).to_be_visible()
    assert visit.overflow <= 0


@both_sizes
def test_what_cannot_be_asked_is_said_in_one_line(visit: Visit) -> None:
    visit.ask("x" * 20_000)
    error = visit.page.get_by_role("alert")
    assert len(error.inner_text().splitlines()) == 1
    assert visit.overflow <= 0
    visit.ask(QUESTION)
    expect(visit.answer.locator("a.cite").first).to_be_visible()


def test_enter_alone_asks_nothing(visit: Visit) -> None:
    for typed in ("", "   "):
        visit.page.get_by_label("Your question").fill(typed)
        visit.page.keyboard.press("Enter")
    visit.ask(QUESTION)
    visit.page.keyboard.press("Enter")
    visit.ask("And in 2019?")
    expect(visit.page.locator(".answer")).to_have_count(2)
    expect(visit.page.get_by_role("alert")).to_have_count(0)


def test_the_sources_of_earlier_answers_stay_at_hand(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.ask("And in 2019?")
    expect(visit.answer).to_contain_text("2019")
    earlier = visit.page.locator("#sources details article").first
    expect(earlier).to_be_hidden()
    visit.page.locator("a.cite").first.click()
    expect(earlier).to_be_focused()
    expect(earlier).to_be_in_viewport()
