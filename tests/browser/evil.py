"""A server that nothing should call, and texts that would call it if anything in them ran."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

__all__ = ["LONG", "Evil", "Watch", "evil_server"]

LONG: Final = "Wx" * 400
_TRICKS: Final = (
    'pictures <img src="{evil}/img" onerror="fetch(\'{evil}/error\')"> come',
    "scripts <script>fetch('{evil}/script'); window.ran = 1</script> come",
    "handlers <font onmouseover=\"fetch('{evil}/event')\" onfocus=alert(1)>x</font> come",
    "Markdown (![picture]({evil}/markdown)) and [here](javascript:fetch('{evil}/js')) come",
    "references (![x][y]) and <{evil}/auto> and `code` and # heading\n> quote come",
    "styles <style>@import url('{evil}/css');</style><link rel=stylesheet href={evil}/sheet> come",
    '</blockquote></article></textarea></title></select><iframe src="{evil}/frame"></iframe> come',
    "templates ${{fetch('{evil}/template')}} and {{{{value}}}} and {{% raw %}} come",
    "formulas $$\\href{{{evil}/latex}}{{x}}$$ \\(\\includegraphics{{{evil}/tex}}\\) come",
    "drawings <svg onload=\"fetch('{evil}/svg')\"><image href='{evil}/image'/></svg> come",
    "forms <form action='{evil}/form'><input type=image src='{evil}/input'></form> come",
    "entities &lt;img src={evil}/entity&gt; &#60;script&#62; &amp;lt; &quot;&#x3c;b&#62; come",
    '"quotes\' onerror=fetch("{evil}/quote") x="` come',
    "<meta http-equiv=refresh content='0;url={evil}/meta'><base href='{evil}/'> come",
    "sideways \u202e gnp.exe \u2066 \u200b come",
    f"long {LONG} come",
)
_ELEMENTS: Final = (
    "script, iframe, object, embed, base, meta, link, style:not(svg *), img, svg[onload], font"
)


@dataclass(frozen=True, slots=True)
class Evil:
    """The server's address, and the paths that were called."""

    address: str
    called: list[str] = field(default_factory=list)

    @property
    def tricks(self) -> list[str]:
        """Texts that call it."""
        return [trick.format(evil=self.address) for trick in _TRICKS]


@contextmanager
def evil_server() -> Iterator[Evil]:
    """The server, while it listens."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            evil.called.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        evil = Evil(f"http://127.0.0.1:{server.server_port}")
        Thread(target=server.serve_forever, daemon=True).start()
        yield evil
        server.shutdown()


class Watch:
    """What a page would not show by itself: requests to other servers, and questions put to it."""

    def __init__(self, page: Page, home: str) -> None:
        self._page = page
        self._home = urlsplit(home).netloc
        self.seen: list[str] = []
        page.on("request", self._requested)
        page.on("dialog", lambda dialog: self.seen.append(dialog.message))

    def _requested(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.netloc != self._home and asked.scheme not in {"data", "blob"}:
            self.seen.append(request.url)

    def assert_quiet(self, within: str = "main") -> None:
        """Nothing in the texts that are shown has become an element, has run, or was fetched."""
        self._page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")
        found = self._page.locator(f"{within} :is({_ELEMENTS})").evaluate_all(
            "all => all.map(e => e.outerHTML.slice(0, 200))"
        )
        assert not found, found
        handlers = self._page.locator(f"{within} *").evaluate_all(
            "all => all.filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length"
        )
        assert handlers == 0
        links = self._page.locator(f"{within} [href]").evaluate_all(
            "all => all.map(e => new URL(e.getAttribute('href'), document.baseURI).href)"
        )
        assert not [link for link in links if urlsplit(link).netloc != self._home]
        assert self._page.evaluate("window.ran") is None
        assert self.seen == []
