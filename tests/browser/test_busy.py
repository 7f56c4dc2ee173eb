"""When more are asking than can be answered: who waits, or comes too late, is told so."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, expect

from tests.assistant.loopback_model import Asked, Says, loopback_model
from tests.browser.conftest import Visit
from tests.ui.chatting import chatting, join, outcome
from tests.ui.guarded import Client

QUESTION = "Are care leavers placed in bed and breakfast in Northmere?"
AT_ONCE = 4
WAITING = 64


@dataclass(frozen=True, slots=True)
class Busy:
    """An app that answers as many as it can at once, and the page of one more reader."""

    visit: Visit
    client: Client
    go: Event
    """Lets the model answer."""


@pytest.fixture
def busy(chromium: Browser, sample_index: Path, tmp_path: Path) -> Iterator[Busy]:
    go = Event()

    def waits(_: Asked) -> Says:
        go.wait(60)
        return Says('{"statements": []}')

    with loopback_model(waits) as model, chatting(sample_index, tmp_path, model=model) as chat:
        page = chromium.new_page()
        visit = Visit.to(page, chat.address)
        client = chat.client()
        for number in range(AT_ONCE):
            assert join(client, QUESTION, f"asked-{number}").status == 200
        while len(model.asked) < AT_ONCE:
            page.wait_for_timeout(20)
        yield Busy(visit, client, go)
        go.set()
        expect(visit.answer.locator("a.cite")).not_to_have_count(0)
        visit.settle()
        page.close()


def test_a_question_too_many_stays_where_it_was_typed(busy: Busy) -> None:
    page, client = busy.visit.page, busy.client
    waiting = [json.loads(join(client, QUESTION, f"waits-{n}").text) for n in range(WAITING)]
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="currently busy")).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value(QUESTION)
    expect(page.locator(".answer, .error")).to_have_count(0)
    (complaint,) = busy.visit.complaints
    assert "503" in complaint

    for number, event in enumerate(waiting):
        gone = {"session_hash": f"waits-{number}", "fn_index": 0, **event}
        kind = {"Content-Type": "application/json"}
        client.send("POST", "/gradio_api/cancel", json.dumps(gone), kind)
    busy.go.set()
    for number in range(AT_ONCE):
        outcome(client, f"asked-{number}")
    page.get_by_label("Your question").press("Enter")
    expect(busy.visit.answer).to_contain_text("bed and breakfast")


@pytest.mark.parametrize("way", ["by key", "by button", "an example"])
def test_who_waits_for_others_is_told(busy: Busy, way: str) -> None:
    page = busy.visit.page
    told = page.get_by_role("status").filter(has_text="others are being answered first")
    if way == "an example":
        page.locator("#opening button[data-do=ask]").first.click()
    else:
        page.get_by_label("Your question").fill(QUESTION)
        if way == "by key":
            page.keyboard.press("Enter")
        else:
            busy.visit.button("Ask").click()
    expect(told).to_be_visible()
    busy.go.set()
    expect(busy.visit.answer.locator("a.cite")).not_to_have_count(0)
    expect(told).to_have_count(0)
