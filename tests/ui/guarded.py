"""A small app behind the gate on a real server, a clock to set, and a client that keeps cookies."""

import asyncio
import http.client
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from assistant import AccessOptions, Account, Accounts, AccountsFile, hash_password
from ui.access.entrance import guard
from ui.access.gate import username
from ui.access.policy import Access
from ui.headers import SecurityHeaders
from ui.listening import listen
from ui.user import user_of

__all__ = [
    "COOKIE",
    "OTHER",
    "RIGHT",
    "Client",
    "Clock",
    "Reply",
    "accounts_file",
    "guarded",
    "hash_of",
]

COOKIE: Final = "inspection-session"
RIGHT: Final = "a quiet morning"
OTHER: Final = "another morning"
_HERE: Final = "127.0.0.1"
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(slots=True)
class Clock:
    """A time that passes when the test says so."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Message
    text: str

    @property
    def location(self) -> str | None:
        return self.headers["Location"]


@dataclass(slots=True)
class Client:
    """Speaks to the server as a browser does that is not told to follow redirects."""

    port: int
    sender: str = _HERE
    """The address that it comes from; all of 127.0.0.0/8 are this computer's."""
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str = "/", **headers: str) -> Reply:
        return self.send("GET", path, headers={"Accept": "text/html", **_named(headers)})

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Reply:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, urlencode(fields), {**kind, **_named(headers)})

    def log_in(self, name: str, password: str, after: str = "/", **headers: str) -> Reply:
        return self.post("/login", {"name": name, "password": password, "next": after}, **headers)

    def send(
        self, method: str, path: str, body: str | None = None, headers: Mapping[str, str] = _NONE
    ) -> Reply:
        connection = http.client.HTTPConnection(
            _HERE, self.port, timeout=30, source_address=(self.sender, 0)
        )
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, {**({"Cookie": kept} if kept else {}), **headers})
        with connection.getresponse() as response:
            reply = Reply(response.status, response.headers, response.read().decode())
        connection.close()
        self._keep(reply)
        return reply

    def _keep(self, reply: Reply) -> None:
        for cookie in SimpleCookie(reply.headers["Set-Cookie"] or "").values():
            self.cookies.pop(cookie.key, None)
            if cookie.value:
                self.cookies[cookie.key] = cookie.value


def accounts_file(folder: Path) -> AccountsFile:
    """A reader and an editor with the same password, and an editor without one."""
    accounts = (
        Account("amira", "editor", hash_of(RIGHT)),
        Account("wren", "reader", hash_of(RIGHT)),
        Account("sso", "editor"),
    )
    file = AccountsFile(folder / "accounts.json")
    file.change(lambda _: Accounts(accounts))
    return file


@cache
def hash_of(password: str) -> str:
    """A hash of a password, made once: it takes a tenth of a second."""
    return hash_password(password)


@contextmanager
def guarded(options: AccessOptions, clock: Clock | None = None) -> Iterator[Client]:
    """The small app behind the gate; gives a client that has not logged in."""
    app = Starlette(
        routes=[
            Route("/", _page),
            Route("/whoami", _whoami, methods=["GET", "POST", "DELETE"]),
            Route("/stream", _stream),
            Route("/go", _go),
            Route("/look/base.css", _sheet),
        ]
    )
    app.state.go = asyncio.Event()
    guard(app, Access.from_options(options), clock or Clock())
    app.add_middleware(SecurityHeaders)
    with _served(app) as port:
        yield Client(port)


@contextmanager
def _served(app: ASGIApp) -> Iterator[int]:
    """The application on a real server; gives its port."""
    config = uvicorn.Config(app, log_level="error", ws="none", proxy_headers=False)
    server = uvicorn.Server(config)
    with listen(_HERE, 0) as listener:
        listener.listen()  # what comes before the server is up waits
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


async def _page(request: Request) -> Response:
    return HTMLResponse(f"<title>Page of {user_of(request).name}</title>")


async def _whoami(request: Request) -> Response:
    user = user_of(request)
    return JSONResponse(
        {
            "name": username(request),
            "may_edit": user.may_edit,
            "login": request.scope["state"]["login"],
            "sender": request.client.host if request.client else None,
            "scheme": request.url.scheme,
        }
    )


async def _stream(request: Request) -> Response:
    """A first piece at once, the rest when `/go` is asked for."""
    go: asyncio.Event = request.app.state.go

    async def pieces() -> AsyncIterator[str]:
        yield "first"
        await go.wait()
        yield "last"

    return StreamingResponse(pieces())


async def _go(request: Request) -> Response:
    request.app.state.go.set()
    return Response()


async def _sheet(_: Request) -> Response:
    return Response("body {}", media_type="text/css")


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
