"""Sources and new documents -> the next generation, taking over what the last one holds."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from index.catalog import Catalog, Entry, write_catalog
from index.context import lexical_text
from index.dense import DenseIndex, write_vectors
from index.embed import Embedder, Vectors
from index.errors import IndexCorrupted, IndexFormatError, IndexingError, IndexMissing
from index.manifest import Counts, Manifest, Source
from index.selection import newest_last
from index.spans import pack
from index.sparse import write_scores
from index.store import (
    BM25,
    CATALOG,
    VECTORS,
    Generation,
    Workshop,
    current_generation,
    open_current,
)
from index.types import Document, Report
from index.vectors import embed_windows, windows_of

__all__ = ["Previous", "Publication", "Publisher", "corpus_hash", "previous_index"]


@dataclass(frozen=True, slots=True)
class Previous:
    """The index as it was before a build; empty where there was none.

    Of an index that is to be made anew because it cannot be read, `lost` is the manifest, if that
    can be.
    """

    generation: Generation | None = None
    catalog: Catalog | None = None
    anew: bool = False
    lost: Manifest | None = None

    @property
    def embedder(self) -> str | None:
        """Name of the embedding model."""
        manifest = self.generation.manifest if self.generation else self.lost
        return manifest.embedder if manifest else None

    @property
    def sources(self) -> tuple[Source, ...]:
        """What had been indexed."""
        return self.generation.manifest.sources if self.generation else ()

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports that were found there."""
        return self.catalog.reports if self.catalog else ()

    def vectors(self, embedder: Embedder) -> dict[bytes, Vectors]:
        """By key, the vectors that this embedder has computed."""
        if self.generation is None or self.catalog is None or self.embedder != embedder.name:
            return {}
        index = DenseIndex(self.generation.path(VECTORS), self.catalog.window_paragraphs())
        return dict(zip(self.catalog.window_keys(), index.vectors, strict=True))


@contextmanager
def previous_index(index_dir: Path, *, force: bool) -> Iterator[Previous]:
    """The index in the folder, verified; with `force` an unreadable one counts as none."""
    try:
        previous = open_current(
            index_dir, lambda generation: Previous(generation, Catalog(generation.path(CATALOG)))
        )
    except IndexMissing:
        previous = Previous()
    except (IndexFormatError, IndexCorrupted):
        if not force:
            raise
        previous = Previous(anew=True, lost=_manifest(index_dir))
    try:
        yield previous
    finally:
        if previous.catalog:
            previous.catalog.close()


def _manifest(index_dir: Path) -> Manifest | None:
    try:
        return current_generation(index_dir).manifest
    except IndexingError:
        return None


@dataclass(frozen=True, slots=True)
class Publication:
    """The generation that answers after a build (None if there is none), and how it came about."""

    generation: Generation | None
    embedded: int = 0
    reused: int = 0
    removed: int = 0
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Publisher:
    """Writes and publishes one generation."""

    workshop: Workshop
    previous: Previous
    embedder: Embedder
    progress: bool = False

    def publish(self, sources: Sequence[Source], documents: Mapping[str, Document]) -> Publication:
        """Publish what the sources hold; `documents` are the new ones by their file's hash.

        Nothing is published where nothing has changed, or where the first build found nothing.
        """
        previous = self.previous
        names = _names(sources)
        same = tuple(sources) == previous.sources and previous.embedder == self.embedder.name
        if same or not (names or previous.generation):
            return Publication(previous.generation)
        entries = self._entries(names, documents)
        embedded = embed_windows(
            entries, self.embedder, previous.vectors(self.embedder), progress=self.progress
        )
        texts = [lexical_text(entry.report, p) for entry in entries for p in entry.paragraphs]
        write_catalog(self.workshop.path(CATALOG), entries)
        write_vectors(self.workshop.path(VECTORS), embedded.rows)
        write_scores(self.workshop.path(BM25), texts)
        generation = self.workshop.publish(
            embedder=self.embedder.name,
            dimension=embedded.rows.shape[1],
            corpus=corpus_hash(entry.report.id for entry in entries),
            counts=_counts(entries),
            sources=sources,
        )
        gone = {report.id for report in previous.reports} - {e.report.id for e in entries}
        return Publication(
            generation,
            embedded=embedded.fresh,
            reused=len(embedded.rows) - embedded.fresh,
            removed=len(gone),
            changed=True,
        )

    def _entries(
        self, names: Mapping[str, Sequence[str]], documents: Mapping[str, Document]
    ) -> list[Entry]:
        """All reports, newest last, as the catalogue is to keep them."""
        entries = {}
        for sha256, files in names.items():
            document = documents.get(sha256)
            entry = self._new_entry(document) if document else self._old_entry(sha256)
            if entry.report.file not in files:
                entry = replace(entry, report=replace(entry.report, file=files[0]))
            entries[entry.report.id] = entry
        return [entries[r.id] for r in newest_last(entry.report for entry in entries.values())]

    def _new_entry(self, document: Document) -> Entry:
        return Entry(
            report=document.report,
            paragraphs=document.paragraphs,
            spans=tuple(pack(paragraph.spans) for paragraph in document.paragraphs),
            windows=windows_of(document.report, document.paragraphs, self.embedder),
        )

    def _old_entry(self, sha256: str) -> Entry:
        if self.previous.catalog is None:
            raise KeyError(sha256)
        entry = self.previous.catalog.entry(f"sha256:{sha256}")
        if self.previous.embedder == self.embedder.name:
            return entry
        return replace(entry, windows=windows_of(entry.report, entry.paragraphs, self.embedder))


def corpus_hash(report_ids: Iterable[str]) -> str:
    """`sha256:` and the hash of the sorted ids, a line each: names a corpus, however built."""
    return "sha256:" + hashlib.sha256("\n".join(sorted(report_ids)).encode()).hexdigest()


def _names(sources: Sequence[Source]) -> dict[str, list[str]]:
    """For the hash of each report, the files that hold it, in order of the sources."""
    names: dict[str, list[str]] = {}
    for source in sources:
        for file in source.files:
            if file.error is None:
                names.setdefault(file.sha256, []).append(file.file)
    return names


def _counts(entries: Sequence[Entry]) -> Counts:
    return Counts(
        reports=len(entries),
        judgements=sum(len(entry.report.judgements) for entry in entries),
        paragraphs=sum(len(entry.paragraphs) for entry in entries),
        windows=sum(len(entry.windows) for entry in entries),
    )
