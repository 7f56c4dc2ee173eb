"""Answers of the assistant as lines of JSON, and what is read back of them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Usage, Withheld
from eval.answers import id_of, outcome_of, to_line
from eval.errors import RunError
from eval.manifest import Manifest
from eval.run import Run
from eval.types import Case, Coverage, Found, Outcome, Refused, Said, Seconds, Task, Tokens
from tests.assistant.corpora import TODAY
from tests.eval.making import cited_of

QUESTIONS = {
    "quoted": "What did inspectors say about health assessments in Northmere?",
    "computed": "What grade did Northmere get for help and protection in 2024?",
    "aggregate": "Which authorities are inadequate for help and protection?",
    "partial": "Compare supervision in Northmere and Harrow",
    "false premise": "Why was Northmere judged outstanding in 2024?",
    "refused": "Who won the football last night?",
}
NAMES = tuple(QUESTIONS)


@pytest.fixture(scope="module")
def answers(sample_index: Path) -> Mapping[str, Answer]:
    """What the assistant says to each question."""
    with Assistant.open(sample_index, TODAY) as assistant:
        return {name: assistant.ask(question) for name, question in QUESTIONS.items()}


def case(name: str) -> Case:
    """A question under its name."""
    return Case(name, "lookup", QUESTIONS[name], answerable=True)


def read_back(answers: Mapping[str, Answer], name: str) -> Outcome:
    """What is scored of an answer."""
    return outcome_of(to_line(case(name), answers[name]), "line 1")


def damaged(line: str, **fields: object) -> str:
    """The line with other values in some fields."""
    return json.dumps(json.loads(line) | fields)


@pytest.mark.parametrize("name", NAMES)
def test_fields_are_those_of_the_answer(name: str, answers: Mapping[str, Answer]) -> None:
    answer, outcome = answers[name], read_back(answers, name)
    assert outcome.id == name
    assert (outcome.status, outcome.mode, outcome.text) == (
        answer.status,
        answer.mode,
        answer.text,
    )
    assert outcome.authorities == answer.authorities
    assert outcome.statements == tuple(Said(s.text, s.citations) for s in answer.statements)
    assert outcome.citations == tuple(cited_of(each) for each in answer.citations)
    assert outcome.hits == tuple(Found(h.paragraph.id, round(h.score, 6)) for h in answer.hits)
    assert outcome.withheld == 0
    assert outcome.tokens is None
    took = answer.seconds
    rounded = (round(s, 4) for s in (took.understand, took.retrieve, took.answer, took.total))
    assert outcome.seconds == Seconds(*rounded)
    assert outcome.seconds.total > 0


def test_an_answer_of_quotations(answers: Mapping[str, Answer]) -> None:
    outcome = read_back(answers, "quoted")
    assert (outcome.status, outcome.mode, outcome.refused) == ("answered", "quote", False)
    assert outcome.statements
    assert outcome.hits
    assert {"Northmere"} == {cited.authority for cited in outcome.citations}
    assert all(cited.text[cited.start : cited.end] == cited.quote for cited in outcome.citations)
    assert (outcome.coverage, outcome.refusal) == (None, None)


def test_a_table_about_one_authority_has_no_coverage(answers: Mapping[str, Answer]) -> None:
    outcome = read_back(answers, "computed")
    assert answers["computed"].table is not None
    assert (outcome.mode, outcome.coverage) == ("computed", None)


def test_the_coverage_of_an_answer_about_all(answers: Mapping[str, Answer]) -> None:
    outcome = read_back(answers, "aggregate")
    assert outcome.coverage == Coverage(matched=1, with_data=2, total=3)
    assert outcome.authorities == ("Wexcombe",)


def test_a_part_of_an_answer_is_no_refusal(answers: Mapping[str, Answer]) -> None:
    outcome = read_back(answers, "partial")
    assert (outcome.status, outcome.refused) == ("partial", False)
    assert outcome.citations


def test_a_refusal_without_evidence(answers: Mapping[str, Answer]) -> None:
    outcome = read_back(answers, "refused")
    refusal = answers["refused"].refusal
    assert refusal is not None
    assert outcome.refused
    assert outcome.refusal == Refused("off_topic", refusal.message)
    assert (outcome.statements, outcome.citations) == ((), ())


def test_the_evidence_against_a_false_premise_is_cited(answers: Mapping[str, Answer]) -> None:
    outcome = read_back(answers, "false premise")
    assert outcome.refused
    assert outcome.refusal is not None
    assert outcome.refusal.reason == "false_premise"
    assert outcome.statements == ()
    [evidence] = outcome.citations
    assert "Good" in evidence.quote


def test_what_a_model_used_and_what_was_withheld(answers: Mapping[str, Answer]) -> None:
    plain = answers["quoted"]
    written = replace(
        plain,
        mode="llm",
        provenance=replace(plain.provenance, model="m", usage=Usage(2, 900, 80)),
        withheld=(
            Withheld("It is 9%.", "figure_not_in_source"),
            Withheld("It is fine.", "not_supported"),
        ),
    )
    outcome = outcome_of(to_line(case("quoted"), written), "line 1")
    assert (outcome.mode, outcome.tokens, outcome.withheld) == ("llm", Tokens(2, 900, 80), 2)


def test_a_line_is_the_contracts_json_and_what_was_retrieved(
    answers: Mapping[str, Answer],
) -> None:
    row = json.loads(to_line(case("quoted"), answers["quoted"]))
    hits = row.pop("hits")
    assert row == json.loads(json.dumps(replace(answers["quoted"], id="quoted").to_dict()))
    assert [set(hit) for hit in hits] == [{"paragraph_id", "score"}] * len(hits)
    assert answers["quoted"].id is None  # the answer itself stays as it was


def test_letters_stay_as_they_are(answers: Mapping[str, Answer]) -> None:
    answer = replace(answers["refused"], question="A café – “naïve”?")
    line = to_line(case("refused"), answer)
    assert "A café – “naïve”?" in line
    assert "\n" not in line


def test_a_system_need_not_say_what_it_retrieved(answers: Mapping[str, Answer]) -> None:
    row = json.loads(to_line(case("quoted"), answers["quoted"]))
    silent = {key: value for key, value in row.items() if key != "hits"}
    assert outcome_of(json.dumps(silent), "line 1").hits is None
    assert outcome_of(json.dumps(row | {"hits": None}), "line 1").hits is None
    assert outcome_of(json.dumps(row | {"hits": []}), "line 1").hits == ()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": "maybe"}, "status: "),
        ({"id": None}, "id: "),
        ({"citations": [{"id": 1}]}, "citations.0."),
        ({"statements": [{"text": "x", "citations": ["one"]}]}, "statements.0.citations.0: "),
        ({"table": {"coverage": {"matched": 1}}}, "table.coverage.with_data: "),
        ({"refusal": {"reason": "off_topic"}}, "refusal.message: "),
        ({"seconds": {"total": 1}}, "seconds.understand: "),
        ({"hits": [{"paragraph_id": "a:1"}]}, "hits.0.score: "),
    ],
)
def test_a_damaged_field_is_named_with_its_line(
    fields: dict[str, object], said: str, answers: Mapping[str, Answer]
) -> None:
    line = damaged(to_line(case("quoted"), answers["quoted"]), **fields)
    with pytest.raises(RunError) as error:
        outcome_of(line, "run/answers.jsonl, line 7")
    assert str(error.value).startswith(
        f"run/answers.jsonl, line 7 is no answer of the contracts: {said}"
    )


@pytest.mark.parametrize("field", ["mode", "text", "citations", "withheld", "provenance"])
def test_a_field_that_is_missing_is_named(field: str, answers: Mapping[str, Answer]) -> None:
    row = json.loads(to_line(case("quoted"), answers["quoted"]))
    del row[field]
    with pytest.raises(RunError, match=f"line 7 .*: {field}: Field required"):
        outcome_of(json.dumps(row), "line 7")


@pytest.mark.parametrize("line", ["", "[]", "no JSON"])
def test_what_is_no_object_is_no_answer(line: str) -> None:
    with pytest.raises(RunError, match=r"^line 7 is no answer of the contracts: the whole line: "):
        outcome_of(line, "line 7")


def test_half_a_line_is_no_answer(answers: Mapping[str, Answer]) -> None:
    line = to_line(case("quoted"), answers["quoted"])
    with pytest.raises(RunError, match=r"^line 7 is no answer of the contracts: .*Invalid JSON"):
        outcome_of(line[: len(line) // 2], "line 7")


def test_the_id_of_a_line(answers: Mapping[str, Answer]) -> None:
    line = to_line(case("quoted"), answers["quoted"])
    assert id_of(line) == "quoted"
    assert id_of(line[:-1]) is None
    assert id_of(line[: len(line) // 2]) is None


@pytest.mark.parametrize("line", ["", "[]", '"id"', "{}", '{"id": null}', '{"id"'])
def test_a_line_without_an_id(line: str) -> None:
    assert id_of(line) is None


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_a_run_keeps_an_answer_with_any_sign(
    sign: str, answers: Mapping[str, Answer], tmp_path: Path
) -> None:
    asked = case("refused")
    answer = replace(answers["refused"], question=f"Who won{sign}last night?")
    manifest = Manifest("assistant", (), (asked.id,), (), "2026-11-20", None, (), "", ())
    run = Run.start(tmp_path / "run", manifest, [Task(asked)])
    run.answer(lambda _: answer, [asked])
    assert run.missing == []
    assert [outcome.id for _, outcome in run.outcomes()] == ["refused"]
