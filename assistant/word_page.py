"""An empty Word document to write in: A4, British English, its styles, numbered references."""

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.styles import Styles

__all__ = ["CITED", "IN_TABLE", "LINK", "NOTE", "empty_document"]

NOTE = "Note"
"""The style of what is said about an answer, rather than in it."""
IN_TABLE = "Table text"
CITED = "Citation mark"
LINK = "Hyperlink"

_LANGUAGE = "en-GB"
_FONT = "Calibri"
_INK, _QUIET, _BLUE = "1F2933", "52606D", "0B5394"
_SIZES = {"Title": 22, "Heading 1": 15, "Heading 2": 12, "Heading 3": 11}
_A4_MILLIMETRES = (210, 297)
_MARGIN_MILLIMETRES = 25
_AUTHOR = "Inspection Assistant"
_INDENT = 34
"""Points from the number of a reference, or a bullet, to its text."""
_LIST = (
    '<w:abstractNum {} w:abstractNumId="{}"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{}" w:hanging="{}"/></w:pPr></w:lvl>'
    "</w:abstractNum>"
)
_LISTS = (("List Number", "decimal", "[%1]", _INDENT), ("List Bullet", "bullet", "•", 17))
"""Styles, and what they print before a paragraph: "[1]", as the text cites it."""


def empty_document(title: str) -> "Document":
    """A document with nothing in it but its page, its styles and what it says about itself."""
    import docx

    document = docx.Document()
    _set_page(document)
    _set_styles(document.styles)
    _number_lists(document)
    about, now = document.core_properties, dt.datetime.now(dt.UTC)
    about.title, about.language, about.comments = title, _LANGUAGE, ""
    about.author = about.last_modified_by = _AUTHOR
    about.created = about.modified = now
    return document


def _set_page(document: "Document") -> None:
    """A4 with equal margins, and the number of the page below."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, _A4_MILLIMETRES)
    section.left_margin = section.right_margin = Mm(_MARGIN_MILLIMETRES)
    section.top_margin = section.bottom_margin = Mm(_MARGIN_MILLIMETRES)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    foot.paragraph_format.element.append(parse_xml(field))


def _set_styles(styles: "Styles") -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.1
    for name, size in _SIZES.items():
        _without_theme(styles, name)
        font = styles[name].font
        font.name, font.size, font.color.rgb = _FONT, Pt(size), RGBColor.from_string(_INK)
    note, inside = (
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)  # type: ignore[no-untyped-call]
        for name in (NOTE, IN_TABLE)
    )
    inside.base_style, inside.font.size = normal, Pt(10)
    inside.paragraph_format.space_after = Pt(2)
    note.base_style, note.font.italic = normal, True
    note.font.color.rgb = RGBColor.from_string(_QUIET)
    note.paragraph_format.keep_with_next = True
    styles["List Continue"].paragraph_format.left_indent = Pt(_INDENT)
    for name in (CITED, LINK):
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)  # type: ignore[no-untyped-call]
        style.font.color.rgb = RGBColor.from_string(_BLUE)
        style.font.underline = name == LINK


def _without_theme(styles: "Styles", name: str) -> None:
    """Let a heading have a font of its own, which the theme's would otherwise win over."""
    from docx.oxml.ns import qn

    for fonts in styles[name].element.iter(qn("w:rFonts")):
        fonts.attrib.clear()


def _number_lists(document: "Document") -> None:
    """Let the styles of lists print what we want, in the font of the text."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    numbering = document.part.numbering_part.element
    known = [int(e.get(qn("w:abstractNumId"))) for e in numbering.iter(qn("w:abstractNum"))]
    for number, (style, form, printed, points) in enumerate(_LISTS, start=max(known) + 1):
        by = 20 * points
        drawn = _LIST.format(nsdecls("w"), number, form, printed, by, by)
        numbering.insert(0, parse_xml(drawn))
        own = numbering.add_num(number)
        for used in document.styles[style].element.iter(qn("w:numId")):
            used.set(qn("w:val"), str(own.numId))
