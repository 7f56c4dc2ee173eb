"""Files -> documents in worker processes, several at once, each within limits of memory and time.

PDFium forbids threads, and a small file made for the purpose can drive a reader past any memory or
keep it busy for ever: so a file that breaks its worker costs that file, and the worker is replaced.

The protocol is one line of JSON a file in each direction; nothing is unpickled.
"""

import contextlib
import gc
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from queue import Empty, Queue, SimpleQueue
from typing import IO, NamedTuple

from pydantic import TypeAdapter

from index.closing import Closing
from index.errors import IndexingError, ReadingError, SourceError
from index.progress import counted
from index.structure import list_files, parse_file
from index.types import Document, Unreadable

__all__ = ["ParserPool", "parse_paths"]

_MEMORY_LIMIT = 2 * 1024**3
"""Bytes of address space; the largest of the published reports takes a tenth of it."""
_SECONDS_LIMIT = 30.0
"""The longest of the published reports, 58 pages, takes half a second."""
_START_SECONDS = 120.0
"""A cold start imports much, and may have to wait for a busy disk."""
_MOST_WORKERS = 8
_TRIES = 2
"""A worker may be lost by chance, as where the system runs out of memory; seldom twice."""

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
        self._workers = [_Worker(seconds, memory) for _ in range(self.size)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def parse(self, path: Path, file: str, *, force: bool = False, spans: bool = True) -> Document:
        """Parse one file, waiting for a free worker; see `parse_file`.

        Without `spans`, where each word stands is left out: it is most of what workers send.
        Raises ReadingError, also `timed_out` and `crashed` where the file breaks its worker, and
        IndexingError where no worker can be started.
        """
        worker = self._idle.get()
        try:
            outcome = worker.parse(_Job(str(path.resolve()), file, force, spans))
        finally:
            self._idle.put(worker)
        if isinstance(outcome, Unreadable):
            raise ReadingError(outcome.code, outcome.message)
        return outcome

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.close()


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


class _Lost(Exception):
    """The worker has ended, by this file or by chance."""


class _Worker:
    """One process, started at its first file and again after each failure."""

    def __init__(self, seconds: float, memory: int) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: Queue[bytes] = Queue()
        self._closed = False

    def parse(self, job: _Job) -> Document | Unreadable:
        for _ in range(_TRIES):
            try:
                return _OUTCOME.validate_json(self._ask(json.dumps(job).encode()))
            except _Lost:
                self._end()
            except Empty:
                self._end()
                return Unreadable(
                    job.file,
                    "timed_out",
                    f"{job.file} takes over {self._seconds:g} seconds to read; it is damaged or "
                    "made to stop its readers: download it again",
                )
        return Unreadable(
            job.file,
            "crashed",
            f"{job.file} breaks its reader (damaged, or too large for it); save it anew",
        )

    def close(self) -> None:
        """End the process for good; whoever waits for it is told that it is lost."""
        self._closed = True
        self._end()

    def _ask(self, job: bytes) -> bytes:
        """The worker's answer. Raises _Lost, and Empty where it takes too long."""
        if self._closed:
            raise _Lost
        process = self._process or self._start()
        try:
            _stream(process.stdin).write(job + b"\n")
            _stream(process.stdin).flush()
        except (OSError, ValueError):  # ended, or closed meanwhile
            raise _Lost from None
        answer = self._lines.get(timeout=self._seconds)
        if not answer:
            raise _Lost
        return answer

    def _start(self) -> "subprocess.Popen[bytes]":
        root = str(Path(__file__).resolve().parents[1])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        limits = [str(self._memory), str(self._seconds)]
        with tempfile.TemporaryFile() as errors:
            try:
                # -P: a file in the working folder must not pass for a module.
                process = subprocess.Popen(
                    [
                        sys.executable,
                        "-P",
                        "-c",
                        "from index.parsing import _work; _work()",
                        *limits,
                    ],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
                )
            except OSError as error:
                raise _no_worker(error.strerror or str(error)) from error
            self._process = process
            self._lines = Queue()
            threading.Thread(target=_pump, args=(process, self._lines), daemon=True).start()
            with contextlib.suppress(Empty):
                if self._lines.get(timeout=_START_SECONDS):
                    return process
            self._end()
            errors.seek(0)
            lines = errors.read().decode(errors="replace").split("\n")
        raise _no_worker(next(filter(None, reversed(lines)), "it gives no reason"))

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):  # what was still to be written is lost
                    _stream(pipe).close()


def _no_worker(reason: str) -> IndexingError:
    return IndexingError(
        f"a process that reads files cannot be started ({reason.strip()}); check the limits of "
        "memory and of processes"
    )


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pump(process: "subprocess.Popen[bytes]", lines: "Queue[bytes]") -> None:
    """Hand on the process's lines; an empty one says that it has ended."""
    with contextlib.suppress(OSError, ValueError):  # closed while waiting
        for line in process.stdout or ():
            lines.put(line)
    lines.put(b"")


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise OSError("the worker has no pipe")
    return pipe


def _work() -> None:
    """Be a worker: parse the files that stdin names until it ends."""
    memory, seconds = int(sys.argv[1]), float(sys.argv[2])
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # a library that prints must not break the protocol
    gc.freeze()  # what is imported stays: no need to look through it again and again
    answers.write(b"ready\n")
    answers.flush()
    os.dup2(nowhere, 2)  # up to here, the reason why it does not start
    for line in sys.stdin.buffer:
        _limit(memory, seconds)
        answers.write(_OUTCOME.dump_json(_outcome(_Job(*json.loads(line)))) + b"\n")
        answers.flush()


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


def _limit(memory: int, seconds: float) -> None:
    """Cap memory, and the time of this file for the case that no parent is left to stop it."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone has to do
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime
    for kind, wanted in (
        (resource.RLIMIT_CPU, int(spent + 2 * seconds) + 1),
        (resource.RLIMIT_AS, memory),
    ):
        _, hardest = resource.getrlimit(kind)
        allowed = wanted if hardest == resource.RLIM_INFINITY else min(wanted, hardest)
        with contextlib.suppress(ValueError, OSError):  # some systems know no such limit
            resource.setrlimit(kind, (allowed, hardest))
