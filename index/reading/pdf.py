"""PDF files through PDFium: words with their place, size and weight."""

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.reading.lines import Page, Word, group_lines

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["LINE_HYPHEN", "MAX_PAGES", "read_pdf"]

MAX_PAGES = 500
_BOLD_WEIGHT = 600
LINE_HYPHEN = "\x02"
"""PDFium's sign for a hyphen that ends a line; kept, so that joining can decide about it."""


def read_pdf(path: Path) -> tuple[Page, ...]:
    """The pages of a PDF file.

    Raises ReadingError: `encrypted`, `too_large`, `unreadable`, or `no_text` where no page holds
    any (a scan).
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadingError(
                "encrypted", "the PDF is protected by a password; save it without one"
            ) from None
        raise ReadingError(
            "unreadable", "the PDF is damaged; download it again from its publisher"
        ) from None
    if len(document) > MAX_PAGES:
        raise ReadingError(
            "too_large", f"the PDF has {len(document)} pages; the limit is {MAX_PAGES}"
        )
    pages = tuple(_page(document, number) for number in range(len(document)))
    if not any(page.lines for page in pages):
        raise ReadingError(
            "no_text", "the PDF holds pictures but no text (a scan); run text recognition on it"
        )
    return pages


def _page(document: "pypdfium2.PdfDocument", number: int) -> Page:
    page = document[number]
    width, height = page.get_size()
    text = page.get_textpage()
    words = tuple(_words(text.raw, text.count_chars(), height))
    text.close()
    page.close()
    return Page(number + 1, width, height, group_lines(number + 1, words))


def _words(text: object, count: int, height: float) -> Iterator[Word]:
    """Cut PDFium's characters into words at white space, jumps and changes of size."""
    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
    letters: list[str] = []
    box = [0.0, 0.0, 0.0, 0.0]
    size = baseline = 0.0
    bold = False

    def word() -> Word:
        return Word("".join(letters), box[0], box[1], box[2], box[3], baseline, size, bold)

    for i in range(count):
        code = pdfium.FPDFText_GetUnicode(text, i)
        char = LINE_HYPHEN if code in (0x02, 0xFFFE) else chr(code) if code else ""
        if not char or char.isspace() or char in "\u200b\ufeff":
            if letters:
                yield word()
                letters = []
            continue
        pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top)
        char_size = pdfium.FPDFText_GetFontSize(text, i)
        jumped = letters and (
            abs(char_size - size) > 0.2 * size or left.value < box[0] or letters[-1] == LINE_HYPHEN
        )
        if jumped:
            yield word()
            letters = []
        if not letters:
            pdfium.FPDFText_GetCharOrigin(text, i, origin_x, origin_y)
            size, baseline = char_size, height - origin_y.value
            bold = pdfium.FPDFText_GetFontWeight(text, i) >= _BOLD_WEIGHT or _named_bold(text, i)
            box = [left.value, height - top.value, right.value, height - bottom.value]
        letters.append(char)
        box[0] = min(box[0], left.value)
        box[1] = min(box[1], height - top.value)
        box[2] = max(box[2], right.value)
        box[3] = max(box[3], height - bottom.value)
    if letters:
        yield word()


def _named_bold(text: object, index: int) -> bool:
    """Whether the font's name says that it is bold: standard fonts state no weight."""
    import pypdfium2.raw as pdfium

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, len(name), flags)
    return b"bold" in name.value.lower()
