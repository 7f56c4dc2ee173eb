"""Adding and removing reports in a real browser, by pointer, by keyboard and without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from assistant import Library
from tests.browser.accessibility import faults
from tests.browser.conftest import both_sizes
from tests.index.documents import write_report
from tests.ui.serving import serving
from ui.editing.adding import routes
from ui.editing.uploads import LIMITS, Limits

PATIENCE = 180_000
MB = 1024**2

DROP = """([name, text, padding]) => {
    const files = new DataTransfer();
    files.items.add(new File([text, " ".repeat(padding)], name));
    const zone = document.querySelector(".drop");
    for (const kind of ["dragenter", "dragover", "drop"]) {
        const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: files });
        zone.dispatchEvent(event);
    }
}"""
LISTEN = """() => {
    const said = document.querySelector(".said");
    const bar = document.querySelector("#sent");
    new MutationObserver(() => {
        sessionStorage.heard = (sessionStorage.heard ?? "") + `${bar.hidden} ${said.textContent}|`;
    }).observe(said, { childList: true });
}"""


@contextmanager
def adding(light_index: Path, home: Path, limits: Limits = LIMITS) -> Iterator[str]:
    """The address of the screen over an index that may be changed."""
    index_dir = copytree(light_index, home / "index")
    with (
        Library(index_dir, is_sample=False) as library,
        serving(routes(library, limits)) as address,
    ):
        yield f"{address}/add"


@pytest.fixture
def page(size: tuple[int, int], chromium: Browser) -> Iterator[Page]:
    width, height = size
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def assert_sound(page: Page) -> None:
    """Nothing is wider than the window, and axe finds no serious fault."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert faults(page) == []


@both_sizes
def test_a_report_is_dropped_published_and_removed(
    page: Page, light_index: Path, tmp_path: Path
) -> None:
    report = write_report(tmp_path / "made.txt", "Eastmarch", "Visits are made by boat.")
    text = report.read_text("utf-8").replace("Eastmarch", "Aldermoor")
    with adding(light_index, tmp_path) as address:
        page.goto(address)
        assert_sound(page)
        page.evaluate(DROP, ["aldermoor-2024.txt", text, 20 * MB])
        expect(page.locator(".said")).to_have_text("aldermoor-2024.txt (20.0 MB)")
        page.evaluate(LISTEN)
        page.get_by_role("button", name="Upload and read").click()

        publish = page.get_by_role("button", name="Publish the ticked reports")
        publish.wait_for(timeout=PATIENCE)
        heard = page.evaluate("sessionStorage.heard")
        assert "false Upload" in heard, "the bar is shown while it is said how far it is"
        row = page.get_by_role("row", name="Aldermoor")
        for told in ("4 to 8 March 2024", "care leavers", "good", "No grade was found"):
            expect(row).to_contain_text(told, ignore_case=True)
        expect(page.get_by_role("checkbox", name="Publish aldermoor-2024.txt")).to_be_checked()
        assert_sound(page)

        publish.click()
        expect(page.get_by_role("progressbar", name="Getting ready")).to_be_visible()
        assert_sound(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "1 report published", timeout=PATIENCE
        )
        link = page.get_by_role("link", name="Aldermoor, inspected 8 March 2024")
        assert "/reports/" in str(link.get_attribute("href"))
        assert_sound(page)

        page.goto(f"{address}?find=aldermoor+2024")
        page.get_by_role("link", name="Remove Aldermoor, inspected 8 March 2024").click()
        assert_sound(page)
        page.get_by_role("button", name="Remove").click()
        expect(page.get_by_text("no longer loaded")).to_be_visible(timeout=PATIENCE)
        page.goto(address)
        expect(page.locator(".loaded-reports li")).to_have_count(7)


def test_all_of_it_can_be_done_by_keyboard(
    chromium: Browser, light_index: Path, tmp_path: Path
) -> None:
    report = write_report(tmp_path / "wex.txt", "Wexcombe", "Visits are made by boat.")
    with adding(light_index, tmp_path) as address:
        page = chromium.new_page()
        page.goto(address)
        field = page.get_by_label("Choose files")
        field.focus()
        assert field.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        field.set_input_files(report)  # the chooser itself is the browser's
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Upload and read")).to_be_focused()
        page.keyboard.press("Enter")
        box = page.get_by_role("checkbox", name="Publish wex.txt")
        box.wait_for(timeout=PATIENCE)
        box.focus()
        page.keyboard.press("Space")
        expect(box).not_to_be_checked()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text(
            "Tick at least one report.", timeout=PATIENCE
        )
        page.close()


def test_it_works_without_scripts(chromium: Browser, light_index: Path, tmp_path: Path) -> None:
    report = write_report(tmp_path / "wex.txt", "Wexcombe", "Visits are made by boat.")
    with adding(light_index, tmp_path) as address:
        page = chromium.new_context(java_script_enabled=False).new_page()
        page.goto(address)
        page.get_by_label("Choose files").set_input_files(report)
        page.get_by_role("button", name="Upload and read").click()
        publish = page.get_by_role("button", name="Publish the ticked reports")
        publish.wait_for(timeout=PATIENCE)
        publish.click()
        link = page.get_by_role("link", name="Wexcombe, inspected 8 March 2024")
        link.wait_for(timeout=PATIENCE)
        page.context.close()


def test_a_decision_outruns_the_end_of_the_reading(
    page: Page, light_index: Path, tmp_path: Path
) -> None:
    report = write_report(tmp_path / "wex.txt", "Wexcombe", "Visits are made by boat.")
    sent: list[Route] = []

    def progress(route: Route) -> None:
        route.fulfill(json={"busy": not sent, "words": "Reading", "done": 0, "total": 0})

    def discard(route: Route) -> None:
        sent.append(route)

    with adding(light_index, tmp_path) as address:
        page.route("**/progress", progress)
        page.route("**/discard", discard)
        page.goto(address)
        page.get_by_label("Choose files").set_input_files(report)
        page.get_by_role("button", name="Upload and read").click()
        with page.expect_request("**/discard"):
            page.get_by_role("button", name="Discard").click(no_wait_after=True)
        page.wait_for_timeout(1500)  # whoever looks how far it is hears that it has been read
        sent[0].continue_()
        page.wait_for_url(address)
        expect(page.get_by_text("wex.txt")).to_have_count(0)


def test_too_much_is_said_beside_the_files(page: Page, light_index: Path, tmp_path: Path) -> None:
    with adding(light_index, tmp_path, Limits(2, MB, 2 * MB)) as address:
        page.goto(address)
        page.evaluate(DROP, ["large.txt", "words", 30 * MB])
        expect(page.locator(".said")).to_contain_text("Too large, will be left out: large.txt")
        page.get_by_role("button", name="Upload and read").click()
        expect(page.locator(".said")).to_contain_text("over 2 MB together", timeout=PATIENCE)
        expect(page.get_by_role("button", name="Upload and read")).to_be_enabled()
        assert page.url == address
