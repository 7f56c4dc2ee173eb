"""What all screens share: the head with the way to the others, what is loaded, and who writes."""

from dataclasses import dataclass
from typing import Final, Literal

from assistant import Assistant, who_writes
from index import Report
from ui import words
from ui.addresses import ADDING, CHAT, JUDGEMENTS, REPORTS
from ui.markup import Html, joined, tag
from ui.user import User

__all__ = ["LOOK", "Screen", "Visit", "document", "masthead", "stylesheets"]

Screen = Literal["chat", "reports", "judgements", "add"]
LOOK: Final = "/look"
"""Where the style sheets and scripts are served."""
_SHEETS: Final = (
    *("base", "chat", "answers", "sources", "reports", "judgements"),
    *("forms", "feedback", "adding", "print"),
)
_SCREENS: Final[tuple[tuple[Screen, str, str], ...]] = (
    ("chat", CHAT, "Ask"),
    ("reports", REPORTS, "Reports"),
    ("judgements", JUDGEMENTS, "Judgements"),
    ("add", ADDING, "Add reports"),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at which screen of what is loaded."""

    assistant: Assistant
    user: User
    here: Screen
    is_sample: bool
    may_leave: bool = False
    """Whether there is a login to leave."""


def document(visit: Visit, title: str, *body: str) -> Html:
    """A whole page: the head, then the body, under a title for the browser's tab."""
    head = tag(
        "head",
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", f"{title} · {words.TITLE}"),
        Html('<link rel="icon" href="data:,">'),
        stylesheets(),
        tag("script", src=f"{LOOK}/page.js", defer=""),
    )
    content = tag("main", *body, id=_content(visit), tabindex="-1")
    screen = tag("div", masthead(visit), content, class_=f"screen {visit.here}")
    return joined((Html("<!doctype html>"), tag("html", head, tag("body", screen), lang="en-GB")))


def stylesheets() -> Html:
    """Links to all style sheets."""
    return Html("".join(f'<link rel="stylesheet" href="{LOOK}/{name}.css">' for name in _SHEETS))


def masthead(visit: Visit) -> Html:
    """Title and navigation, what is loaded and who writes and, for the sample, that it is one."""
    index = visit.assistant.index
    loaded = tag(
        "p",
        tag("span", _loaded(index.reports())),
        tag("span", words.as_of(index.manifest.created)),
        tag("span", _writer(visit.assistant)),
        class_="loaded",
    )
    banner = tag("p", tag("strong", words.SAMPLE), " ", words.SAMPLE_REMEDY, class_="banner")
    return tag(
        "header",
        tag("a", words.SKIP, href=f"#{_content(visit)}", class_="skip"),
        tag("div", tag("p", words.TITLE, class_="title"), _navigation(visit), class_="bar"),
        tag("div", loaded, banner if visit.is_sample else Html(), role="note"),
        class_="masthead",
    )


def _content(visit: Visit) -> str:
    """The name of what follows the head."""
    return "asking" if visit.here == "chat" else "content"


def _navigation(visit: Visit) -> Html:
    links = [
        tag("a", name, href=address, aria_current="page" if screen == visit.here else None)
        for screen, address, name in _SCREENS
        if screen != "add" or visit.user.may_edit
    ]
    leave = tag("form", tag("button", words.LOG_OUT), action="/logout", method="post")
    who = tag("span", visit.user.name, class_="who"), leave
    return joined(
        (
            tag("nav", *links, aria_label=words.SCREENS),
            *((tag("div", *who, class_="leave"),) if visit.may_leave else ()),
        )
    )


def _loaded(reports: list[Report]) -> str:
    """How many reports of how many authorities, and how new the newest is."""
    authorities = {report.authority for report in reports if report.authority}
    parts = [
        words.counted(len(reports), "report"),
        words.counted(len(authorities), "authority", "authorities"),
    ]
    years = sorted(report.date.year for report in reports if report.date)
    if years:
        parts.append(str(years[0]) if years[0] == years[-1] else f"{years[0]} to {years[-1]}")
    newest = max((r.published for r in reports if r.published), default=None)
    if newest is not None:
        parts.append(f"newest published {words.day(newest)}")
    return ", ".join(parts)


def _writer(assistant: Assistant) -> str:
    """Which model writes, and what is sent where for it; or that none does."""
    return words.QUOTES_ONLY if assistant.model is None else who_writes(assistant.model)
