"""Files of saved answers: every form is read, and what is wrong with one is said in a line."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant import (
    Answer,
    Assistant,
    SavedAnswerError,
    answer_json,
    conversation_json,
    parse_saved,
    read_saved,
)

QUESTIONS = (
    "What did inspectors say about health assessments in Northmere?",
    "Which authorities are inadequate overall?",
    "Why was Northmere judged outstanding in 2024?",
)


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> list[Answer]:
    return [assistant.ask(question) for question in QUESTIONS]


def lines(answers: list[Answer]) -> str:
    return "".join(f"{json.dumps(answer.to_dict())}\n\n" for answer in answers)


def test_every_form_holds_the_same_answers(answers: list[Answer], tmp_path: Path) -> None:
    forms = {
        "conversation.json": conversation_json(answers, title="Health"),
        "answers.jsonl": lines(answers),
        "list.json": json.dumps([answer.to_dict() for answer in answers], indent=2),
        "with-mark.jsonl": "\ufeff" + lines(answers),
    }
    for name, text in forms.items():
        path = tmp_path / name
        path.write_text(text, "utf-8")
        saved = read_saved(path)
        assert [each.question for each in saved] == list(QUESTIONS), name
        for each, answer in zip(saved, answers, strict=True):
            assert each.text == answer.text
            assert [c.quote for c in each.citations] == [c.quote for c in answer.citations]
            assert each.understood.authorities == answer.query.authorities


def test_one_answer_alone(answers: list[Answer]) -> None:
    for written in (answer_json(answers[0]), json.dumps(answers[0].to_dict())):
        (saved,) = parse_saved(written.encode(), "answer.json")
        assert [s.text for s in saved.statements] == [s.text for s in answers[0].statements]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "is no JSON"),
        (b"caseloads", "is no JSON"),
        (b"\xff\xfe{", "is no JSON"),
        (b"[" * 300_000, "is no JSON"),
        (b'{"answers":' * 100_000, "is no JSON"),
        (b'{"start": ' + b"1" * 10_000 + b"}", "is no JSON"),
        (b"null", "no saved answer"),
        (b"{}", "question: Field required"),
        (b"[]", "holds no answer"),
        (b"[1]", "0: Input should be an object"),
        (b'{"format": 1, "answers": []}', "holds no answer"),
        (b'{"format": 2, "answers": []}', "its format is 2"),
        (b" " * (50 * 2**20 + 1), "more than 50 MB"),
    ],
)
def test_what_is_no_saved_answer_is_said_in_one_line(data: bytes, complaint: str) -> None:
    with pytest.raises(SavedAnswerError) as error:
        parse_saved(data, "kept.json")
    assert str(error.value).startswith("kept.json")
    assert complaint in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("start", "0", "citations.1.start: Input should be a valid integer"),
        ("page", 1.5, "citations.1.page"),
        ("quote", None, "citations.1.quote: Input should be a valid string"),
        ("section", "Leaders", "citations.1.section"),
        ("id", 1, "several citations have the number 1"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(
    answers: list[Answer], field: str, value: object, complaint: str
) -> None:
    rows: list[dict[str, Any]] = [answer.to_dict() for answer in answers]
    rows[0]["citations"][1][field] = value
    data = "".join(f"{json.dumps(row)}\n" for row in (rows[1], rows[0])).encode()
    with pytest.raises(
        SavedAnswerError, match=r"^kept\.jsonl, line 2 is no saved answer: "
    ) as error:
        parse_saved(data, "kept.jsonl")
    assert complaint in str(error.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SavedAnswerError, match="cannot be read"):
        read_saved(tmp_path / "none.json")
    with pytest.raises(SavedAnswerError, match="cannot be read"):
        read_saved(tmp_path)
    with pytest.raises(SavedAnswerError, match="more than 50 MB"):
        read_saved(Path("/dev/zero"))
