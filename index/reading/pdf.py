"""PDF files through PDFium: words with their place, size and weight."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from index.errors import ReadingError
from index.reading.lines import Page, Word, group_lines

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["LINE_HYPHEN", "MAX_PAGES", "read_pdf"]

MAX_PAGES = 500
_BOLD_WEIGHT = 600
_ITALIC_FLAG = 1 << 6
_RUN = re.compile(r"\S+")
_MAY_CHANGE = re.compile(r"\x02(?=\S)|(?<=\D)\d|\d(?=\D)")
"""Where the size may change within a run: at a hyphen that ended a line, at raised figures."""

_Box: TypeAlias = tuple[float, float, float, float]
LINE_HYPHEN = "\x02"
"""PDFium's sign for a hyphen that ends a line; kept, so that joining can decide about it."""
_SIGNS = {0xFFFE: LINE_HYPHEN, 0: " ", 0x200B: " ", 0xFEFF: " "}


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
    try:
        pages = tuple(_page(document, number) for number in range(len(document)))
    except pypdfium2.PdfiumError:
        raise ReadingError(
            "unreadable", "a page of the PDF is damaged; download it again from its publisher"
        ) from None
    if not any(page.lines for page in pages):
        raise ReadingError(
            "no_text", "the PDF holds pictures but no text (a scan); run text recognition on it"
        )
    return pages


def _page(document: "pypdfium2.PdfDocument", number: int) -> Page:
    page = document[number]
    width, height = page.get_size()
    text = page.get_textpage()
    words = tuple(_Characters(text.raw, height).words())
    text.close()
    page.close()
    return Page(number + 1, width, height, group_lines(number + 1, words))


@dataclass(frozen=True, slots=True)
class _Style:
    """What a run of text is printed in."""

    size: float
    bold: bool
    slanted: bool


class _Characters:
    """The characters of a page: their text at once, the rest asked for where a word needs it.

    A call into PDFium costs more than all that Python does with its answer, so a word is measured
    at its first and last character only, and a run of text asked for its style once.
    """

    def __init__(self, text: object, height: float) -> None:
        import pypdfium2.raw as pdfium

        self._text = text
        self._height = height
        self._pdfium = pdfium
        self._styles: dict[int | None, _Style] = {}
        self._fonts: dict[int | None, tuple[bool, bool]] = {}
        count = pdfium.FPDFText_CountChars(text)
        units = (ctypes.c_ushort * (count + 1))()
        pdfium.FPDFText_GetText(text, 0, count, units)
        chars = bytes(units)[: 2 * count].decode("utf-16-le", "replace")
        if len(chars) != count or "\0" in chars:  # some are left out, or take two units
            codes = (pdfium.FPDFText_GetUnicode(text, i) for i in range(count))
            chars = "".join(map(_character, codes))
        self._chars = chars.translate(_SIGNS)
        self._rectangle, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def words(self) -> Iterator[Word]:
        """Words as white space, jumps and changes of size cut them."""
        for match in _RUN.finditer(self._chars):
            start, end = match.span()
            first = self._box(start)
            last = self._box(end - 1) if end - start > 1 else first
            jumps = last[0] < first[0]
            if jumps or _MAY_CHANGE.search(self._chars, start, end):
                for cut in self._cuts(start, end, jumps=jumps):
                    yield self._word(start, cut, self._box(start), self._box(cut - 1))
                    start = cut
            else:
                yield self._word(start, end, first, last)

    def _cuts(self, start: int, end: int, *, jumps: bool) -> Iterator[int]:
        """Where a run of characters ends or changes: after a line's hyphen, before a mark."""
        style = self._style(start)
        left = self._box(start)[0]
        for i in range(start + 1, end):
            cut = self._chars[i - 1] == LINE_HYPHEN
            if jumps:
                before, left = left, self._box(i)[0]
                cut = cut or left < before
            changed = self._style(i)
            cut = cut or abs(changed.size - style.size) > 0.2 * style.size
            style = changed
            if cut:
                yield i
        yield end

    def _word(self, start: int, end: int, first: _Box, last: _Box) -> Word:
        self._pdfium.FPDFText_GetCharOrigin(self._text, start, self._x, self._y)
        style = self._style(start)
        return Word(
            self._chars[start:end],
            first[0],
            min(first[1], last[1]),
            last[2],
            max(first[3], last[3]),
            self._height - self._y.value,
            style.size,
            style.bold,
            style.slanted,
        )

    def _box(self, index: int) -> _Box:
        box = self._rectangle
        self._pdfium.FPDFText_GetLooseCharBox(self._text, index, box)
        return box.left, self._height - box.top, box.right, self._height - box.bottom

    def _style(self, index: int) -> _Style:
        run = self._pdfium.FPDFText_GetTextObject(self._text, index)
        key = ctypes.c_void_p.from_buffer(run).value
        style = self._styles.get(key)
        if style is None or key is None:
            style = self._styles[key] = self._read_style(index, run)
        return style

    def _read_style(self, index: int, run: object) -> _Style:
        size = self._pdfium.FPDFText_GetFontSize(self._text, index)
        font = self._pdfium.FPDFTextObj_GetFont(run)
        key = ctypes.c_void_p.from_buffer(font).value
        if key not in self._fonts:
            self._fonts[key] = self._read_font(index)
        bold, italic = self._fonts[key]
        matrix = self._matrix
        self._pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        skewed = matrix.a > 0 and abs(matrix.b) < 0.01 * matrix.a < abs(matrix.c)
        return _Style(size, bold, italic or skewed)

    def _read_font(self, index: int) -> tuple[bool, bool]:
        """Whether a font is bold, and italic; its name helps, for standard fonts state neither."""
        weight = self._pdfium.FPDFText_GetFontWeight(self._text, index)
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._pdfium.FPDFText_GetFontInfo(self._text, index, name, len(name), flags)
        words = name.value.lower()
        italic = bool(flags.value & _ITALIC_FLAG) or b"italic" in words or b"oblique" in words
        return weight >= _BOLD_WEIGHT or b"bold" in words, italic


def _character(code: int) -> str:
    """The character of a code point; halves of a pair and what is beyond Unicode are unknown."""
    known = code < 0xD800 or 0xE000 <= code < 0x110000
    return chr(code) if known else "\N{REPLACEMENT CHARACTER}"
