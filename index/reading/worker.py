"""Reads PDF files in a process of their own, within limits of memory and time.

PDFium forbids threads, and a small file made for the purpose can drive it past any memory: so a
file that breaks its reader costs that file, not the index.

The protocol is one path a line in, one line of JSON a file out; nothing is unpickled.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, Queue
from typing import IO

from index.errors import ReadingError
from index.reading.lines import Line, Page, Word
from index.reading.pdf import read_pdf

__all__ = ["PdfWorker", "read_pdf_safely"]

_MEMORY_LIMIT = 2 * 1024**3
_SECONDS_LIMIT = 60.0


class PdfWorker:
    """One reading process, started at the first file and again after each failure."""

    def __init__(self, seconds: float = _SECONDS_LIMIT, memory: int = _MEMORY_LIMIT) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: Queue[bytes] = Queue()

    def read(self, path: Path) -> tuple[Page, ...]:
        """The pages of a PDF; ReadingError (`timed_out`, `unreadable`, …) where it fails."""
        process = self._process or self._start()
        try:
            _input(process).write(json.dumps(str(path.resolve())).encode() + b"\n")
            _input(process).flush()
            answer = self._lines.get(timeout=self._seconds)
        except Empty:
            self.close()
            raise ReadingError(
                "timed_out", f"reading takes over {self._seconds:.0f} seconds; the PDF is damaged"
            ) from None
        except OSError:
            answer = b""
        if not answer:
            self.close()
            raise ReadingError(
                "unreadable", "the PDF breaks its reader (damaged or too large); save it anew"
            )
        return _decode(answer)

    def _start(self) -> "subprocess.Popen[bytes]":
        root = str(Path(__file__).resolve().parents[2])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        process = subprocess.Popen(
            [sys.executable, "-m", "index.reading.worker", str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        )
        self._process = process
        self._lines = Queue()
        threading.Thread(target=_pump, args=(process, self._lines), daemon=True).start()
        return process

    def close(self) -> None:
        """Stop the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None


_local = threading.local()


def read_pdf_safely(path: Path) -> tuple[Page, ...]:
    """The pages of a PDF, read by this thread's own worker process."""
    worker: PdfWorker | None = getattr(_local, "worker", None)
    if worker is None:
        worker = _local.worker = PdfWorker()
    return worker.read(path)


def _pump(process: "subprocess.Popen[bytes]", lines: "Queue[bytes]") -> None:
    """Hand on the process's lines; an empty one says that it has ended."""
    with contextlib.suppress(OSError, ValueError):  # closed while waiting
        for line in process.stdout or ():
            lines.put(line)
    lines.put(b"")


def _input(process: "subprocess.Popen[bytes]") -> IO[bytes]:
    if process.stdin is None:
        raise OSError("the reading process takes no input")
    return process.stdin


def _encode(pages: tuple[Page, ...]) -> str:
    return json.dumps(
        [
            [page.number, page.width, page.height, [[_row(w) for w in x.words] for x in page.lines]]
            for page in pages
        ]
    )


def _row(word: Word) -> list[object]:
    place = (word.left, word.top, word.right, word.bottom, word.baseline, word.size)
    return [word.text, *(round(number, 2) for number in place), word.bold]


def _decode(answer: bytes) -> tuple[Page, ...]:
    data = json.loads(answer)
    if isinstance(data, dict):
        raise ReadingError(data["code"], data["message"])
    return tuple(
        Page(
            number,
            width,
            height,
            tuple(Line(number, tuple(Word(*word) for word in words)) for words in lines),
        )
        for number, width, height, lines in data
    )


def _limit(memory: int) -> None:
    """Cap the address space where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the time limit alone has to do
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _main() -> None:
    _limit(int(sys.argv[1]))
    for line in sys.stdin.buffer:
        try:
            answer = _encode(read_pdf(Path(json.loads(line))))
        except ReadingError as error:
            answer = json.dumps({"code": error.code, "message": str(error)})
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
