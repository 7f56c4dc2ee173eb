"""The screen of all saved conversations of a user, of which the chat shows the latest."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from assistant import Library
from ui import words
from ui.addresses import conversation_of
from ui.chat.conversations import Conversations, Listed
from ui.chat.toolbar import CONVERSATIONS
from ui.markup import Html, tag
from ui.screens import visiting
from ui.shell import document
from ui.user import user_of

__all__ = ["routes"]


def routes(library: Library, conversations: Conversations) -> list[BaseRoute]:
    """The address of the list."""

    def listing(request: Request) -> Response:
        items = [_item(each) for each in conversations.list(user_of(request).name)]
        said = tag("p", words.ALL_SAVED_HINT if items else words.NONE_SAVED)
        listed = tag("ul", *items) if items else Html()
        with visiting(request, library, "chat") as visit:
            page = document(visit, words.ALL_SAVED, tag("h1", words.ALL_SAVED), said, listed)
        return HTMLResponse(page)

    return [Route(CONVERSATIONS, listing)]


def _item(listed: Listed) -> Html:
    address = conversation_of(listed.id)
    if listed.readable:
        name = tag("a", listed.title, href=address)
    else:
        name = tag("span", listed.title, " ", tag("small", words.UNREADABLE))
    return tag("li", name, " ", tag("small", words.moment(listed.updated)))
