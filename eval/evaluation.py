"""An evaluation: questions and the reports that they ask -> saved runs of systems."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout
from tqdm import tqdm

from eval.baselines import BASELINES
from eval.cases import Selection, read_cases
from eval.corpora import Corpora
from eval.errors import RunError
from eval.manifest import (
    CorpusUsed,
    GoldUsed,
    Manifest,
    code_hash,
    prompt_hashes,
    versions,
)
from eval.resolve import resolve
from eval.run import Run
from eval.systems import needs_bare, opened
from eval.types import Case, Task
from eval.writers import Writing

__all__ = ["WRITTEN", "Evaluation"]

WRITTEN = dt.date(2026, 11, 20)
"""The day for which the questions were written, so that "last year" means the same for ever."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Questions whose wanted paragraphs were found in the reports; systems are run over them."""

    gold: tuple[Path, ...]
    corpora: Corpora
    used: tuple[CorpusUsed, ...]
    tasks: tuple[Task, ...]
    today: dt.date = WRITTEN

    @classmethod
    def of(
        cls,
        gold: Sequence[Path],
        corpora: Corpora,
        selection: Selection = Selection(),  # noqa: B008  (frozen)
        today: dt.date = WRITTEN,
    ) -> Self:
        """Raises GoldError where a question is malformed, or wants what the reports lack."""
        cases = selection.of(read_cases(gold))
        with corpora.opened() as indexes:
            tasks = resolve(cases, indexes)
            used = tuple(CorpusUsed.of(name, index) for name, index in indexes.items())
        return cls(tuple(gold), corpora, used, tuple(tasks), today)

    def run(
        self,
        system: str,
        under: Path,
        writing: Writing | None = None,
        *,
        fresh: bool = False,
        keep_failures: bool = False,
    ) -> Run:
        """The answers of a system, in a folder below the one named; those there are kept.

        The folder is the same for whatever must answer the same. `writing` is the language model's
        part in it, which plain retrieval has no use for. A `fresh` run asks again what was
        answered. Raises RunError where another process is at it, or a model failed.
        """
        if system in BASELINES:
            writing = None
        manifest = self._made(system, writing)
        folder = under / f"{system}-{manifest.identity}"
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            stack.enter_context(_alone(folder))
            run = Run.start(folder, manifest, self.tasks)
            if fresh:
                run.forget()
            missing = run.missing
            if not missing:
                return run
            writer = None
            if writing is not None:
                writer = stack.enter_context(writing.opened(run.folder))
            asked = stack.enter_context(opened(system, self.corpora, self.today, writer))
            counted = self._counted(missing, system)
            run.answer(asked, counted, keep_failures=keep_failures)
        return run

    def prepare(self, systems: Iterable[str]) -> None:
        """Build what any of the systems needs, before the first of them answers."""
        if any(needs_bare(system) for system in systems):
            with self.corpora.opened(bare=True):
                pass

    def _made(self, system: str, writing: Writing | None) -> Manifest:
        """What a run of that system is made with."""
        model = writing.used if writing is not None else None
        return Manifest(
            system=system,
            gold=tuple(GoldUsed.of(path) for path in self.gold),
            questions=tuple(task.case.id for task in self.tasks),
            corpora=self.used,
            today=self.today.isoformat(),
            model=model,
            prompts=prompt_hashes() if model is not None else (),
            code=code_hash(),
            versions=versions(),
        )

    def _counted(self, missing: Sequence[Case], system: str) -> Iterable[Case]:
        """The cases, with a bar where somebody watches."""
        done = len(self.tasks) - len(missing)
        shown = sys.stderr.isatty()
        return tqdm(missing, system, len(self.tasks), initial=done, unit="q", disable=not shown)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While this lasts, no other process answers into the folder; RunError where one does."""
    lock = FileLock(folder / "lock", timeout=0)
    try:
        with lock:
            yield
    except Timeout as error:
        raise RunError(f"another process answers into {folder}; wait for it") from error
