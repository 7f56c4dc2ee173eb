"""Where words stand on a page as it is shown: a box for those of each printed line."""

from collections.abc import Sequence

from index.page_views import PageBox
from index.pictures import Sheet
from index.types import Span

__all__ = ["page_box", "printed_lines"]

_WIDEST_GAP = 1.5
"""Between words of a line, in heights of it; cells of a table stand further apart."""


def printed_lines(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The words that a stretch of the text overlaps, those that follow one another as one span."""
    lines: list[Span] = []
    for word in spans:
        if start < end and word.start < end and start < word.end:
            continued = bool(lines) and _continues(lines[-1], word)
            lines.append(_joined(lines.pop(), word) if continued else word)
    return lines


def _continues(line: Span, word: Span) -> bool:
    """Whether a word stands in the line, next to its end."""
    left, top, bottom = word.box[0], word.box[1], word.box[3]
    shared = min(bottom, line.box[3]) - max(top, line.box[1])
    lower = min(bottom - top, line.box[3] - line.box[1])
    return (
        word.page == line.page
        and shared > lower / 2
        and left >= line.box[0]
        and left - line.box[2] < _WIDEST_GAP * lower
    )


def _joined(line: Span, word: Span) -> Span:
    left, top, right, bottom = zip(line.box, word.box, strict=True)
    return Span(line.start, word.end, line.page, (min(left), min(top), max(right), max(bottom)))


def page_box(span: Span, sheet: Sheet) -> PageBox | None:
    """A span's box on the page as it is shown, None where that part is cut off.

    The reader of PDF files counts from the top of a page as high as this one is shown, in the
    file's own coordinates: before it is cropped and turned.
    """
    left, bottom, right, top = sheet.bounds
    x1, x2 = span.box[0] - left, span.box[2] - left
    y1, y2 = (top - (sheet.height - y) for y in (span.box[1], span.box[3]))
    width, height = right - left, top - bottom
    across, down = {
        90: ((height - y2, height - y1), (x1, x2)),
        180: ((width - x2, width - x1), (height - y2, height - y1)),
        270: ((y1, y2), (width - x2, width - x1)),
    }.get(sheet.turn, ((x1, x2), (y1, y2)))
    box_left, box_right = (_within(x / sheet.width) for x in across)
    box_top, box_bottom = (_within(y / sheet.height) for y in down)
    if box_left >= box_right or box_top >= box_bottom:
        return None
    return PageBox(span.page, box_left, box_top, box_right - box_left, box_bottom - box_top)


def _within(fraction: float) -> float:
    return min(max(fraction, 0.0), 1.0)
