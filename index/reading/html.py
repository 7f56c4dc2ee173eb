"""HTML files -> Markdown, whose headings, lists and tables the parser of plain text knows."""

from pathlib import Path

from index.errors import ReadingError

__all__ = ["read_html"]

_NOT_TEXT = (
    *("script", "style", "noscript", "template", "svg", "img", "iframe", "object"),
    *("nav", "footer", "form", "button"),
)


def read_html(path: Path) -> str:
    """The text of a page's main part, without navigation, forms and scripts.

    Raises ReadingError where it is nested beyond any page that a person wrote.
    """
    from bs4 import BeautifulSoup
    from markdownify import ATX, MarkdownConverter

    page = BeautifulSoup(path.read_bytes(), "lxml")
    for element in page.find_all(_NOT_TEXT):
        element.decompose()
    main = page.select_one("main") or page.select_one("[role=main]") or page.select_one("article")
    converter = MarkdownConverter(
        heading_style=ATX,
        bullets="-",
        strip=["a"],
        escape_asterisks=False,
        escape_underscores=False,
        escape_misc=False,
    )
    try:
        text: str = converter.convert_soup(main or page.body or page)
    except RecursionError:
        raise ReadingError(
            "unreadable", "the page's elements are nested too deeply; save it as PDF or text"
        ) from None
    return text
