"""Files -> documents in worker processes, several at once, each within limits of memory and time.

A worker is told a file in a line of JSON, and answers with another.
"""

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from index.closing import Closing
from index.errors import ReadingError, SourceError
from index.progress import counted
from index.structure import list_files, parse_file
from index.types import Document, Unreadable
from index.workers import Workers

__all__ = ["ParserPool", "parse_paths"]

_MEMORY_LIMIT = 2 * 1024**3
"""Bytes of address space; the largest of the published reports takes a tenth of it."""
_SECONDS_LIMIT = 30.0
"""The longest of the published reports, 58 pages, takes half a second."""
_MOST_WORKERS = 8

_OUTCOME: TypeAdapter[Document | Unreadable] = TypeAdapter(Document | Unreadable)


class ParserPool(Closing):
    """Worker processes that parse files; started when needed, replaced when they break.

    Used by several threads at once, and closed by leaving its `with` block.
    """

    def __init__(
        self,
        workers: int | None = None,
        *,
        seconds: float = _SECONDS_LIMIT,
        memory: int = _MEMORY_LIMIT,
    ) -> None:
        self.size = workers or min(_MOST_WORKERS, _processors())
        self._workers = Workers(_answer, self.size, seconds=seconds, memory=memory)

    def parse(self, path: Path, file: str, *, force: bool = False, spans: bool = True) -> Document:
        """Parse one file, waiting for a free worker; see `parse_file`.

        Without `spans`, where each word stands is left out: it is most of what workers send.
        Raises ReadingError, also `timed_out` and `crashed` where the file breaks its worker, and
        IndexingError where no worker can be started.
        """
        job = json.dumps(_Job(str(path.resolve()), file, force, spans)).encode()
        outcome = _OUTCOME.validate_json(self._workers.ask(job, file))
        if isinstance(outcome, Unreadable):
            raise ReadingError(outcome.code, outcome.message)
        return outcome

    def close(self) -> None:
        """End all workers."""
        self._workers.close()


def parse_paths(
    paths: Sequence[str | Path], *, force: bool = False, progress: bool = False
) -> Iterator[Document | Unreadable]:
    """Parse files and folders, in order; a file that cannot be read yields its reason.

    The paragraphs come without their spans. Raises SourceError where a path holds no file.
    """
    listed: list[tuple[Path, str]] = []
    for source in paths:
        found = list_files(Path(source)) if str(source).strip() else []
        if not found:
            raise SourceError(f"“{source}” holds no files; name a folder or file of texts")
        listed += found

    def parse(item: tuple[Path, str]) -> Document | Unreadable:
        try:
            return parsers.parse(*item, force=force, spans=False)
        except ReadingError as error:
            return Unreadable(item[1], error.code, str(error))

    with ParserPool(min(len(listed), _processors(), _MOST_WORKERS)) as parsers:
        threads = ThreadPoolExecutor(parsers.size)
        try:
            parsed = threads.map(parse, listed)
            yield from counted(parsed, "parsing", len(listed), "file", shown=progress)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


class _Job(NamedTuple):
    """What a worker is told, as a line of JSON; path names of any bytes survive it."""

    path: str
    file: str
    force: bool
    spans: bool


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _answer(line: bytes) -> bytes:
    """What a worker makes of a file."""
    return _OUTCOME.dump_json(_outcome(_Job(*json.loads(line))))


def _outcome(job: _Job) -> Document | Unreadable:
    file = job.file
    try:
        document = parse_file(Path(job.path), file, force=job.force)
    except ReadingError as error:
        return Unreadable(file, error.code, str(error))
    except MemoryError:
        raise  # the process is spoilt: let it end
    except Exception as error:  # noqa: BLE001 - whatever it is, it costs this file alone
        message = f"{file} breaks the parser ({error!r}); please report the fault"
        return Unreadable(file, "unreadable", message)
    if job.spans:
        return document
    return replace(document, paragraphs=tuple(replace(p, spans=()) for p in document.paragraphs))
