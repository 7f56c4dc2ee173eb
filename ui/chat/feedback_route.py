"""Where feedback is sent: what a reader says of an answer is checked, stored and thanked for."""

import logging
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import parse_qs

from pydantic import Field, TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from assistant import Library
from ui.addresses import CHAT
from ui.chat.conversations import Conversations
from ui.chat.feedback import Fault, Feedback, Given, Verdict
from ui.chat.feedback_form import FEEDBACK, LONGEST_COMMENT
from ui.markup import tag
from ui.screens import visiting
from ui.shell import document
from ui.user import user_of

__all__ = ["routes"]

_LARGEST_FORM: Final = 16_384
_MOST_FIELDS: Final = 16
_LOG: Final = logging.getLogger("ui.feedback")

_THANKS: Final = "Thank you"
_NOTED: Final = (
    "Noted. Stored on the computer that runs this app: the question, the answer and what you said."
)
_NOTHING: Final = "Nothing was stored"
_UNREAD: Final = "This could not be read as feedback on an answer."
_GONE: Final = "This answer is not among the conversations that you have saved here."
_FAILED: Final = "This could not be stored: there may be no room on the disk. Please try again."
_BACK: Final = "Back to the chat"


@dataclass(frozen=True, slots=True)
class _Sent:
    """The form, as far as it is one."""

    conversation: str
    turn: Annotated[int, Field(gt=0)]
    verdict: Verdict
    reasons: tuple[Fault, ...] = ()
    comment: Annotated[str, Field(max_length=LONGEST_COMMENT)] = ""


@dataclass(frozen=True, slots=True)
class _Outcome:
    status: int
    message: str


_SENT: Final = TypeAdapter(_Sent)


def routes(library: Library, conversations: Conversations, feedback: Feedback) -> list[BaseRoute]:
    """The one address; what is sent by a script is answered in one line, else with a page."""

    def answer(request: Request, form: bytes | None) -> Response:
        outcome = _taken(user_of(request).name, form, conversations, feedback)
        if "text/html" in request.headers.get("accept", ""):
            return _page(request, library, outcome)
        return PlainTextResponse(outcome.message, outcome.status)

    async def receive(request: Request) -> Response:
        return await run_in_threadpool(answer, request, await _form(request))

    return [Route(FEEDBACK, receive, methods=["POST"])]


async def _form(request: Request) -> bytes | None:
    """What was sent; None where it is too large to be feedback."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_FORM:
            return None
    return body


def _taken(
    user: str, form: bytes | None, conversations: Conversations, feedback: Feedback
) -> _Outcome:
    """Store what a form says of an answer of this user's; nothing where it is not one."""
    sent = None if form is None else _read(form)
    if sent is None:
        return _Outcome(400, _UNREAD)
    conversation = conversations.load(user, sent.conversation)
    turns = conversation.turns if conversation is not None else ()
    turn = next((each for each in turns if each.number == sent.turn), None)
    if conversation is None or turn is None or turn.answer is None:
        return _Outcome(404, _GONE)
    try:
        feedback.keep(conversation, turn, Given(sent.verdict, sent.reasons, sent.comment))
    except OSError as error:
        _LOG.error("feedback could not be stored: %s", error)
        return _Outcome(500, _FAILED)
    return _Outcome(200, _NOTED)


def _read(form: bytes) -> _Sent | None:
    try:
        fields = parse_qs(form.decode("ascii"), max_num_fields=_MOST_FIELDS, errors="strict")
        return _SENT.validate_python(
            {
                "conversation": fields["conversation"][0],
                "turn": fields["turn"][0],
                "verdict": fields["verdict"][0],
                "reasons": list(dict.fromkeys(fields.get("reason", ()))),
                # a browser counts the end of a line as one character and sends two
                "comment": fields.get("comment", [""])[0].replace("\r\n", "\n").strip(),
            }
        )
    except (KeyError, ValueError, ValidationError):
        return None


def _page(request: Request, library: Library, outcome: _Outcome) -> Response:
    """For a browser that runs no scripts."""
    title = _THANKS if outcome.status == 200 else _NOTHING
    with visiting(request, library, "chat") as visit:
        back = tag("p", tag("a", _BACK, href=CHAT))
        # on the chat's screen, this is where the link that skips the head leads
        body = tag("div", tag("h1", title), tag("p", outcome.message), back, id="asking")
        page = document(visit, title, body)
    return HTMLResponse(page, outcome.status)
