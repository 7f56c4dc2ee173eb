"""The way into the app: how those who come are known, put before everything else."""

import logging
import time
from collections.abc import Callable
from typing import Final

from starlette.applications import Starlette
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ui.access.attempts import LoginAttempts
from ui.access.gate import Gate
from ui.access.identity import AnybodyHere, ByProxy, BySession, Identity
from ui.access.login import LoginRoutes
from ui.access.policy import Access, is_loopback
from ui.access.proxy import TrustedProxies
from ui.access.roster import Roster
from ui.access.sessions import Sessions

__all__ = ["guard", "log_access"]

_FORMAT: Final = "%(asctime)s %(message)s"


def guard(app: Starlette, access: Access, clock: Callable[[], float] = time.time) -> None:
    """Let nobody reach what the app serves whom `access` does not allow it.

    Middleware that is added afterwards stands before the gate, and sees what that answers too.
    """
    app.add_middleware(Gate, identity=_identity(app, access, clock))
    if access.is_open:
        name = f"[{access.host}]" if ":" in access.host else access.host
        # A name of another site that resolves to this computer must not reach the reports. With a
        # login it may have any name: under that one, the browser holds no cookie.
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=[name, "localhost"])
    app.add_middleware(TrustedProxies, proxies=access.proxies)


def log_access(access: Access) -> None:
    """Show on stderr who logs in and out, what is refused, and who adds and removes reports."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    log = logging.getLogger("ui")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    if not is_loopback(access.host) and not access.proxies:
        log.warning("others on the network can read what is sent: put a proxy with https before it")


def _identity(app: Starlette, access: Access, clock: Callable[[], float]) -> Identity:
    """How those who come are known; the addresses of logging in are added where they log in."""
    roster = None if access.accounts is None else Roster(access.accounts)
    if access.user_header is not None:
        return ByProxy(access.user_header, roster)
    if roster is None:
        return AnybodyHere()
    sessions = Sessions(roster, clock)
    app.router.routes[:0] = LoginRoutes(roster, sessions, LoginAttempts(clock)).routes()
    return BySession(sessions)
