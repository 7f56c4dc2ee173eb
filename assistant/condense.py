"""History + question -> a question that stands alone, put together by a model."""

import re
from collections.abc import Sequence

import json_repair

from assistant.exchange import Exchange
from assistant.instructions import is_unfit
from assistant.llm import Schema, as_data
from assistant.types import Message
from index import find_authorities
from prompts import load

__all__ = ["condense"]

_TURNS = 6
_LONGEST_TURN = 600
_LONGEST = 400
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SCHEMA: Schema = {
    "type": "object",
    "properties": {"question": {"type": "string"}},
    "required": ["question"],
    "additionalProperties": False,
}


def condense(
    exchange: Exchange, question: str, history: Sequence[Message], authorities: Sequence[str]
) -> str:
    """What the last question asks, with what it leaves out put in.

    It is the question as it was asked where the model gave nothing usable, or named an authority
    or a year that the conversation does not. `authorities` are those of the corpus. Raises
    ModelError.
    """
    lines = (
        as_data({"role": m.role, "content": m.content[:_LONGEST_TURN]}) for m in history[-_TURNS:]
    )
    prompt = load("condense")
    filled = prompt.fill(conversation="\n".join(lines), question=as_data(question))
    given = _question("".join(exchange.ask(prompt, filled, _SCHEMA)))
    said = " ".join((question, *(message.content for message in history)))
    usable = 0 < len(given) <= _LONGEST and not is_unfit(given)
    return given if usable and _adds_nothing(given, said, authorities) else question


def _question(reply: str) -> str:
    """The question in a reply; empty where there is none."""
    said = reply.rpartition("</think>")[2]
    start = said.rfind("{")
    value = json_repair.loads(said[start:]) if start >= 0 else None
    given = value.get("question") if isinstance(value, dict) else None
    return " ".join(given.split()) if isinstance(given, str) else ""


def _adds_nothing(given: str, said: str, authorities: Sequence[str]) -> bool:
    """Whether all authorities and years of a question were named before."""

    def named(text: str) -> set[str]:
        return {m.name for m in find_authorities(text, authorities)} | set(_YEAR.findall(text))

    return named(given) <= named(said)
