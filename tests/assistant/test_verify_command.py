"""`verify`: saved answers against the index they came from, and against others."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, answer_json, conversation_json
from assistant.cli import main
from index import build_index
from tests.assistant.corpora import TODAY
from tests.assistant.loopback_model import Asked, Says, sources_in
from tests.assistant.loopback_model import answer_json as model_says
from tests.assistant.written import QUESTION, asking, truth

Verify = Callable[..., tuple[int, str, str]]

QUESTIONS = (
    "What did inspectors say about health assessments in Northmere?",
    "Which authorities are inadequate overall?",
    "How did Northmere's overall grade change?",
    "Since when has Northmere been good overall?",
    "List everything that Aldermoor was told to improve in 2022",
    "Which authorities mention the Moorings?",
    "Who led the 2024 inspection of Northmere?",
    "Why was Northmere judged outstanding in 2024?",
    "What did inspectors find in Haringey?",
)
REPORT = """Inspection of Eastmarch local authority children's services

Inspection dates: 3 to 7 February 2025

The experiences and progress of care leavers

1. Care leavers live in suitable homes. Not all of them have a pathway plan.

2. Personal advisers visit most care leavers every month.

3. Health histories are given to every care leaver before they turn 18.
"""
VISITS = "2. Personal advisers visit most care leavers every month."


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Verify:
    """Verify a saved text against an index; returns status, stdout and stderr."""

    def verify(text: str, index: Path, *options: str) -> tuple[int, str, str]:
        path = tmp_path / "saved.json"
        path.write_text(text, "utf-8")
        capsys.readouterr()
        status = main(["verify", str(path), "--index", str(index), *options])
        out, err = capsys.readouterr()
        return status, out, err

    return verify


def indexed(folder: Path, **texts: str) -> Path:
    """An index of reports with these texts, by the names of their files."""
    for name, text in texts.items():
        path = folder / "reports" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    build_index([folder / "reports"], folder / "index")
    return folder / "index"


@pytest.fixture(scope="module")
def eastmarch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return indexed(tmp_path_factory.mktemp("eastmarch"), report=REPORT)


@pytest.fixture(scope="module")
def kept(eastmarch: Path) -> str:
    """A saved answer that cites paragraph 2."""
    with Assistant.open(eastmarch, TODAY) as assistant:
        answer = assistant.ask("How often do personal advisers visit care leavers in Eastmarch?")
    assert [c.passage.paragraph.label for c in answer.citations] == ["2"]
    return answer_json(answer)


@pytest.fixture(scope="module")
def conversation(assistant: Assistant) -> str:
    answers = [assistant.ask(question) for question in QUESTIONS]
    return conversation_json(answers, title="All kinds")


def test_everything_holds_in_the_index_it_came_from(
    verify: Verify, conversation: str, sample_index: Path
) -> None:
    status, out, err = verify(conversation, sample_index)
    assert (status, err) == (0, "")
    (summary,) = out.splitlines()
    assert summary.startswith(f"{len(QUESTIONS)} answers: ")
    assert "gone" not in summary
    assert "moved" not in summary
    _, out, _ = verify(conversation, sample_index, "--json")
    outcomes = {c["outcome"] for a in json.loads(out)["answers"] for c in a["claims"]}
    assert outcomes == {"quoted", "computed"}


def test_nothing_holds_in_an_index_of_other_reports(
    verify: Verify, conversation: str, eastmarch: Path
) -> None:
    status, out, _ = verify(conversation, eastmarch, "--json")
    assert status == 1
    found = json.loads(out)
    assert not found["holds"]
    citations = [c for answer in found["answers"] for c in answer["citations"]]
    assert {c["outcome"] for c in citations} == {"gone"}
    assert {c["why"] for c in citations} == {"the report is not in the index"}
    _, out, _ = verify(conversation, eastmarch)
    lines = [line for line in out.splitlines() if line.startswith("  ")]
    assert len(lines) == len(citations)  # what falls with a citation is not told again


def test_a_report_that_was_issued_anew_with_the_same_words(
    verify: Verify, kept: str, tmp_path: Path
) -> None:
    added = "2. Rents are guaranteed.\n\n3. Personal advisers visit most care leavers every month."
    anew = REPORT.replace("3. Health", "4. Health").replace(VISITS, added)
    status, out, _ = verify(kept, indexed(tmp_path, anew=anew))
    assert status == 0
    assert "[1] moved, the report was issued anew" in out
    assert "paragraph 3, page 1 of anew.txt" in out
    assert "1 of 1 citation hold (1 moved); 1 of 1 statement borne out." in out


def test_a_report_that_was_issued_anew_with_other_words(
    verify: Verify, kept: str, tmp_path: Path
) -> None:
    index = indexed(tmp_path, anew=REPORT.replace("most care leavers", "few care leavers"))
    status, out, _ = verify(kept, index)
    assert status == 1
    assert "[1] changed" in out
    assert "saved “Personal advisers visit most care" in out
    assert "printed “Personal advisers visit few care" in out
    status, out, _ = verify(kept, indexed(tmp_path, anew=REPORT.replace(VISITS, "")))
    assert status == 1
    assert "[1] gone, the report was issued anew, without these words" in out


def test_the_same_words_inside_others_are_not_the_same(
    verify: Verify, kept: str, tmp_path: Path
) -> None:
    doubtful = f"2. Councillors deny that “{VISITS.removeprefix('2. ')}”"
    status, out, _ = verify(kept, indexed(tmp_path, anew=REPORT.replace(VISITS, doubtful)))
    assert status == 1
    assert "[1] changed" in out


def test_a_file_under_another_name_is_the_same_report(
    verify: Verify, kept: str, tmp_path: Path
) -> None:
    status, out, _ = verify(kept, indexed(tmp_path, renamed=REPORT))
    assert status == 0
    assert "[1] moved, file: not “report.txt” but “renamed.txt”" in out


def test_newer_reports_are_named(verify: Verify, kept: str, tmp_path: Path) -> None:
    newer = REPORT.replace("3 to 7 February 2025", "2 to 6 March 2026")
    other = newer.replace("Eastmarch", "Aldermoor")
    status, out, _ = verify(kept, indexed(tmp_path, report=REPORT, newer=newer, other=other))
    assert status == 0
    assert "There are newer reports than it cites" in out
    assert "Eastmarch, inspected 6 March 2026." in out
    assert "Aldermoor" not in out
    assert "Made from other reports than are here: 1 answer." in out


def test_an_answer_of_a_model_is_put_through_the_gate_again(
    verify: Verify, sample_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with asking(monkeypatch, sample_index, lambda asked: Says(truth(asked))) as (assistant, _):
        answer = assistant.ask(QUESTION)
    assert answer.mode == "llm"
    status, out, _ = verify(answer_json(answer), sample_index, "--json")
    assert status == 0
    (found,) = json.loads(out)["answers"]
    assert {"kind": "statement", "number": 1, "outcome": "supported", "why": ""} in found["claims"]
    said = answer.statements[0].text
    altered = answer_json(answer).replace(said, said.replace("2024", "2019"))
    status, out, _ = verify(altered, sample_index)
    assert status == 1
    assert "statement 1 is not borne out, a date is not in what it cites" in out


def test_a_count_of_a_model_is_counted_again(
    verify: Verify, sample_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Of 2 authorities with a judgement on overall effectiveness, Wexcombe was judged "
    said += "inadequate in March 2023."

    def counting(asked: Asked) -> Says:
        (source,) = sources_in(asked.prompt)
        return Says(model_says((source["source"], source["text"], said)))

    with asking(monkeypatch, sample_index, counting) as (assistant, _):
        answer = assistant.ask("Which authorities are inadequate overall?")
    assert answer.mode == "computed+llm"
    status, out, _ = verify(answer_json(answer), sample_index, "--json")
    assert status == 0
    assert json.loads(out)["answers"][0]["claims"][0]["outcome"] == "supported"
    altered = answer_json(answer).replace('"total": 3', '"total": 5')
    status, out, _ = verify(altered, sample_index)
    assert status == 1
    assert "statement 1 is not borne out, a figure is not in what it cites" in out


def test_what_a_file_says_cannot_order_a_terminal_about(
    verify: Verify, kept: str, sample_index: Path
) -> None:
    row: dict[str, Any] = json.loads(kept)
    row["question"] = "\x1b[2J\x1b]0;title\x07caseloads\n\n" + "x" * 10_000
    _, out, _ = verify(json.dumps(row), sample_index)
    assert "caseloads" in out
    assert "\x1b" not in out
    assert "\x07" not in out
    assert max(map(len, out.splitlines())) < 400


@pytest.mark.parametrize("text", ["", "nonsense", "{}", "[]"])
def test_wrong_input_is_one_line(verify: Verify, sample_index: Path, text: str) -> None:
    status, out, err = verify(text, sample_index)
    assert (status, out) == (2, "")
    assert "saved.json" in err
    assert err.count("\n") == 1
