"""Files that are damaged by chance, and files that are made to stop their readers."""

import random
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx

__all__ = [
    "endless_pages",
    "mutations",
    "nested_html",
    "self_referencing",
    "stream_bomb",
    "word_bomb",
]


def mutations(originals: Sequence[bytes], count: int, seed: int = 0) -> Iterator[bytes]:
    """Files cut off, with bits flipped, or spliced from two; the same ones for a seed."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
    for number in range(count):
        data = bytearray(chance.choice(originals))
        match number % 3:
            case 0:
                del data[chance.randrange(len(data)) :]
            case 1:
                for _ in range(chance.choice((1, 10, 100, 1000))):
                    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            case _:
                other = chance.choice(originals)
                cut = chance.randrange(len(data))
                data[cut:] = other[chance.randrange(len(other)) :]
        yield bytes(data)


def _pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    return bytes(data + b"startxref\n%d\n%%%%EOF\n" % table)


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_BOX = b"/MediaBox[0 0 595 842]"


def self_referencing(path: Path) -> Path:
    """A page that draws a form that draws itself, twice."""
    resources = b"/Resources<</XObject<</F 5 0 R>>/Font<</T 6 0 R>>>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + resources
    path.write_bytes(
        _pdf(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/Contents 4 0 R" + _BOX + resources + b">>",
                _stream(b"", b"/F Do"),
                _stream(form, b"BT /T 12 Tf 72 700 Td (Inspection) Tj ET /F Do /F Do"),
                _FONT,
            ]
        )
    )
    return path


def stream_bomb(path: Path, gigabytes: int = 4) -> Path:
    """A page whose content unpacks to gigabytes of text operators."""
    packer = zlib.compressobj(9)
    piece = b"BT /T 12 Tf 72 700 Td (A) Tj ET\n" * 32768
    content = b"".join(packer.compress(piece) for _ in range(gigabytes * 1024)) + packer.flush()
    path.write_bytes(
        _pdf(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/Contents 4 0 R"
                + _BOX
                + b"/Resources<</Font<</T 5 0 R>>>>>>",
                _stream(b"/Filter/FlateDecode", content),
                _FONT,
            ]
        )
    )
    return path


def endless_pages(path: Path, count: int = 100_000) -> Path:
    """A file that names one page again and again."""
    kids = b"3 0 R " * count
    path.write_bytes(
        _pdf(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count,
                b"<</Type/Page/Parent 2 0 R/Contents 4 0 R" + _BOX + b">>",
                _stream(b"", b""),
            ]
        )
    )
    return path


def word_bomb(path: Path, gigabytes: int = 4) -> Path:
    """A Word file whose text unpacks to gigabytes."""
    small = path.with_suffix(".small")
    docx.Document().save(str(small))
    with zipfile.ZipFile(small) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in parts.namelist():
            data = parts.read(name)
            if name != "word/document.xml":
                bomb.writestr(name, data)
                continue
            start, end = data.split(b"<w:body>", 1)
            with bomb.open(name, "w", force_zip64=True) as stream:
                stream.write(start + b"<w:body>")
                for _ in range(gigabytes * 1365):
                    stream.write(b"<w:p/>" * (1 << 17))
                stream.write(end)
    small.unlink()
    return path


def nested_html(path: Path, depth: int = 200_000) -> Path:
    """A page of elements within elements."""
    path.write_bytes(b"<html><body>" + b"<div>" * depth + b"Inspection")
    return path
