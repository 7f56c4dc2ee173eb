"""Plain text and Markdown -> blocks, from blank lines, markers and the words themselves."""

import re
from dataclasses import dataclass, replace

from index.frameworks import canonical_grade, report_kind
from index.structure.blocks import Block, clean, ends_sentence, is_bullet
from index.structure.grades import graded_heading

__all__ = ["plain_blocks"]

_TAG = re.compile(r"</?(?:ul|ol|li|p|br|b|i|u|strong|em|span|div|hr)\b[^<>]*>", re.IGNORECASE)
_TABLE_RULE = re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?\s*)?$")
_LIST_TAG = re.compile(r"^\s*(?:<(?:ul|ol|li)\b[^<>]*>\s*)+", re.IGNORECASE)
_BULLET = re.compile(r"^(\s*)(?P<sign>[^\w\s]|[\ue000-\uf8ff])\s+(?=\S)")
_NUMBER = re.compile(r"^\s{0,3}(\d{1,3})(?:[.)]\s*(?=[A-Z‘“'\"(*])|[.)]\s+)(?=\S)")
_CONTENTS_LINE = re.compile(r"^(.{3,120}?)[\s.·…]*[\t .…]\s*\d{1,3}$")
_LONGEST_HEADING = 110
_WIDEST_GAP = 4
"""Numbers may skip so many."""
_PAGE_BREAK = 3
"""So many blank lines stand where a page ended."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines between blank lines, or one bullet or number; `gap` counts the blank lines above."""

    text: str
    gap: int
    bullet: int = 0
    number: str | None = None
    marks: int = 0
    strong: bool = False


def plain_blocks(text: str) -> list[Block]:
    """The blocks of a text without positions; every block is on page 1."""
    blocks: list[Block] = []
    counts = _Counts()
    previous: _Chunk | None = None
    for raw in _chunks(text):
        chunk = _checked(raw, counts, previous)
        if previous is not None and _is_subject(chunk, previous):
            blocks.append(Block("heading", 1, re.sub(r"\s+", " ", chunk.text)))
            previous = chunk
            continue
        if previous is not None and _continues(chunk, previous, blocks):
            tail = blocks[-1]
            blocks[-1] = replace(tail, text=f"{tail.text} {_one_line(chunk.text)}")
        else:
            blocks += _blocks(chunk)
            if chunk.number is not None:
                counts.take(int(chunk.number))
        previous = chunk
    return blocks


@dataclass
class _Counts:
    """How far paragraphs are numbered, and how far they were when numbers last began anew.

    What began anew may have been a list inside a paragraph.
    """

    last: int = 0
    outer: int = 0

    def may_come(self, number: int) -> bool:
        """Whether the number begins anew or follows, with a gap at most."""
        near = 0 <= number - self.last <= _WIDEST_GAP
        return number == 1 or near or 0 < number - self.outer <= _WIDEST_GAP

    def take(self, number: int) -> None:
        """Count on from the number."""
        if number == 1:
            self.outer = self.last
        elif not 0 <= number - self.last <= _WIDEST_GAP:
            self.outer = 0
        self.last = number


def _checked(chunk: _Chunk, counts: _Counts, previous: _Chunk | None) -> _Chunk:
    """The chunk, its figure taken for a number only if it may come next."""
    if chunk.number is None or _follows(int(chunk.number), counts, previous):
        return chunk
    return replace(chunk, text=f"{chunk.number}. {chunk.text}", number=None)


def _is_subject(chunk: _Chunk, previous: _Chunk) -> bool:
    """Whether the chunk is the subject of a letter, which stands below its greeting."""
    greeted = previous.text.rsplit("\n", 1)[-1].startswith("Dear ")
    return greeted and len(chunk.text) < 250 and report_kind(chunk.text) is not None


def _follows(number: int, counts: _Counts, previous: _Chunk | None) -> bool:
    """Whether a number may be printed after those before it."""
    if previous is not None and previous.text and not ends_sentence(previous.text):
        running = len(previous.text) > _LONGEST_HEADING and previous.number is not None
        if running and number != counts.last + 1:
            return False
    return counts.may_come(number)


def _chunks(text: str) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    gap = 0
    open_ = False
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n\n").split("\n"):
        if not raw.strip():
            gap += 1
            open_ = False
            continue
        if _TABLE_RULE.match(raw):
            continue
        chunk = _chunk(_table_row(raw), gap)
        joins = (
            open_
            and chunks
            and not chunk.bullet
            and chunk.number is None
            and not chunk.marks
            and "\t" not in raw
            and "\t" not in chunks[-1].text
        )
        if joins:
            chunks[-1] = replace(chunks[-1], text=f"{chunks[-1].text}\n{chunk.text}", strong=False)
        else:
            chunks.append(chunk)
        open_ = not chunk.marks
        gap = 0
    return chunks


