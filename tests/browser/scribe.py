"""The app with a language model on this machine that can be held in the middle of its reply."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from index import build_index
from tests.assistant.loopback_model import (
    Asked,
    Behaviour,
    Held,
    Says,
    answer_json,
    loopback_model,
    sources_in,
)
from tests.ui.chatting import chatting

__all__ = ["HOMES", "ON_HOMES", "Scribe", "scribe_app"]

ON_HOMES: Final = "Are care leavers placed in bed and breakfast in Northmere?"
HOMES: Final = "Care leavers live in suitable homes."
_PICTURE: Final = "Care leavers live in homes ![x](http://127.0.0.1:9/leak)."
_STATEMENTS: Final = 3

# Which reports have an official address is a list of facts, so one authority has to be real.
_LISTED: Final = """Inspection of Harrow children’s services

Inspection dates: 20 January 2025 to 24 January 2025

Published: 4 March 2025

The experiences and progress of care leavers: Good

Findings

1. Letters to children are written on blue paper.
"""


@dataclass(slots=True)
class Scribe:
    """The running app, and the model that writes for it."""

    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    """What the model was asked."""
    _go: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._go.set()

    @contextmanager
    def held(self) -> Iterator[threading.Event]:
        """Keep back what follows the first statement of a reply, at most until the event is set."""
        go = self._go = threading.Event()
        try:
            yield go
        finally:
            go.set()

    def reply(self, asked: Asked) -> Behaviour:
        """What the model replies; it corrects nothing, and leaves follow-ups as they are."""
        if "Last question:" in asked.last:
            return Says('{"question": ""}')
        if "not accepted" in asked.last:
            return Says('{"statements": []}')
        reply = answer_json(*_statements(asked))
        first, sign, others = reply.partition('}, {"evidence"')
        return Held(first, sign + others, self._go)


def _statements(asked: Asked) -> list[tuple[str, str, str]]:
    """The beginnings of sources; or of homes something true, something invented and a picture."""
    sources = sources_in(asked.prompt)
    if ON_HOMES in asked.prompt:
        homes = next(s["source"] for s in sources if HOMES in s["text"])
        true = "In 2024, care leavers in Northmere lived in suitable homes."
        invented = "Care leavers in Leeds live in 41 suitable homes."
        return [(homes, HOMES, said) for said in (true, invented, _PICTURE)]
    several = ((s["source"], s["text"].partition(". ")) for s in sources)
    first = [(token, f"{sentence}.") for token, (sentence, _, more) in several if more]
    return [(token, sentence, sentence) for token, sentence in first[:_STATEMENTS]]


@contextmanager
def scribe_app(home: Path, sample_index: Path) -> Iterator[Scribe]:
    """The app over the sample and one more report, as if both were real ones."""
    index = home / "index"
    shutil.copytree(sample_index, index)
    more = home / "more"
    more.mkdir()
    (more / "harrow.txt").write_text(_LISTED, "utf-8")
    build_index([more], index)
    scribe = Scribe()
    with loopback_model(scribe.reply) as server:
        scribe.asked = server.asked
        with chatting(index, home / "kept", model=server) as chat:
            scribe.address = chat.address
            yield scribe
