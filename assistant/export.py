"""Answers as JSON files to keep: one answer as the contracts give it, or a whole conversation."""

import datetime as dt
import json
from collections.abc import Sequence

from assistant.answer import Answer

__all__ = ["CONVERSATION_FORMAT", "answer_json", "conversation_json"]

CONVERSATION_FORMAT = 1
"""Raised when files of conversations change so that earlier programs cannot read them."""


def answer_json(answer: Answer) -> str:
    """The answer object of the contracts, indented."""
    return _written(answer.to_dict())


def conversation_json(answers: Sequence[Answer], *, title: str) -> str:
    """The answers of a conversation in order, with its title and the time of the export."""
    return _written(
        {
            "format": CONVERSATION_FORMAT,
            "title": title,
            "exported": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "answers": [answer.to_dict() for answer in answers],
        }
    )


def _written(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
