"""Worker processes that answer one line with one line, each within limits of memory and time.

PDFium forbids threads, and a small file made for the purpose can drive a reader past any memory or
keep it busy for ever: so a file that breaks its worker costs that file, and the worker is replaced.

What a line says is the task's own matter; nothing is unpickled.
"""

import contextlib
import gc
import os
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from queue import Empty, LifoQueue, Queue
from typing import IO, TypeAlias

from index.closing import Closing
from index.errors import IndexingError, ReadingError

__all__ = ["Task", "Workers", "serve"]

Task: TypeAlias = Callable[[bytes], bytes]
"""Answers a line of JSON with another. A process imports it by its name: so it is a function that
stands in a file by itself."""

_START_SECONDS = 120.0
"""A cold start imports much, and may have to wait for a busy disk."""
_TRIES = 2
"""A worker may be lost by chance, as where the system runs out of memory; seldom twice."""


class Workers(Closing):
    """Processes for one task; started when needed, replaced when they break.

    Used by several threads at once, and closed by leaving its `with` block.
    """

    def __init__(self, task: Task, count: int, *, seconds: float, memory: int) -> None:
        """At most `count` processes; `seconds` and bytes of `memory` are what a line may take."""
        self._workers = [_Worker(task, seconds, memory) for _ in range(count)]
        self._idle: LifoQueue[_Worker] = LifoQueue()  # one that has been started comes first
        for worker in self._workers:
            self._idle.put(worker)

    def ask(self, line: bytes, name: str) -> bytes:
        """The answer of a worker that is free; `name` is what errors call that which is read.

        Raises ReadingError, `timed_out` or `crashed`, where the line breaks its worker, and
        IndexingError where no worker can be started.
        """
        worker = self._idle.get()
        try:
            return worker.ask(line, name)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End all workers; whoever waits for one is told that it is lost."""
        for worker in self._workers:
            worker.close()


class _Lost(Exception):
    """The worker has ended, by this line or by chance."""


class _Worker:
    """One process, started at its first line and again after each failure."""

    def __init__(self, task: Task, seconds: float, memory: int) -> None:
        self._task = task
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._stop: Callable[[], object] = lambda: None
        self._lines: Queue[bytes] = Queue()
        self._closed = False

    def ask(self, line: bytes, name: str) -> bytes:
        for _ in range(_TRIES):
            try:
                return self._exchange(line)
            except _Lost:
                self._end()
            except Empty:
                self._end()
                raise ReadingError(
                    "timed_out",
                    f"{name} takes over {self._seconds:g} seconds to read; it is damaged or "
                    "made to stop its readers: download it again",
                ) from None
        raise ReadingError(
            "crashed", f"{name} breaks its reader (damaged, or too large for it); save it anew"
        )

    def close(self) -> None:
        self._closed = True
        self._end()

    def _exchange(self, line: bytes) -> bytes:
        """The worker's answer. Raises _Lost, and Empty where it takes too long."""
        if self._process is None and not self._closed:
            self._start()
        process = self._process
        if process is None or self._closed:  # closed while it was being started, it ends as well
            raise _Lost
        try:
            _stream(process.stdin).write(line + b"\n")
            _stream(process.stdin).flush()
        except (OSError, ValueError):  # ended, or closed meanwhile
            raise _Lost from None
        answer = self._lines.get(timeout=self._seconds)
        if not answer:
            raise _Lost
        return answer

    def _start(self) -> None:
        with tempfile.TemporaryFile() as errors:
            try:
                process = subprocess.Popen(
                    self._command(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    env=_environment(),
                )
            except OSError as error:
                raise _no_worker(error.strerror or str(error)) from error
            self._process = process
            self._stop = weakref.finalize(self, _stop, process)  # also where nobody closes it
            self._lines = Queue()
            output = _stream(process.stdout)
            threading.Thread(target=_pump, args=(output, self._lines), daemon=True).start()
            with contextlib.suppress(Empty):
                if self._lines.get(timeout=_START_SECONDS):
                    return
            self._end()
            errors.seek(0)
            lines = errors.read().decode(errors="replace").split("\n")
        raise _no_worker(next(filter(None, reversed(lines)), "it gives no reason"))

    def _command(self) -> list[str]:
        module, name = self._task.__module__, self._task.__name__
        code = f"from {module} import {name}; from index.workers import serve; serve({name})"
        # -P: a file in the working folder must not pass for a module.
        return [sys.executable, "-P", "-c", code, str(self._memory), str(self._seconds)]

    def _end(self) -> None:
        self._process = None
        self._stop()


def serve(task: Task) -> None:
    """Be a worker: answer the lines of stdin until it ends."""
    import pypdfium2  # noqa: F401 - where it is broken, no file is to blame

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
        answers.write(task(line) + b"\n")
        answers.flush()


def _environment() -> dict[str, str]:
    """This process's, with our packages where the worker finds them."""
    root = str(Path(__file__).resolve().parents[1])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}


def _no_worker(reason: str) -> IndexingError:
    return IndexingError(
        f"a process that reads files cannot be started ({reason.strip()}); check the limits of "
        "memory and of processes"
    )


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):  # what was still to be written is lost
            _stream(pipe).close()


def _pump(stdout: IO[bytes], lines: "Queue[bytes]") -> None:
    """Hand on the process's lines; an empty one says that it has ended."""
    with contextlib.suppress(OSError, ValueError):  # closed while waiting
        for line in stdout:
            lines.put(line)
    lines.put(b"")


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise OSError("the worker has no pipe")
    return pipe


def _limit(memory: int, seconds: float) -> None:
    """Cap memory, and the time of this line for the case that no parent is left to stop it."""
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
