"""The gate before the app: only who is known gets in, and nobody at another site's bidding."""

import logging
import re
from typing import Final
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.access.identity import AnybodyHere, Identity
from ui.user import user_of

__all__ = ["LOGIN", "Gate", "username"]

LOGIN: Final = "/login"
_LOOK: Final = re.compile(r"/look/[a-z]+\.css")  # what the login page is made with
_SHARED: Final = re.compile(r"/(?:look|assets|static)/")  # the same for everybody
_LOGGED_OUT: Final = "You are not logged in any more. Load this page again to log in."
_LOG: Final = logging.getLogger("ui.access")


class Gate:
    """Notes in each request who sends it, and answers those itself that may not come in."""

    def __init__(self, app: ASGIApp, identity: Identity) -> None:
        self._app = app
        self._identity = identity

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it; nothing else than HTTP comes in."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refused = self._refused(HTTPConnection(scope))
            open_to_all = isinstance(self._identity, AnybodyHere) or _SHARED.match(scope["path"])
            answer = send if open_to_all else _kept_by_nobody(send)
            await (refused or self._app)(scope, receive, answer)

    def _refused(self, connection: HTTPConnection) -> Response | None:
        """The answer to a request that may not come in."""
        scope = connection.scope
        if _is_from_another_site(connection):
            return _forbidden(connection, "This was sent by another site and is refused.")
        user = self._identity.user(connection)
        if user is not None:
            scope.setdefault("state", {}).update(user=user, login=self._identity.refusal is None)
            return None
        if self._identity.refusal is not None:
            return _forbidden(connection, self._identity.refusal)
        if scope["path"] == LOGIN or _LOOK.fullmatch(scope["path"]):
            return None
        if scope["method"] == "GET" and "text/html" in connection.headers.get("accept", ""):
            return RedirectResponse(f"{LOGIN}?next={_address(connection)}", status_code=303)
        # as JSON with these names, since that is how Gradio's page reads what to tell its user
        return JSONResponse({"error": _LOGGED_OUT, "detail": _LOGGED_OUT}, 401)


def username(connection: HTTPConnection) -> str:
    """The name of who sends a request; with it, Gradio tells handlers whose event it is."""
    return user_of(connection).name


def _is_from_another_site(connection: HTTPConnection) -> bool:
    """Whether a browser says so, unless it follows a link.

    Reading is refused as well: Gradio lets other sites read its answers. What says nothing of where
    it comes from is no browser, or one whose answer the other site cannot read.
    """
    site = connection.headers.get("sec-fetch-site")
    if site is None:
        origin = connection.headers.get("origin")
        return origin is not None and origin.partition("://")[2] != connection.headers.get("host")
    follows_link = (
        connection.scope["method"] == "GET"
        and connection.headers.get("sec-fetch-mode") == "navigate"
    )
    return site not in ("same-origin", "none") and not follows_link


def _forbidden(connection: HTTPConnection, why: str) -> Response:
    sender = connection.client.host if connection.client else "unknown"
    _LOG.warning("refused: %s %s from %s", connection.scope["method"], why, sender)
    return PlainTextResponse(why, 403)


def _address(connection: HTTPConnection) -> str:
    """The address that was asked for, to come back to it."""
    asked = connection.scope["query_string"].decode("latin-1")
    return quote(connection.scope["path"] + (f"?{asked}" if asked else ""), safe="/")


def _kept_by_nobody(send: Send) -> Send:
    """Nothing is kept by the browser: who logs out leaves no page and no file of it behind."""

    async def marking(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Cache-Control"] = "no-store"
        await send(message)

    return marking
