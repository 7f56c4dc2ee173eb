"""Parts of charts as SVG: sizes in pixels, colours by class, from the style sheet."""

from typing import Final

from ui.browsing.grades import LETTERS
from ui.markup import Html, tag

__all__ = [
    "MARK_HEIGHT",
    "MARK_WIDTH",
    "YEAR_WIDTH",
    "box",
    "figure",
    "grade_mark",
    "label",
    "line",
    "linked",
    "svg",
]

MARK_WIDTH: Final = 30.0
MARK_HEIGHT: Final = 22.0
YEAR_WIDTH: Final = 64.0


def svg(name: str, width: float, height: float, *parts: Html) -> Html:
    """A drawing; `name` says what it shows, and its marks can be links."""
    return tag(
        "svg",
        *parts,
        viewBox=f"0 0 {width:g} {height:g}",
        style=f"width:{width:g}px",
        role="group",
        aria_label=name,
    )


def figure(title: str, drawing: Html, *below: Html) -> Html:
    """A drawing under its title, in a box that scrolls where the screen is narrow."""
    scrolls = tag("div", drawing, class_="scrolling", role="region", tabindex="0", aria_label=title)
    return tag("figure", tag("figcaption", tag("h2", title)), scrolls, *below, class_="chart")


def line(start: tuple[float, float], end: tuple[float, float], kind: str) -> Html:
    """A line from one place to another."""
    (x1, y1), (x2, y2) = start, end
    ends = {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"}
    return tag("line", class_=kind, **ends)


def label(x: float, y: float, text: str, kind: str) -> Html:
    """Words at a place; `kind` says how they are set and on which side of it they stand."""
    return tag("text", text, x=f"{x:.1f}", y=f"{y:.1f}", class_=kind)


def box(x: float, y: float, width: float, height: float, kind: str) -> Html:
    """A rectangle by its upper left corner."""
    size = {"width": f"{max(width, 0):.1f}", "height": f"{max(height, 0):.1f}"}
    return tag("rect", x=f"{x:.1f}", y=f"{y:.1f}", rx="3", class_=kind, **size)


def grade_mark(x: float, y: float, grade: str) -> Html:
    """A grade by its letter and colour around a place; hollow where it is none of the grades."""
    corner = (x - MARK_WIDTH / 2, y - MARK_HEIGHT / 2)
    known = grade in LETTERS
    return tag(
        "g",
        box(*corner, MARK_WIDTH, MARK_HEIGHT, "ground"),
        label(x, y + 4.5, LETTERS.get(grade, "–"), "middle"),
        class_=f"mark {grade}" if known else "mark hollow",
    )


def linked(address: str, title: str, *parts: Html) -> Html:
    """Marks that lead to what they stand for, and say it."""
    return tag("a", tag("title", title), *parts, href=address, aria_label=title)
