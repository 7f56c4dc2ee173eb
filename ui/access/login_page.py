"""The page to log in on: plain HTML that needs no script."""

from dataclasses import dataclass
from typing import Final

from starlette.responses import HTMLResponse

from ui import words
from ui.access.gate import LOGIN
from ui.markup import Html, joined, tag

__all__ = ["Login", "login_page"]

_LOG_IN: Final = "Log in"
_LOOK: Final = ("base", "forms", "login")
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_MESSAGE: Final = "message"


@dataclass(frozen=True, slots=True)
class Login:
    """What stands on the page: what was typed before, and what was wrong with it."""

    after: str
    """Where to go once logged in."""
    name: str = ""
    wrong: str | None = None


def login_page(
    login: Login, status: int = 200, headers: dict[str, str] | None = None
) -> HTMLResponse:
    """The page, with the first field to be mended in focus."""
    wrong = tag("p", login.wrong, class_="error", role="alert", id=_MESSAGE) if login.wrong else ""
    form = tag(
        "form",
        _field(
            "Name",
            name="name",
            type="text",
            autocomplete="username",
            value=login.name,
            here=not login.name,
            wrong=login.wrong,
        ),
        _field(
            "Password",
            name="password",
            type="password",
            autocomplete="current-password",
            here=bool(login.name),
            wrong=login.wrong,
        ),
        tag("input", type="hidden", name="next", value=login.after),
        tag("button", _LOG_IN, class_="button main"),
        action=LOGIN,
        method="post",
    )
    body = tag("main", tag("p", words.TITLE, class_="title"), tag("h1", _LOG_IN), wrong, form)
    page = tag("html", _head(), tag("body", tag("div", body, class_="screen login")), lang="en-GB")
    text = joined((Html("<!doctype html>"), page))
    return HTMLResponse(text, status, {"Content-Security-Policy": _POLICY, **(headers or {})})


def _field(label: str, *, here: bool, wrong: str | None, **attributes: str) -> Html:
    """A labelled field, in focus where it is the one to fill in, or to mend."""
    entry = tag(
        "input",
        id=attributes["name"],
        autocapitalize="none",
        spellcheck="false",
        autofocus="" if here else None,
        aria_invalid="true" if here and wrong else None,
        aria_describedby=_MESSAGE if here and wrong else None,
        **attributes,
    )
    return joined((tag("label", label, for_=attributes["name"]), entry))


def _head() -> Html:
    sheets = "".join(f'<link rel="stylesheet" href="/look/{name}.css">' for name in _LOOK)
    return tag(
        "head",
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", f"{_LOG_IN} · {words.TITLE}"),
        Html('<link rel="icon" href="data:,">'),  # the usual one is behind the login
        Html(sheets),
    )
