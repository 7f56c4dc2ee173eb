"""What can be done with an answer: copy it, take it away, ask again."""

from typing import Final, Literal, TypeAlias

from ui import words
from ui.chat.turns import Conversation, Turn
from ui.markup import Html, joined, tag

__all__ = ["CONVERSATIONS", "FORMS", "Form", "take_all", "toolbar"]

CONVERSATIONS: Final = "/conversations"
Form: TypeAlias = Literal["txt", "md", "docx", "json"]
FORMS: Final[tuple[Form, ...]] = ("txt", "md", "docx", "json")


def toolbar(conversation: Conversation, turn: Turn) -> Html:
    """The buttons under an answer; asking again is for the latest question alone."""
    parts = []
    if conversation.id and turn.answer is not None:
        parts.append(_taking(f"{CONVERSATIONS}/{conversation.id}/{turn.number}"))
    if turn is conversation.last:
        parts.append(_again(turn))
    return tag("div", *parts, class_="toolbar") if parts else Html()


def take_all(conversation: Conversation) -> Html:
    """Links to the whole conversation as a file; where it could not be saved, that."""
    if not conversation.id:
        unsaved = bool(conversation.answers)
        return tag("p", words.NOT_SAVED, class_="quiet", role="alert") if unsaved else Html()
    address = f"{CONVERSATIONS}/{conversation.id}"
    links = _files(address)
    return tag("p", tag("span", words.TAKE_ALL), links, class_="take-all")


def _taking(address: str) -> Html:
    copies = [
        tag("button", name, data_copy=f"{address}.{form}", data_copied=words.COPIED)
        for name, form in ((words.AS_TEXT, "txt"), (words.AS_MARKDOWN, "md"))
    ]
    return joined((*copies, _files(address)))


def _files(address: str) -> Html:
    return joined(
        tag("a", name, href=f"{address}.{form}", download="")
        for name, form in ((words.AS_WORD, "docx"), (words.AS_JSON, "json"))
    )


def _again(turn: Turn) -> Html:
    question = tag("textarea", turn.question, rows="3", required="", maxlength="2000")
    form = tag(
        "form",
        tag("label", words.QUESTION_CHANGED, question),
        tag("button", words.ASK_AGAIN, class_="button main"),
        data_do="edit",
    )
    edit = tag("details", tag("summary", words.EDIT), form, class_="edit")
    return joined((tag("button", words.RETRY, data_do="retry"), edit))
