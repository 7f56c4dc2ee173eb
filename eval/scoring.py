"""A saved run -> its scores; the indexes that it asked are known by the hash of their reports."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant import Settings, Support
from eval.manifest import CorpusUsed, Manifest
from eval.metrics import measures
from eval.run import Run
from eval.scorecard import Scorecard, score
from index import Index, IndexingError

__all__ = ["Judging", "indexes_of", "score_run"]


@dataclass(frozen=True, slots=True)
class Judging:
    """What decides about entailment, and what a million prompt and completion tokens cost."""

    judge: Support | None = None
    named: str = ""
    """Who judges, for readers."""
    prices: tuple[float, float] | None = None


def score_run(run: Run, indexes: Mapping[str, Index], judging: Judging) -> Scorecard:
    """Every measure of every answer; RunError where answers are missing."""
    return score(run.outcomes(), measures(indexes, judging.judge, judging.prices))


@contextmanager
def indexes_of(manifest: Manifest, named: Path | None = None) -> Iterator[Mapping[str, Index]]:
    """The indexes of the corpora that a run asked, as far as they are still there.

    Looked for in the folder named, the usual indexes, and those made for evaluations.
    """
    settings = Settings.from_environment()
    usual = [settings.index_to_build(named), settings.sample_index]
    folders = [*usual, *sorted((settings.cache / "evaluation").glob("*"))]
    with ExitStack() as stack:
        yield {
            used.name: index
            for used in manifest.corpora
            if (index := _holding(used, folders, stack)) is not None
        }


def _holding(used: CorpusUsed, folders: Sequence[Path], stack: ExitStack) -> Index | None:
    for folder in folders:
        try:
            index = Index.open(folder)
        except IndexingError:
            continue
        if index.corpus == used.corpus:
            return stack.enter_context(index)
        index.close()
    return None
