"""Scores on the disk: a line for each question, enough to compare runs without their answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.diagnosis import Verdict, diagnose
from eval.errors import RunError
from eval.scorecard import Scorecard
from eval.types import QuestionType
from index import replace_text

__all__ = ["SCORES", "SavedScore", "read_scores", "saved_scores", "write_scores"]

SCORES = "scores.jsonl"
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class SavedScore:
    """What became of one question; measures that do not concern it are left out."""

    id: str
    type: QuestionType
    verdict: Verdict
    scores: Mapping[str, float]


_LINE = TypeAdapter(SavedScore)


def saved_scores(card: Scorecard, *, timed: bool = True) -> list[SavedScore]:
    """The scores of a run; without what depends on the machine, unless `timed`."""
    names = [m.name for m in card.measures if timed or m.unit != "s"]
    return [
        SavedScore(
            each.task.case.id,
            each.task.case.type,
            diagnose(each).verdict,
            {n: round(v, _DIGITS) for n in names if (v := each.value(n)) is not None},
        )
        for each in card.scored
    ]


def write_scores(path: Path, scores: list[SavedScore]) -> None:
    """One JSON object a line."""
    lines = [json.dumps(_LINE.dump_python(each), ensure_ascii=False) for each in scores]
    replace_text(path, "".join(f"{line}\n" for line in lines))


def read_scores(path: Path) -> list[SavedScore]:
    """The scores in a file, or in the folder of a run; RunError where there are none."""
    file = path / SCORES if path.is_dir() else path
    try:
        lines = file.read_text("utf-8").split("\n")
        scores = [_LINE.validate_json(line) for line in lines if line]
    except OSError as error:
        raise RunError(f"{file} cannot be read: {error.strerror}; score the run first") from error
    except (ValidationError, UnicodeDecodeError) as error:
        raise RunError(f"{file} holds no scores of a run") from error
    if not scores:
        raise RunError(f"{file} holds no scores of a run")
    return scores
