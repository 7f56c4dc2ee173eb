"""A real browser that looks at the app, and the apps that it looks at."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from assistant import AccessOptions, Account, Accounts, AccountsFile
from tests.browser.scribe import Scribe, scribe_app
from tests.ui.chatting import chatting
from tests.ui.guarded import RIGHT, hash_of
from ui.access.policy import Access

__all__ = [
    "NARROW",
    "WIDE",
    "Visit",
    "both_sizes",
    "chromium",
    "looking",
    "person",
    "sample_app",
    "scribe",
    "size",
    "visit",
]

WIDE: Final = (1280, 800)
NARROW: Final = (390, 844)
both_sizes: Final = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
"""For tests of what looks or works otherwise on a phone."""

_CHROMIUM = "/usr/bin/chromium"
_QUIET = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
)
_PATIENCE_MS = 30_000  # other work may share the machine; what is waited for mostly takes 100
_TRIES = 30
_PEOPLE: Final = tuple(f"person-{number}" for number in range(1, 501))
_next_person = iter(_PEOPLE)
_idle: list[BrowserContext] = []


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
        page.on("request", lambda request: visit._asked(request.url, urlsplit(address).netloc))
        page.goto(address)
        visit.wait_until_open()
        return visit

    def wait_until_open(self) -> None:
        """Wait until the page shows whose conversations there are, and a question can be asked."""
        self.page.get_by_label("Your question").wait_for()
        self.page.locator(".shelf").wait_for()

    def ask(self, question: str) -> None:
        """Type a question, send it by key, and wait until its answer is whole."""
        before = self._whole.count()
        self.send(question)
        self._whole.nth(before).wait_for()

    def send(self, question: str) -> None:
        """Type a question, and send it by key."""
        box = self.page.get_by_label("Your question")
        box.fill(question)
        for _ in range(_TRIES):
            # Nothing is taken before the page knows that the answer before is whole.
            box.press("Enter")
            with suppress(AssertionError):
                expect(box).not_to_have_value(question, timeout=_PATIENCE_MS // _TRIES)
                break

    def settle(self) -> None:
        """Wait until an answer that is being given is whole."""
        self.button("Ask").wait_for()

    def button(self, name: str) -> Locator:
        """A button by the whole of its name."""
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def answer(self) -> Locator:
        """The latest answer."""
        return self.page.locator(".answer").last

    @property
    def chips(self) -> Locator:
        """How the latest question was understood."""
        return self.answer.locator(".chips > li")

    @property
    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        wider: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wider

    @property
    def _whole(self) -> Locator:
        """Answers that are complete, and errors."""
        return self.page.locator(".answer:not(:has(> .progress)), .error")

    def _asked(self, url: str, host: str) -> None:
        if urlsplit(url).netloc not in ("", host):  # data: and blob: have none
            self.complaints.append(f"asked elsewhere: {url}")

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)


@contextmanager
def looking(
    browser: Browser, address: str, size: tuple[int, int] = WIDE, person: str | None = None
) -> Iterator[Visit]:
    """A fresh page, of whoever has logged in if named; nothing may fail in its console."""
    with _context(browser) as context:
        if person is not None:
            typed: dict[str, str | float | bool] = {"name": person, "password": RIGHT, "next": "/"}
            assert context.request.post(urljoin(address, "/login"), form=typed).ok
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        visited = Visit.to(page, address)
        yield visited
    assert visited.complaints == []


@contextmanager
def _context(browser: Browser) -> Iterator[BrowserContext]:
    """A profile that nobody uses now; of what others did in it, only its cache is left."""
    idle = _idle.pop() if _idle else None
    context = idle or browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    try:
        yield context
    finally:
        for page in context.pages:
            page.close()
        context.clear_cookies()
        _idle.append(context)


@pytest.fixture
def size() -> tuple[int, int]:
    """How large windows are: as on a desk, where a test does not ask for `both_sizes`."""
    return WIDE


@pytest.fixture
def person() -> str:
    """Somebody with an account for the sample, who has asked nothing yet."""
    return next(_next_person)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; where there is none, the tests are skipped and say so."""
    path = shutil.which(_CHROMIUM)
    if path is None:
        pytest.skip(f"no Chromium at {_CHROMIUM}")
    expect.set_options(timeout=_PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield browser
        _idle.clear()
        browser.close()


@pytest.fixture(scope="session")
def sample_app(tmp_path_factory: pytest.TempPathFactory, sample_index: Path) -> Iterator[str]:
    """The address of the app on the sample.

    Each test logs in as a person of its own, with no saved conversation and as many questions a
    minute as anybody.
    """
    home = tmp_path_factory.mktemp("home")
    accounts = AccountsFile(home / "accounts.json")
    accounts.change(
        lambda _: Accounts(tuple(Account(p, "editor", hash_of(RIGHT)) for p in _PEOPLE))
    )
    access = Access.from_options(AccessOptions(auth=accounts.path))
    with chatting(sample_index, home / "kept", is_sample=True, access=access) as chat:
        yield chat.address


@pytest.fixture(scope="session")
def scribe(tmp_path_factory: pytest.TempPathFactory, sample_index: Path) -> Iterator[Scribe]:
    """The app of one local user, whose answers a language model writes."""
    with scribe_app(tmp_path_factory.mktemp("scribe"), sample_index) as scribe:
        yield scribe


@pytest.fixture
def visit(
    chromium: Browser, sample_app: str, person: str, size: tuple[int, int]
) -> Iterator[Visit]:
    """A person's first look at the sample."""
    with looking(chromium, sample_app, size, person) as visited:
        yield visited
