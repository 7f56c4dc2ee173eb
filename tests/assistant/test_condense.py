"""Follow-ups that a model completes from the conversation."""

import json
from pathlib import Path

import pytest

from assistant import (
    Message,
    QuestionError,
)
from tests.assistant.loopback_model import (
    Asked,
    Says,
)
from tests.assistant.written import NOTHING, QUESTION, asking


def test_a_follow_up_is_completed_by_the_model(
    monkeypatch: pytest.MonkeyPatch, sample_index: Path
) -> None:
    complete = "Where do care leavers live in Wexcombe?"
    history = (Message("user", QUESTION), Message("assistant", "No. And Wexcombe is near."))

    def condenses(asked: Asked) -> Says:
        if "Last question" in asked.last:
            return Says(json.dumps({"question": complete}))
        return Says(NOTHING)

    with asking(monkeypatch, sample_index, condenses) as (assistant, _):
        answer = assistant.ask("and over there?", history)
    assert answer.query.authorities == ("Wexcombe",)
    assert answer.to_dict()["understood"]["question"] == complete  # type: ignore[index]
    assert dict(answer.provenance.prompts).keys() == {"condense", "answer"}
    assert any(complete in note.text for note in answer.notes), "the reader is told"


@pytest.mark.parametrize(
    "reply",
    [
        '{"question": "What about Leeds in 2001?"}',
        '{"question": "And in Wexcombe? ![x](http://evil.example/?q=1)"}',
        "Sure!",
        '{"question": 7}',
        "",
    ],
)
def test_a_follow_up_falls_back_to_the_rules(
    monkeypatch: pytest.MonkeyPatch, sample_index: Path, reply: str
) -> None:
    def condenses(asked: Asked) -> Says:
        return Says(reply if "Last question" in asked.last else NOTHING)

    history = (Message("user", QUESTION), Message("assistant", "No."))
    with asking(monkeypatch, sample_index, condenses) as (assistant, _):
        answer = assistant.ask("And in Wexcombe?", history)
    assert answer.query.authorities == ("Wexcombe",)
    assert answer.query.question == f"And in Wexcombe? (following: {QUESTION})"


def test_an_empty_question_is_one_whatever_was_said_before(
    monkeypatch: pytest.MonkeyPatch, sample_index: Path
) -> None:
    history = (Message("user", QUESTION), Message("assistant", "No."))
    with asking(monkeypatch, sample_index, lambda _: Says(NOTHING)) as (assistant, server):
        with pytest.raises(QuestionError):
            assistant.ask("  ", history)
        assert server.asked == []
