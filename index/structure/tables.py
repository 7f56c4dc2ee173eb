"""Finds judgement tables by layout: labels at the left, grades in a column of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.frameworks import canonical_grade, canonical_judgement
from index.reading.lines import Line
from index.structure.grades import is_grade_part

__all__ = ["TableRow", "judgement_rows"]

_CELL_GAP = 0.8
"""Words further apart than this many times the font size stand in different cells."""
_LEAST_GAP = 0.5
"""Between cells that touch, a gap is wider than this; a space between words is a third."""
_EXACTLY = 2.0
"""Points by which the lines of one cell may differ."""
_COLUMN_WIDTH = 12.0
"""Points by which grades of one column may differ."""
_LEAST_LEFT = 200.0
"""A grade column does not begin nearer to the left edge than this."""
_ROW_GAP = 5.0
"""Rows of one table are nearer to each other than this many times the font size."""
_INDENT = 45.0
"""Points by which the lines of a wrapped label may differ."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the lines of its label and the lines of its grade."""

    label: tuple[Line, ...]
    grade: tuple[Line, ...]

    @property
    def top(self) -> float:
        """The baseline of its first line."""
        return min(line.baseline for line in self.label + self.grade)

    @property
    def bottom(self) -> float:
        """The baseline of its last line."""
        return max(line.baseline for line in self.label + self.grade)

    @property
    def known(self) -> bool:
        """Whether its label is the name of a judgement."""
        return canonical_judgement(" ".join(line.text for line in self.label)) is not None


def judgement_rows(lines: Sequence[Line]) -> tuple[list[TableRow], list[Line]]:
    """The rows of judgement tables on one page, and the lines that belong to none."""
    column = _grade_column(lines)
    if column is None:
        return [], list(lines)
    split = [_split(line, column) for line in lines]
    cells = _cells([grade for grade, _ in split if grade is not None], split)
    loose = [line for line, (grade, _) in zip(lines, split, strict=True) if grade is None]
    for index, cell in enumerate(cells):
        above = cells[index - 1].bottom if index else float("-inf")
        below = cells[index + 1].top if index + 1 < len(cells) else float("inf")
        cell.take_wrapped(loose, above, below, column)
    rows = _of_judgements([c.row() for c in cells if c.label and canonical_grade(c.text)])
    taken = {id(word) for row in rows for line in row.label + row.grade for word in line.words}
    return rows, [line for line in lines if not any(id(word) in taken for word in line.words)]


def _of_judgements(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows of those tables that name at least one known judgement.

    Others list schools or homes, or are lines of prose that happen to end in a grade's word.
    """
    tables: list[list[TableRow]] = []
    for row in rows:
        near = tables and row.top - tables[-1][-1].bottom < _ROW_GAP * row.label[0].size
        if near:
            tables[-1].append(row)
        else:
            tables.append([row])
    return [row for table in tables if any(row.known for row in table) for row in table]


@dataclass
class _Cell:
    """A grade, and the lines of the label before it as far as they are known."""

    grade: list[Line]
    label: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.grade)

    @property
    def top(self) -> float:
        return min(line.baseline for line in self.label + self.grade)

    @property
    def bottom(self) -> float:
        return max(line.baseline for line in self.label + self.grade)

    def row(self) -> TableRow:
        return TableRow(tuple(sorted(self.label, key=lambda x: x.baseline)), tuple(self.grade))

    def take_wrapped(self, loose: list[Line], above: float, below: float, column: float) -> None:
        """Move those loose lines here that the label wraps over, above or below the grade."""
        while True:
            fits = (x for x in loose if x.right <= column + 4 and self._fits(x, above, below))
            line = next(fits, None)
            if line is None:
                return
            loose.remove(line)
            self.label.append(line)

    def _fits(self, line: Line, above: float, below: float) -> bool:
        top, bottom = self.top, self.bottom
        reach = 1.5 * line.size
        if not top - reach < line.baseline < bottom + reach:
            return False
        if line.baseline > bottom and below - line.baseline < line.baseline - bottom:
            return False
        if line.baseline < top and line.baseline - above < top - line.baseline:
            return False
        if not self.label:
            return True
        first = min(self.label, key=lambda x: x.baseline)
        if line.baseline < first.baseline and not _same_type(line, first):
            return False  # a heading above the table
        return abs(line.left - first.left) <= _INDENT


def _same_type(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= 0.6 and one.bold == other.bold


def _split(line: Line, column: float) -> tuple[Line | None, Line | None]:
    """The line's grade cell, if it stands in the column, and what stands before it."""
    cell = _grade_cell(line, column)
    if cell is None:
        return None, None
    words = line.words[: len(line.words) - len(cell.words)]
    return cell, Line(line.page, words) if words else None


def _grade_cell(line: Line, column: float) -> Line | None:
    """The last cell of a line if it holds a grade, or a part of one, in the column.

    Cells stand far apart, or else the last begins exactly in the column after more than a space.
    """
    last = line.cells(_CELL_GAP * line.size)[-1]
    if abs(last.left - column) <= _COLUMN_WIDTH and is_grade_part(last.text):
        return last
    for index in range(1, len(line.words)):
        word, before = line.words[index], line.words[index - 1]
        apart = word.left - before.right > _LEAST_GAP * line.size
        if apart and abs(word.left - column) <= _EXACTLY:
            tail = line.without(index)
            return tail if is_grade_part(tail.text) else None
    return None


def _grade_column(lines: Sequence[Line]) -> float | None:
    """Where the grades begin, if the page has a column of them."""
    cells = [line.cells(_CELL_GAP * line.size)[-1] for line in lines]
    grades = [cell for cell in cells if cell.left > _LEAST_LEFT and is_grade_part(cell.text)]
    for grade in grades:
        near = [cell for line in lines if (cell := _grade_cell(line, grade.left)) is not None]
        if len(near) >= 2 or canonical_grade(grade.text):
            return min(cell.left for cell in near)
    return None


def _cells(grades: Sequence[Line], split: Sequence[tuple[Line | None, Line | None]]) -> list[_Cell]:
    """Grades put together over the lines that they wrap, each with what stands beside it."""
    cells: list[_Cell] = []
    for line in grades:
        last = cells[-1] if cells else None
        if last and line.baseline - last.grade[-1].baseline < 1.6 * line.size:
            joined = canonical_grade(f"{last.text} {line.text}")
            if joined or not canonical_grade(last.text):
                last.grade.append(line)
                continue
        cells.append(_Cell([line]))
    for cell in cells:
        beside = (label for grade, label in split if grade in cell.grade and label is not None)
        cell.label.extend(beside)
    return cells
