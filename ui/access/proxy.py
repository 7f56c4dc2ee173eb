"""Requests that come through a proxy: which ones are believed, and what they say of a request."""

import ipaddress
from collections.abc import Sequence
from typing import TypeAlias

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["TrustedProxies", "came_through_proxy"]

_Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


class TrustedProxies:
    """Notes whether a request comes from a trusted proxy and, if so, believes whose it says it is.

    That is the sender's address (X-Forwarded-For) and whether they use https (X-Forwarded-Proto).
    """

    def __init__(self, app: ASGIApp, proxies: Sequence[_Network]) -> None:
        self._app = app
        self._proxies = tuple(proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with what is known of where it comes from."""
        if scope["type"] == "http" and scope["client"]:
            peer = _plain(scope["client"][0])
            trusted = self._trusts(peer)
            headers = Headers(scope=scope)
            sender = self._sender(headers.getlist("x-forwarded-for")) if trusted else None
            if trusted and headers.get("x-forwarded-proto") in ("http", "https"):
                scope["scheme"] = headers["x-forwarded-proto"]
            scope["client"] = (sender or peer, 0 if sender else scope["client"][1])
            scope.setdefault("state", {})["through_proxy"] = trusted
        await self._app(scope, receive, send)

    def _sender(self, said: Sequence[str]) -> str | None:
        """The last address that is no proxy's: those before it could be anybody's invention."""
        passed = [_plain(place.strip()) for line in said for place in line.split(",")]
        return next((place for place in reversed(passed) if not self._trusts(place)), None)

    def _trusts(self, place: str) -> bool:
        try:
            address = ipaddress.ip_address(place)
        except ValueError:
            return False
        return any(address in proxy for proxy in self._proxies)


def came_through_proxy(scope: Scope) -> bool:
    """Whether a trusted proxy sent a request on."""
    return bool(scope.get("state", {}).get("through_proxy"))


def _plain(place: str) -> str:
    """An address as it is usually written: without a port, and IPv4 not as a part of IPv6."""
    if place.startswith("["):
        place = place[1:].partition("]")[0]
    elif place.count(":") == 1:
        place = place.partition(":")[0]
    try:
        address = ipaddress.ip_address(place)
    except ValueError:
        return place
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)
