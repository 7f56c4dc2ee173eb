"""Laid-out pages -> blocks: numbers, bullets and headings told apart by where they stand."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from index.reading.lines import Line, Page
from index.structure.blocks import (
    WEAK_HEADING,
    Block,
    BlockKind,
    ends_sentence,
    is_bullet,
    join_lines,
    shift,
)
from index.structure.dates import date_in
from index.structure.furniture import body_size, without_furniture
from index.structure.numbers import Candidate, Numbering, number_of
from index.structure.tables import TableRow, judgement_rows

__all__ = ["layout_blocks"]

_WIDEST_PITCH = 1.75
"""Lines further apart than so many times their size are not of one paragraph."""
_SHORT_HEADING = 110
"""A line of body type that stands alone is a heading only if it has at most so many characters."""


def layout_blocks(pages: Sequence[Page]) -> list[Block]:
    """The blocks of a report in reading order."""
    body = without_furniture(pages)
    vocabulary = frozenset(
        word.lower() for page in body for line in page.lines for word in _words(line.text)
    )
    return _Layout(body, body_size(pages), vocabulary).blocks()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:-\w+)*", text)


@dataclass
class _Open:
    """The block that is being put together."""

    kind: BlockKind
    lines: list[Line]
    number: str | None = None
    level: int = 0

    @property
    def indent(self) -> float:
        """Where its running text begins: its second line shows it, if there is one."""
        return self.lines[1 if len(self.lines) > 1 else 0].left

    @property
    def ended(self) -> bool:
        return ends_sentence(self.lines[-1].text)


@dataclass
class _Layout:
    """One pass over the lines of a report."""

    pages: Sequence[Page]
    body: float
    vocabulary: frozenset[str]
    done: list[Block] = field(default_factory=list)
    current: _Open | None = None

    def __post_init__(self) -> None:
        lines = [line for page in self.pages for line in page.lines]
        self.tables = [judgement_rows(page.lines) for page in self.pages]
        self.pitch = _pitch(lines, self.body)
        self.right = max((line.right for line in lines), default=0.0)
        self.measure = _common_right(lines)
        styles = {(line.size, line.bold) for line in lines if self._styled(line)}
        self.ranks = {style: i + 1 for i, style in enumerate(sorted(styles, reverse=True))}
        self.numbering = Numbering.of([x for _, rest in self.tables for x in rest], self.body)
        self.margin = median([line.left for line in lines]) if lines else 0.0

    def _styled(self, line: Line) -> bool:
        """Whether the line is printed as a heading is: larger than the body, or bold."""
        return line.size >= self.body + 1 or (line.bold and line.size >= self.body - 1)

    def blocks(self) -> list[Block]:
        for rows, rest in self.tables:
            items: list[tuple[float, TableRow | Line]] = [(row.top, row) for row in rows]
            items += [(line.baseline, line) for line in rest]
            items.sort(key=lambda item: item[0])
            sequence = [item for _, item in items]
            for index, item in enumerate(sequence):
                following = sequence[index + 1] if index + 1 < len(sequence) else None
                if isinstance(item, TableRow):
                    self._row(item)
                else:
                    self._line(item, following if isinstance(following, Line) else None)
        self._close()
        return self.done

    def _row(self, row: TableRow) -> None:
        self._close()
        text, spans = join_lines(row.label, self.vocabulary)
        grade, grade_spans = join_lines(row.grade, self.vocabulary)
        spans += shift(grade_spans, len(text) + 1)
        page = row.label[0].page
        first = row.label[0]
        level = self.ranks.get((first.size, first.bold), 0) if first.size > self.body + 0.6 else 0
        self.done.append(Block("row", page, text, level=level, grade=grade, spans=spans))

    def _line(self, line: Line, following: Line | None) -> None:
        if len(line.text) == 1 and is_bullet(line.text):
            return
        candidate = number_of(line)
        before = self.current.lines[-1] if self.current else None
        if candidate and self._is_sub_point(candidate):
            self.listed = candidate.value
            self._bullet(line, line)
            return
        running = self._running(line)
        if candidate and self.numbering.accepts(candidate, before, self.pitch, running=running):
            self.listed = 0
            self._start("numbered", candidate.rest, number=candidate.number)
        elif (bullet := _bullet(line)) is not None:
            self._bullet(line, bullet)
        elif self._is_heading(line, following):
            self._heading(line)
        elif self.current and self._continues(line):
            self.current.lines.append(line)
        else:
            self._start("text", line)

    def _running(self, line: Line) -> bool:
        """Whether the line follows a full one that stops in the middle of a sentence."""
        open_ = self.current
        if open_ is None or open_.kind == "heading" or open_.ended:
            return False
        before = open_.lines[-1]
        near = before.page != line.page or line.baseline - before.baseline <= 1.3 * self.pitch
        return near and not self._had_room(before, line)

    def _had_room(self, before: Line, line: Line) -> bool:
        """Whether the first word of the line would have had its place on the line before."""
        first = line.words[0]
        return before.right + first.right - first.left + line.size < self.measure

    def _is_sub_point(self, candidate: Candidate) -> bool:
        """Whether the number belongs to a list inside a bullet or a numbered paragraph.

        It stands at least as far to the right as that one's text, and such a list counts from 1.
        """
        open_ = self.current
        if open_ is None or not open_.ended or not candidate.dotted:
            return False
        if candidate.value not in (1, self.listed + 1):
            return False
        if open_.kind == "bullet":
            return candidate.left > self.inside - 3
        same_page = open_.lines[-1].page == candidate.line.page
        return self._hangs(open_) and same_page and candidate.left > open_.indent - 3

    def _start(
        self, kind: BlockKind, line: Line, *, number: str | None = None, level: int = 0
    ) -> None:
        self._close()
        self.current = _Open(kind, [line], number, level)

    def _bullet(self, line: Line, rest: Line) -> None:
        level = 1
        if self.current and self.current.kind == "bullet" and self.outer:
            while self.outer and self.outer[-1] > line.left + 6:
                self.outer.pop()
            if not self.outer or line.left > self.outer[-1] + 6:
                self.outer.append(line.left)
            level = len(self.outer)
        else:
            self.outer = [line.left]
        if level == 1:
            self.inside = rest.left
        self._start("bullet", rest, level=level)

    outer: list[float] = field(default_factory=list)
    """Where the bullets begin that the current one stands in."""
    inside: float = 0.0
    """Where the text of the outermost of them begins."""
    listed: int = 0
    """The last number of a list inside a bullet or a numbered paragraph."""

    def _is_heading(self, line: Line, following: Line | None) -> bool:
        if self._styled(line):
            return not (self._emphasis(line) or self._large_text(line))
        return self._stands_alone(line, following)

    def _emphasis(self, line: Line) -> bool:
        """Bold words inside a running paragraph are no heading."""
        if not self.current or self.current.kind == "heading" or line.size > self.body + 0.5:
            return False
        before = self.current.lines[-1]
        near = before.page == line.page and line.baseline - before.baseline < 1.25 * self.pitch
        full = before.right > 0.75 * self.right or before.bold == line.bold
        return near and not self.current.ended and (full or line.text[0].islower())

    def _large_text(self, line: Line) -> bool:
        """The next line of a bullet or paragraph that is itself printed as large as a heading."""
        if not self.current or self.current.kind == "heading" or line.bold:
            return False
        before = self.current.lines[-1]
        alike = before.size == line.size and before.bold == line.bold
        return (
            alike and before.page == line.page and line.baseline - before.baseline < 1.4 * line.size
        )

    def _stands_alone(self, line: Line, following: Line | None) -> bool:
        """A short line of body type between two gaps, before something that begins anew."""
        text = line.text
        if len(text) > _SHORT_HEADING or not text[0].isupper() or ends_sentence(text):
            return False
        smaller, listed = line.size < self.body - 0.6, text.endswith(",") or ": " in text
        long = line.right > 0.85 * self.right and not line.slanted
        if smaller or listed or following is None or long:
            return False
        if not self._set_off(line):
            return False
        begins = number_of(following) is not None or _bullet(following) is not None
        gap = following.baseline - line.baseline > 1.25 * self.pitch
        at_margin = not self.numbering.columns or line.left < self.numbering.columns[0] + 12
        return at_margin and gap and (begins or following.text[0].isupper())

    def _set_off(self, line: Line) -> bool:
        """Whether a gap, or an ended block on the page before, stands above the line."""
        if self.current is None:
            return True
        before = self.current.lines[-1]
        if before.page == line.page:
            return line.baseline - before.baseline >= 1.25 * self.pitch
        return self.current.ended

    def _heading(self, line: Line) -> None:
        rank = (
            self.ranks.get((line.size, line.bold), WEAK_HEADING)
            if self._styled(line)
            else WEAK_HEADING
        )
        open_ = self.current
        if open_ and open_.kind == "heading":
            before = open_.lines[-1]
            same = before.size == line.size and (before.bold == line.bold or line.size > self.body)
            near = before.page == line.page and line.baseline - before.baseline < 1.6 * line.size
            dated = date_in(line.text) is not None  # a front page's line of dates
            if same and near and not dated and not before.text.endswith((".", "?")):
                open_.lines.append(line)
                return
        self._start("heading", line, level=rank)

    def _continues(self, line: Line) -> bool:
        """Whether the line goes on with the open block."""
        open_ = self.current
        if open_ is None or open_.kind == "heading":
            return False
        before = open_.lines[-1]
        hanging = self._hangs(open_)
        indented = line.left >= open_.indent - 6
        if before.page != line.page:
            # Where text stands under its number, only a number begins anew.
            alike = abs(before.size - line.size) <= 0.6
            under = open_.kind == "numbered" and alike and abs(line.left - open_.indent) < 3
            whole = indented if hanging else under
            return whole or not (open_.ended or self._ends_short(before, line))
        if abs(before.size - line.size) > (1.6 if hanging and indented else 0.6):
            return False
        if line.baseline - before.baseline <= 1.3 * self.pitch:
            return True
        return indented if hanging else not open_.ended and line.text[0].islower()

    def _hangs(self, block: _Open) -> bool:
        """Whether the block is a numbered paragraph with its text to the right of its number."""
        column = self.numbering.columns[0] if self.numbering.columns else self.margin
        return block.kind == "numbered" and block.indent > column + 8

    def _ends_short(self, before: Line, line: Line) -> bool:
        """Whether a block ended on the page before though no full stop says so.

        The next line begins anew, in other type or with a word that would have had its place.
        """
        if not line.text[0].isupper():
            return False
        return self._had_room(before, line) or abs(before.size - line.size) > 0.6

    def _close(self) -> None:
        open_ = self.current
        self.current = None
        if open_ is None or not open_.lines[0].words:
            return
        text, spans = join_lines(open_.lines, self.vocabulary)
        page = open_.lines[0].page
        if text:
            self.done.append(Block(open_.kind, page, text, open_.number, open_.level, spans=spans))


def _pitch(lines: Sequence[Line], body: float) -> float:
    """The distance of lines inside a paragraph: the smallest of the common ones."""
    steps = Counter(
        round(after.baseline - before.baseline)
        for before, after in pairwise(lines)
        if before.page == after.page and before.size == after.size == body
        if after.baseline - before.baseline >= body
    )
    common = [step for step, count in steps.items() if count >= 0.2 * max(steps.values())]
    return min([*common, _WIDEST_PITCH * body])


def _common_right(lines: Sequence[Line]) -> float:
    """How far to the right full lines reach."""
    ends = sorted(line.right for line in lines)
    return ends[int(0.8 * len(ends))] if ends else 0.0


def _bullet(line: Line) -> Line | None:
    """The line behind its bullet sign, None where it has none."""
    first = line.words[0].text
    sign = first[0]
    if not (is_bullet(sign) or first == "o"):
        return None
    if len(first) == 1:
        return line.without(1) if len(line.words) > 1 else None
    if sign in "-–—−*·" or first == "o":
        return None
    return Line(line.page, (replace(line.words[0], text=first[1:]), *line.words[1:]))
