"""Asking a question: the assistant's events become states of the conversation."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant import Assistant, AssistantError
from index import IndexingError
from ui import words
from ui.chat.turns import Conversation, Turn

__all__ = ["ask", "closed"]

_LOG: Final = logging.getLogger("ui.asking")


def ask(assistant: Assistant, conversation: Conversation, turn: Turn) -> Iterator[Conversation]:
    """The conversation after each event; an error that the user can mend ends the turn."""
    yield conversation.with_last(turn)
    history = conversation.history(turn.number)
    try:
        for event in assistant.stream(turn.question, history, correction=turn.correction):
            turn = turn.after(event)
            yield conversation.with_last(turn)
    except AssistantError as error:
        yield conversation.with_last(turn.failed(str(error)))
    except IndexingError as error:
        _LOG.error("a question could not be answered: %s", error)  # not the reader's to mend
        yield conversation.with_last(turn.failed(words.FAILED))


def closed(conversation: Conversation, *, by_reader: bool) -> Conversation:
    """The conversation with a turn closed that the reader stopped, or that a fault left open."""
    turn = conversation.last
    if turn is None or not turn.is_open:
        return conversation
    ended = replace(turn, stopped=True) if by_reader else turn.failed(words.FAILED)
    return conversation.with_last(ended)
