"""Asking in a real browser: answers that arrive bit by bit, stopped, asked again, and changed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Visit, both_sizes, looking
from tests.browser.scribe import Scribe

QUESTION = "What did inspectors say about health assessments in Northmere in 2012?"
OTHER = "What did inspectors say about care leavers in Northmere in 2024?"


@pytest.fixture
def anew(size: tuple[int, int], chromium: Browser, scribe: Scribe) -> Iterator[Visit]:
    """A fresh page of the app for which a model writes."""
    with looking(chromium, scribe.address, size) as visited:
        yield visited


def statements(visit: Visit) -> Locator:
    """What the latest answer says, each with its citation."""
    return visit.answer.locator("li p:has(.cite)")


@both_sizes
def test_a_statement_is_shown_while_others_are_written(anew: Visit, scribe: Scribe) -> None:
    with scribe.held() as go:
        anew.send(QUESTION)
        expect(statements(anew)).to_have_count(1)
        expect(anew.answer.locator(".progress")).to_be_visible()
        expect(anew.page.locator("article.source")).to_have_count(1)
        expect(anew.chips.first).to_have_text("Northmere")
        expect(anew.button("Stop")).to_be_visible()
        expect(anew.button("Ask")).to_have_count(0)
        go.set()
        expect(statements(anew)).to_have_count(3)
    expect(anew.answer.locator(".progress")).to_have_count(0)
    expect(anew.button("Ask")).to_be_visible()
    assert anew.overflow <= 0


def test_what_is_typed_while_an_answer_arrives_is_kept(anew: Visit, scribe: Scribe) -> None:
    question = anew.page.get_by_label("Your question")
    with scribe.held() as go:
        anew.send(QUESTION)
        expect(anew.button("Stop")).to_be_visible()
        expect(question).to_have_value("")
        question.fill("And in 2024?")
        go.set()
        expect(anew.button("Ask")).to_be_visible()
    expect(question).to_have_value("And in 2024?")


def test_a_stopped_answer_keeps_what_had_arrived(anew: Visit, scribe: Scribe) -> None:
    with scribe.held():
        anew.send(QUESTION)
        expect(statements(anew)).to_have_count(1)
        anew.button("Stop").click()
        expect(anew.answer.locator(".progress")).to_have_text(
            "Stopped. What had arrived stands above."
        )
        expect(statements(anew)).to_have_count(1)
        expect(anew.button("Ask")).to_be_visible()
        statements(anew).locator("a.cite").click()
        expect(anew.page.locator("article.source")).to_be_focused()

        with scribe.held() as go:  # while the model is still at what nobody waits for any more
            go.set()
            anew.button("Ask again").click()
            expect(statements(anew)).to_have_count(3)
    expect(anew.page.locator(".answer")).to_have_count(1)
    expect(anew.answer.locator(".progress")).to_have_count(0)


def test_a_new_conversation_leaves_the_answer_that_is_being_given(
    anew: Visit, scribe: Scribe
) -> None:
    with scribe.held():
        anew.send(QUESTION)
        expect(statements(anew)).to_have_count(1)
        anew.button("New conversation").click()
        expect(anew.page.locator(".examples")).to_be_visible()
    anew.ask(OTHER)
    expect(anew.page.locator("#conversation .user")).to_have_text(OTHER)
    expect(statements(anew)).to_have_count(3)


@pytest.mark.parametrize("button", ["Delete for good", "New conversation"])
def test_what_comes_while_a_follow_up_is_answered_leaves_no_copy(
    anew: Visit, scribe: Scribe, button: str
) -> None:
    saved = anew.page.locator(".shelf li")
    before = saved.count()
    anew.ask(OTHER)
    expect(saved).to_have_count(before + 1)
    with scribe.held():
        anew.send(QUESTION)
        expect(statements(anew)).to_have_count(1)
        if button == "Delete for good":
            anew.page.locator(".shelf label").click()
            saved.first.locator("summary").click()
        anew.page.get_by_role("button", name=button).first.click()
        expect(anew.page.locator(".examples")).to_be_visible()
    expect(saved).to_have_count(before + (button != "Delete for good"))


def test_what_is_being_typed_survives_a_change_of_the_last_question(
    anew: Visit, scribe: Scribe
) -> None:
    anew.ask(QUESTION)
    field = anew.page.get_by_label("Your question")
    field.fill("And what about")
    with scribe.held() as go:
        anew.button("Ask again").click()
        expect(anew.button("Stop")).to_be_visible()
        go.set()
        anew.settle()
    expect(field).to_have_value("And what about")


def test_while_one_answer_is_held_up_another_is_given(
    anew: Visit, chromium: Browser, scribe: Scribe
) -> None:
    with scribe.held():
        anew.send(QUESTION)
        expect(statements(anew)).to_have_count(1)
        with looking(chromium, scribe.address) as other, scribe.held() as go:
            go.set()
            other.ask(QUESTION)
            expect(statements(other)).to_have_count(3)
    expect(statements(anew)).to_have_count(3)


def test_the_question_is_asked_again_as_it_is_and_changed(anew: Visit, scribe: Scribe) -> None:
    anew.ask(QUESTION)
    anew.ask(OTHER)
    asked = len(scribe.asked)
    with scribe.held() as go:
        anew.button("Ask again").click()
        expect(anew.button("Stop")).to_be_visible()
        go.set()
        expect(anew.button("Ask")).to_be_visible()
    assert len(scribe.asked) > asked
    asks = anew.page.locator("#conversation .user")
    expect(asks).to_have_text([QUESTION, OTHER])

    edit = anew.page.locator("details.edit")
    edit.locator("summary").click()
    changed = anew.page.get_by_label("The question, changed")
    expect(changed).to_have_value(OTHER)
    assert anew.overflow <= 0
    anew.page.keyboard.press("Escape")
    expect(changed).to_be_hidden()
    edit.locator("summary").focus()
    anew.page.keyboard.press("Enter")
    anew.page.keyboard.press("Tab")
    expect(changed).to_be_focused()
    changed.fill("What must Wexcombe improve?")
    anew.page.keyboard.press("Tab")
    anew.page.keyboard.press("Enter")
    expect(anew.chips.first).to_have_text(re.compile("Wexcombe"))
    expect(asks).to_have_text([QUESTION, "What must Wexcombe improve?"])


def test_a_follow_up_is_understood_from_what_was_asked_before(anew: Visit) -> None:
    anew.ask(QUESTION)
    anew.ask("And in 2024?")
    expect(anew.chips.nth(0)).to_contain_text("Northmere")
    expect(anew.chips.nth(1)).to_contain_text("2024")
    expect(anew.chips.last).to_contain_text("health assessments")
    expect(anew.page.locator("#sources details", has_text=QUESTION)).to_have_count(1)


def test_examples_come_from_the_reports_that_are_loaded(anew: Visit) -> None:
    examples = anew.page.locator(".examples button")
    texts = examples.all_inner_texts()
    assert 1 < len(texts) <= 6
    assert any("Harrow in 2025" in text for text in texts)
    for text in texts:
        assert re.search("Harrow|Northmere|Wexcombe|Aldermoor|^Which authorities", text)
    examples.filter(has_text="Harrow").click()
    expect(anew.answer.locator("a.cite")).not_to_have_count(0)
    expect(anew.chips.first).to_have_text(re.compile("Harrow"))
    expect(examples).to_have_count(0)
