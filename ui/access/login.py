"""Logging in and out: what is typed on the page is checked, and a cookie remembers the session."""

import asyncio
import logging
import math
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from assistant import Account
from ui.access.attempts import LoginAttempts
from ui.access.gate import LOGIN
from ui.access.identity import session_cookie
from ui.access.login_page import Login, login_page
from ui.access.roster import Roster
from ui.access.sessions import SESSION_SECONDS, Sessions

__all__ = ["LoginRoutes", "local_address"]

_HOME: Final = "/"
_LOGOUT: Final = "/logout"
_AT_ONCE: Final = 2  # each check takes 64 MB and a processor
_LONGEST_NAME: Final = 80  # longer than any that there is
_LARGEST_FORM: Final = 16_384
_LONGEST_ADDRESS: Final = 2_000
_LOG: Final = logging.getLogger("ui.access")

_NO_NAME: Final = "Type your name."
_NO_PASSWORD: Final = "Type your password."  # noqa: S105  (what is said where there is none)
_WRONG: Final = "The name or the password is not right."


@dataclass(frozen=True, slots=True)
class _Typed:
    """The form as it was sent."""

    name: str
    password: str
    after: str


class LoginRoutes:
    """The addresses of logging in and out."""

    def __init__(self, roster: Roster, sessions: Sessions, attempts: LoginAttempts) -> None:
        self._roster = roster
        self._sessions = sessions
        self._attempts = attempts
        self._checking = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="login")

    def routes(self) -> list[BaseRoute]:
        """What the application is to answer itself, before anything else does."""
        return [
            Route(LOGIN, self._page, methods=["GET"]),
            Route(LOGIN, self._log_in, methods=["POST"]),
            Route(_LOGOUT, self._log_out, methods=["POST"]),
            Route(_LOGOUT, _home, methods=["GET"]),
        ]

    async def _page(self, request: Request) -> Response:
        after = local_address(request.query_params.get("next", _HOME))
        if "user" in request.scope["state"]:
            return RedirectResponse(after, status_code=303)
        return login_page(Login(after))

    async def _log_in(self, request: Request) -> Response:
        typed = await _typed(request)
        if typed is None:
            return Response("This is more than a name and a password.", 413)
        if not typed.name or not typed.password:
            missing = _NO_PASSWORD if typed.name else _NO_NAME
            return login_page(Login(typed.after, typed.name, missing), 422)
        name = typed.name.lower()[:_LONGEST_NAME]
        sender = request.client.host if request.client else "unknown"
        wait = self._attempts.begin(name, sender)
        known = name if self._roster.find(name) else "an unknown name"  # a password, typed too soon
        if wait:
            _LOG.warning("login refused: too many failures: %s from %s", known, sender)
            headers = {"Retry-After": str(math.ceil(wait))}
            return login_page(Login(typed.after, typed.name, _too_many(wait)), 429, headers)
        account = await asyncio.get_running_loop().run_in_executor(
            self._checking, self._roster.check, name, typed.password
        )
        if account is None:
            _LOG.warning("failed login: %s from %s", known, sender)
            return login_page(Login(typed.after, typed.name, _WRONG), 401)
        self._attempts.succeeded(name, sender)
        _LOG.info("login: %s from %s", account.name, sender)
        return self._begun(request, account, typed.after)

    def _begun(self, request: Request, account: Account, after: str) -> Response:
        """On to the page that was wanted, with a new session in place of any other."""
        self._end(request)
        response = RedirectResponse(after, status_code=303)
        response.set_cookie(
            session_cookie(request),
            self._sessions.begin(account),
            max_age=SESSION_SECONDS,
            path="/",
            secure=request.scope["scheme"] == "https",
            httponly=True,
            samesite="lax",
        )
        return response

    async def _log_out(self, request: Request) -> Response:
        account = self._end(request)
        if account is not None:
            sender = request.client.host if request.client else "unknown"
            _LOG.info("logout: %s from %s", account.name, sender)
        response = RedirectResponse(LOGIN, status_code=303)
        response.delete_cookie(
            session_cookie(request),
            path="/",
            secure=request.scope["scheme"] == "https",
            httponly=True,
            samesite="lax",
        )
        return response

    def _end(self, request: Request) -> Account | None:
        """End the session that a request belongs to, if any."""
        token = request.cookies.get(session_cookie(request))
        if not token:
            return None
        account = self._sessions.account(token)
        self._sessions.end(token)
        return account


def local_address(said: str) -> str:
    """An address of this app, or its front page for one that could lead elsewhere."""
    leads_elsewhere = not said.startswith("/") or said.startswith("//") or "\\" in said
    if leads_elsewhere or len(said) > _LONGEST_ADDRESS:
        return _HOME
    if any(unicodedata.category(character).startswith("C") for character in said):
        return _HOME
    return said


async def _typed(request: Request) -> _Typed | None:
    """What the form holds; None where it is too large to be one."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_FORM:
            return None
    try:
        fields = parse_qs(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=9)
    except ValueError:
        return None
    name, password, after = (fields.get(key, [""])[0] for key in ("name", "password", "next"))
    return _Typed(name.strip(), password, local_address(after))


async def _home(_: Request) -> Response:
    return RedirectResponse(_HOME, status_code=303)


def _too_many(wait: float) -> str:
    seconds = math.ceil(wait)
    if seconds <= 60:
        return f"There were too many attempts to log in. Please try again in {seconds} seconds."
    minutes = math.ceil(wait / 60)
    return f"There were too many attempts to log in. Please try again in {minutes} minutes."
