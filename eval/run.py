"""A run: a folder with its manifest, its cases and a line for each answer.

    manifest.json    what it was made with
    cases.jsonl      the questions, with what they want as it stands in the index
    answers.jsonl    an answer a line, as `ask --jsonl` prints them, and what was retrieved

Every line is on the disk before the next question is asked: what was interrupted can go on.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant import Answer
from eval.answers import id_of, outcome_of, to_line
from eval.errors import RunError
from eval.manifest import Manifest
from eval.types import Case, Outcome, Task

__all__ = ["Run"]

_MANIFEST, _CASES, _ANSWERS = "manifest.json", "cases.jsonl", "answers.jsonl"
_TASK = TypeAdapter(Task)


@dataclass(frozen=True, slots=True)
class Run:
    """A saved run; `start` makes one or takes one up again, `open` reads one."""

    folder: Path
    manifest: Manifest
    tasks: tuple[Task, ...]

    @classmethod
    def start(cls, folder: Path, manifest: Manifest, tasks: Sequence[Task]) -> "Run":
        """The run of that manifest in a folder: the one that is there, or a new one.

        Raises RunError where the folder holds another run or anything else.
        """
        run = cls(folder, manifest, tuple(tasks))
        if (folder / _MANIFEST).is_file():
            known = cls.open(folder)
            if known.manifest != manifest:
                raise RunError(
                    f"{folder} holds a run of something else; name another folder with --out"
                )
            run._mend()
            return run
        if folder.is_dir() and any(folder.iterdir()):
            raise RunError(f"{folder} holds no run, but other files; name another with --out")
        folder.mkdir(parents=True, exist_ok=True)
        lines = [_TASK.dump_json(task).decode() for task in tasks]
        (folder / _CASES).write_text("\n".join([*lines, ""]), "utf-8")
        _replace(folder / _MANIFEST, manifest.to_json())
        return run

    @classmethod
    def open(cls, folder: Path) -> "Run":
        """A saved run; RunError where there is none."""
        try:
            manifest = Manifest.from_json(
                (folder / _MANIFEST).read_text("utf-8"), str(folder / _MANIFEST)
            )
            lines = _lines_of(folder / _CASES)
            return cls(folder, manifest, tuple(_TASK.validate_json(line) for line in lines))
        except OSError as error:
            raise RunError(f"{folder} holds no run: {error.strerror}") from error
        except ValidationError as error:
            raise RunError(f"{folder / _CASES} is damaged; run the evaluation again") from error

    @property
    def missing(self) -> list[Case]:
        """The questions without an answer yet."""
        done = {id_of(line) for line in self._lines()}
        return [task.case for task in self.tasks if task.case.id not in done]

    def answer(self, system: Callable[[Case], Answer], cases: Iterable[Case]) -> None:
        """Ask the system, and keep each answer before the next question."""
        with (self.folder / _ANSWERS).open("a", encoding="utf-8") as file:
            for case in cases:
                file.write(to_line(case, system(case)) + "\n")
                file.flush()
                os.fsync(file.fileno())

    def outcomes(self) -> list[tuple[Task, Outcome]]:
        """Every case with its answer, in order of the cases; RunError where one is missing."""
        found = {}
        for number, line in enumerate(self._lines(), start=1):
            outcome = outcome_of(line, f"{self.folder / _ANSWERS}, line {number}")
            found[outcome.id] = outcome
        missing = [task.case.id for task in self.tasks if task.case.id not in found]
        if missing:
            raise RunError(
                f"{self.folder}: {len(missing)} of {len(self.tasks)} questions have no answer yet; "
                "run the same command again to go on"
            )
        return [(task, found[task.case.id]) for task in self.tasks]

    def _lines(self) -> list[str]:
        path = self.folder / _ANSWERS
        return _lines_of(path) if path.is_file() else []

    def _mend(self) -> None:
        """Take away a last line that was being written when the run was killed."""
        lines = self._lines()
        whole = [line for line in lines if id_of(line) is not None]
        path = self.folder / _ANSWERS
        if lines and (len(whole) < len(lines) or not path.read_bytes().endswith(b"\n")):
            _replace(path, "".join(f"{line}\n" for line in whole))


def _lines_of(path: Path) -> list[str]:
    """The lines that are not blank; only a line feed ends one, for texts hold other separators."""
    return [line for line in path.read_text("utf-8").split("\n") if line]


def _replace(path: Path, text: str) -> None:
    """Write a file in one step: the whole of it, or none."""
    new = path.with_name(f"{path.name}.new")
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
