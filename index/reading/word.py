"""Word files -> Markdown, with the numbers that Word prints before paragraphs.

Word keeps no number beside a paragraph but counts when it prints, so the same is done here: by the
rules of the list that a paragraph, or its style, belongs to (ISO/IEC 29500-1, 17.9).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zipfile import BadZipFile

from index.errors import ReadingError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

__all__ = ["read_word"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LONGEST_HEADING = 110
_DEEPEST = 9


def read_word(path: Path) -> str:
    """The body of a .docx file, headers and footers left out; changes are read as accepted.

    Raises ReadingError where the file is damaged.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(str(path))
        return "\n\n".join(_Writer(document).blocks(document))
    except (PackageNotFoundError, BadZipFile, XMLSyntaxError, KeyError, ValueError):
        raise ReadingError("unreadable", "the Word file is damaged; save it anew") from None


@dataclass(frozen=True, slots=True)
class _ListLevel:
    """How one level of a list is printed."""

    style: str
    pattern: str
    start: int


class _Writer:
    """Writes paragraphs and tables as Markdown, counting numbered lists on the way."""

    def __init__(self, document: "Document") -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, int], _ListLevel] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return  # no lists
        self._read_numbering(numbering)

    def _read_numbering(self, numbering: "BaseOxmlElement") -> None:
        for abstract in numbering.iter(f"{_W}abstractNum"):
            name = _attribute(abstract, "abstractNumId")
            for level in abstract.iter(f"{_W}lvl"):
                depth = int(_attribute(level, "ilvl") or 0)
                self._levels[name, depth] = _ListLevel(
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    int(_value(level, "start") or 1),
                )
        for number in numbering.iter(f"{_W}num"):
            name = _attribute(number, "numId")
            self._lists[name] = _value(number, "abstractNumId") or ""
            for override in number.iter(f"{_W}lvlOverride"):
                start = _value(override, "startOverride")
                if start is not None:
                    self._restarts[name, int(_attribute(override, "ilvl") or 0)] = int(start)

    def blocks(self, container: "Document | _Cell") -> Iterator[str]:
        """Each paragraph and table in order, empty ones left out."""
        from docx.table import Table

        for item in container.iter_inner_content():
            if isinstance(item, Table):
                yield from self._table(item)
            elif text := _text(item):
                yield self._paragraph(item, text)

    def _table(self, table: "Table") -> Iterator[str]:
        """Rows with bars between their cells; a table of one column is a box around its text."""
        rows = [[cell for cell in _cells(row.cells) if cell.text.strip()] for row in table.rows]
        if all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell)
            return
        lines = [
            "| " + " | ".join(" ".join(c.text.split()) for c in row) + " |" for row in rows if row
        ]
        yield "\n".join(lines)

    def _paragraph(self, paragraph: "Paragraph", text: str) -> str:
        level = _outline_level(paragraph)
        printed = self._number(paragraph)
        if level is not None:
            return f"{'#' * min(level + 1, 6)} {printed}{text}"
        if printed:
            return f"{printed}{text}"
        runs = [run for run in paragraph.runs if run.text.strip()]
        strong = bool(runs) and all(run.bold for run in runs) and len(text) <= _LONGEST_HEADING
        return f"**{text}**" if strong else text

    def _number(self, paragraph: "Paragraph") -> str:
        """What Word prints before the paragraph: a number, a bullet, or nothing."""
        name, depth = _list_of(paragraph)
        abstract = self._lists.get(name)
        level = self._levels.get((abstract, depth)) if abstract is not None else None
        if abstract is None or level is None:
            return ""
        if level.style == "none":
            return ""
        if level.style == "bullet":
            return "    " * depth + "- "
        counts = self._counts.setdefault(abstract, [None] * _DEEPEST)
        restart = self._restarts.pop((name, depth), None)
        before = counts[depth]
        counts[depth] = (
            restart if restart is not None else level.start if before is None else before + 1
        )
        counts[depth + 1 :] = [None] * (_DEEPEST - depth - 1)
        if level.style != "decimal":
            return "    " * depth + "- "
        return self._printed(level.pattern, abstract, counts) + " "

    def _printed(self, pattern: str, abstract: str, counts: "list[int | None]") -> str:
        for depth in range(_DEEPEST):
            level = self._levels.get((abstract, depth))
            count = counts[depth] if counts[depth] is not None else level.start if level else 1
            pattern = pattern.replace(f"%{depth + 1}", str(count))
        return f"{pattern}." if pattern.isdigit() else pattern


def _text(paragraph: "Paragraph") -> str:
    """All text that is printed: insertions and text boxes too, deletions not."""
    parts = []
    for element in paragraph.paragraph_format.element.iter():
        if element.tag == f"{_W}t":
            if not any(above.tag == _FALLBACK for above in element.iterancestors()):
                parts.append(element.text or "")
        elif element.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            parts.append(" ")
        elif element.tag == f"{_W}noBreakHyphen":
            parts.append("-")
    return " ".join("".join(parts).split())


def _properties(paragraph: "Paragraph") -> "Iterator[BaseOxmlElement]":
    """The paragraph's own properties, then those of its style and of the styles it builds on."""
    own = paragraph.paragraph_format.element.find(f"{_W}pPr")
    if own is not None:
        yield own
    style = paragraph.style
    while style is not None:
        properties = style.element.find(f"{_W}pPr")
        if properties is not None:
            yield properties
        style = style.base_style


def _outline_level(paragraph: "Paragraph") -> int | None:
    """How deep a heading is, from 0; None where the paragraph is none."""
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    if name == "Title":
        return 0
    for properties in _properties(paragraph):
        level = _value(properties, "outlineLvl")
        if level is not None:
            return int(level) if int(level) < _DEEPEST else None
    return None


def _list_of(paragraph: "Paragraph") -> tuple[str, int]:
    """Name of the list that the paragraph belongs to ("" for none), and its depth in it."""
    depth: int | None = None
    for properties in _properties(paragraph):
        numbering = properties.find(f"{_W}numPr")
        if numbering is None:
            continue
        if depth is None:
            said = _value(numbering, "ilvl")
            depth = int(said) if said is not None else None
        name = _value(numbering, "numId")
        if name is not None:
            return ("" if name == "0" else name), min(depth or 0, _DEEPEST - 1)
    return "", 0


def _cells(cells: "tuple[_Cell, ...]") -> "Iterator[_Cell]":
    """The cells of a row; one that spans columns is given for each of them, and taken once."""
    column = 0
    while column < len(cells):
        yield cells[column]
        column += cells[column].grid_span


def _attribute(element: "BaseOxmlElement", name: str) -> str:
    return cast("str", element.get(f"{_W}{name}", ""))


def _value(element: "BaseOxmlElement", child: str) -> str | None:
    found = element.find(f"{_W}{child}")
    return None if found is None else _attribute(found, "val")
