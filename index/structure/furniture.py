"""Takes page furniture away: running lines, page numbers, footnotes and their marks."""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from index.reading.lines import Line, Page

__all__ = ["body_size", "without_furniture"]

_MARGIN = 0.12
"""Share of the page's height, at top and bottom, in which running lines are looked for."""


def body_size(pages: Sequence[Page]) -> float:
    """The font size of most characters, those in the margins aside."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            # In a short report the running lines may outnumber the body.
            sizes[line.size] += 0 if _in_margin(line, page) else len(line.text)
    return sizes.most_common(1)[0][0]


def without_furniture(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with nothing but the body left on them."""
    size = body_size(pages)
    running = _running_lines(pages)
    printed = Counter(_bare(w.text) for page in pages for line in page.lines for w in line.words)
    result = []
    for page in pages:
        lines = [
            line
            for line in page.lines
            if _key(line) not in running or not _in_margin(line, page)
            if not _is_page_number(line, page)
        ]
        kept = _without_footnotes(lines, page, size)
        notes = frozenset(line.words[0].text.strip(".)") for line in lines[len(kept) :])
        lines = [_without_marks(line, notes, printed) for line in kept]
        result.append(replace(page, lines=tuple(line for line in lines if line.words)))
    return tuple(result)


def _key(line: Line) -> str:
    """What a running line has in common on all pages: its words, not its figures."""
    return re.sub(r"\d+", "#", line.text.lower())


def _in_margin(line: Line, page: Page) -> bool:
    return not _MARGIN * page.height < line.baseline < (1 - _MARGIN) * page.height


def _running_lines(pages: Sequence[Page]) -> frozenset[str]:
    """Keys of lines that recur at the same height in the margins."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        found = {
            (_key(line), round(line.baseline / 8)) for line in page.lines if _in_margin(line, page)
        }
        seen.update(found)
    wanted = max(2, len(pages) // 5)
    heights: Counter[str] = Counter()
    for (key, height), count in seen.items():
        heights[key] = max(heights[key], count + seen.get((key, height + 1), 0))
    return frozenset(key for key, count in heights.items() if count >= wanted)


def _is_page_number(line: Line, page: Page) -> bool:
    number = r"(page\s*)?\d{1,3}(\s*(of|/)\s*\d{1,3})?"
    return _in_margin(line, page) and bool(re.fullmatch(number, line.text.strip(), re.IGNORECASE))


def _without_footnotes(lines: list[Line], page: Page, body: float) -> list[Line]:
    """Lines without the small print at the page's foot, if that begins with a mark."""
    first = len(lines)
    while first and lines[first - 1].size <= 0.92 * body:
        first -= 1
    for index in range(first, len(lines)):
        line = lines[index]
        low = line.baseline > 0.4 * page.height
        mark = r"\d{1,2}$|[*†]" if line.size > 0.8 * body else r"\d{1,2}[.)]?$|[*†]"
        if low and re.match(mark, line.words[0].text):
            return lines[:index]
    return lines


def _bare(word: str) -> str:
    return word.lower().strip(".,;:()‘’“”'\"")


def _is_mark(stem: str, word: str, printed: Mapping[str, int]) -> bool:
    """Whether the digits at the word's end are a mark and no part of a name.

    A mark is printed once, on a word that stands elsewhere without it.
    """
    return printed[_bare(word)] == 1 and _bare(stem) in printed


def _without_marks(line: Line, notes: Container[str], printed: Mapping[str, int]) -> Line:
    """The line without footnote digits: raised ones, and those of the page's own notes.

    What punctuation is set together with a mark stays.
    """
    if not any(map(str.isdigit, line.text)):
        return line
    big = max(word.size for word in line.words)
    kept = []
    for word in line.words:
        raised = word.size <= 0.8 * big and word.baseline < line.words[0].baseline + 0.1 * big
        mark = re.fullmatch(r"(\d{1,2})([.,;:]?)", word.text) if raised else None
        glued = re.fullmatch(r"(.*[a-z)’])(\d{1,2})([.,;:]?)", word.text)
        if mark is not None:
            if mark[2]:
                kept.append(replace(word, text=mark[2]))
        elif glued and glued[2] in notes and _is_mark(glued[1], word.text, printed):
            kept.append(replace(word, text=glued[1] + glued[3]))
        else:
            kept.append(word)
    return line if kept == list(line.words) else Line(line.page, tuple(kept))
