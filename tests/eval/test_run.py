"""A run is kept answer by answer: what was interrupted goes on, and comes to the same."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from eval.cli import main
from eval.errors import RunError
from eval.manifest import _KINDS
from eval.run import Run
from tests.layout import ROOT

LIMIT = "16"


def options(index: Path, out: Path) -> list[str]:
    """The command's options: the first questions of the sample."""
    return ["--alone", "--limit", LIMIT, "--index", str(index), "--out", str(out)]


def evaluate(index: Path, out: Path) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "eval", *options(index, out)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ,
    )


def only_run(out: Path) -> Path:
    (folder,) = out.iterdir()
    return folder


def timeless(path: Path) -> list[object]:
    """Lines of JSON without what differs from one time to the next."""
    lines = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        row.pop("seconds", None)
        row.get("provenance", {}).pop("created", None)
        row.get("scores", {}).pop("seconds", None)
        lines.append(row)
    return lines


@pytest.fixture(scope="module")
def whole(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that nothing interrupted."""
    out = tmp_path_factory.mktemp("whole")
    assert main(options(sample_index, out)) == 0
    return only_run(out)


def test_a_run_that_was_killed_goes_on_and_comes_to_the_same(
    whole: Path, sample_index: Path, tmp_path: Path
) -> None:
    first = evaluate(sample_index, tmp_path)
    answers = wait_for_lines(tmp_path, 4)
    os.kill(first.pid, signal.SIGKILL)
    first.communicate(timeout=30)
    before = answers.read_text("utf-8").splitlines()
    assert 4 <= len(before) < int(LIMIT), "it must be killed in the middle"
    assert main(options(sample_index, tmp_path)) == 0
    assert answers.read_text("utf-8").splitlines()[: len(before)] == before
    assert only_run(tmp_path).name == whole.name
    for name in ("manifest.json", "cases.jsonl"):
        assert (answers.parent / name).read_bytes() == (whole / name).read_bytes()
    for name in ("answers.jsonl", "scores.jsonl"):
        assert timeless(answers.parent / name) == timeless(whole / name)


def wait_for_lines(out: Path, count: int) -> Path:
    """The answers, as soon as there are so many."""
    for _ in range(1200):
        found = list(out.glob("*/answers.jsonl"))
        if found and found[0].read_bytes().count(b"\n") >= count:
            return found[0]
        time.sleep(0.05)
    pytest.fail("no answers")


def copied(whole: Path, to: Path) -> Run:
    """The whole run in another folder."""
    to.mkdir()
    for name in ("manifest.json", "cases.jsonl", "answers.jsonl"):
        (to / name).write_bytes((whole / name).read_bytes())
    return Run.open(to)


@pytest.mark.parametrize("left", [1, 40, -1], ids=["one byte", "some words", "all but its end"])
def test_an_answer_that_was_cut_off_is_asked_again(whole: Path, tmp_path: Path, left: int) -> None:
    run = copied(whole, tmp_path / "run")
    path = run.folder / "answers.jsonl"
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([*lines[:-1], lines[-1][:left]]))
    mended = Run.start(run.folder, run.manifest, run.tasks)
    assert [case.id for case in mended.missing] == [run.tasks[-1].case.id]
    assert path.read_bytes().splitlines() == lines[:-1]


def test_a_last_line_without_its_end_is_kept(whole: Path, tmp_path: Path) -> None:
    run = copied(whole, tmp_path / "run")
    path = run.folder / "answers.jsonl"
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    mended = Run.start(run.folder, run.manifest, run.tasks)
    assert mended.missing == []
    assert path.read_bytes() == (whole / "answers.jsonl").read_bytes()


def test_the_folder_of_another_run_is_not_written_to(whole: Path, tmp_path: Path) -> None:
    run = copied(whole, tmp_path / "run")
    with pytest.raises(RunError, match="something else"):
        Run.start(run.folder, replace(run.manifest, today="2020-01-01"), run.tasks)


def test_a_folder_of_other_things_is_not_written_to(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    run = Run.open(whole)
    with pytest.raises(RunError, match=r"holds no run, but letter\.txt"):
        Run.start(tmp_path, run.manifest, run.tasks)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_unfinished_run_is_not_scored(whole: Path, tmp_path: Path) -> None:
    run = copied(whole, tmp_path / "run")
    path = run.folder / "answers.jsonl"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:3]), "utf-8")
    with pytest.raises(RunError, match=f"13 of {LIMIT} questions have no answer"):
        run.outcomes()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("manifest.json", "{}", "no manifest"),
        ("cases.jsonl", "{}\n", "damaged"),
    ],
)
def test_a_damaged_run_is_said(
    whole: Path, tmp_path: Path, name: str, text: str, said: str
) -> None:
    run = copied(whole, tmp_path / "run")
    (run.folder / name).write_text(text)
    with pytest.raises(RunError, match=said):
        Run.open(run.folder)


def test_there_must_be_a_run(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="holds no run"):
        Run.open(tmp_path)


def test_what_decides_the_answers_decides_the_identity(whole: Path) -> None:
    manifest = Run.open(whole).manifest
    others = [
        replace(manifest, system="dense-5"),
        replace(manifest, today="2020-01-01"),
        replace(manifest, questions=manifest.questions[1:]),
        replace(manifest, code="sha256:0"),
        replace(manifest, versions=()),
    ]
    assert len({each.identity for each in (manifest, *others)}) == 6
    assert manifest.identity in whole.name


def test_every_sort_of_file_that_decides_answers_is_hashed() -> None:
    folders = (ROOT / package for package in ("assistant", "index", "prompts"))
    kept = {path.suffix for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert kept - {".pyc"} <= set(_KINDS)


def test_a_manifest_names_no_place_of_this_machine(whole: Path) -> None:
    text = (whole / "manifest.json").read_text("utf-8")
    assert str(Path.home()) not in text
    assert str(ROOT) not in text
    assert "sample.jsonl" in text


def test_a_line_that_ends_within_a_letter_is_asked_again(whole: Path, tmp_path: Path) -> None:
    run = copied(whole, tmp_path / "run")
    path = run.folder / "answers.jsonl"
    *lines, last = path.read_bytes().splitlines()
    cut = max(last.rfind("’".encode()), last.rfind("“".encode())) + 1
    path.write_bytes(b"\n".join([*lines, last[:cut]]))
    mended = Run.start(run.folder, run.manifest, run.tasks)
    assert [case.id for case in mended.missing] == [run.tasks[-1].case.id]


def test_a_run_that_was_killed_before_its_manifest_begins_anew(whole: Path, tmp_path: Path) -> None:
    run = copied(whole, tmp_path / "run")
    for name in ("manifest.json", "answers.jsonl"):
        (run.folder / name).unlink()
    (run.folder / "cases.jsonl.new").write_text("half of")
    assert len(Run.start(run.folder, run.manifest, run.tasks).missing) == int(LIMIT)


def test_a_fresh_run_puts_a_models_replies_aside(whole: Path, tmp_path: Path) -> None:
    run = copied(whole, tmp_path / "run")
    for n in (1, 2):
        (run.folder / "replies.jsonl").write_text(f"{n}")
        run.forget()
        assert len(run.missing) == int(LIMIT)
    kept = sorted(path.read_text() for path in run.folder.glob("replies.*.jsonl"))
    assert kept == ["1", "2"]


def test_two_processes_do_not_answer_into_one_folder(
    whole: Path, sample_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / whole.name
    folder.mkdir()
    with FileLock(folder / "lock"):
        assert main(options(sample_index, tmp_path)) == 2
    assert "another process answers into" in capsys.readouterr().err.splitlines()[-1]
