"""A real browser that looks at the app."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.ui.process import running

__all__ = ["Visit", "chromium", "sample_app", "visit"]

_CHROMIUM = "/usr/bin/chromium"
_QUIET = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
)


@dataclass(slots=True)
class Visit:
    """A page on which the app has come up, and what the browser complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def to(cls, page: Page, address: str) -> Self:
        """Open the address and wait until a question can be asked."""
        visit = cls(page)
        page.on("console", lambda message: visit._heard(message.type, message.text))
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.goto(address)
        page.get_by_label("Your question").wait_for()
        return visit

    def ask(self, question: str) -> None:
        """Type a question, send it by key, and wait until its answer is whole."""
        turns = self.page.locator(".answer, .error").count()
        self.page.get_by_label("Your question").fill(question)
        self.page.keyboard.press("Enter")
        self.page.locator(".answer, .error").nth(turns).wait_for()
        self.page.locator(".answer .progress").wait_for(state="detached")

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; where there is none, the tests are skipped and say so."""
    path = shutil.which(_CHROMIUM)
    if path is None:
        pytest.skip(f"no Chromium at {_CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on the sample, whose index it builds itself."""
    with running(tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["wide", "narrow"])
def visit(request: pytest.FixtureRequest, chromium: Browser, sample_app: str) -> Iterator[Visit]:
    """A fresh page on the sample, at desk and at phone width; nothing may fail in its console."""
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height})
    visited = Visit.to(context.new_page(), sample_app)
    yield visited
    context.close()
    assert visited.complaints == []
