"""A report's text paragraph by paragraph: printed numbers, and an address for each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import report_name
from index import Paragraph, Report, canonical_grade
from ui import addresses
from ui.browsing import browsing_words as common
from ui.browsing import report_words as words
from ui.browsing.grades import chip
from ui.browsing.report_headings import Heading, Placed
from ui.markup import Html, joined, lines, tag
from ui.words import page as page_in_words

__all__ = ["contents", "text_of"]

_DEEPEST_LISTED = 2


def contents(placed: Sequence[Placed]) -> Html:
    """Links to the headings, nested as the report nests them; nothing where it prints none."""
    headings = [h for each in placed for h in (*each.opened, each.title) if h is not None]
    listed = [heading for heading in headings if heading.level <= _DEEPEST_LISTED]
    if not listed:
        return Html()
    heading = tag("h2", words.CONTENTS)
    return tag("nav", heading, _nested(listed), class_="contents", aria_label=words.CONTENTS)


def _nested(headings: Sequence[Heading]) -> Html:
    """A list of the outermost headings, each with a list of those below it."""
    top = min(heading.level for heading in headings)
    items: list[list[Heading]] = []
    for heading in headings:
        if heading.level == top or not items:
            items.append([])
        items[-1].append(heading)
    return tag("ul", *(_item(first, below) for first, *below in items))


def _item(heading: Heading, below: Sequence[Heading]) -> Html:
    link = tag("a", heading.text, href=f"#{heading.anchor}")
    return tag("li", link, _nested(below) if below else Html())


def text_of(report: Report, placed: Sequence[Placed], *, has_pages: bool) -> Html:
    """All paragraphs in reading order under their headings."""
    typesetting = _Typesetting(report, has_pages)
    return tag("div", *typesetting.lines(placed), class_="whole-text")


@dataclass(frozen=True, slots=True)
class _Typesetting:
    """What has to be known of a report to show its paragraphs."""

    report: Report
    has_pages: bool

    def lines(self, placed: Sequence[Placed]) -> Iterator[Html]:
        """Headings and paragraphs after each other."""
        page = 0
        for each in placed:
            yield from (_heading(h, h.text, id_=h.anchor) for h in each.opened)
            yield self._paragraph(each, turns=each.paragraph.page != page)
            page = each.paragraph.page

    def _paragraph(self, placed: Placed, *, turns: bool) -> Html:
        paragraph = placed.paragraph
        bullet = "•" if paragraph.kind == "bullet" else ""
        return tag(
            "div",
            tag("span", paragraph.number or bullet, class_="number"),
            tag("div", self._words(placed), class_="words"),
            tag("span", self._address(paragraph), self._page(paragraph, turns=turns), class_="at"),
            id=addresses.anchor(paragraph),
            class_=f"paragraph {paragraph.kind}",
        )

    def _words(self, placed: Placed) -> Html:
        """The text, a printed grade set apart from what it is the grade of."""
        paragraph, title = placed.paragraph, placed.title
        text = paragraph.text
        start, grade = _printed_grade(text) if paragraph.kind == "judgement" else (len(text), "")
        name = title.text if title else ""
        heading = _heading(title, name) if title else Html()
        rest = text[len(name) : start].strip()
        if not grade and not title:
            return lines(text)
        shown = chip(text[start:], grade) if grade else Html()
        return joined((heading, tag("p", rest) if rest else Html(), " ", shown))

    def _address(self, paragraph: Paragraph) -> Html:
        """The paragraph's own address, to be copied or opened."""
        place = common.place(paragraph)
        page = f", {page_in_words(paragraph.page)}" if self.has_pages else ""
        return tag(
            "a",
            "¶",
            href=f"#{addresses.anchor(paragraph)}",
            class_="pilcrow",
            title=words.address_of(place),
            aria_label=words.address_of(place),
            data_cite=f"{report_name(self.report)}, {place}{page}",
        )

    def _page(self, paragraph: Paragraph, *, turns: bool) -> Html:
        """The page on which the paragraph begins, where the file has pages."""
        if not self.has_pages:
            return Html()
        text = page_in_words(paragraph.page)
        marked = addresses.viewer(paragraph, 0, len(paragraph.text))
        return tag(
            "a",
            text,
            href=addresses.page_of(self.report, paragraph.page, marked),
            class_="page turns" if turns else "page",
            aria_label=f"{text}, {words.marked(common.place(paragraph))}",
        )


def _printed_grade(text: str) -> tuple[int, str]:
    """Where the grade begins with which a line ends, and which one it is."""
    for word in re.finditer(r"\S+", text):
        grade = canonical_grade(text[word.start() :])
        if grade is not None:
            return word.start(), grade
    return len(text), ""


def _heading(heading: Heading, text: str, id_: str | None = None) -> Html:
    return tag(f"h{min(heading.level + 2, 6)}", text, id=id_)
