"""Text in a Word document: any characters, links inside it and out of it, and their targets."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.word_page import CITED, LINK

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

__all__ = ["add_address", "add_marks", "add_target", "printable"]

_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML does not allow."""


def printable(text: str) -> str:
    """The text without the characters that no Word file can hold."""
    return _UNPRINTABLE.sub("", text)


def add_marks(paragraph: "Paragraph", numbers: Sequence[int]) -> None:
    """The numbers of references, each a link to its target."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for number in numbers:
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _target(number))
        link.set(qn("w:history"), "1")
        _enclose(paragraph, f"[{number}]", CITED, link)


def add_target(paragraph: "Paragraph", number: int) -> None:
    """What the links of a number lead to: the beginning of the paragraph, which is still empty."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(name)
        mark.set(qn("w:id"), str(number))
        if name == "w:bookmarkStart":
            mark.set(qn("w:name"), _target(number))
        paragraph.paragraph_format.element.append(mark)


def add_address(paragraph: "Paragraph", address: str) -> None:
    """An address, as a link where it is one of the web."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    address = printable(address)
    if urlsplit(address).scheme not in ("http", "https"):
        paragraph.add_run(address)
        return
    link = OxmlElement("w:hyperlink")
    leads = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), leads)
    _enclose(paragraph, address, LINK, link)


def _enclose(paragraph: "Paragraph", text: str, style: str, link: "BaseOxmlElement") -> None:
    """Put a text into the paragraph, and the link around it."""
    run = paragraph.add_run(text, style=style)
    run.element.addprevious(link)
    link.append(run.element)


def _target(number: int) -> str:
    return f"reference_{number}"
