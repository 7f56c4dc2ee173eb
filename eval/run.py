"""A run: a folder with its manifest, its cases and a line for each answer.

    manifest.json    what it was made with
    cases.jsonl      the questions, with what they want as it stands in the index
    answers.jsonl    an answer a line, as `ask --jsonl` prints them, and what was retrieved
    replies.jsonl    what a language model replied, where one writes

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
from index import replace_text

__all__ = ["REPLIES", "Run"]

REPLIES = "replies.jsonl"
"""Where a run keeps what a language model replied, if one writes."""

_MANIFEST, _CASES, _ANSWERS = "manifest.json", "cases.jsonl", "answers.jsonl"
_OURS = (_CASES, f"{_CASES}.new", f"{_MANIFEST}.new", "lock")
"""What a run leaves that was killed before it had begun."""
_FAILED = "model_failed"
"""The kind of an answer's note that says why no model wrote it."""
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
        elif strange := [each.name for each in folder.glob("*") if each.name not in _OURS]:
            raise RunError(
                f"{folder} holds no run, but {strange[0]}; name another folder with --out"
            )
        folder.mkdir(parents=True, exist_ok=True)
        # Places may be found otherwise now; the manifest comes last and says that all is there.
        replace_text(folder / _CASES, "".join(f"{_TASK.dump_json(t).decode()}\n" for t in tasks))
        replace_text(folder / _MANIFEST, manifest.to_json())
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
        except (ValidationError, UnicodeDecodeError) as error:
            raise RunError(f"{folder} holds a damaged run; remove it, and run again") from error

    @property
    def missing(self) -> list[Case]:
        """The questions without an answer yet."""
        done = {id_of(line) for line in self._lines()}
        return [task.case for task in self.tasks if task.case.id not in done]

    def answer(
        self,
        system: Callable[[Case], Answer],
        cases: Iterable[Case],
        *,
        keep_failures: bool = False,
    ) -> None:
        """Ask the system, and keep each answer before the next question.

        What a language model was to write and did not, since it failed, is not kept unless that is
        asked for: it would be scored as the model's. Raises RunError at the end where there is any.
        """
        failures = []
        with (self.folder / _ANSWERS).open("a", encoding="utf-8") as file:
            for case in cases:
                answer = system(case)
                failed = [note.text for note in answer.notes if note.kind == _FAILED]
                if failed and not keep_failures:
                    failures += failed
                    continue
                file.write(to_line(case, answer) + "\n")
                file.flush()
                os.fsync(file.fileno())
        if failures:
            raise RunError(
                f"{len(failures)} questions were not answered by the model ({failures[0]}); the "
                "same command asks them again, --keep-failures takes the quotations in their place"
            )

    def forget(self) -> None:
        """Let go of the answers, so that they are asked again; a model's replies are put aside."""
        (self.folder / _ANSWERS).unlink(missing_ok=True)
        replies = self.folder / REPLIES
        if replies.exists():
            older = len(list(self.folder.glob(f"{replies.stem}.*{replies.suffix}"))) + 1
            replies.rename(replies.with_name(f"{replies.stem}.{older}{replies.suffix}"))

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
            replace_text(path, "".join(f"{line}\n" for line in whole))


def _lines_of(path: Path) -> list[str]:
    """The lines that are not blank; only a line feed ends one, for texts hold other separators."""
    text = path.read_bytes().decode("utf-8", "replace")  # a line may end within a letter
    return [line for line in text.split("\n") if line]
