"""Files -> pages of positioned lines, or plain text."""

from pathlib import Path

from index.errors import ReadingError
from index.reading.format import decode, sniff
from index.reading.html import read_html
from index.reading.lines import Page
from index.reading.pdf import read_pdf
from index.reading.word import read_word

__all__ = ["MAX_BYTES", "read_file"]

MAX_BYTES = 200 * 1024 * 1024


def read_file(path: Path, name: str) -> tuple[Page, ...] | str:
    """Pages of a file with a layout, or the text of one without; `name` stands in errors.

    Raises ReadingError, its message naming the file and the remedy.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadingError("too_large", f"{name} has over {MAX_BYTES >> 20} MB; split it")
        format_ = sniff(path, name)
    except OSError as error:
        raise ReadingError("unreadable", f"{name} cannot be opened: {error.strerror}") from None
    try:
        if format_ == "pdf":
            return read_pdf(path)
        if format_ == "word":
            text = read_word(path)
        elif format_ == "html":
            text = read_html(path)
        else:
            text = decode(path.read_bytes())
    except ReadingError as error:
        raise ReadingError(error.code, f"{name}: {error}") from None
    if not text.strip():
        raise ReadingError("empty", f"{name} holds no text; download it again")
    return text