def _table_row(raw: str) -> str:
    """A row of a Markdown table with tabs between its cells; any other line as it is.

    A table of numbers and texts is a way to lay out numbered paragraphs.
    """
    row = raw.strip()
    if not (row.startswith("|") and row.endswith("|") and len(row) > 2):
        return raw
    cells = [cell.strip() for cell in row[1:-1].split("|")]
    numbered = len(cells) == 2 and re.fullmatch(r"\d{1,3}\.", cells[0])
    return ("  " if numbered else "\t").join(cells)


def _chunk(raw: str, gap: int) -> _Chunk:
    """One line without its markers."""
    listed = _LIST_TAG.match(raw)
    line = _TAG.sub(" ", raw).rstrip()
    if listed:
        return _Chunk(_plain(line), gap, bullet=1)
    marks = len(line) - len(line.lstrip("#")) if re.match(r"#{1,6}\s", line) else 0
    if marks:
        return _Chunk(_plain(line.strip("# ")), gap, marks=marks)
    bullet = _BULLET.match(line)
    if bullet and (is_bullet(bullet["sign"]) or bullet["sign"] == "+"):
        depth = 1 if len(bullet[1].expandtabs(4)) < 4 else 2
        return _Chunk(_plain(line[bullet.end() :]), gap, bullet=depth)
    number = _NUMBER.match(line)
    if number:
        return _Chunk(_plain(line[number.end() :]), gap, number=number[1])
    strong = bool(re.fullmatch(r"\s*(\*\*|__)[^*]+\1\s*", line))
    return _Chunk(_plain(line), gap, strong=strong)


def _plain(text: str) -> str:
    """The words without Markdown emphasis, spaces folded (tabs, which make cells, are kept)."""
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r" \2 ", text)
    text = re.sub(r"(?<![\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])", r"\1", text)
    text = re.sub(r"[ \u00a0]+", " ", clean(text))
    return re.sub(r" ([,.;:!?)])", r"\1", text).strip(" ")


def _continues(chunk: _Chunk, previous: _Chunk, blocks: list[Block]) -> bool:
    """Whether the chunk is the rest of a block that a page break cut in two."""
    if not blocks or chunk.bullet or chunk.number is not None or chunk.marks or chunk.strong:
        return False
    tail = blocks[-1]
    if tail.kind not in ("numbered", "bullet", "text") or "\t" in chunk.text:
        return False
    if previous.text.endswith(":") or "\n" in previous.text or tail.kind != _kind(previous):
        return False
    if (
        chunk.gap >= _PAGE_BREAK
        and tail.kind in ("bullet", "numbered")
        and ends_sentence(chunk.text)
    ):
        return True
    if re.match(r"[a-z]", chunk.text):
        return not re.search(r"[.!?]$", tail.text) or chunk.gap <= 1
    unfinished = not ends_sentence(tail.text) and len(tail.text) > _LONGEST_HEADING
    return unfinished and (ends_sentence(chunk.text) or len(chunk.text) > _LONGEST_HEADING)


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def _kind(chunk: _Chunk) -> str:
    return "bullet" if chunk.bullet else "text" if chunk.number is None else "numbered"


def _blocks(chunk: _Chunk) -> list[Block]:
    """The blocks of one chunk: one, but for tables and contents lists."""
    text = _one_line(chunk.text)
    if chunk.number is not None:
        return [Block("numbered", 1, text, number=chunk.number)]
    if chunk.bullet:
        return [Block("bullet", 1, text, level=chunk.bullet)]
    if chunk.marks:
        return [Block("heading", 1, text, level=chunk.marks)]
    cells = [c.strip() for c in re.split(r"\t+|\s*\|\s*", chunk.text.strip("| ")) if c.strip()]
    if ("\t" in chunk.text or chunk.text.startswith("|")) and cells:
        return _table_line(cells, chunk)
    if chunk.strong or _is_heading(chunk, text):
        return [Block("heading", 1, text)]
    return [Block("text", 1, text)]


def _table_line(cells: list[str], chunk: _Chunk) -> list[Block]:
    if all(re.fullmatch(r":?-+:?", cell) for cell in cells):
        return []
    if len(cells) == 2 and canonical_grade(cells[1]):
        return [Block("row", 1, cells[0], grade=cells[1])]
    if [cell.lower() for cell in cells] in (["judgement", "grade"], ["area", "grade"]):
        return []
    if _CONTENTS_LINE.match(chunk.text):
        return [Block("note", 1, " ".join(cells))]
    return [Block("heading" if len(cells) == 1 else "text", 1, " ".join(cells))]


def _is_heading(chunk: _Chunk, text: str) -> bool:
    if "\n" in chunk.text or len(text) > _LONGEST_HEADING:
        return False
    if not re.match(r"[A-Z0-9‘“'\"]", text):
        return False
    if text.startswith("Dear ") or re.match(r"(Copy|cc)\b", text):
        return False
    if text.endswith(":") and len(text.split()) > 8:
        return False
    return bool(graded_heading(text)) or not re.search(r"[.;,!]$", text)
