"""The chat-completion protocol as the assistant uses it, and a scripted model that speaks it."""

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

__all__ = [
    "Instruction",
    "LanguageModel",
    "Reply",
    "Request",
    "Schema",
    "ScriptedModel",
    "Stop",
    "as_data",
]

Schema: TypeAlias = dict[str, object]
"""A JSON schema."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One message to a model."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked for: text, or JSON that a schema describes."""

    instructions: tuple[Instruction, ...]
    schema: Schema | None = None
    seconds: float | None = None
    """For the whole reply; None leaves it to the model."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The end of a reply: why it ended, and the tokens that it took, 0 where nobody counted."""

    reason: Literal["complete", "length", "filter"] = "complete"
    prompt_tokens: int = 0
    completion_tokens: int = 0


Reply: TypeAlias = Iterator[str | Stop]
"""Pieces of text as they arrive; a `Stop` is the last item."""


class LanguageModel(Protocol):
    """What the assistant asks of a language model."""

    @property
    def name(self) -> str:
        """The model's name, as the server knows it."""

    @property
    def host(self) -> str:
        """Where it runs: what is asked is sent there."""

    @property
    def room(self) -> int:
        """Tokens that a request may have."""

    @property
    def timeout(self) -> float:
        """Seconds for everything that one answer asks of it."""

    def reply(self, request: Request) -> Reply:
        """The reply, piece by piece; closing it ends the request.

        Raises ModelError, also after some pieces.
        """

    def close(self) -> None:
        """Let go of connections."""


def as_data(value: object) -> str:
    """A value as a line of JSON, in which no text can pass for anything but text.

    Some servers read "<|…|>" as a mark of their own wherever it stands.
    """
    return json.dumps(value, ensure_ascii=False).replace("<|", r"\u003c|")


class ScriptedModel:
    """Replies with given texts in turn, and with the last one for ever; remembers the requests.

    A text is streamed in pieces of `size` characters. An exception among the texts is raised.
    """

    name = "scripted"
    host = "nowhere"
    timeout = 120.0

    def __init__(
        self, texts: Sequence[str | Exception], *, size: int = 12, room: int = 14_000
    ) -> None:
        if not texts:
            raise ValueError("a scripted model needs something to say")
        self.requests: list[Request] = []
        self.room = room
        self._texts = texts
        self._size = size
        self._lock = threading.Lock()

    def reply(self, request: Request) -> Reply:
        """The next text."""
        with self._lock:
            text = self._texts[min(len(self.requests), len(self._texts) - 1)]
            self.requests.append(request)
        if isinstance(text, Exception):
            raise text
        for start in range(0, len(text), self._size):
            yield text[start : start + self._size]
        yield Stop(completion_tokens=len(text) // 4)

    def close(self) -> None:
        """Nothing to let go of."""
