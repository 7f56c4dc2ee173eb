"""The evaluation's commands, as a user types them."""

import csv
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from eval.cli import main
from eval.rows import read_rows

Shown: TypeAlias = pytest.CaptureFixture[str]

ASKED = ("sa-004", "sa-021", "sb-049")


@dataclass(frozen=True)
class Evaluated:
    """Three questions of the sample, answered into a folder by the first call of `run`."""

    index: Path
    out: Path

    def run(self, *options: str) -> int:
        """The exit status of the command with these options."""
        ids = [option for name in ASKED for option in ("--id", name)]
        where = ["--index", str(self.index), "--out", str(self.out), "--alone"]
        return main([*ids, *where, *options])

    @property
    def folder(self) -> Path:
        """The assistant's run."""
        (folder,) = self.out.glob("assistant-*")
        return folder


@pytest.fixture(scope="module")
def evaluated(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Evaluated:
    """A run that is there already."""
    made = Evaluated(sample_index, tmp_path_factory.mktemp("runs"))
    assert made.run() == 0
    return made


def test_without_a_command_it_runs_and_prints_the_figures(
    evaluated: Evaluated, capsys: Shown
) -> None:
    assert evaluated.run() == 0
    shown = capsys.readouterr()
    assert re.search(r"^assistant: 3 questions", shown.out)
    assert re.search(r"^citation_f1 +\d\.\d\d  \[", shown.out, re.MULTILINE)
    assert str(evaluated.folder / "report.html") in shown.err
    made = {path.name for path in evaluated.folder.iterdir()}
    assert made >= {"report.html", "report.md", "questions.csv", "scores.jsonl", "manifest.json"}


def test_what_was_answered_is_not_asked_again_unless_fresh(evaluated: Evaluated) -> None:
    answers = evaluated.folder / "answers.jsonl"
    before = answers.read_bytes()
    assert evaluated.run() == 0
    assert answers.read_bytes() == before
    assert evaluated.run("--fresh") == 0
    assert answers.read_bytes() != before  # it says when it was made


def test_a_figure_that_is_not_reached_fails(evaluated: Evaluated, capsys: Shown) -> None:
    assert evaluated.run("--fail-under", "pointer_validity=1") == 0
    assert evaluated.run("--fail-under", "citation_f1=1.01", "--fail-under", "mrr=0") == 1
    assert "failed: citation_f1 is" in capsys.readouterr().err


def test_a_measure_that_nobody_knows_is_wrong_usage(evaluated: Evaluated, capsys: Shown) -> None:
    assert evaluated.run("--fail-under", "accuracy=0.5") == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert "no measure is called accuracy" in said
    assert "citation_f1" in said


def test_a_run_is_held_to_saved_scores(evaluated: Evaluated, tmp_path: Path, capsys: Shown) -> None:
    saved = tmp_path / "scores.jsonl"
    assert evaluated.run("--save-baseline", str(saved)) == 0
    rows = [json.loads(line) for line in saved.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == list(ASKED)
    assert all("seconds" not in row["scores"] for row in rows)
    assert evaluated.run("--baseline", str(saved)) == 0
    saved.write_text("".join(saved.read_text("utf-8").splitlines(keepends=True)[1:]), "utf-8")
    assert evaluated.run("--baseline", str(saved)) == 1
    assert "not the same questions as before: sa-004" in capsys.readouterr().err


def test_a_run_is_scored_again_without_asking(evaluated: Evaluated, capsys: Shown) -> None:
    assert evaluated.run() == 0
    first = capsys.readouterr().out
    scores = (evaluated.folder / "scores.jsonl").read_bytes()
    (evaluated.folder / "scores.jsonl").unlink()
    assert main(["score", str(evaluated.folder), "--index", str(evaluated.index)]) == 0
    assert capsys.readouterr().out == first
    assert (evaluated.folder / "scores.jsonl").read_bytes() == scores


def test_without_its_index_pointers_are_unscored_and_that_is_said(
    evaluated: Evaluated, tmp_path: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main(["score", str(evaluated.folder)]) == 0
    shown = capsys.readouterr()
    assert "pointers and support are unscored" in shown.err
    assert "pointer_validity" not in shown.out
    assert evaluated.run() == 0  # which scores them again


def test_runs_over_other_questions_are_not_scored_together(
    evaluated: Evaluated, tmp_path: Path, capsys: Shown
) -> None:
    assert evaluated.run() == 0
    other = tmp_path / "other"
    shutil.copytree(evaluated.folder, other)
    manifest = json.loads((other / "manifest.json").read_text("utf-8"))
    manifest["gold"][0]["sha256"] = "0" * 64
    (other / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    scores = (other / "scores.jsonl").read_bytes()
    assert main(["score", str(evaluated.folder), str(other)]) == 2
    assert "other questions or reports" in capsys.readouterr().err.splitlines()[-1]
    assert (other / "scores.jsonl").read_bytes() == scores
    assert main(["compare", str(evaluated.folder), str(other)]) == 0
    assert "the questions were changed" in capsys.readouterr().err


def test_two_runs_are_compared(evaluated: Evaluated, tmp_path: Path, capsys: Shown) -> None:
    lines = (evaluated.folder / "scores.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    rows[0] |= {"verdict": "wrong", "scores": rows[0]["scores"] | {"citation_f1": 0.0}}
    other = tmp_path / "scores.jsonl"
    other.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    assert main(["compare", str(evaluated.folder), str(other)]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^citation_f1 .* -0\.5", shown, re.MULTILINE)
    assert "no longer right: 1: sa-004 (lookup)" in shown
    assert main(["compare", "--json", str(evaluated.folder), str(other)]) == 0
    (flip,) = json.loads(capsys.readouterr().out)["flips"]
    assert flip == {"id": "sa-004", "type": "lookup", "before": "right", "after": "wrong"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl cannot be read"),
        (["--id", "sa-999"], "no question is called sa-999"),
        (["--limit", "0"], "“0” is no number from 1 on"),
        (["--fail-under", "citation_f1"], "is not like citation_f1=0.75"),
        (["--system", "gpt"], "invalid choice: 'gpt'"),
        (["--reports", "nowhere"], "there is no folder nowhere"),
        (["--replay", "nowhere.jsonl"], "nowhere.jsonl"),
        (["score", "nowhere"], "nowhere holds no run"),
        (["compare", "a", "b"], "a cannot be read"),
        (["agree", "a.csv", "b.csv"], "a.csv cannot be read"),
    ],
)
def test_wrong_input_is_one_line_and_status_2(
    evaluated: Evaluated, options: list[str], said: str, capsys: Shown
) -> None:
    try:
        named = {"--reports", "score", "compare", "agree"} & set(options)
        status = main(options) if named else evaluated.run(*options)
    except SystemExit as ended:
        status = int(str(ended.code))
    assert status == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert said in lines[0]


def test_gold_is_made_from_a_sheet_and_can_be_run(
    evaluated: Evaluated, tmp_path: Path, capsys: Shown
) -> None:
    sheet, gold = tmp_path / "sheet.csv", tmp_path / "gold.jsonl"
    assert main(["draw", str(sheet), "--index", str(evaluated.index), "--count", "12"]) == 0
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    asked = rows[0] | {"question": "What is said there?", "type": "lookup", "answerable": "yes"}
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows([asked, *rows[1:]])
    assert main(["cases", str(sheet), str(gold)]) == 0
    out = ["--index", str(evaluated.index), "--out", str(tmp_path / "runs"), "--alone"]
    assert main([str(gold), *out]) == 0
    assert "assistant: 1 questions" in capsys.readouterr().out


def test_what_a_run_cites_is_marked_by_two_people(
    evaluated: Evaluated, tmp_path: Path, capsys: Shown
) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    for sheet in (first, second):
        assert main(["mark", str(evaluated.folder), str(sheet)]) == 0
    cited = read_rows(first, ("id", "question", "text", "mark"))
    assert {row["id"].split()[0] for row in cited} >= {"sa-004"}
    for sheet, marks in ((first, ("yes", "no")), (second, ("yes", "yes"))):
        with sheet.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for n, row in enumerate(rows):
            row["mark"] = marks[n % 2]
        with sheet.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    capsys.readouterr()
    assert main(["agree", str(first), str(second)]) == 0
    shown = capsys.readouterr().out
    assert f"mark: {len(cited)} rows filled in by both" in shown
    assert "kappa: 0.00" in shown  # one of the two always says yes


def test_only_what_is_not_in_gold_is_marked_where_that_is_asked(
    evaluated: Evaluated, tmp_path: Path
) -> None:
    for name, options in (("all", []), ("strange", ["--strange"])):
        assert main(["mark", str(evaluated.folder), str(tmp_path / name), *options]) == 0
    every, strange = (read_rows(tmp_path / name, ("id",)) for name in ("all", "strange"))
    assert {row["id"] for row in strange} < {row["id"] for row in every}


def test_the_assistants_command_line_starts_it() -> None:
    command = [sys.executable, "-m", "assistant", "eval", "systems"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert re.search(r"^dense-5 +plain search by meaning", ended.stdout, re.MULTILINE)


def test_help_names_every_command() -> None:
    command = [sys.executable, "-m", "eval", "--help"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    for name in ("run", "score", "compare", "draw", "cases", "mark", "agree", "systems"):
        assert re.search(rf"^    {name} ", ended.stdout, re.MULTILINE)
