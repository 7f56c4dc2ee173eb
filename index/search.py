"""An index opened for questions: hybrid search, scans, look-ups."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

from index.catalog import Catalog
from index.closing import Closing
from index.dense import DenseIndex, Selection
from index.embed import Embedder, load_embedder
from index.errors import IndexFormatError
from index.fuse import reciprocal_rank
from index.originals import Originals
from index.selection import select
from index.sparse import SparseIndex
from index.store import BM25, CATALOG, VECTORS, Generation, open_current, originals_of
from index.types import Filters, Hit, JudgementRow, Paragraph, Report

__all__ = ["Index"]

_WEIGHTS = {"dense": 1.0, "sparse": 1.5}
"""Shared words are the better guide: reports keep to the sector's terms, and so do its staff."""

_DEPTH = 100
"""How many paragraphs each retriever hands to the fusion, or five times as many as wanted."""


class Index(Closing):
    """One generation of an index; threads may share it.

    It keeps answering from that generation when newer ones are published. The embedding model is
    loaded by the first search.
    """

    def __init__(self, directory: Path, generation: Generation) -> None:
        """Use `Index.open`, which verifies the files."""
        self.directory = directory
        self.generation = generation.manifest.generation
        self.corpus = generation.manifest.corpus
        self.sources = tuple(source.path for source in generation.manifest.sources)
        self.manifest = generation.manifest
        self._originals: Originals = originals_of(directory)
        self._catalog = Catalog(generation.path(CATALOG))
        self._dense = DenseIndex(generation.path(VECTORS), self._catalog.window_paragraphs())
        self._sparse = SparseIndex(generation.path(BM25))

    @classmethod
    def open(cls, index_dir: Path) -> Self:
        """The index in a folder, the checksum of each file verified before it is read.

        Raises IndexMissing, IndexFormatError or IndexCorrupted.
        """
        return open_current(index_dir, lambda generation: cls(index_dir, generation))

    def close(self) -> None:
        """Let go of the files."""
        self._catalog.close()

    def search(
        self,
        text: str,
        k: int = 10,
        filters: Filters = Filters(),  # noqa: B008  (frozen)
        *,
        keywords: str | None = None,
    ) -> list[Hit]:
        """The k paragraphs that answer the text best, of the reports that pass the filters.

        Nearness of meaning and shared words are ranked apart and fused. `keywords` is what shared
        words are looked for in, where it differs from the text.
        """
        allowed = self._allowed(filters)
        if k < 1 or not text.strip() or (allowed is not None and not allowed.any()):
            return []
        depth = max(_DEPTH, 5 * k)
        rankings = {
            "dense": self._dense.search(self._embedder.encode([text])[0], depth, allowed),
            "sparse": self._sparse.search(keywords or text, depth, allowed),
        }
        hits = []
        for rank, fused in enumerate(reciprocal_rank(rankings, _WEIGHTS)[:k], start=1):
            paragraph = self._catalog.at(fused.item)
            report = self._catalog.report(paragraph.report_id)
            hits.append(Hit(paragraph, report, fused.score, rank, fused.found_by))
        return hits

    def scan(
        self,
        test: Callable[[Paragraph], bool],
        filters: Filters = Filters(),  # noqa: B008
    ) -> Iterator[tuple[Report, Paragraph]]:
        """Every paragraph that passes the test, in reading order, oldest report first."""
        for report in self.reports(filters):
            for paragraph in self._catalog.paragraphs(report.id):
                if test(paragraph):
                    yield report, paragraph

    def reports(self, filters: Filters = Filters()) -> list[Report]:  # noqa: B008
        """The reports that pass the filters, newest last."""
        return select(self._catalog.reports, filters)

    def report(self, report_id: str) -> Report:
        """The report of that id; KeyError where there is none."""
        return self._catalog.report(report_id)

    def paragraphs(self, report_id: str) -> list[Paragraph]:
        """A report's paragraphs in reading order, without spans; KeyError for an unknown report."""
        return self._catalog.paragraphs(report_id)

    def paragraph(self, paragraph_id: str, *, spans: bool = False) -> Paragraph:
        """The paragraph of that id, its words' places too if asked for; KeyError if unknown."""
        return self._catalog.paragraph(paragraph_id, spans=spans)

    def judgements(
        self,
        filters: Filters = Filters(),  # noqa: B008
        *,
        canonical: str | None = None,
        grade: str | None = None,
    ) -> list[JudgementRow]:
        """The judgements of the reports that pass, newest report last.

        `canonical` and `grade` are canonical names; None takes all.
        """
        return [
            JudgementRow(report, judgement, self._proof(report, judgement.paragraphs))
            for report in self.reports(filters)
            for judgement in report.judgements
            if canonical in (None, judgement.canonical)
            if grade in (None, judgement.canonical_grade)
        ]

    def similarity(self, text: str, others: Sequence[str]) -> list[float]:
        """How near in meaning each of the others is to the text: cosines, 1 being the same."""
        if not others:
            return []
        vectors = self._embedder.encode([text, *others])
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    def authorities(self) -> tuple[str, ...]:
        """The authorities that have a report, in alphabetical order."""
        return tuple(sorted({r.authority for r in self._catalog.reports if r.authority}))

    def original(self, report_id: str) -> Path:
        """The report's file as it was indexed, verified; KeyError for an unknown report.

        Raises IndexCorrupted where the copy is gone or damaged.
        """
        return self._originals.path(self.report(report_id).id.removeprefix("sha256:"))

    @cached_property
    def _embedder(self) -> Embedder:
        embedder = load_embedder(self.manifest.embedder)
        if embedder.dimension != self.manifest.dimension:
            raise IndexFormatError(
                f"embedding model {embedder.name} has {embedder.dimension} dimensions, the index "
                f"{self.manifest.dimension}; index the sources again with --force"
            )
        return embedder

    def _allowed(self, filters: Filters) -> Selection | None:
        """Which paragraphs may be found; None where all may."""
        if filters == Filters():
            return None
        return self._catalog.selection(self.reports(filters))

    def _proof(self, report: Report, ordinals: Sequence[int]) -> str | None:
        """The id of the first paragraph that prints a judgement."""
        return self._catalog.paragraph_id(report.id, ordinals[0]) if ordinals else None
