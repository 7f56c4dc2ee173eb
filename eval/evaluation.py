"""An evaluation: questions and the reports that they ask -> saved runs of systems."""

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tqdm import tqdm

from eval.baselines import BASELINES
from eval.cases import Selection, read_cases
from eval.corpora import Corpora
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
from eval.systems import opened
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

    def folder(self, system: str, under: Path, writing: Writing | None = None) -> Path:
        """Where the run of a system lies: the same for whatever must answer the same."""
        return under / f"{system}-{self._made(system, writing).identity}"

    def run(self, system: str, folder: Path, writing: Writing | None = None) -> Run:
        """The answers of a system, in a folder below the one named; those there are kept.

        `writing` is the language model's part in it, which plain retrieval has no use for.
        """
        run = Run.start(
            self.folder(system, folder, writing), self._made(system, writing), self.tasks
        )
        missing = run.missing
        if not missing:
            return run
        with ExitStack() as stack:
            writer = None
            if writing is not None and system not in BASELINES:
                writer = stack.enter_context(writing.opened(run.folder))
            asked = stack.enter_context(opened(system, self.corpora, self.today, writer))
            run.answer(asked, self._counted(missing, system))
        return run

    def _made(self, system: str, writing: Writing | None) -> Manifest:
        """What a run of that system is made with; plain retrieval has no use for a model."""
        model = writing.used if writing is not None and system not in BASELINES else None
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
