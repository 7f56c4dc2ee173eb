"""Answers taken away: as text, as Markdown, as a Word document, as JSON."""

import re
from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from assistant import (
    Answer,
    answer_json,
    conversation_json,
    to_markdown,
    to_text,
    to_word,
)
from ui import words
from ui.chat.conversations import Conversations
from ui.chat.toolbar import CONVERSATIONS, FORMS, Form
from ui.chat.turns import Conversation
from ui.user import user_of

__all__ = ["routes"]

_TYPES: Final[dict[Form, str]] = {
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
_LONGEST_NAME: Final = 60
_UNBROKEN: Final = 1_000_000
"""Characters a line: where a text is pasted, lines are broken anew."""


def routes(conversations: Conversations) -> list[BaseRoute]:
    """The addresses of a user's own conversations, and of each answer in them."""

    def taken(request: Request) -> Response:
        path = request.path_params
        form = next((form for form in FORMS if form == path["form"]), None)
        conversation = conversations.load(user_of(request).name, path["conversation"])
        if form is None or conversation is None:
            return PlainTextResponse(words.NO_CONVERSATION, 404)
        answers = _answers(conversation, path.get("turn"))
        if not answers:
            return PlainTextResponse(words.NO_CONVERSATION, 404)
        title = answers[0].question if "turn" in path else conversation.title
        return Response(
            _content(form, answers, title, alone="turn" in path),
            media_type=_TYPES[form],
            headers={"Content-Disposition": f'attachment; filename="{_name(title)}.{form}"'},
        )

    of = f"{CONVERSATIONS}/{{conversation:str}}"
    return [
        Route(f"{of}/{{turn:int}}.{{form:str}}", taken),
        Route(f"{of}.{{form:str}}", taken),
    ]


def _answers(conversation: Conversation, number: int | None) -> tuple[Answer, ...]:
    """The answer to one question, or all."""
    if number is None:
        return conversation.answers
    turns = (turn for turn in conversation.turns if turn.number == number)
    return tuple(turn.answer for turn in turns if turn.answer is not None)


def _content(form: Form, answers: Sequence[Answer], title: str, *, alone: bool) -> bytes:
    match form:
        case "txt":
            texts = (to_text(answer, question=True, width=_UNBROKEN) for answer in answers)
            return "\n\n\n".join(texts).encode()
        case "md":
            return "\n".join(map(to_markdown, answers)).encode()
        case "docx":
            return to_word(answers, title=title)
        case "json":
            one = answer_json(answers[0]) if alone else conversation_json(answers, title=title)
            return one.encode()


def _name(title: str) -> str:
    """A file's name that any system takes."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return plain[:_LONGEST_NAME].strip("-") or "answer"
