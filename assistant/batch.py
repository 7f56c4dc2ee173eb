"""Questions in a JSONL file: one object a line, `{"id", "question", "history"?}`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from assistant.errors import QuestionError
from assistant.types import Message

__all__ = ["Asked", "read_questions"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a batch, the turns before it, and where it stands."""

    id: str | float
    """As it was given: text, or a number (whole numbers stay whole)."""
    question: str
    history: tuple[Message, ...]
    place: str
    """File and line, for messages."""


def read_questions(path: Path) -> Iterator[Asked]:
    """The questions of a file, in order; blank lines are passed over.

    Raises:
        QuestionError: the file cannot be read, or a line is not such an object.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise QuestionError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise QuestionError(f"{path} is not UTF-8 text.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _asked(line, f"{path}, line {number}")


def _asked(line: str, place: str) -> Asked:
    try:
        row = json.loads(line, parse_constant=_reject)
    except json.JSONDecodeError as error:
        raise QuestionError(f"{place}: not JSON ({error.msg}).") from error
    except (RecursionError, ValueError) as error:  # brackets or digits without end
        raise QuestionError(f"{place}: nested too deep, or a number is too long.") from error
    if not isinstance(row, dict):
        raise QuestionError(f'{place}: not an object with "id" and "question".')
    name, question = row.get("id"), row.get("question")
    if isinstance(name, bool) or not isinstance(name, str | int | float):
        raise QuestionError(f'{place}: "id" is missing or neither text nor a number.')
    if not isinstance(question, str):
        raise QuestionError(f'{place}: "question" is missing or not text.')
    return Asked(name, question, _history(row.get("history") or [], place), place)


def _reject(constant: str) -> NoReturn:
    raise json.JSONDecodeError(f"{constant} is no number", constant, 0)


def _history(turns: object, place: str) -> tuple[Message, ...]:
    if not isinstance(turns, list):
        raise QuestionError(f'{place}: "history" is not a list of turns.')
    messages = []
    for turn in turns:
        role = turn.get("role") if isinstance(turn, dict) else None
        content = turn.get("content") if isinstance(turn, dict) else None
        if role not in ("user", "assistant") or not isinstance(content, str):
            raise QuestionError(
                f'{place}: a turn of "history" needs "role" (user or assistant) and "content".'
            )
        messages.append(Message(role, content))
    return tuple(messages)
