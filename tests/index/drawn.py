"""Pictures of pages in tests: PNG files read back, and PDF files turned and cropped."""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

__all__ = ["Picture", "read_png", "turned_pdf"]

_DARK = 3 * 128


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of three bytes a pixel."""

    width: int
    height: int
    rows: tuple[bytes, ...]

    def ink(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of all that is dark."""
        dark = [
            (x, y)
            for y, row in enumerate(self.rows)
            if min(row) < 128
            for x in range(self.width)
            if sum(row[3 * x : 3 * x + 3]) < _DARK
        ]
        xs, ys = zip(*dark, strict=True)
        return min(xs), min(ys), max(xs) + 1, max(ys) + 1


def read_png(data: bytes) -> Picture:
    """A picture of unfiltered rows in red, green and blue, every checksum verified."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks: dict[bytes, bytes] = {}
    place = 8
    while place < len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        content = data[place + 8 : place + 8 + length]
        (check,) = struct.unpack_from(">I", data, place + 8 + length)
        assert check == zlib.crc32(name + content)
        chunks[name] = content
        place += 12 + length
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    width, height, *form = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert form == [8, 2, 0, 0, 0]
    pixels = zlib.decompress(chunks[b"IDAT"])
    rows = [pixels[i : i + 1 + 3 * width] for i in range(0, len(pixels), 1 + 3 * width)]
    assert len(rows) == height
    assert all(row[0] == 0 for row in rows)
    return Picture(width, height, tuple(row[1:] for row in rows))


def turned_pdf(
    path: Path, good: Path, turn: int, crop: tuple[float, float, float, float] | None
) -> Path:
    """The same file, its pages turned clockwise and cropped to (left, bottom, right, top)."""
    with pypdfium2.PdfDocument(good) as document:
        for page in document:
            page.set_rotation(turn)
            if crop:
                page.set_cropbox(*crop)
        document.save(path)
    return path
