"""Scores on the disk: what is kept of a run, and what is read back."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.errors import RunError
from eval.metrics.citations import CITATION_F1, CITATION_PRECISION
from eval.metrics.effort import SECONDS, TOKENS
from eval.metrics.refusals import RIGHT_REFUSAL
from eval.scorecard import Scorecard, score
from eval.scores import SCORES, SavedScore, read_scores, saved_scores, write_scores
from tests.eval.making import outcome, refusable, task

MEASURES = (CITATION_F1, CITATION_PRECISION, RIGHT_REFUSAL, SECONDS, TOKENS)


@pytest.fixture
def card() -> Scorecard:
    """An answer of F1 2/3 and one to be refused."""
    answered = task(["g1", "g2"], kind="theme")
    strange = refusable()
    return score(
        [
            (
                replace(answered, case=replace(answered.case, id="b–1")),
                outcome(["g1"], seconds=0.5, tokens=(900, 80)),
            ),
            (
                replace(strange, case=replace(strange.case, id="a-2")),
                outcome(refused="not_mentioned", seconds=0.25),
            ),
        ],
        MEASURES,
    )


def test_what_is_kept(card: Scorecard) -> None:
    assert saved_scores(card) == [
        SavedScore(
            "b–1",
            "theme",
            "right",
            {"citation_f1": 0.666667, "citation_precision": 1, "seconds": 0.5, "tokens": 980},
        ),
        SavedScore("a-2", "unanswerable", "right", {"right_refusal": 1, "seconds": 0.25}),
    ]


def test_timings_are_left_out_and_nothing_else(card: Scorecard) -> None:
    timed, untimed = saved_scores(card), saved_scores(card, timed=False)
    assert [set(t.scores) - set(u.scores) for t, u in zip(timed, untimed, strict=True)] == [
        {"seconds"},
        {"seconds"},
    ]
    assert [replace(t, scores=u.scores) for t, u in zip(timed, untimed, strict=True)] == untimed


def test_the_same_comes_back(card: Scorecard, tmp_path: Path) -> None:
    write_scores(tmp_path / SCORES, saved_scores(card))
    assert read_scores(tmp_path / SCORES) == saved_scores(card)
    assert read_scores(tmp_path) == saved_scores(card)  # the folder of a run
    elsewhere = tmp_path / "baseline"
    write_scores(elsewhere, saved_scores(card, timed=False))
    assert read_scores(elsewhere) == saved_scores(card, timed=False)


def test_a_line_for_each_question(card: Scorecard, tmp_path: Path) -> None:
    write_scores(tmp_path / "s", saved_scores(card))
    text = (tmp_path / "s").read_text("utf-8")
    assert text.endswith("}\n")
    assert [json.loads(line)["id"] for line in text.splitlines()] == ["b–1", "a-2"]
    assert '"id": "b–1"' in text


def test_writing_again_puts_the_new_in_the_place_of_the_old(
    card: Scorecard, tmp_path: Path
) -> None:
    write_scores(tmp_path / "s", saved_scores(card))
    write_scores(tmp_path / "s", saved_scores(card)[:1])
    assert len(read_scores(tmp_path / "s")) == 1


def test_a_run_that_was_not_scored(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(RunError, match=r"cannot be read: No such file .*; score the run first"):
            read_scores(path)


@pytest.mark.parametrize(
    "text",
    [
        b"[]",
        b'{"id": "a"}\n',
        b'{"id": "a", "type": "riddle", "verdict": "right", "scores": {}}',
        b'{"id": "a", "type": "theme", "verdict": "good", "scores": {}}',
        b'{"id": "a", "type": "theme", "verdict": "right", "scores": {"f1": null}}',
        b'{"id": "a", "type": "theme", "verdict": "right", "sco',
        b"\xff\xfe",
    ],
)
def test_a_file_of_something_else(text: bytes, tmp_path: Path) -> None:
    path = tmp_path / "s"
    path.write_bytes(text)
    with pytest.raises(RunError) as error:
        read_scores(path)
    assert str(error.value) == f"{path} holds no scores of a run"


def test_an_empty_file_holds_no_scores(tmp_path: Path) -> None:
    (tmp_path / "s").write_bytes(b"")
    with pytest.raises(RunError):
        read_scores(tmp_path / "s")
