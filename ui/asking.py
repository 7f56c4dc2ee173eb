"""Asking a question: the assistant's events become states of the conversation."""

from collections.abc import Iterator

from assistant import Assistant, AssistantError
from index import IndexingError
from ui import words
from ui.turns import Turn, history

__all__ = ["ask", "give_up"]


def ask(assistant: Assistant, question: str, turns: tuple[Turn, ...]) -> Iterator[tuple[Turn, ...]]:
    """The conversation after each event; an error that the user can mend ends the last turn."""
    turn = Turn(len(turns) + 1, question.strip())
    yield (*turns, turn)
    try:
        for event in assistant.stream(turn.question, history(turns)):
            turn = turn.after(event)
            yield (*turns, turn)
    except (AssistantError, IndexingError) as error:
        yield (*turns, turn.failed(str(error)))


def give_up(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """The conversation with a turn that a fault left open closed."""
    return tuple(turn.failed(words.FAILED) if turn.is_open else turn for turn in turns)
