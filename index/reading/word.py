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
    from docx.text.paragraph import Paragraph

__all__ = ["read_word"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_AROUND = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
"""Elements that stand around paragraphs, rows and cells, and print nothing of their own."""
_TAKEN_OUT = frozenset(f"{_W}{name}" for name in ("del", "moveFrom"))
_LONGEST_HEADING = 110
_LONGEST_OUTLINE = 220
"""Longer paragraphs that have a heading's style or level are text all the same."""
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
        return "\n\n".join(_Writer(document).blocks(document.element.body))
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
        self._document = document
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, int], _ListLevel] = {}
        self._overrides: dict[tuple[str, int], _ListLevel] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return  # no lists
        self._read_numbering(numbering)

    def _read_numbering(self, numbering: "BaseOxmlElement") -> None:
        styled: dict[str, str] = {}
        for abstract in numbering.iter(f"{_W}abstractNum"):
            name = _attribute(abstract, "abstractNumId")
            style = _value(abstract, "numStyleLink")
            if style is not None:
                styled[name] = style
            for level in abstract.iter(f"{_W}lvl"):
                self._levels[name, _depth(level)] = _list_level(level)
        for number in numbering.iter(f"{_W}num"):
            name = _attribute(number, "numId")
            self._lists[name] = _value(number, "abstractNumId") or ""
            for override in number.iter(f"{_W}lvlOverride"):
                start = _value(override, "startOverride")
                if start is not None:
                    self._restarts[name, _depth(override)] = int(start)
                for level in override.iter(f"{_W}lvl"):
                    self._overrides[name, _depth(override)] = _list_level(level)
        for name, style in styled.items():
            self._link(name, style)

    def _link(self, abstract: str, style: str) -> None:
        """Let a list be the one that a numbering style names."""
        for element in self._document.styles.element.iter(f"{_W}style"):
            if _attribute(element, "styleId") == style:
                for number in element.iter(f"{_W}numId"):
                    meant = self._lists.get(_attribute(number, "val"), abstract)
                    self._lists |= {n: meant for n, a in self._lists.items() if a == abstract}

    def blocks(self, container: "BaseOxmlElement") -> Iterator[str]:
        """Each paragraph and table in order, empty ones left out."""
        for element in _inside(container, "p", "tbl"):
            if element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif text := self._paragraph(element):
                yield text

    def _table(self, table: "BaseOxmlElement") -> Iterator[str]:
        """Rows with bars between their cells; a table of one column is a box around its text."""
        rows = [
            [list(self.blocks(cell)) for cell in _inside(row, "tc") if not _goes_on(cell)]
            for row in _inside(table, "tr")
        ]
        filled = [[cell for cell in row if cell] for row in rows]
        if all(len(row) <= 1 for row in filled):
            for row in filled:
                for cell in row:
                    yield from cell
            return
        lines = [[" ".join(map(_unmarked, cell)) for cell in row] for row in filled if row]
        yield "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def _paragraph(self, element: "BaseOxmlElement") -> str:
        """The paragraph with its marks; "" where it prints nothing but, at most, a number."""
        from docx.text.paragraph import Paragraph

        paragraph = Paragraph(element, self._document)
        printed = self._number(paragraph)  # Word counts empty ones too
        text = _text(element)
        if not text:
            return ""
        level = _outline_level(paragraph)
        if level is not None and len(text) <= _LONGEST_OUTLINE:
            return f"{'#' * min(level + 1, 6)} {printed}{text}"
        if printed:
            return f"{printed}{text}"
        runs = [run for run in paragraph.runs if run.text.strip()]
        strong = bool(runs) and all(run.bold for run in runs) and len(text) <= _LONGEST_HEADING
        return f"**{text}**" if strong else text

    def _number(self, paragraph: "Paragraph") -> str:
        """What Word prints before the paragraph: a number, a bullet, or nothing.

        A level of decimal numbers inside another is a list of points.
        """
        name, depth = _list_of(paragraph)
        abstract = self._lists.get(name)
        if abstract is None:
            return ""
        level = self._overrides.get((name, depth)) or self._levels.get((abstract, depth))
        if level is None or level.style == "none":
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
        printed = self._printed(level.pattern, abstract, counts)
        point = depth > 0 and level.pattern.count("%") == 1
        return f"{'    ' * depth}- {printed} " if point else f"{printed} "

    def _printed(self, pattern: str, abstract: str, counts: "list[int | None]") -> str:
        for depth in range(_DEEPEST):
            level = self._levels.get((abstract, depth))
            count = counts[depth] if counts[depth] is not None else level.start if level else 1
            pattern = pattern.replace(f"%{depth + 1}", str(count))
        return f"{pattern}." if pattern.isdigit() else pattern


def _inside(container: "BaseOxmlElement", *names: str) -> "Iterator[BaseOxmlElement]":
    """The paragraphs, tables, rows or cells of a container, those in content controls too."""
    tags = [f"{_W}{name}" for name in names]
    for child in container:
        if child.tag in tags:
            yield child
        elif child.tag in _AROUND:
            yield from _inside(child, *names)


def _goes_on(cell: "BaseOxmlElement") -> bool:
    """Whether the cell is the lower part of one that spans rows."""
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merged is not None and _attribute(merged, "val") in ("", "continue")


def _unmarked(text: str) -> str:
    """The text of a paragraph in a table, without the marks of headings and bold type."""
    return text.strip("#* ")


def _text(paragraph: "BaseOxmlElement") -> str:
    """All text that is printed: insertions and text boxes too, deletions and hidden words not."""
    parts = []
    for element in paragraph.iter():
        if element.tag == f"{_W}t":
            if _shown(element):
                parts.append(element.text or "")
        elif element.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}p"):
            parts.append(" ")
        elif element.tag == f"{_W}noBreakHyphen":
            parts.append("-")
    return " ".join("".join(parts).split())


def _shown(text: "BaseOxmlElement") -> bool:
    """Whether the words are printed: neither hidden, nor moved away, nor there twice."""
    for above in text.iterancestors():
        if above.tag == _FALLBACK or above.tag in _TAKEN_OUT:
            return False
        if above.tag == f"{_W}r":
            hidden = above.find(f"{_W}rPr/{_W}vanish")
            if hidden is not None and _attribute(hidden, "val") not in ("0", "false", "off"):
                return False
    return True


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


def _list_level(level: "BaseOxmlElement") -> _ListLevel:
    return _ListLevel(
        _value(level, "numFmt") or "decimal",
        _value(level, "lvlText") or "",
        int(_value(level, "start") or 1),
    )


def _depth(element: "BaseOxmlElement") -> int:
    return int(_attribute(element, "ilvl") or 0)


def _attribute(element: "BaseOxmlElement", name: str) -> str:
    return cast("str", element.get(f"{_W}{name}", ""))


def _value(element: "BaseOxmlElement", child: str) -> str | None:
    found = element.find(f"{_W}{child}")
    return None if found is None else _attribute(found, "val")
