"""Answers of a model as they arrive, to one user and to many at once."""

import threading
import time
from pathlib import Path

import pytest

from assistant import (
    Answer,
    Finished,
    Progress,
    StatementReady,
    Understood,
)
from tests.assistant.loopback_model import (
    Asked,
    Says,
    answer_json,
)
from tests.assistant.written import HOMES, QUESTION, asking, source_of, truth


def test_statements_are_shown_as_they_arrive(
    monkeypatch: pytest.MonkeyPatch, sample_index: Path
) -> None:
    sent: list[float] = []

    def slowly(asked: Asked) -> Says:
        token = source_of(asked, HOMES)
        reply = answer_json((token, HOMES, "Care leavers live in suitable homes."))
        padded = reply[:-2] + "," + " " * 400 + reply[reply.index("[") + 1 :]
        sent.append(time.monotonic())
        return Says(padded, size=len(reply) - 1, pause=1.0)

    with asking(monkeypatch, sample_index, slowly) as (assistant, _):
        assistant.ask(QUESTION)  # loads the models
        events = [(time.monotonic(), event) for event in assistant.stream(QUESTION)]
    kinds = [type(event) for _, event in events]
    assert kinds[:3] == [Understood, Progress, Progress]
    assert kinds[-1] is Finished
    when, ready = next((t, e) for t, e in events if isinstance(e, StatementReady))
    assert when - sent[-1] < 0.8, "shown while the model still writes, which takes a second"
    finished = events[-1][1]
    assert isinstance(finished, Finished)
    assert finished.answer.statements[0] == ready.statement
    reading = events[2][1]
    assert isinstance(reading, Progress)
    assert "m at 127.0.0.1" in reading.text


def test_many_may_ask_at_once(monkeypatch: pytest.MonkeyPatch, sample_index: Path) -> None:
    with asking(monkeypatch, sample_index, lambda a: Says(truth(a)), seconds=60) as (assistant, _):
        answers: list[Answer] = []
        threads = [
            threading.Thread(target=lambda: answers.append(assistant.ask(QUESTION)))
            for _ in range(10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [answer.mode for answer in answers] == ["llm"] * 10
