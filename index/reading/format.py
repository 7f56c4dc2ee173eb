"""Tells a file's format by its content and turns it into pages or plain text."""

import codecs
from pathlib import Path
from typing import Literal

from index.errors import ReadingError

__all__ = ["Format", "decode", "sniff"]

Format = Literal["pdf", "text"]

_SUFFIXES: dict[str, Format] = {
    ".pdf": "pdf",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def sniff(name: str, head: bytes) -> Format:
    """The format of a file that begins with `head` (2 KiB will do).

    Raises ReadingError where the content is no known format or the suffix claims another.
    """
    if not head:
        raise ReadingError("empty", f"{name} is empty; download it again")
    claimed = _SUFFIXES.get(Path(name).suffix.lower())
    found = _content(head)
    if found is None or (claimed is not None and claimed != found[0]):
        what = "HTML" if _is_html(head) else found[1] if found else "binary"
        said = Path(name).suffix or "no suffix"
        code = "wrong_suffix" if claimed is not None and (found or what == "HTML") else "binary"
        raise ReadingError(
            code,
            f"{name} is named {said} but its content is {what}; "
            "download the report again, or give it as PDF or text",
        )
    return found[0]


def _content(head: bytes) -> tuple[Format, str] | None:
    if b"%PDF-" in head[:1024]:
        return "pdf", "PDF"
    if _is_html(head):
        return None
    if any(head.startswith(bom) for bom, _ in _BOMS):
        return "text", "text"
    control = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    if b"\0" in head or control > 0.02 * len(head):
        return None
    return "text", "text"


def _is_html(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml"))


def decode(data: bytes) -> str:
    """Text of a file in UTF-8 or UTF-16 with a mark, else Windows-1252, which any bytes fit."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
