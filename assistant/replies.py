"""A model's reply, as far as it has arrived -> the claims that are complete in it."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

import json_repair
from pydantic_core import from_json

from assistant.llm import Schema
from assistant.types import Claim, Evidence

__all__ = ["ANSWER", "CORRECTIONS", "Claims"]

_EVIDENCE: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"source": {"type": "string"}, "quotation": {"type": "string"}},
        "required": ["source", "quotation"],
        "additionalProperties": False,
    },
}


def _schema(**before: Schema) -> Schema:
    """Statements, each with its evidence before the sentence that rests on it."""
    properties = {**before, "evidence": _EVIDENCE, "statement": {"type": "string"}}
    statement = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": statement}},
        "required": ["statements"],
        "additionalProperties": False,
    }


ANSWER = _schema()
"""What an answer is."""
CORRECTIONS = _schema(corrects={"type": "integer"})
"""What corrections are: each says which statement it stands for."""

_THINKING = re.compile(r"\A.*</think(?:ing)?>|<think(?:ing)?>.*\Z", re.DOTALL)
_JSON = re.compile(r"[\[{]")
_MOST_STARTS = 20
"""Brackets at which the JSON of a reply is looked for."""


class Claims:
    """Takes a reply in piece by piece and hands each claim out once, as soon as it is complete.

    Models that are bound to no schema wrap their JSON in words or fences, or make mistakes in it:
    what can be read is read.
    """

    def __init__(self) -> None:
        self._reply = ""
        self._taken = 0

    def feed(self, piece: str) -> Iterator[Claim]:
        """The claims that the piece completes."""
        self._reply += piece
        if any(mark in piece for mark in '"}]'):
            yield from self._new(self._read(), done=False)

    def finish(self) -> Iterator[Claim]:
        """The claims that only the end of the reply, or mending its JSON, makes readable."""
        value = self._read()
        if not _items(value):
            value = next(filter(_items, map(_mended, self._starts())), None)
        yield from self._new(value, done=True)

    def _starts(self) -> Iterator[str]:
        """The reply from each place on at which its JSON may begin."""
        body = _THINKING.sub("", self._reply)
        for found in islice(_JSON.finditer(body), _MOST_STARTS):
            yield body[found.start() :]

    def _read(self) -> object:
        """The value of the reply up to where it has come; None where it cannot be read."""
        return next(filter(_items, map(_parsed, self._starts())), None)

    def _new(self, value: object, *, done: bool) -> Iterator[Claim]:
        items = _items(value)
        for place, item in enumerate(items):
            last = place == len(items) - 1
            if place < self._taken or (last and not done and not _ends_with_statement(item)):
                continue
            self._taken = place + 1
            claim = _claim(item)
            if claim is not None:
                yield claim


def _parsed(text: str) -> object:
    """The value of JSON that has not arrived whole, or that something follows; None for others."""
    end = max(text.rfind("}"), text.rfind("]")) + 1
    for attempt, partly in ((text, True), (text[:end], False)):
        try:
            return from_json(attempt, allow_partial=partly)
        except (ValueError, RecursionError):
            continue
    return None


def _mended(text: str) -> object:
    """The value of what is nearly JSON."""
    try:
        return json_repair.loads(text)
    except (ValueError, RecursionError):
        return None


def _items(value: object) -> list[object]:
    """The statements of a reply, whether they stand in an object, a list or alone."""
    if isinstance(value, Mapping):
        inner = value.get("statements", [value] if "statement" in value else [])
        return _items(inner)
    return list(value) if isinstance(value, list) else []


def _ends_with_statement(item: object) -> bool:
    """Whether the sentence is there, and comes last: the reader leaves cut-off texts out."""
    return isinstance(item, Mapping) and "evidence" in item and list(item)[-1] == "statement"


def _claim(item: object) -> Claim | None:
    """A claim; None for what has no sentence."""
    if not isinstance(item, Mapping) or not isinstance(item.get("statement"), str):
        return None
    given = item.get("evidence")
    rests_on = given if isinstance(given, list) else [given]
    evidence = tuple(
        Evidence(str(each.get("source", "")), str(each.get("quotation", "")))
        for each in rests_on
        if isinstance(each, Mapping)
    )
    number = item.get("corrects")
    corrects = number if isinstance(number, int) else None
    return Claim(" ".join(item["statement"].split()), evidence, corrects)
