"""Saying whether an answer helped, in a real browser: what is stored is said, and is stored."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Visit
from tests.ui.chatting import Chat, chatting

QUESTION = "Are care leavers placed in bed and breakfast in Northmere?"
FOLLOW_UP = "and in Wexcombe?"


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory, sample_index: Path) -> Iterator[Chat]:
    """One app for all tests here."""
    with chatting(sample_index, tmp_path_factory.mktemp("kept")) as chat:
        yield chat


def stored_by(chat: Chat) -> list[dict[str, object]]:
    """The feedback that is stored."""
    lines = (chat.kept / "feedback.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture
def asked(chat: Chat, chromium: Browser) -> Iterator[Visit]:
    """A page on which a question has been answered."""
    context = chromium.new_context()
    visited = Visit.to(context.new_page(), chat.address)
    visited.ask(QUESTION)
    visited.page.locator("form.feedback").wait_for()
    yield visited
    context.close()


def thumb(form: Locator, name: str) -> Locator:
    return form.get_by_role("button", name=name, exact=True)


def test_a_verdict_and_its_reasons_are_stored_by_keyboard_alone(chat: Chat, asked: Visit) -> None:
    page = asked.page
    form = page.locator("form.feedback").first
    stored = "Stored on the computer that runs this app"
    expect(
        form.get_by_role("group", name="Was this answer helpful?")
    ).to_have_accessible_description(
        f"{stored}, and kept if you delete the conversation: what you choose and write here, the "
        "question with those before it, and the answers with their citations. Not your name."
    )
    thumb(form, "Not helpful").focus()
    page.keyboard.press("Enter")
    expect(form.get_by_role("status")).to_have_text(
        f"Noted. {stored}: the question, the answer and what you said."
    )
    expect(thumb(form, "Not helpful")).to_have_attribute("aria-pressed", "true")
    (first,) = stored_by(chat)
    assert (first["verdict"], first["reasons"]) == ("not_helpful", [])

    form.get_by_label("Something is missing").focus()
    page.keyboard.press("Space")
    with page.expect_response("**/feedback"):
        page.keyboard.press("Enter")
    form.get_by_label("Comment").fill("The 2012 report\nsays more.")
    page.keyboard.press("Tab")
    with page.expect_response("**/feedback"):
        page.keyboard.press("Enter")
    _, second, third = stored_by(chat)
    assert (second["verdict"], second["reasons"]) == ("not_helpful", ["missing"])
    assert third == second | {"given": third["given"], "comment": "The 2012 report\nsays more."}
    assert asked.complaints == []


def test_reasons_without_a_verdict_are_reasons_against(chat: Chat, asked: Visit) -> None:
    form = asked.page.locator("form.feedback").first
    form.get_by_text("Say why").click()
    form.get_by_label("A citation does not bear it out").check()
    thumb(form, "Send").click()
    expect(thumb(form, "Not helpful")).to_have_attribute("aria-pressed", "true")
    last = stored_by(chat)[-1]
    assert (last["verdict"], last["reasons"]) == ("not_helpful", ["citation"])


def test_what_was_said_is_shown_again(asked: Visit) -> None:
    page = asked.page
    form = page.locator("form.feedback").first
    thumb(form, "Helpful").click()
    expect(form.get_by_role("status")).to_contain_text("Noted")
    asked.ask(FOLLOW_UP)
    forms = page.locator("form.feedback")
    expect(forms).to_have_count(2)
    expect(thumb(forms.nth(0), "Helpful")).to_have_attribute("aria-pressed", "true")
    for name in ("Helpful", "Not helpful"):
        expect(thumb(forms.nth(1), name)).to_have_attribute("aria-pressed", "false")


def test_what_is_stored_stands_once_and_is_described_everywhere(asked: Visit) -> None:
    asked.ask(FOLLOW_UP)
    stored = re.compile("^Stored on the computer that runs this app")
    earlier, last = asked.page.locator("form.feedback").all()
    for form in (earlier, last):
        thumbs = form.get_by_role("group", name="Was this answer helpful?")
        expect(thumbs).to_have_accessible_description(stored)
    expect(last.get_by_text(stored)).to_be_visible()
    expect(earlier.get_by_text(stored)).to_be_hidden()
    earlier.get_by_text("Say why").click()
    expect(earlier.get_by_text(stored)).to_be_visible()


def test_that_it_could_not_be_sent_is_said(chat: Chat, asked: Visit) -> None:
    before = stored_by(chat)
    asked.page.context.set_offline(True)
    form = asked.page.locator("form.feedback").first
    thumb(form, "Helpful").click()
    expect(form.get_by_role("status")).to_have_text("This could not be sent. Please try again.")
    expect(thumb(form, "Helpful")).to_have_attribute("aria-pressed", "false")
    assert stored_by(chat) == before


def test_it_is_not_printed(asked: Visit) -> None:
    form = asked.page.locator("form.feedback").first
    expect(form).to_be_visible()
    asked.page.emulate_media(media="print")
    expect(form).to_be_hidden()
