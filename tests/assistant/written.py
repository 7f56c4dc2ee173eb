"""An assistant whose model is a server on this machine, and what it may be asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant import Assistant, ModelOptions
from tests.assistant.loopback_model import (
    Asked,
    Behaviour,
    LoopbackModel,
    answer_json,
    loopback_model,
    sources_in,
)

__all__ = ["HOMES", "NOTHING", "QUESTION", "asking", "source_of", "truth"]

QUESTION = "Are care leavers placed in bed and breakfast in Northmere?"
HOMES = "Care leavers live in suitable homes."
NOTHING = '{"statements": []}'


def source_of(asked: Asked, words: str) -> str:
    """The token of the source that prints the words."""
    return next(s["source"] for s in sources_in(asked.prompt) if words in s["text"])


def truth(asked: Asked) -> str:
    """A reply of one true statement."""
    return answer_json(
        (
            source_of(asked, HOMES),
            HOMES,
            "In 2024, care leavers in Northmere lived in suitable homes.",
        )
    )


@contextmanager
def asking(
    monkeypatch: pytest.MonkeyPatch,
    index: Path,
    script: Callable[[Asked], Behaviour],
    options: ModelOptions | None = None,
    seconds: int = 6,
) -> Iterator[tuple[Assistant, LoopbackModel]]:
    """An assistant over an index, with a model that does what the script says, within seconds."""
    with loopback_model(script) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("INSPECTION_MODEL_FIRST_TOKEN_TIMEOUT", str(seconds / 3))
        monkeypatch.setenv("INSPECTION_MODEL_TIMEOUT", str(seconds))
        with Assistant.open(index, model=options or ModelOptions("m")) as assistant:
            yield assistant, server
