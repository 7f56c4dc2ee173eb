"""The reports that questions are asked of: each corpus by its name, with its index.

Indexes that are made for an evaluation lie in the user's cache folder and are brought up to date
before they are used.
"""

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from assistant import Settings, ensure_sample_index
from eval.ablations import ABLATIONS, without
from eval.errors import GoldError
from index import Index, build_index

__all__ = ["Corpora"]


@dataclass(frozen=True, slots=True)
class Corpora:
    """The index of each corpus, and the sources that it was made from."""

    folders: Mapping[str, Path]
    sources: Mapping[str, tuple[Path, ...]]
    cache: Path

    @classmethod
    def sample(cls) -> Self:
        """The bundled sample alone."""
        settings = Settings.from_environment()
        return cls._of({"": ensure_sample_index(settings)}, settings)

    @classmethod
    def indexed(cls, folder: Path) -> Self:
        """One index that is there already, for questions that name no corpus."""
        return cls._of({"": folder}, Settings.from_environment())

    @classmethod
    def from_reports(cls, folder: Path, names: Iterable[str]) -> Self:
        """A folder of reports for each corpus; GoldError where one is missing."""
        settings = Settings.from_environment()
        folders = {}
        for name in names:
            source = folder / name
            if not source.is_dir():
                raise GoldError(f"there is no folder {source}, which questions ask")
            folders[name] = _cached(settings.cache, [source.resolve()])
            build_index([source], folders[name], progress=sys.stderr.isatty())
        return cls._of(folders, settings)

    @classmethod
    def _of(cls, folders: Mapping[str, Path], settings: Settings) -> Self:
        sources = {}
        for name, folder in folders.items():
            with Index.open(folder) as index:
                sources[name] = tuple(map(Path, index.sources))
        return cls(folders, sources, settings.cache)

    @contextmanager
    def opened(self, *, bare: bool = False) -> Iterator[Mapping[str, Index]]:
        """The indexes of all corpora; `bare` ones hold the paragraphs' text without its context."""
        with ExitStack() as stack:
            yield {
                name: stack.enter_context(Index.open(self._bare(name) if bare else folder))
                for name, folder in self.folders.items()
            }

    def _bare(self, name: str) -> Path:
        """The folder of a corpus's index without context, brought up to date."""
        sources = self.sources[name]
        folder = _cached(self.cache, sources, "bare")
        with without(ABLATIONS["no-context"]):
            build_index(sources, folder, progress=sys.stderr.isatty())
        return folder


def _cached(cache: Path, sources: Iterable[Path], *about: str) -> Path:
    """Where the index of these sources lies."""
    named = "\n".join([*about, *sorted(map(str, sources))])
    return cache / "evaluation" / hashlib.sha256(named.encode()).hexdigest()[:16]
