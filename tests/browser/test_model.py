"""Answers that a language model writes, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.assistant.loopback_model import (
    Asked,
    LoopbackModel,
    Says,
    answer_json,
    loopback_model,
    sources_in,
)
from tests.browser.conftest import Visit
from tests.ui.process import running

_HOMES = "Care leavers live in suitable homes."


def _writes(asked: Asked) -> Says:
    """A true statement, an invented one, and one that would load a picture from elsewhere."""
    if "not accepted" in asked.last:
        return Says('{"statements": []}')
    token = next(s["source"] for s in sources_in(asked.prompt) if _HOMES in s["text"])
    picture = "Care leavers live in homes ![x](http://127.0.0.1:9/leak)."
    return Says(
        answer_json(
            (token, _HOMES, "In 2024, care leavers in Northmere lived in suitable homes."),
            (token, _HOMES, "Care leavers in Leeds live in 41 suitable homes."),
            (token, _HOMES, picture),
        )
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, LoopbackModel]]:
    """The app on the sample with a model on this machine."""
    home = tmp_path_factory.mktemp("model")
    with loopback_model(_writes) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", server.url)
        with running(home, ["--model", "scribe"]) as address:
            yield address, server


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)], ids=["wide", "narrow"])
def test_what_a_model_writes_is_checked_before_it_is_shown(
    chromium: Browser,
    served: tuple[str, LoopbackModel],
    tmp_path: Path,
    width: int,
    height: int,
) -> None:
    address, server = served
    with chromium.new_context(viewport={"width": width, "height": height}) as context:
        visit = Visit.to(context.new_page(), address)
        page = visit.page
        expect(page.locator(".writer")).to_contain_text("scribe at 127.0.0.1")
        expect(page.locator(".writer")).to_contain_text("are sent there")
        before = len(server.asked)
        visit.ask("Are care leavers placed in bed and breakfast in Northmere?")
        assert len(server.asked) == before + 2, "asked, and once for corrections"
        answer = page.locator(".answer").last
        expect(answer.locator("li").first).to_contain_text("lived in suitable homes")
        cite = answer.locator("a.cite").first
        cite.click()
        source = page.locator(f"article{cite.get_attribute('href')}")
        expect(source.locator("mark").first).to_have_text(_HOMES)
        withheld = answer.locator("details.withheld")
        expect(withheld.locator("summary")).to_contain_text("2 sentences")
        withheld.locator("summary").click()
        expect(withheld).to_contain_text("an authority that it does not cite")
        expect(withheld).to_contain_text("no plain sentence")
        assert page.locator("img[src*='127.0.0.1:9']").count() == 0
        assert visit.complaints == []
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0
        page.screenshot(path=tmp_path / "model.png", full_page=True)
