"""Pages of PDF files as pictures, drawn in worker processes, and what of each page is shown."""

import base64
import json
import math
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import TypeAdapter

from index.closing import Closing
from index.errors import ReadingError
from index.types import Unreadable
from index.workers import Workers

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["PagePictures", "Sheet"]

_MEMORY_LIMIT = 1024**3
"""Bytes of address space; a page of the published reports takes a quarter of it."""
_SECONDS_LIMIT = 20.0
"""A page of the published reports takes a twentieth of a second."""
_WORKERS = 2
"""A page that takes long does not stop the others."""
_NARROWEST, _WIDEST = 200, 2000
_MOST_PIXELS = 8_000_000
"""A page may be a thousand times as high as it is wide."""
_LARGEST_AREA = 1e9
"""In square points: five times the largest page that PDF allows."""
_KEPT_PICTURES = 32
_KEPT_SHEETS = 1024


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is shown of a page.

    `count` is how many pages the file has; `width` and `height` are points as shown. `bounds` is
    the shown part (left, bottom, right, top) in the file's own coordinates, which `turn` then
    turns clockwise by so many degrees.
    """

    count: int
    width: float
    height: float
    bounds: tuple[float, float, float, float]
    turn: int


class PagePictures(Closing):
    """Draws pages in processes of their own, which start when first needed; threads may share it.

    `name` is what errors call a file. All raise KeyError where the file has no page of that
    number (from 1), ReadingError where a page cannot be drawn within the limits, and
    IndexingError where no worker can be started.
    """

    def __init__(self, *, seconds: float = _SECONDS_LIMIT, memory: int = _MEMORY_LIMIT) -> None:
        self._workers = Workers(_answer, _WORKERS, seconds=seconds, memory=memory)
        self._sheets = lru_cache(_KEPT_SHEETS)(self._ask)
        self._pictures = lru_cache(_KEPT_PICTURES)(self._draw)

    def sheet(self, path: Path, name: str, number: int) -> Sheet:
        """How large the page is, and what of it is shown."""
        return self._sheets(path, name, number).sheet

    def picture(self, path: Path, name: str, number: int, width: int) -> bytes:
        """The page as a PNG of that many pixels in width, or of 200 to 2000; the last are kept.

        A page that is many times as high as it is wide becomes narrower.
        """
        return self._pictures(path, name, number, min(max(width, _NARROWEST), _WIDEST))

    def close(self) -> None:
        """End the processes."""
        self._workers.close()

    def _draw(self, path: Path, name: str, number: int, width: int) -> bytes:
        return base64.b64decode(self._ask(path, name, number, width).png)

    def _ask(self, path: Path, name: str, number: int, width: int = 0) -> "_Page":
        page = f"{name}, page {number},"
        job = json.dumps(_Job(str(path.resolve()), page, number, width)).encode()
        outcome = _OUTCOME.validate_json(self._workers.ask(job, page))
        if outcome is None:
            raise KeyError(f"{name} has no page {number}")
        if isinstance(outcome, Unreadable):
            raise ReadingError(outcome.code, outcome.message)
        return outcome


class _Job(NamedTuple):
    """What a worker is told, as a line of JSON; a width of 0 asks for no picture."""

    path: str
    name: str
    number: int
    width: int


@dataclass(frozen=True, slots=True)
class _Page:
    """What a worker answers; `png` is in Base64."""

    sheet: Sheet
    png: str


_OUTCOME: TypeAdapter[_Page | Unreadable | None] = TypeAdapter(_Page | Unreadable | None)
"""None where the file has no such page."""


def _answer(line: bytes) -> bytes:
    """What a worker makes of a page."""
    return _OUTCOME.dump_json(_outcome(_Job(*json.loads(line))))


def _outcome(job: _Job) -> _Page | Unreadable | None:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(job.path) as document:
            if not 1 <= job.number <= len(document):
                return None
            page = document[job.number - 1]
            width, height = page.get_size()
            if not 0 < width * height < _LARGEST_AREA:  # they may be no numbers at all
                return _undrawable(job)
            turn = page.get_rotation()
            sheet = Sheet(len(document), width, height, page.get_bbox(), turn)
            return _Page(sheet, base64.b64encode(_png(page, job.width)).decode())
    except (pypdfium2.PdfiumError, OSError):
        return _undrawable(job)


def _undrawable(job: _Job) -> Unreadable:
    return Unreadable(
        job.name, "unreadable", f"{job.name} cannot be drawn, it is damaged; open the file itself"
    )


def _png(page: "pypdfium2.PdfPage", width: int) -> bytes:
    """The page as a PNG file (https://www.w3.org/TR/png-3/), none for a width of 0.

    Its rows are left unfiltered: filters suit photographs, and cost time.
    """
    if not width:
        return b""
    shown = page.get_width(), page.get_height()
    # Half a pixel less, for sizes are rounded up.
    scale = min((width - 0.5) / shown[0], math.sqrt(_MOST_PIXELS / (shown[0] * shown[1])))
    bitmap = page.render(scale=scale, rev_byteorder=True)  # red, green, blue
    data, length = memoryview(bitmap.buffer), bitmap.stride
    rows = (b"\0" + data[start : start + length] for start in range(0, len(data), length))
    header = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
