"""Screens of the app on a real server, for whoever the test says is looking."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.layout import ROOT
from ui.headers import SecurityHeaders
from ui.shell import LOOK
from ui.user import LOCAL, User

__all__ = ["serving"]

_LOOK: Path = ROOT / "ui" / "look"


@contextmanager
def serving(routes: Sequence[BaseRoute], user: User = LOCAL) -> Iterator[str]:
    """The address of a server with these routes and the style sheets; nobody has to log in."""
    app: ASGIApp = Starlette(routes=[Mount(LOOK, StaticFiles(directory=_LOOK)), *routes])

    async def known(scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"] = {**scope.get("state", {}), "user": user}
        await app(scope, receive, send)

    config = uvicorn.Config(SecurityHeaders(known), log_level="error", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
