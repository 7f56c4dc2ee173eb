"""HTML files -> Markdown, whose headings, lists and tables the parser of plain text knows."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ReadingError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

__all__ = ["read_html"]

_NOT_TEXT = (
    *("script", "style", "noscript", "template", "svg", "img", "iframe", "object"),
    *("nav", "footer", "input", "select", "textarea", "button"),
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FOOTNOTE_MARK = re.compile(r"\W*(\d{1,3}|[*†‡])\W*")
_INNER_PARAGRAPH = re.compile(r"\s*\n\s*\n\s*(?![-\s|])")


def read_html(path: Path) -> str:
    """The text of a page's main part, without navigation, controls, scripts and footnote marks.

    Raises ReadingError where it is nested beyond any page that a person wrote.
    """
    from bs4 import BeautifulSoup
    from markdownify import ATX, MarkdownConverter

    class Converter(MarkdownConverter):
        """Numbers as browsers print them; quotations and preformatted text without marks."""

        def convert_li(self, el: "Tag", text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
            return _list_item(el, text)

        def convert_pre(self, el: "Tag", text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
            return f"\n\n{el.get_text()}\n\n"

        def convert_blockquote(self, el: "Tag", text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
            return f"\n\n{text.strip()}\n\n"

    page = BeautifulSoup(path.read_bytes(), "lxml")
    _clean(page)
    converter = Converter(
        heading_style=ATX,
        strip=["a"],
        escape_asterisks=False,
        escape_underscores=False,
        escape_misc=False,
        wrap=True,  # without a width: only <br> ends a line
        wrap_width=None,
    )
    try:
        text: str = converter.convert_soup(_main_part(page))
    except RecursionError:
        raise ReadingError(
            "unreadable", "the page's elements are nested too deeply; save it as PDF or text"
        ) from None
    return text


def _clean(page: "BeautifulSoup") -> None:
    """Take away what is no text; a button that is the whole of a heading is its text."""
    for button in page.find_all("button"):
        if button.find_parent(_HEADINGS):
            button.unwrap()
    for element in page.find_all(_NOT_TEXT):
        element.decompose()
    for mark in page.find_all("sup"):
        if mark.find("a") or _FOOTNOTE_MARK.fullmatch(mark.get_text()):
            mark.decompose()


def _main_part(page: "BeautifulSoup") -> "Tag":
    """The one element that says it is the main part, else the whole body."""
    mains = page.find_all("main"), page.find_all(role="main"), page.find_all("article")
    for found in mains:
        if len(found) == 1:
            return found[0]
    return page.body or page


def _list_item(item: "Tag", text: str) -> str:
    """The item on a line of its own, its lists below it.

    Only the outermost lists with decimal numbers number paragraphs; other items are bullets.
    """
    text = _INNER_PARAGRAPH.sub(" ", text.strip())
    if not text:
        return "\n"
    depth = len(item.find_parents("li"))
    around = item.parent
    decimal = around is not None and around.name == "ol" and around.get("type", "1") == "1"
    sign = f"{_printed_number(item)}." if decimal else "-"
    if decimal and depth:
        sign = f"- {sign}"
    return f"{'    ' * depth}{sign} {text}\n"


def _printed_number(item: "Tag") -> int:
    """The number that a browser prints before the item of a list."""
    above = [item, *item.find_previous_siblings("li")]
    for steps, one in enumerate(above):
        if (own := _integer(one.get("value"))) is not None:
            return own + steps
    start = _integer(item.parent.get("start")) if item.parent else None
    return len(above) + (0 if start is None else start - 1)


def _integer(value: object) -> int | None:
    return int(str(value)) if re.fullmatch(r"\d{1,4}", str(value)) else None
