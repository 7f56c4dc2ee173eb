"""Answers that a language model writes are evaluated, and evaluated again without it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.cli import main
from eval.types import Case
from tests.assistant.loopback_model import (
    Asked,
    Behaviour,
    LoopbackModel,
    Rejects,
    Says,
    loopback_model,
)
from tests.assistant.written import NOTHING, QUESTION, truth

KEY = "sk-not-to-be-seen"


def script(asked: Asked) -> Behaviour:
    """Writes one true statement, agrees with it when it is asked to judge."""
    if "supported" in asked.prompt and "Statement:" in asked.prompt:
        return Says('{"supported": true}')
    try:
        return Says(truth(asked))
    except StopIteration:
        return Says(NOTHING)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackModel]:
    """A model on this machine, named by the environment."""
    with loopback_model(script) as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        yield running


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """One question, about what the model writes."""
    place = {"file": "northmere-2024-08-02-ilacs.pdf", "label": "29"}
    case = Case("q1", "lookup", QUESTION, answerable=True)
    row = {"id": case.id, "type": case.type, "question": case.question, "answerable": True}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row | {"gold": [place]}) + "\n", "utf-8")
    return path


def command(gold: Path, index: Path, out: Path, *options: str) -> list[str]:
    """The evaluation of these questions alone."""
    return [str(gold), "--index", str(index), "--out", str(out), "--alone", *options]


def scores(out: Path) -> dict[str, float]:
    """What the only question of the only run scored."""
    (path,) = out.glob("*/scores.jsonl")
    found: dict[str, float] = json.loads(path.read_text("utf-8"))["scores"]
    return found


def answer(out: Path) -> dict[str, object]:
    """What was answered, without when and how quickly."""
    (path,) = out.glob("*/answers.jsonl")
    row: dict[str, object] = json.loads(path.read_text("utf-8"))
    assert isinstance(row["provenance"], dict)
    row["provenance"].pop("created")
    row.pop("seconds")
    return row


def test_a_models_answers_are_scored_with_their_tokens_and_cost(
    server: LoopbackModel, gold: Path, sample_index: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    options = ("--model", "m", "--prices", "2", "8")
    assert main(command(gold, sample_index, tmp_path / "runs", *options)) == 0
    assert "m at 127.0.0.1" in capsys.readouterr().err.splitlines()[0]
    found = scores(tmp_path / "runs")
    assert found["citation_f1"] == 1
    assert found["gate_support"] == 1
    assert found["tokens"] > 0
    assert found["cost"] > 0
    assert "statement_support" not in found  # nobody judged
    row = answer(tmp_path / "runs")
    assert row["mode"] == "llm"


def test_a_run_is_repeated_without_the_model(
    server: LoopbackModel, gold: Path, sample_index: Path, tmp_path: Path
) -> None:
    assert main(command(gold, sample_index, tmp_path / "first", "--model", "m")) == 0
    asked = len(server.asked)
    (recorded,) = (tmp_path / "first").iterdir()
    options = ("--replay", str(recorded))
    assert main(command(gold, sample_index, tmp_path / "again", *options)) == 0
    assert len(server.asked) == asked > 0
    assert answer(tmp_path / "again") == answer(tmp_path / "first")


def test_what_the_model_was_not_asked_cannot_be_replayed(
    server: LoopbackModel, gold: Path, sample_index: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert main(command(gold, sample_index, tmp_path / "first", "--model", "m")) == 0
    (recorded,) = (tmp_path / "first").iterdir()
    row = json.loads(gold.read_text("utf-8"))
    gold.write_text(json.dumps(row | {"question": f"{QUESTION} Why?"}) + "\n", "utf-8")
    options = ("--replay", str(recorded))
    assert main(command(gold, sample_index, tmp_path / "again", *options)) == 2
    assert "record again with the model" in capsys.readouterr().err.splitlines()[-1]


def test_a_model_judges_what_is_supported(
    server: LoopbackModel, gold: Path, sample_index: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = tmp_path / "runs"
    assert main(command(gold, sample_index, out, "--no-llm", "--judge", "judge")) == 0
    assert "judge at 127.0.0.1" in capsys.readouterr().err
    found = scores(out)
    assert found["statement_support"] == found["citation_support"] == 1
    assert {each.body["model"] for each in server.asked} == {"judge"}


def test_what_a_failing_model_left_to_be_quoted_is_not_scored_as_its_own(
    gold: Path, sample_index: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = tmp_path / "runs"
    replies: list[Behaviour] = [Rejects(401)]
    with loopback_model(lambda asked: replies[0] if replies else script(asked)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        asked = command(gold, sample_index, out, "--model", "m")
        assert main(asked) == 2
        said = capsys.readouterr().err.splitlines()[-1]
        assert "1 questions were not answered by the model" in said
        assert main([*asked, "--keep-failures"]) == 0
        assert answer(out)["mode"] == "quote"
        replies.clear()  # now it works
        assert main([*asked, "--fresh"]) == 0
        assert answer(out)["mode"] == "llm"


def test_other_replies_are_another_run(
    server: LoopbackModel, gold: Path, sample_index: Path, tmp_path: Path
) -> None:
    assert main(command(gold, sample_index, tmp_path / "first", "--model", "m")) == 0
    (recorded,) = (tmp_path / "first").iterdir()
    other = tmp_path / "replies.jsonl"
    lines = (recorded / "replies.jsonl").read_text("utf-8").splitlines(keepends=True)
    other.write_text("".join([*lines, lines[-1]]), "utf-8")
    for replies in (recorded, other):
        options = ("--replay", str(replies))
        assert main(command(gold, sample_index, tmp_path / "again", *options)) == 0
    assert len(list((tmp_path / "again").iterdir())) == 2


def test_no_file_of_a_run_holds_the_key(
    server: LoopbackModel, gold: Path, sample_index: Path, tmp_path: Path
) -> None:
    assert main(command(gold, sample_index, tmp_path / "runs", "--model", "m")) == 0
    assert any(KEY in "".join(asked.headers.values()) for asked in server.asked)
    files = [path for path in (tmp_path / "runs").rglob("*") if path.is_file()]
    assert {"replies.jsonl", "manifest.json"} <= {path.name for path in files}
    assert not [path for path in files if KEY.encode() in path.read_bytes()]


def test_plain_retrieval_never_asks_the_model(
    server: LoopbackModel, gold: Path, sample_index: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    options = ("--model", "m", "--system", "bm25-5")
    assert main(command(gold, sample_index, tmp_path / "runs", *options)) == 0
    assert server.asked == []
