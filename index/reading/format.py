"""Tells a file's format by its content, whatever its name claims."""

import codecs
import re
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from index.errors import ReadingError

__all__ = ["Format", "decode", "sniff"]

Format = Literal["pdf", "word", "html", "text"]

_NAMES: dict[Format, str] = {"pdf": "PDF", "word": "a Word file", "html": "HTML", "text": "text"}
_SUFFIXES: dict[str, Format] = {
    ".pdf": "pdf",
    ".docx": "word",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
}
_HEAD = 2048
_MOST_TYPES = 1024**2
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Word before 2007 begin, and newer ones with a password."""
_WORD = b"wordprocessingml.document.main+xml"
"""The content type of a Word file's main part, wherever in the file that is."""
_COMMENTS = re.compile(rb"(\s*<!--.*?-->)+\s*", re.DOTALL)
"""Browsers begin a page that they save with a comment that says whence it comes."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def sniff(path: Path, name: str) -> Format:
    """The format of a file by its first bytes; `name` stands in errors and must not disagree.

    Raises ReadingError (`empty`, `wrong_suffix`, `binary`) and OSError.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise ReadingError("empty", f"{name} is empty; download it again")
    if head.startswith(_OLE):
        raise ReadingError(
            "binary", f"{name} is an old Word file or has a password; save it as .docx without one"
        )
    claimed = _SUFFIXES.get(Path(name).suffix.lower())
    found = _content(path, head)
    if found is not None and claimed in (None, found):
        return found
    code = "wrong_suffix" if claimed and found else "binary"
    said = Path(name).suffix or "without a suffix"
    what = _NAMES[found] if found else "binary"
    raise ReadingError(
        code,
        f"{name} is named {said} but its content is {what}; "
        "download the report again, or give it as PDF, Word (.docx), HTML or text",
    )


def _content(path: Path, head: bytes) -> Format | None:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_ZIP):
        return "word" if _is_word(path) else None
    if _is_html(head):
        return "html"
    if any(head.startswith(bom) for bom, _ in _BOMS):
        return "text"
    control = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    if b"\0" in head or control > 0.02 * len(head):
        return None
    return "text"


def _is_word(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive, archive.open("[Content_Types].xml") as types:
            return _WORD in types.read(_MOST_TYPES)
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, RuntimeError):
        return False


def _is_html(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    comments = _COMMENTS.match(start)
    if comments:
        start = start[comments.end() :]
    if start.startswith(b"<?xml"):
        return b"<html" in start
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))


def decode(data: bytes) -> str:
    """Text of a file in UTF-8 or UTF-16 with a mark, else Windows-1252, which any bytes fit."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
