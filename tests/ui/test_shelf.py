"""The shelf lists saved conversations, to open or to delete."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag

from ui import words
from ui.chat.conversations import Listed
from ui.chat.shelf import shelf
from ui.chat.turns import Conversation
from ui.markup import Html

MAY = dt.datetime(2026, 5, 4, 23, 59, tzinfo=dt.UTC)
FIRST = Listed("a" * 16, "<b>First</b> & “last”", MAY)
OTHER = Listed("b" * 16, "Second", MAY - dt.timedelta(days=40))
NEWER = Listed("c" * 16, "From the future", MAY, format=2)


def read(markup: Html) -> BeautifulSoup:
    return BeautifulSoup(markup, "lxml")


def one(found: Tag | None) -> Tag:
    assert found is not None
    return found


def test_each_saved_conversation_can_be_opened_and_deleted() -> None:
    page = read(shelf([FIRST, OTHER], Conversation(id=OTHER.id)))
    first, other = page("li")
    link = one(first.a)
    assert link.text == FIRST.title
    assert page.b is None
    assert parse_qs(urlsplit(str(link["href"])).query) == {"conversation": [FIRST.id]}
    assert urlsplit(str(link["href"])).path == "/"
    assert (link["data-do"], link["data-id"]) == ("open", FIRST.id)
    assert [item.a.get("aria-current") for item in (first, other) if item.a] == [None, "true"]
    assert [one(item.find("small")).text for item in (first, other)] == [
        words.moment(FIRST.updated),
        words.moment(OTHER.updated),
    ]

    delete = one(first.details)
    assert one(delete.summary).text == f"{words.DELETE}: {FIRST.title}", "which, for who sees none"
    button = one(delete.button)
    assert (button["data-do"], button["data-id"]) == ("delete", FIRST.id)
    assert button.text == words.DELETE_FOR_GOOD
    assert one(page.nav)["aria-label"] == words.CONVERSATIONS


def test_one_of_another_version_can_only_be_deleted() -> None:
    page = read(shelf([NEWER], Conversation()))
    assert page.a is None
    assert words.UNREADABLE in one(page.li).text
    assert one(one(page.details).button)["data-id"] == NEWER.id


def test_the_shelf_says_how_many_and_which_is_open() -> None:
    empty = read(shelf([], Conversation()))
    assert words.NONE_SAVED in empty.text
    assert empty.li is None
    assert one(empty.button)["data-do"] == "new"
    assert one(empty.select_one(".shelf"))["data-current"] == ""
    full = read(shelf([FIRST, OTHER], Conversation(id=FIRST.id)))
    assert words.NONE_SAVED not in full.text
    assert one(full.select_one(".shelf"))["data-current"] == FIRST.id
    label, box = one(full.label), one(full.input)
    assert (label.text, label["for"]) == (words.saved(2), box["id"])


def test_only_the_latest_and_the_open_one_are_listed_beside_the_chat() -> None:
    many = [Listed(f"{n:016x}", f"Question {n}", MAY - dt.timedelta(n)) for n in range(60)]
    page = read(shelf(many, Conversation(id=many[55].id)))
    titles = [one(item.a).text for item in page("li")]
    assert titles == [f"Question {n}" for n in (*range(20), 55)]
    assert one(page.find("a", string=words.ALL_SAVED))["href"] == "/conversations"
    assert words.ALL_SAVED not in shelf(many[:20], Conversation())
