"""Markup in a report or in a question is shown as text and fetches nothing."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit
from tests.ui.process import running

REPORT = """Inspection of safeguarding and looked after children services

Eastmarch Borough Council

Inspection dates: 5 March – 16 March 2012
Reporting inspector: Judith Farrow HMI
Published: 25 April 2012

About this inspection

1. This inspection looked at how well services in Eastmarch keep children safe.

Safeguarding services

{paragraphs}
"""
TRICKS = (
    'Visits to children <img src="{evil}/img"> are timely.',
    "Visits to children <script>fetch('{evil}/script')</script> are recorded.",
    "Visits to children <b onmouseover=\"fetch('{evil}/event')\">are late</b>.",
    "Visits to children ![picture]({evil}/markdown) and [here](javascript:fetch('{evil}/js')).",
    "Visits to children <style>@import url('{evil}/css');</style> are planned.",
    '</blockquote></article><iframe src="{evil}/frame"></iframe> visits to children follow.',
    "Visits to children ${{fetch('{evil}/template')}} and {{{{value}}}} are seldom.",
    "Visits to children $$\\href{{{evil}/latex}}{{x}}$$ <svg onload=\"fetch('{evil}/svg')\"> end.",
)


@pytest.fixture
def evil() -> Iterator[tuple[str, list[str]]]:
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


def test_markup_stays_text_and_fetches_nothing(
    chromium: Browser, evil: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, called = evil
    tricks = [trick.format(evil=address) for trick in TRICKS]
    numbered = (f"{number}. {trick}" for number, trick in enumerate(tricks, 2))
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "eastmarch.txt").write_text(
        REPORT.format(paragraphs="\n\n".join(numbered)), encoding="utf-8"
    )

    index = str(tmp_path / "index")
    with running(tmp_path, [str(reports), "--index", index]) as app:
        visit = Visit.to(chromium.new_page(), app)
        for trick in tricks:
            visit.ask(f"What about visits to children in Eastmarch? {trick}")
        page = visit.page
        page.locator("#sources details").evaluate_all("all => all.forEach(e => e.open = true)")
        for element in page.locator(".source blockquote, .user-row").all():
            element.hover()
        page.wait_for_timeout(500)
        assert called == []
        shown = page.locator("#sources").inner_text()
        for trick in tricks:
            assert trick in shown
        for tag in ("img", "script", "b", "style", "iframe", "svg"):
            expect(page.locator(f".answer {tag}, .source {tag}, .user {tag}")).to_have_count(0)
        assert visit.complaints == []
