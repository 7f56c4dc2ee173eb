"""Found files -> what each source holds now: what had to be parsed, and what is known already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from index.errors import ReadingError
from index.manifest import Source, SourceFile
from index.originals import Originals
from index.parsing import ParserPool
from index.progress import counted
from index.sources import Found, FoundFile
from index.structure.document import PARSER_VERSION
from index.types import Document, Report, Unreadable

__all__ = ["FileWarning", "Harvest", "Harvester"]

_Outcomes: TypeAlias = Mapping[tuple[str, str], Document | Unreadable | None]
"""By hash and name: what reading a file gave, None where the index has its report already."""

_WORTH_ANOTHER_TRY = frozenset({"timed_out", "crashed"})


@dataclass(frozen=True, slots=True)
class FileWarning:
    """Something odd about a file that was indexed all the same."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Harvest:
    """What the sources hold; `documents` are the newly parsed ones by the hash of their file."""

    sources: tuple[Source, ...]
    documents: Mapping[str, Document]
    skipped: tuple[Unreadable, ...]
    warnings: tuple[FileWarning, ...]


@dataclass(frozen=True, slots=True)
class Harvester:
    """Turns what was found into what is to be indexed.

    `known` and `reports` are the sources and reports of the index so far. A file that can no
    longer be read keeps its place as it was last read, unless `prune` is set.
    """

    known: Sequence[Source]
    reports: Sequence[Report]
    originals: Originals
    force: bool = False
    prune: bool = False
    progress: bool = False

    def harvest(self, found: Sequence[Found]) -> Harvest:
        """Read what has to be read and keep a copy of every file that holds a report."""
        outcomes = self._read(found)
        skipped: list[Unreadable] = []
        sources = {source.path: source for source in self.known}
        for source in found:
            files = tuple(self._file(file, outcomes, skipped) for file in source.files)
            sources[source.path] = Source(source.path, files)
        kept = tuple(source for source in sources.values() if source.files)
        documents: dict[str, Document] = {}
        for (sha256, _), outcome in outcomes.items():
            if isinstance(outcome, Document):
                documents.setdefault(sha256, outcome)  # of equal files the first gives the name
        warnings = (*_oddities(documents.values()), *_duplicates(found, kept))
        return Harvest(kept, documents, tuple(skipped), warnings)

    def _read(self, found: Sequence[Found]) -> _Outcomes:
        """Read what has to be read; equal files apart, for their names are part of an error."""
        settled = self._settled(found)
        jobs: dict[tuple[str, str], FoundFile] = {}
        for source in found:
            for file in source.files:
                if file.error is None and self._known_error(file) is None:
                    jobs.setdefault((file.sha256, file.file), file)
        with ParserPool() as parsers:
            threads = ThreadPoolExecutor(parsers.size)
            try:
                results = threads.map(partial(self._take, settled, parsers), jobs.values())
                seen = counted(results, "reading", len(jobs), "file", shown=self.progress)
                return dict(zip(jobs, seen, strict=True))
            finally:
                threads.shutdown(wait=False, cancel_futures=True)

    def _settled(self, found: Sequence[Found]) -> set[str]:
        """Hashes of the reports that this parser has read under a name that they still have."""
        named = {source.path for source in found}
        places = {(f.sha256, f.file) for source in found for f in source.files}
        places |= {(f.sha256, f.file) for s in self.known if s.path not in named for f in s.files}
        read = {f.sha256 for s in self.known for f in s.files if f.parser == PARSER_VERSION}
        return {
            _hash(report)
            for report in self.reports
            if _hash(report) in read and (_hash(report), report.file) in places
        }

    def _known_error(self, file: FoundFile) -> Unreadable | None:
        """Why the file could not be read last time, where another try would end the same."""
        if file.known is None or file.known.error is None or not file.unchanged(PARSER_VERSION):
            return None
        code = file.known.error.code
        again = code in _WORTH_ANOTHER_TRY or (self.force and code == "not_inspection")
        return None if again else file.known.error

    def _take(
        self, settled: set[str], parsers: ParserPool, file: FoundFile
    ) -> Document | Unreadable | None:
        """Keep a copy of the file, and parse it unless that has been done."""
        try:
            document = None if file.sha256 in settled else self._parse(parsers, file)
            self.originals.add(file.path, file.sha256)
        except ReadingError as error:
            return Unreadable(file.file, error.code, str(error))
        return document

    def _parse(self, parsers: ParserPool, file: FoundFile) -> Document:
        document = parsers.parse(file.path, file.file, force=self.force)
        if _hash(document.report) != file.sha256:
            raise ReadingError("unreadable", f"{file.file} changed while it was read; try again")
        return document

    def _file(
        self,
        file: FoundFile,
        outcomes: _Outcomes,
        skipped: list[Unreadable],
    ) -> SourceFile:
        """What is to be remembered of a file; one that cannot be read is added to `skipped`."""
        error = file.error or self._known_error(file)
        if error is None:
            outcome = outcomes[file.sha256, file.file]
            error = outcome if isinstance(outcome, Unreadable) else None
        if error is None:
            return SourceFile(file.file, file.sha256, PARSER_VERSION)
        if file.known is not None and file.known.error is None and not self.prune:
            skipped.append(replace(error, message=f"{error.message} (its last version is kept)"))
            return file.known
        skipped.append(error)
        return SourceFile(file.file, file.sha256, PARSER_VERSION, error)


def _hash(report: Report) -> str:
    return report.id.removeprefix("sha256:")


def _oddities(documents: Iterable[Document]) -> Iterator[FileWarning]:
    for document in documents:
        for text in document.report.warnings:
            yield FileWarning(document.report.file, text)


def _duplicates(found: Sequence[Found], sources: Sequence[Source]) -> Iterator[FileWarning]:
    """Files, new since the last time, whose content is indexed under another name."""
    first: dict[str, tuple[str, str]] = {}
    for source in sources:
        for file in source.files:
            if file.error is None:
                first.setdefault(file.sha256, (source.path, file.file))
    for looked in found:
        for new in looked.files:
            place = first.get(new.sha256)
            if place and place != (looked.path, new.file) and not new.unchanged(PARSER_VERSION):
                yield FileWarning(new.file, f"same content as {place[1]}; indexed once")
