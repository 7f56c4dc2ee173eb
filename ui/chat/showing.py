"""What the chat's page shows of a conversation, part by part."""

import html
from typing import Final

from assistant import Assistant
from ui import words
from ui.chat.answers import answer
from ui.chat.chips import Choices
from ui.chat.desk import Desk
from ui.chat.examples import example_questions
from ui.chat.feedback_form import feedback_form
from ui.chat.shelf import shelf
from ui.chat.sources import panel
from ui.chat.toolbar import take_all, toolbar
from ui.chat.turns import Conversation, Turn
from ui.markup import Html, joined, tag
from ui.user import User

__all__ = ["shown"]

_LONGEST_SHOWN: Final = 300


def shown(
    desk: Desk, user: User, conversation: Conversation, *, typed: bool = False
) -> tuple[object, ...]:
    """The conversation, and what each part of the page shows of it.

    Where the question was typed, it is taken out of its field; else the next one may stand there.
    """
    import gradio as gr

    last = conversation.last
    answering = last is not None and last.is_open
    with desk.library.assistant() as assistant:
        messages = _messages(desk, conversation, assistant)
        sources = panel(conversation.turns, assistant.index)
        opening = _opening(conversation, assistant, is_sample=desk.library.is_sample)
    saved = shelf(desk.conversations.list(user.name), conversation)
    buttons = gr.update(
        submit_btn=False if answering else words.ASK,
        stop_btn=words.STOP if answering else False,
    )
    question = {**buttons, "value": ""} if answering and typed else buttons
    return conversation, messages, sources, saved, opening, question


def _messages(
    desk: Desk, conversation: Conversation, assistant: Assistant
) -> list[dict[str, object]]:
    import gradio as gr

    choices = Choices.of(assistant.index.reports())
    messages: list[dict[str, object]] = []
    for turn in conversation.turns:
        is_last = turn is conversation.last
        footer = Html() if turn.is_open else _footer(desk, conversation, turn)
        body = answer(turn, choices if is_last and not turn.is_open else None, footer)
        if turn.question:
            messages.append({"role": "user", "content": _clipped(turn)})
        content = gr.HTML(body, js_on_load=None, apply_default_css=False)
        messages.append({"role": "assistant", "content": content})
    return messages


def _footer(desk: Desk, conversation: Conversation, turn: Turn) -> Html:
    """What can be done with an answer, and said of it."""
    parts = [toolbar(conversation, turn)]
    if conversation.id and turn.answer is not None:
        given = desk.feedback.given(conversation.id, turn)
        is_last = turn is conversation.last
        parts.append(feedback_form(conversation.id, turn.number, given, is_last=is_last))
    return joined(parts)


def _clipped(turn: Turn) -> str:
    """A question as the chat repeats it, in markup, since that is what the chat takes it for."""
    return html.escape(words.clipped(turn.question, _LONGEST_SHOWN), quote=False)


def _opening(conversation: Conversation, assistant: Assistant, *, is_sample: bool) -> Html:
    """Before the first question, how answers are made and some to begin with."""
    if conversation.turns:
        return take_all(conversation)
    questions = [
        tag("li", tag("button", text, data_do="ask", data_question=text, class_="button"))
        for text in example_questions(assistant, is_sample=is_sample)
    ]
    by_model = assistant.model is not None
    return joined(
        (
            tag("h1", words.WELCOME),
            tag("p", words.A_MODEL_WRITES if by_model else words.NOBODY_WRITES),
            tag("h2", words.EXAMPLES, class_="hidden"),
            tag("ul", *questions, class_="examples"),
        )
    )
