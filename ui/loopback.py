"""Listening on this computer only: the socket, and the server that runs on it."""

import logging
import socket
import sys
import threading
import webbrowser
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from ui.errors import PortTaken

__all__ = ["HOST", "listen", "serve"]

HOST: Final = "127.0.0.1"
_PORTS: Final = range(7860, 7960)
_SECONDS_TO_STOP: Final = 1


def listen(port: int | None) -> socket.socket:
    """A socket bound to a port, or to the first free one from 7860; raises PortTaken."""
    for candidate in _PORTS if port is None else (port,):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, candidate))
        except (OSError, OverflowError):
            listener.close()
        else:
            return listener
    raise _taken(f"port {port}" if port is not None else f"any port from {_PORTS[0]}")


def _taken(what: str) -> PortTaken:
    return PortTaken(f"cannot listen on {what} of {HOST}: name a free port with --port")


def serve(app: ASGIApp, listener: socket.socket, *, open_browser: bool) -> None:
    """Serve an application until interrupted."""
    config = uvicorn.Config(
        app, log_level="error", timeout_graceful_shutdown=_SECONDS_TO_STOP, ws="none"
    )
    _Server(config, listener.getsockname()[1], open_browser=open_browser).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says where it is as soon as it can be reached, and goes quietly."""

    def __init__(self, config: uvicorn.Config, port: int, *, open_browser: bool) -> None:
        super().__init__(config)
        self._port = port
        self._open_browser = open_browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, say so, and show the page."""
        try:
            await super().startup(sockets)
        except OSError as error:  # bound by two at once, the other was first to listen
            raise _taken(f"port {self._port}") from error
        address = f"http://{HOST}:{self._port}"
        print(f"The chat is at {address} (Ctrl+C ends it)", file=sys.stderr, flush=True)
        if self._open_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; a page that is still open holds a stream, and cutting that off is no error."""
        logging.getLogger("uvicorn.error").disabled = True
        await super().shutdown(sockets)
