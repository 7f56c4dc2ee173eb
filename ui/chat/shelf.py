"""The list of a user's saved conversations, beside the one that is open."""

from collections.abc import Sequence
from typing import Final

from ui import words
from ui.addresses import conversation_of
from ui.chat.conversations import Listed
from ui.chat.toolbar import CONVERSATIONS
from ui.chat.turns import Conversation
from ui.markup import Html, tag

__all__ = ["shelf"]

_LATEST: Final = 20
"""The page, and the server for each that is open, must not grow with all that was ever asked."""
_TOGGLE: Final = "shelf-toggle"
_BOX: Final = Html(f'<input type="checkbox" id="{_TOGGLE}" class="hidden">')


def shelf(listed: Sequence[Listed], current: Conversation) -> Html:
    """Saved conversations to open or delete, and a new one to begin; folded on narrow screens."""
    anew = tag("button", words.NEW_CONVERSATION, data_do="new", class_="button")
    latest = [e for rank, e in enumerate(listed) if rank < _LATEST or e.id == current.id]
    items = [_item(each, is_open=each.id == current.id) for each in latest]
    saved = tag("ul", *items) if items else tag("p", words.NONE_SAVED, class_="quiet")
    label = tag("label", words.saved(len(listed)), for_=_TOGGLE, class_="button")
    is_all = len(latest) == len(listed)
    more = Html() if is_all else tag("p", tag("a", words.ALL_SAVED, href=CONVERSATIONS))
    names = tag("nav", tag("h2", words.CONVERSATIONS), saved, more, aria_label=words.CONVERSATIONS)
    return tag("div", anew, _BOX, label, names, class_="shelf", data_current=current.id)


def _item(listed: Listed, *, is_open: bool) -> Html:
    if listed.readable:
        name = tag(
            "a",
            listed.title,
            href=conversation_of(listed.id),
            data_do="open",
            data_id=listed.id,
            aria_current="true" if is_open else None,
        )
    else:
        name = tag("span", listed.title, tag("small", words.UNREADABLE))
    for_good = tag(
        "button", words.DELETE_FOR_GOOD, data_do="delete", data_id=listed.id, class_="button"
    )
    what = tag("span", f": {listed.title}", class_="hidden")
    delete = tag("details", tag("summary", words.DELETE, what), for_good)
    when = tag("small", words.moment(listed.updated))
    return tag("li", name, tag("div", when, delete))
