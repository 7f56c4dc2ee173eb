"""Answers that a model writes, from the question to the answer object, over a real server."""

import json
import time
from pathlib import Path

import pytest

from assistant import (
    Answer,
    Assistant,
    ModelOptions,
    Withheld,
)
from tests.assistant.loopback_model import (
    Asked,
    Behaviour,
    CutOff,
    Empty,
    Hangs,
    Page,
    Rejects,
    Reset,
    Says,
    answer_json,
    loopback_model,
    sources_in,
)
from tests.assistant.written import HOMES, NOTHING, QUESTION, asking, source_of, truth


def _quotes(answer: Answer) -> bool:
    """Whether an answer has nothing but verbatim passages, and says why."""
    verbatim = all(
        statement.text == answer.citation(statement.citations[0]).quote
        for statement in answer.statements
    )
    return (
        answer.mode == "quote"
        and verbatim
        and any(n.kind.startswith("model") for n in answer.notes)
    )


def test_a_model_writes_and_each_statement_is_cited(
    monkeypatch: pytest.MonkeyPatch, sample_index: Path
) -> None:
    with asking(monkeypatch, sample_index, lambda a: Says(truth(a))) as (assistant, server):
        answer = assistant.ask(QUESTION)
    (statement,) = answer.statements
    assert statement.text == "In 2024, care leavers in Northmere lived in suitable homes."
    assert answer.citation(statement.citations[0]).quote == HOMES
    assert answer.mode == "llm"
    assert answer.status == "answered"
    shown = answer.to_dict()
    provenance = shown["provenance"]
    assert isinstance(provenance, dict)
    assert provenance["model"] == "m"
    assert list(provenance["prompts"]) == ["answer"]
    assert provenance["prompts"]["answer"].startswith("sha256:")
    usage = {"requests": 1, "prompt_tokens": 100, "completion_tokens": 20}
    assert provenance["usage"] == usage
    assert len(server.asked) == 1
    assert "response_format" in server.asked[0].body


