"""An index opened for questions: hybrid search, scans, look-ups."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

from index.catalog import Catalog
from index.closing import Closing
from index.dense import DenseIndex, Selection
from index.embed import Embedder, load_embedder
from index.errors import IndexCorrupted, IndexFormatError, IndexMissing
from index.fuse import reciprocal_rank
from index.originals import Originals
from index.page_boxes import page_box, printed_lines
from index.page_views import PageBox, PageView
from index.pictures import PagePictures
from index.selection import select
from index.sparse import SparseIndex
from index.store import (
    BM25,
    CATALOG,
    VECTORS,
    Generation,
    current_generation,
    open_current,
    originals_of,
)
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
        self._pictures = PagePictures()
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
        """Let go of the files, and end the processes that draw pages."""
        self._pictures.close()
        self._catalog.close()

    def is_current(self) -> bool:
        """Whether no newer generation has been published; True where that cannot be told now."""
        try:
            return current_generation(self.directory).manifest.generation == self.generation
        except (IndexMissing, IndexFormatError, IndexCorrupted, OSError):
            return True

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

    def holds(self, report_id: str) -> bool:
        """Whether the report of that id is in the index."""
        return self._catalog.holds(report_id)

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

    def has_pages(self, report_id: str) -> bool:
        """Whether the report's file is a PDF, whatever its name; KeyError for an unknown report."""
        return self._catalog.has_places(report_id)

    def page_view(self, report_id: str, number: int) -> PageView:
        """What is shown of a page of the report's file; `number` counts from 1.

        Raises KeyError where there is no such page (the report unknown, its file without pages,
        or with fewer), IndexCorrupted where the file is gone, ReadingError where the page cannot
        be drawn; so do the next two.
        """
        sheet = self._pictures.sheet(*self._pages(report_id), number)
        return PageView(report_id, number, sheet.count, sheet.width, sheet.height)

    def page_picture(self, report_id: str, number: int, width: int = 1100) -> bytes:
        """The page as a PNG that is `width` pixels wide, at least 200 and at most 2000."""
        return self._pictures.picture(*self._pages(report_id), number, width)

    def page_boxes(self, paragraph_id: str, start: int, end: int) -> tuple[PageBox, ...]:
        """Where the words stand that overlap [start, end) of the paragraph's text, line by line.

        Empty where the report's file has no pages, or the words are cut off from what is shown.
        """
        paragraph = self.paragraph(paragraph_id, spans=True)
        lines = printed_lines(paragraph.spans, start, end)
        if not lines:
            return ()
        pages = self._pages(paragraph.report_id)
        boxes = (page_box(line, self._pictures.sheet(*pages, line.page)) for line in lines)
        return tuple(box for box in boxes if box is not None)

    def _pages(self, report_id: str) -> tuple[Path, str]:
        """The report's file and what it is called; KeyError where it has no pages."""
        if not self.has_pages(report_id):
            raise KeyError(f"{report_id} has no pages")
        return self.original(report_id), self.report(report_id).file

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
