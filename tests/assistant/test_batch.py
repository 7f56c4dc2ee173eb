"""Questions in a JSONL file: every line is read as it was given, or named in one line."""

from pathlib import Path

import pytest

from assistant.batch import Asked, read_questions
from assistant.errors import QuestionError


def read(path: Path, text: str) -> list[Asked]:
    path /= "questions.jsonl"
    path.write_text(text, "utf-8")
    return list(read_questions(path))


@pytest.mark.parametrize(("written", "given"), [("7", 7), ("1.5", 1.5), ('"7"', "7"), ("0", 0)])
def test_an_id_stays_as_it_was_given(tmp_path: Path, written: str, given: object) -> None:
    (asked,) = read(tmp_path, f'{{"id": {written}, "question": "caseloads"}}')
    assert asked.id == given
    assert type(asked.id) is type(given)


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    inside = "case\N{LINE SEPARATOR}loads\N{NEXT LINE}\N{PARAGRAPH SEPARATOR}"
    lines = f'{{"id": 1, "question": "{inside}"}}\r\n\n{{"id": 2, "question": "x"}}'
    assert [asked.question for asked in read(tmp_path, lines)] == [inside, "x"]
    assert [asked.place[-6:] for asked in read(tmp_path, lines)] == ["line 1", "line 3"]


@pytest.mark.parametrize(
    "line",
    [
        "[" * 200_000,
        '{"id": ' + "1" * 5_000 + ', "question": "x"}',
        '{"id": NaN, "question": "x"}',
        '{"id": true, "question": "x"}',
        '{"id": null, "question": "x"}',
        '{"id": 1, "question": 2}',
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(QuestionError) as raised:
        read(tmp_path, f"\n{line}\n")
    assert f"{tmp_path / 'questions.jsonl'}, line 2" in str(raised.value)
    assert "\n" not in str(raised.value)