def test_what_does_not_pass_is_corrected_or_withheld(
    monkeypatch: pytest.MonkeyPatch, sample_index: Path
) -> None:
    def writes(asked: Asked) -> Says:
        if "not accepted" in asked.last:
            assert "the figure “ninety”" in asked.last
            roles = [m["role"] for m in asked.messages]
            assert roles == ["system", "user", "assistant", "user"]
            corrected = json.loads(truth(asked))
            corrected["statements"][0]["corrects"] = 1
            return Says(json.dumps(corrected))
        token = source_of(asked, HOMES)
        return Says(
            answer_json(
                (token, HOMES, "Some ninety care leavers live in suitable homes."),
                ("s0000000", HOMES, "Care leavers live on a boat."),
            )
        )

    with asking(monkeypatch, sample_index, writes) as (assistant, server):
        answer = assistant.ask(QUESTION)
    assert [s.text for s in answer.statements] == [
        "In 2024, care leavers in Northmere lived in suitable homes."
    ]
    assert answer.withheld == (Withheld("Care leavers live on a boat.", "unknown_source"),)
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (Says("I would rather talk about the weather."), "nothing that could be verified"),
        (Says(NOTHING), "nothing that could be verified"),
        (Says('{"statements": [{"evidence": "x", "statement": 5}, 7, null]}'), "nothing"),
        (Rejects(429, {"retry-after": "30"}), "wait 30 seconds"),
        (Rejects(500), "keeps failing"),
        (Rejects(401), "OPENAI_API_KEY"),
        (Reset(), "cannot be reached"),
        (Page(), "no chat completion"),
        (Empty(), "no chat completion"),
        (Hangs(5), "sent nothing"),
        (CutOff('{"statements": [{"evid'), "broke off"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_without_a_usable_reply_the_reports_are_quoted(
    monkeypatch: pytest.MonkeyPatch, sample_index: Path, behaviour: Behaviour, why: str
) -> None:
    with asking(monkeypatch, sample_index, lambda _: behaviour) as (assistant, _):
        began = time.monotonic()
        answer = assistant.ask(QUESTION)
        assert time.monotonic() - began < 8
    with Assistant.open(sample_index, model=ModelOptions(enabled=False)) as alone:
        expected = alone.ask(QUESTION)
    assert _quotes(answer)
    assert answer.statements == expected.statements
    assert why in next(n.text for n in answer.notes if n.kind.startswith("model"))


def test_what_was_shown_stays_when_the_stream_breaks_off(
    monkeypatch: pytest.MonkeyPatch, sample_index: Path
) -> None:
    def breaks_off(asked: Asked) -> CutOff:
        return CutOff(truth(asked)[:-2] + ', {"evidence": [')

    with asking(monkeypatch, sample_index, breaks_off) as (assistant, _):
        answer = assistant.ask(QUESTION)
    first, *rest = answer.statements
    assert first.origin == "written"
    assert rest, "the rest is quoted"
    assert all(statement.origin == "quoted" for statement in rest)
    assert answer.mode == "llm"
    assert any("broke off" in note.text for note in answer.notes)


def test_computed_answers_stay_computed(
    monkeypatch: pytest.MonkeyPatch, sample_index: Path
) -> None:
    def words(asked: Asked) -> Says:
        rows = sources_in(asked.prompt)
        assert all(row["computed"] for row in rows)
        token = rows[0]["source"]
        return Says(
            answer_json(
                (token, "", "Help and protection in Northmere required improvement in 2024."),
                (token, "", "Help and protection in Northmere was inadequate in 2024."),
            )
        )

    question = "What grade did Northmere get for help and protection in 2024?"
    with asking(monkeypatch, sample_index, words) as (assistant, _):
        answer = assistant.ask(question)
    with Assistant.open(sample_index) as alone:
        expected = alone.ask(question)
    assert answer.mode == "computed+llm"
    assert answer.table is not None
    assert expected.table is not None
    assert [row.cells for row in answer.table.rows] == [row.cells for row in expected.table.rows]
    assert not any("inadequate" in statement.text for statement in answer.statements)
    computed = [s.text for s in answer.statements if s.origin != "written"]
    assert computed == [s.text for s in expected.statements], "the rows are told all the same"
    assert answer.withheld[0].reason == "grade_not_in_source"


def test_what_is_refused_is_never_sent(monkeypatch: pytest.MonkeyPatch, sample_index: Path) -> None:
    with asking(monkeypatch, sample_index, lambda a: Says(truth(a))) as (assistant, server):
        answer = assistant.ask("What did inspectors find in Leeds?")
    assert answer.refusal is not None
    assert answer.refusal.reason == "authority_not_in_corpus"
    assert server.asked == []
    assert answer.provenance.model is None


def test_a_question_about_all_is_answered_in_full(
    monkeypatch: pytest.MonkeyPatch, sample_index: Path
) -> None:
    question = "Which authorities place care leavers in bed and breakfast?"
    with asking(monkeypatch, sample_index, lambda a: Says(truth(a))) as (assistant, _):
        answer = assistant.ask(question)
    with Assistant.open(sample_index) as alone:
        assert answer.authorities == alone.ask(question).authorities


def test_a_second_look_may_withhold(monkeypatch: pytest.MonkeyPatch, sample_index: Path) -> None:
    def doubts(asked: Asked) -> Says:
        if "Statement:" in asked.last:
            return Says('{"supported": false}')
        return Says(NOTHING if "not accepted" in asked.last else truth(asked))

    options = ModelOptions("m", second_look=True)
    with asking(monkeypatch, sample_index, doubts, options) as (assistant, _):
        answer = assistant.ask(QUESTION)
    assert [each.reason for each in answer.withheld] == ["not_supported"]
    assert _quotes(answer)


def test_a_small_window_gets_fewer_sources(
    monkeypatch: pytest.MonkeyPatch, sample_index: Path
) -> None:
    seen: list[int] = []

    def reads(asked: Asked) -> Behaviour:
        seen.append(len(sources_in(asked.prompt)))
        if seen[-1] > 3:
            body = '{"error": {"code": "context_length_exceeded", "message": "context window"}}'
            return Rejects(400, body=body)
        return Says(truth(asked))

    with asking(monkeypatch, sample_index, reads) as (assistant, _):
        answer = assistant.ask(QUESTION)
    assert answer.mode == "llm"
    assert seen[0] > seen[-1]
    monkeypatch.setenv("INSPECTION_MODEL_CONTEXT_TOKENS", "3600")
    with asking(monkeypatch, sample_index, reads) as (assistant, _):
        assistant.ask(QUESTION)
    assert seen[-1] < seen[0]


def test_without_a_name_nothing_is_sent(
    monkeypatch: pytest.MonkeyPatch, sample_index: Path
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-present")
    with loopback_model(lambda _: Says(NOTHING)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        with Assistant.open(sample_index) as assistant:
            assert assistant.model is None
            assert assistant.ask(QUESTION).mode == "quote"
        monkeypatch.setenv("OPENAI_MODEL", "m")
        with Assistant.open(sample_index, model=ModelOptions(enabled=False)) as assistant:
            assert assistant.ask(QUESTION).mode == "quote"
        assert server.asked == []
