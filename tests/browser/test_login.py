"""Logging in with a real browser: by keyboard, over plain http too, and each with their own."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant import AccessOptions, Account, AccountsFile
from tests.browser.accessibility import Scheme
from tests.browser.conftest import WIDE, Visit, both_sizes, looking
from tests.ui.chatting import chatting, join, outcome
from tests.ui.guarded import OTHER, RIGHT, Client, accounts_file, hash_of
from ui.access.policy import Access

A_MINUTE = 30
TOO_LONG = "x" * 2_500  # which is soon said
QUESTION = "Are care leavers placed in bed and breakfast?"


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> AccountsFile:
    return accounts_file(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def app(sample_index: Path, accounts: AccountsFile) -> Iterator[str]:
    """The address of an app with accounts."""
    access = Access.from_options(AccessOptions(auth=accounts.path))
    with chatting(sample_index, accounts.path.parent / "kept", access=access) as chat:
        yield chat.address


@pytest.fixture
def page(size: tuple[int, int], chromium: Browser, app: str) -> Iterator[Page]:
    """The front page, as it leads to the login; narrow ones are dark."""
    width, height = size
    scheme: Scheme = "light" if size == WIDE else "dark"
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(app)
    yield page
    context.close()


def log_in(page: Page, name: str, password: str) -> None:
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


@both_sizes
def test_it_can_be_done_by_keyboard(page: Page) -> None:
    expect(page).to_have_title("Log in · Inspection assistant")
    assert Visit(page).overflow <= 0
    log_in(page, "amira", OTHER)
    expect(page.get_by_role("alert")).to_have_text("The name or the password is not right.")
    expect(page.get_by_label("Name")).to_have_value("amira")
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Password")).to_have_accessible_description(
        "The name or the password is not right."
    )
    page.keyboard.type(RIGHT)
    page.keyboard.press("Enter")
    page.get_by_label("Your question").wait_for()


def test_each_sees_their_own_and_what_they_may_do(page: Page, app: str) -> None:
    log_in(page, "amira", RIGHT)
    page.get_by_label("Your question").wait_for()
    Visit(page).ask(QUESTION)
    conversation = page.url
    answer = page.get_by_role("link", name="JSON").first.evaluate("e => e.href")
    page.get_by_role("link", name="Add reports").click()
    expect(page.get_by_label("Choose files")).to_be_visible()
    page.goto(app)
    expect(page.get_by_text(QUESTION)).not_to_have_count(0)
    page.get_by_role("button", name="Log out").click()
    log_in(page, "wren", RIGHT)
    page.get_by_label("Your question").wait_for()
    expect(page.get_by_text("wren", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Add reports")).to_have_count(0)
    page.goto(conversation)
    Visit(page).wait_until_open()
    expect(page.get_by_text(QUESTION)).to_have_count(0)
    assert page.context.request.get(answer).status == 404
    refused = page.goto(f"{app}/add")
    assert refused is not None
    assert refused.status == 403
    expect(page.get_by_label("Choose files")).to_have_count(0)


def test_after_logging_out_nothing_is_left_behind_the_back_button(page: Page) -> None:
    log_in(page, "amira", RIGHT)
    page.get_by_label("Your question").wait_for()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_label("Password")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Password")).to_be_visible()


def test_who_is_logged_out_meanwhile_is_told_and_keeps_the_question(
    page: Page, accounts: AccountsFile
) -> None:
    accounts.change(lambda held: held.including(Account("guest", "reader", hash_of(RIGHT))))
    log_in(page, "guest", RIGHT)
    page.get_by_label("Your question").fill(QUESTION)
    accounts.change(lambda held: held.without("guest"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are not logged in any more.")).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value(QUESTION)


def test_it_works_over_plain_http_under_another_name(chromium: Browser, app: str) -> None:
    """There, browsers say less about where a request comes from."""
    browser = chromium.browser_type.launch(
        executable_path="/usr/bin/chromium",
        args=["--no-sandbox", "--host-resolver-rules=MAP reports.example 127.0.0.1"],
    )
    page = browser.new_page()
    page.goto(app.replace("127.0.0.1", "reports.example"))
    log_in(page, "amira", RIGHT)
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".answer").wait_for()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_label("Password")).to_be_visible()
    browser.close()


def test_too_many_questions_in_a_minute_are_refused_in_words(
    visit: Visit, person: str, chromium: Browser, sample_app: str
) -> None:
    also = Client(urlsplit(sample_app).port or 0)
    assert also.log_in(person, RIGHT).status == 303
    windows = [f"{person}-window-{number}" for number in range(1, A_MINUTE)]
    for window in windows:
        assert join(also, TOO_LONG, window).status == 200
    for window in windows:
        assert "data" in outcome(also, window), "it has been counted"
    visit.ask(TOO_LONG)
    errors = visit.page.get_by_role("alert")
    refused = errors.filter(has_text="That was many questions at once: please wait")
    expect(refused).to_have_count(0)
    visit.page.get_by_label("Your question").fill(QUESTION)
    visit.page.keyboard.press("Enter")
    expect(refused).to_have_text(re.compile(r"wait \d+ seconds\.$"))
    expect(visit.page.get_by_label("Your question")).to_have_value(QUESTION)
    with looking(chromium, sample_app, person="person-496") as other:
        other.ask(QUESTION)
        expect(other.answer.locator("a.cite")).not_to_have_count(0)
