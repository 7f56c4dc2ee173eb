"""Listening on an address: the socket, and the server that runs on it."""

import errno
import ipaddress
import logging
import socket
import sys
import threading
import webbrowser
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from assistant import LOOPBACK
from ui.errors import AccessError, PortTaken

__all__ = ["listen", "serve"]

_PORTS: Final = range(7860, 7960)
_SECONDS_TO_STOP: Final = 1


def listen(host: str, port: int | None) -> socket.socket:
    """A socket bound to a port, or to the first free one from 7860.

    Raises PortTaken, and AccessError for an address that this computer does not have.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise AccessError(f"--host: {host} is no address of this computer") from None
    for candidate in _PORTS if port is None else (port,):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address[0], candidate, *address[2:]))
        except OSError as error:
            listener.close()
            if error.errno == errno.EADDRNOTAVAIL:
                raise AccessError(f"--host: {host} is no address of this computer") from None
        except OverflowError:
            listener.close()
        else:
            return listener
    raise _taken(f"port {port}" if port is not None else f"any port from {_PORTS[0]}", host)


def _taken(what: str, host: str) -> PortTaken:
    return PortTaken(f"cannot listen on {what} of {host}: name a free port with --port")


def serve(app: ASGIApp, listener: socket.socket, *, open_browser: bool) -> None:
    """Serve an application until interrupted."""
    config = uvicorn.Config(
        app,
        log_level="error",
        timeout_graceful_shutdown=_SECONDS_TO_STOP,
        ws="none",
        proxy_headers=False,  # which proxies are believed is decided in `ui.proxy`
    )
    _Server(config, listener, open_browser=open_browser).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says where it is as soon as it can be reached, and goes quietly."""

    def __init__(
        self, config: uvicorn.Config, listener: socket.socket, *, open_browser: bool
    ) -> None:
        super().__init__(config)
        self._host, self._port = listener.getsockname()[:2]
        self._open_browser = open_browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, say so, and show the page."""
        try:
            await super().startup(sockets)
        except OSError as error:  # bound by two at once, the other was first to listen
            raise _taken(f"port {self._port}", self._host) from error
        everywhere = ipaddress.ip_address(self._host).is_unspecified
        address = _address(LOOPBACK if everywhere else self._host, self._port)
        reach = "at every address of this computer; " if everywhere else ""
        print(f"The chat is at {address} ({reach}Ctrl+C ends it)", file=sys.stderr, flush=True)
        if self._open_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; a page that is still open holds a stream, and cutting that off is no error."""
        logging.getLogger("uvicorn.error").disabled = True
        await super().shutdown(sockets)


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
