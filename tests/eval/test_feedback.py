"""What readers said of answers: helpful ones become questions that can be run, others a sheet."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant, Correction
from eval.cases import read_cases
from eval.cli import main
from eval.errors import SheetError
from eval.sheets import read_question_sheet
from eval.types import Case, Place
from ui.chat.asking import ask
from ui.chat.feedback import Feedback, Given
from ui.chat.turns import Conversation, Turn

HELPFUL = Given("helpful")
WRONG = Given("not_helpful", ("missing", "citation"), "=1+1 is not said")
CAMHS, LATER, WHICH, MUST, LEEDS, NOBODY = range(1, 7)
QUESTIONS = (
    "How long do children in Northmere wait for CAMHS?",
    "and in 2012?",
    "Which authorities are inadequate for help and protection?",
    "What must Wexcombe improve?",
    "What did inspectors find in Leeds?",
    "What do the Northmere reports say about submarines?",
)


@pytest.fixture(scope="module")
def asked(sample_index: Path) -> Conversation:
    """The questions with their answers, one conversation."""
    conversation = Conversation("0" * 16)
    with Assistant.open(sample_index) as assistant:
        for number, question in enumerate(QUESTIONS, 1):
            *_, conversation = ask(assistant, conversation, Turn(number, question))
    assert [answer.status for answer in conversation.answers] == ["answered"] * 4 + ["refused"] * 2
    return conversation


def said(folder: Path, asked: Conversation, given: dict[int, Given]) -> Path:
    """The file of the chat after this was said of the answers of these numbers."""
    path = folder / "feedback.jsonl"
    feedback = Feedback(path)
    for number, each in given.items():
        feedback.keep(asked, asked.turns[number - 1], each)
    return path


def made(path: Path, *options: str) -> tuple[list[Case], Path]:
    """The cases that the command makes of it, and the sheet."""
    cases, sheet = path.with_name("cases.jsonl"), path.with_name("sheet.csv")
    assert main(["feedback", str(path), "--out", str(cases), "--sheet", str(sheet), *options]) == 0
    return read_cases([cases]) if cases.exists() else [], sheet


def rows(sheet: Path) -> list[dict[str, str]]:
    """The rows, read without our reader."""
    return list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"), newline="")))


def save(sheet: Path, rows: list[dict[str, str]]) -> None:
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_what_helped_is_answered_rightly_when_it_is_asked_again(
    asked: Conversation, sample_index: Path, tmp_path: Path
) -> None:
    path = said(tmp_path, asked, dict.fromkeys(range(1, len(QUESTIONS) + 1), HELPFUL))
    cases, sheet = made(path, "--index", str(sample_index))
    assert not sheet.exists()
    types = ["lookup", "followup", "aggregate", "list", "unanswerable", "unanswerable"]
    assert [case.type for case in cases] == types
    reasons = [None] * 4 + ["authority_not_in_corpus", "not_mentioned"]
    assert [case.reason for case in cases] == reasons
    assert all(case.id.startswith("feedback-") for case in cases)
    wanted = ("citation_f1=1", "right_refusal=1", "pointer_validity=1", "aggregate_count=1")
    thresholds = [option for each in wanted for option in ("--fail-under", each)]
    where = ["--index", str(sample_index), "--out", str(tmp_path / "runs"), "--alone"]
    assert main([str(path.with_name("cases.jsonl")), *where, *thresholds]) == 0


def test_only_a_follow_up_keeps_what_was_said_before(asked: Conversation, tmp_path: Path) -> None:
    cases, _ = made(said(tmp_path, asked, {LATER: HELPFUL, WHICH: HELPFUL, MUST: HELPFUL}))
    assert [len(case.history) for case in cases] == [2, 0, 0]
    assert cases[0].history[0].content == QUESTIONS[CAMHS - 1]


def test_the_gold_is_what_was_cited(asked: Conversation, tmp_path: Path) -> None:
    (case,), _ = made(said(tmp_path, asked, {CAMHS: HELPFUL}))
    cited = [c.passage for c in asked.turns[CAMHS - 1].citations]
    assert case.gold == tuple(Place(p.report.file, p.paragraph.label) for p in cited)


def test_what_did_not_help_is_for_a_person(
    asked: Conversation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases, sheet = made(said(tmp_path, asked, {CAMHS: WRONG, MUST: HELPFUL}))
    assert [case.question for case in cases] == [QUESTIONS[MUST - 1]]
    told = capsys.readouterr().out.splitlines()
    assert "cases.jsonl: 1 questions" in told[0]
    assert "sheet.csv: 1 questions" in told[1]
    shown = rows(sheet)
    cited = [c.passage.paragraph for c in asked.turns[CAMHS - 1].citations]
    assert [(row["label"], row["text"]) for row in shown] == [(p.label, p.text) for p in cited]
    assert {row["asked"] for row in shown} == {QUESTIONS[CAMHS - 1]}
    assert {row["faults"] for row in shown} == {"missing, citation"}
    assert {row["comment"] for row in shown} == {"'=1+1 is not said"}, "it is not to be computed"
    assert {row["read_as"] for row in shown} == {"Northmere"}

    with pytest.raises(SheetError, match="“type”: empty"):
        read_question_sheet(sheet)
    filled = [shown[0] | {"type": "lookup", "answerable": "yes", "nuggets": "19 weeks"}]
    save(sheet, filled)
    (case,) = read_question_sheet(sheet)
    assert case.question == QUESTIONS[CAMHS - 1]
    assert case.gold == (Place(shown[0]["file"], shown[0]["label"]),)


def test_what_was_refused_shows_what_came_nearest(asked: Conversation, tmp_path: Path) -> None:
    _, sheet = made(said(tmp_path, asked, {LEEDS: WRONG, NOBODY: WRONG}))
    by_question = {
        each["asked"]: [r for r in rows(sheet) if r["id"] == each["id"]] for each in rows(sheet)
    }
    for number in (LEEDS, NOBODY):
        answer = asked.turns[number - 1].answer
        assert answer
        assert answer.refusal
        shown = by_question[QUESTIONS[number - 1]]
        labels = [hit.paragraph.label for hit in answer.refusal.nearest]
        assert [row["label"] for row in shown] == (labels or [""])
        assert {row["refused"] for row in shown} == {answer.refusal.reason}


def test_words_that_are_not_the_whole_question_are_not_asked_by_themselves(
    asked: Conversation, tmp_path: Path
) -> None:
    turns = list(asked.turns)
    changed = Correction(authorities=("Wexcombe",))
    turns[CAMHS - 1] = replace(turns[CAMHS - 1], correction=changed)
    corrected = replace(asked, turns=tuple(turns))
    cases, sheet = made(said(tmp_path, corrected, {CAMHS: HELPFUL, LATER: WRONG}))
    assert cases == []
    assert {row["question"] for row in rows(sheet)} == {""}
    assert {row["asked"] for row in rows(sheet)} == {
        QUESTIONS[CAMHS - 1],
        f"{corrected.history(LATER)[0].content} → {QUESTIONS[LATER - 1]}",
    }
    assert rows(sheet)[0]["read_as"].endswith("(after the reader's changes)")
    assert read_question_sheet(sheet) == []


def test_an_answer_with_a_fault_is_no_gold_however_helpful(
    asked: Conversation, tmp_path: Path
) -> None:
    faulty = Given("helpful", ("missing",))
    cases, sheet = made(said(tmp_path, asked, {CAMHS: faulty, MUST: Given("helpful", (), "Ta")}))
    assert [case.question for case in cases] == [QUESTIONS[MUST - 1]]
    assert {row["verdict"] for row in rows(sheet)} == {"helpful"}


def test_of_several_verdicts_on_a_question_the_latest_counts(
    asked: Conversation, tmp_path: Path
) -> None:
    path = said(tmp_path, asked, {CAMHS: HELPFUL, MUST: HELPFUL})
    first, other = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    later = {**first, "id": "later", "verdict": "not_helpful", "given": "2999-01-01T00:00:00+00:00"}
    later["answer"] = {**first["answer"], "question": first["answer"]["question"].upper()}
    texts = [json.dumps(line, ensure_ascii=False) for line in (later, other, first)]
    path.write_text("\n".join(texts), "utf-8")
    cases, sheet = made(path)
    assert [case.question for case in cases] == [QUESTIONS[MUST - 1]]
    assert {row["id"] for row in rows(sheet)} == {"feedback-later"}


def test_damaged_lines_are_named_and_the_others_are_read(
    asked: Conversation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = said(tmp_path, asked, {CAMHS: HELPFUL})
    whole = path.read_bytes()
    newer = whole.replace(b'"format": 1', b'"format": 2')
    path.write_bytes(b"\n".join((whole[:500], b"\xff\xfe", b"", newer)) + whole)
    cases, _ = made(path)
    assert len(cases) == 1
    said_of = capsys.readouterr().err.splitlines()
    assert [line.split(":")[:2] for line in said_of] == [
        ["skipped", f" {path}, line {number}"] for number in (1, 2, 4)
    ]
    assert "format" in said_of[2]


@pytest.mark.parametrize("text", [b"", b"{}\n", b'{"id": "q1", "question": "Who?"}\n'])
def test_a_file_without_feedback_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes
) -> None:
    path = tmp_path / "other.jsonl"
    path.write_bytes(text)
    assert main(["feedback", str(path), "--out", str(tmp_path / "cases.jsonl")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "holds no feedback" in line
    assert not (tmp_path / "cases.jsonl").exists()


def test_what_was_said_of_other_reports_is_left_out(
    asked: Conversation,
    sample_index: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = said(tmp_path, asked, {CAMHS: HELPFUL, LEEDS: HELPFUL, MUST: HELPFUL})
    answered, refused, other = path.read_text("utf-8").splitlines()
    answered = answered.replace('"report_id": "sha256:', '"report_id": "sha256:0')
    corpus = json.loads(refused)["answer"]["provenance"]["corpus"]
    refused = refused.replace(corpus, "sha256:0")
    path.write_text("\n".join((answered, refused, other.replace(corpus, "sha256:0"))), "utf-8")
    cases, _ = made(path, "--index", str(sample_index))
    assert [case.question for case in cases] == [QUESTIONS[MUST - 1]], "its report is still there"
    assert "left out: 2 questions that were asked of other reports" in capsys.readouterr().err


def test_without_a_sheet_what_is_left_for_a_person_is_said(
    asked: Conversation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = said(tmp_path, asked, {CAMHS: WRONG})
    assert main(["feedback", str(path), "--out", str(tmp_path / "cases.jsonl")]) == 0
    assert "--sheet" in capsys.readouterr().err
    assert not (tmp_path / "cases.jsonl").exists()
