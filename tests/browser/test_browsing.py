"""Reports and judgements in a browser: found, read, compared, cited and taken away."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import Scheme, faults
from tests.index.building import build
from tests.ui.browsing import Site, browsing

SIZES = {"narrow": (390, 844), "desk": (1280, 800), "wide": (1920, 1080)}
SCREENS = (
    "/reports",
    "/reports?grade=outstanding&authority=Wexcombe",
    "/judgements",
    "/judgements?authority=Northmere",
    "/judgements?authority=Northmere&authority=Wexcombe",
    "/judgements?authority=Aldermoor",
)
HOSTILE = """Inspection of Eastmarch local authority children’s services <img src='{evil}/title'>

Inspection dates: 4 to 8 March 2024

Lead inspector: <img src="{evil}/inspector" onerror="fetch('{evil}/error')"> Farrow

Published: 1 May 2024

Overall effectiveness: Good

What needs to improve <script>fetch('{evil}/heading')</script>

1. Visits {tricks} are late.

2. ![picture]({evil}/markdown) and [here](javascript:fetch('{evil}/js')) and {{{{7*7}}}}.
"""
TRICKS = (
    "<script>fetch('{evil}/script')</script>"
    "<img src='{evil}/img'><svg onload=\"fetch('{evil}/svg')\"></svg>"
    "</title></textarea></select><iframe src='{evil}/frame'></iframe>"
)


@pytest.fixture(scope="module")
def site(sample_index: Path) -> Iterator[Site]:
    with browsing(sample_index, is_sample=True) as site:
        yield site


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page at a desk, which may use the clipboard."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def test_a_paragraph_is_found_read_and_cited(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/reports")
    page.get_by_role("combobox", name="Authority", exact=True).select_option("Northmere")
    page.get_by_role("combobox", name="Judgement", exact=True).select_option(
        label="Children in care"
    )
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".found")).to_have_text("1 of 7 reports")
    page.get_by_role("link", name="Northmere").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Inspection of Northmere")

    contents = page.get_by_role("navigation", name="Contents")
    contents.get_by_role("link", name="children in care").click()
    paragraph = page.locator(".paragraph", has_text="Children come into care when they need to")
    expect(paragraph).to_be_in_viewport()
    paragraph.hover()
    paragraph.get_by_role("link", name="Link to paragraph 15").click()
    expect(page.get_by_role("status").last).to_have_text(
        "Copied: Northmere, published 2 August 2024, paragraph 15, page 3"
    )
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied == ["Northmere, published 2 August 2024, paragraph 15, page 3", page.url]

    page.goto("about:blank")
    page.goto(copied[1])
    expect(paragraph).to_be_in_viewport()
    marked = paragraph.evaluate("e => getComputedStyle(e).backgroundColor")
    other = page.locator(".paragraph").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert marked != other


def test_an_authority_over_time_then_beside_another(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/judgements")
    page.get_by_role("combobox", name="Authority", exact=True).select_option("Northmere")
    page.get_by_role("button", name="Show").click()
    plot = page.get_by_role("group", name="Northmere: judgements over time")
    mark = plot.get_by_role("link", name="Help and protection, 21 June 2024: Requires improvement")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/reports/[0-9a-f]{16}#p3$"))
    expect(page.locator("#p3")).to_be_in_viewport()
    page.go_back()

    page.get_by_role("combobox", name="Compare with", exact=True).select_option("Wexcombe")
    page.get_by_role("button", name="Show").click()
    table = page.get_by_role("region", name="Latest grades side by side: Northmere, Wexcombe")
    row = table.get_by_role("row", name="Help and protection")
    expect(row.get_by_role("cell")).to_have_text(
        [re.compile("Requires improvement to be good.*2024"), re.compile("Inadequate.*2023")]
    )
    page.get_by_role("link", name="Leave out Northmere").click()
    expect(page).to_have_url(f"{site.address}/judgements?authority=Wexcombe")


def test_a_bar_leads_to_what_it_counts(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/judgements")
    page.get_by_role("link", name="2023, Inadequate: 1").click()
    expect(
        page.get_by_role("region", name="Judgement by judgement").locator("tbody tr")
    ).to_have_count(1)
    expect(page.locator("#table")).to_be_in_viewport()


@pytest.mark.parametrize("kind", ["CSV", "Excel"])
def test_judgements_are_taken_away(site: Site, page: Page, kind: str) -> None:
    page.goto(f"{site.address}/judgements?authority=Wexcombe")
    with page.expect_download() as download:
        page.get_by_role("link", name=kind).click()
    suffix = {"CSV": "csv", "Excel": "xlsx"}[kind]
    assert re.fullmatch(
        rf"judgements-\d{{4}}-\d\d-\d\d\.{suffix}", download.value.suggested_filename
    )
    assert Path(download.value.path()).stat().st_size > 500


@pytest.mark.parametrize(
    ("size", "scheme"),
    [("narrow", "light"), ("desk", "dark"), ("wide", "light")],
)
def test_every_screen_fits_and_has_no_serious_fault(
    site: Site, chromium: Browser, size: str, scheme: Scheme
) -> None:
    width, height = SIZES[size]
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.goto(f"{site.address}/reports")
    report = page.locator(".listing h2 a").first.get_attribute("href")
    for screen in (*SCREENS, f"{report}#p21"):
        page.goto(f"{site.address}{screen}")
        page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), screen
        assert faults(page, scheme) == [], screen
    page.close()


def test_everything_is_reached_by_keyboard(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/judgements?authority=Wexcombe")
    page.keyboard.press("Tab")
    reached = []
    while page.evaluate("document.activeElement !== document.body"):
        reached.append(
            page.evaluate(
                "(e => e.getAttribute('aria-label') ?? e.name ?? e.textContent)"
                "(document.activeElement)"
            )
        )
        ring = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(ring) != "none", reached[-1]
        page.keyboard.press("Tab")
    for name in ("judgement", "latest", "Leave out Wexcombe", "Judgement by judgement"):
        assert name in reached
    assert any(str(name).startswith("Leadership, 17 February 2023") for name in reached)


def test_printing_leaves_the_controls_out(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/judgements?authority=Northmere")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Show")).to_be_hidden()
    expect(page.locator("#table")).to_be_visible()


def test_markup_in_a_report_stays_text_and_fetches_nothing(
    chromium: Browser, tmp_path: Path
) -> None:
    with _evil() as (evil, called):
        tricks = TRICKS.format(evil=evil)
        (tmp_path / "reports").mkdir()
        file = tmp_path / "reports" / "<img src=x onerror=alert(1)>.txt"
        file.write_text(HOSTILE.format(evil=evil, tricks=tricks), encoding="utf-8")
        build(tmp_path / "index", tmp_path / "reports")
        with browsing(tmp_path / "index") as site:
            page = chromium.new_page()
            page.goto(f"{site.address}/reports")
            title = f"<img src='{evil}/title'>"
            assert title in page.locator(".listing").inner_text()
            page.locator(".listing h2 a").click()
            shown = page.locator("main").inner_text()
            assert shown.count(title) >= 2
            assert tricks in shown
            assert f"![picture]({evil}/markdown)" in shown
            for screen in (
                "/judgements",
                f"/judgements?authority={tricks}",
                f"/reports?text={tricks}",
            ):
                page.goto(f"{site.address}{screen}")
            for element in page.locator("main a").all():
                element.hover()
            page.wait_for_timeout(300)
            for name in ("img", "iframe", "main script", "main svg[onload]"):
                expect(page.locator(name)).to_have_count(0)
            page.close()
        assert called == []


@contextmanager
def _evil() -> Iterator[tuple[str, list[str]]]:
    """A server that nothing should call: its address, and the paths that were called."""
    called: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            called.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", called
        server.shutdown()
