"""Charts as SVG elements: sizes in pixels, colours by class, from the style sheet.

Each carries its figures as titles of its marks, and says in its label what it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from eval.statistics import Interval

__all__ = ["Axes", "Bar", "Dot", "Line", "Tone", "bars", "dots", "lines"]

Tone: TypeAlias = Literal["wrong", "partly", "right"]

_ROW = 26
_LABEL = 150
_WIDTH = 460
_RIGHT = 56
_PLOT_HEIGHT = 240
_LEFT, _TOP, _BOTTOM = 62, 12, 44


@dataclass(frozen=True, slots=True)
class Dot:
    """A mean with its interval, in a row of its own."""

    label: str
    interval: Interval
    note: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A count in a row of its own."""

    label: str
    count: int
    tone: Tone = "wrong"


@dataclass(frozen=True, slots=True)
class Axes:
    """What is drawn from left to right and from the bottom up, and how far."""

    x: str
    y: str
    most: tuple[float, float] = (1.0, 1.0)
    least: float = 0.0
    """Where x begins; y begins at 0."""


@dataclass(frozen=True, slots=True)
class Line:
    """Points joined, or apart; y may have an interval."""

    label: str
    points: tuple[tuple[float, float], ...]
    tone: Literal["main", "other"] = "main"
    steps: bool = False
    dots: Literal["none", "last", "all"] = "none"


def dots(label: str, rows: Sequence[Dot], *, most: float = 1.0, width: int = _WIDTH) -> Markup:
    """Means on a common scale from 0, one row each, with their intervals as whiskers."""
    height = _ROW * len(rows) + 26
    svg = _svg(label, width, height)
    room = width - _LABEL - _RIGHT

    def x(value: float) -> float:
        return _LABEL + room * max(0.0, min(1.0, value / most))

    for tick in range(5):
        at = x(most * tick / 4)
        _line(svg, (at, 4), (at, height - 20), "grid")
        _text(svg, at, height - 6, f"{most * tick / 4:g}", "tick middle")
    for n, row in enumerate(rows):
        y = _ROW * n + 18
        found = row.interval
        group = SubElement(svg, "g", {"class": "dot strong" if row.strong else "dot"})
        span = f"{found.mean:.3f}, 95 % {found.low:.3f} to {found.high:.3f}"
        SubElement(group, "title").text = f"{row.label}: {span}{row.note}"
        _text(group, _LABEL - 10, y + 4, row.label, "label end")
        _line(group, (x(found.low), y), (x(found.high), y), "whisker")
        _circle(group, x(found.mean), y, 4.5)
        _text(group, width - _RIGHT + 12, y + 4, f"{found.mean:.2f}", "value")
    return _markup(svg)


def bars(label: str, rows: Sequence[Bar], *, width: int = _WIDTH) -> Markup:
    """Counts as horizontal bars."""
    svg = _svg(label, width, _ROW * len(rows) + 8)
    start = 230
    most = max((row.count for row in rows), default=1)
    for n, row in enumerate(rows):
        y = _ROW * n + 6
        length = (width - start - _RIGHT) * row.count / most
        group = SubElement(svg, "g", {"class": f"bar {row.tone}"})
        SubElement(group, "title").text = f"{row.label}: {row.count}"
        _text(group, start - 10, y + 14, row.label, "label end")
        size = {"x": f"{start}", "y": f"{y}", "width": f"{length:.1f}", "height": "18", "rx": "3"}
        SubElement(group, "rect", size)
        _text(group, start + length + 8, y + 14, f"{row.count}", "value")
    return _markup(svg)


def lines(
    label: str,
    axes: Axes,
    rows: Sequence[Line],
    *,
    marks: Sequence[tuple[float, str]] = (),
    whiskers: Sequence[tuple[float, Interval]] = (),
) -> Markup:
    """Curves over common axes; `marks` are named places from left to right."""
    (widest, highest), least = axes.most, axes.least
    svg = _svg(label, _WIDTH, _PLOT_HEIGHT)
    wide, high = _WIDTH - _LEFT - 16, _PLOT_HEIGHT - _TOP - _BOTTOM

    def x(value: float) -> float:
        return _LEFT + wide * (value - least) / ((widest - least) or 1)

    def y(value: float) -> float:
        return _TOP + high * (1 - value / (highest or 1))

    for tick in range(5):
        right, up = least + (widest - least) * tick / 4, highest * tick / 4
        _line(svg, (_LEFT, y(up)), (_WIDTH - 16, y(up)), "grid")
        _text(svg, _LEFT - 8, y(up) + 4, f"{up:.2g}", "tick end")
        _text(svg, x(right), _PLOT_HEIGHT - 26, f"{right:.2g}", "tick middle")
    _text(svg, _LEFT + wide / 2, _PLOT_HEIGHT - 6, axes.x, "axis middle")
    turned = _text(svg, 0, 0, axes.y, "axis middle")
    turned.set("transform", f"translate(14 {_TOP + high / 2:.0f}) rotate(-90)")
    for n, (at, name) in enumerate(marks):
        _line(svg, (x(at), _TOP), (x(at), _TOP + high), "mark")
        side = "end" if x(at) > _WIDTH * 0.6 else ""
        _text(svg, x(at) + (-6 if side else 6), _TOP + high - 8 - 16 * n, name, f"tick {side}")
    for at, found in whiskers:
        _line(svg, (x(at), y(found.low)), (x(at), y(found.high)), "whisker")
    for row in rows:
        _draw(svg, row, [(x(a), y(b)) for a, b in row.points])
    return _markup(svg)


def _draw(svg: Element, row: Line, places: Sequence[tuple[float, float]]) -> None:
    group = SubElement(svg, "g", {"class": f"line {row.tone}"})
    SubElement(group, "title").text = row.label
    path: list[tuple[float, float]] = []
    for place in places:
        if row.steps and path:
            path.append((place[0], path[-1][1]))
        path.append(place)
    if len(path) > 1:
        drawn = " ".join(f"{a:.1f},{b:.1f}" for a, b in path)
        SubElement(group, "polyline", {"points": drawn})
    shown = list(zip(places, row.points, strict=True))
    dotted = {"none": [], "last": shown[-1:], "all": shown}[row.dots]
    for (a, b), (right, up) in dotted:
        dot = _circle(group, a, b, 5)
        SubElement(dot, "title").text = f"{row.label}: {right:.3f}, {up:.3f}"


def _svg(label: str, width: int, height: int) -> Element:
    return Element(
        "svg",
        {
            "class": "chart",
            "viewBox": f"0 0 {width} {height}",
            "style": f"max-width:{width}px",
            "role": "img",
            "aria-label": label,
        },
    )


def _text(parent: Element, x: float, y: float, text: str, kind: str) -> Element:
    element = SubElement(parent, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "class": kind})
    element.text = text
    return element


def _line(parent: Element, start: tuple[float, float], end: tuple[float, float], kind: str) -> None:
    ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
    SubElement(parent, "line", {k: f"{v:.1f}" for k, v in ends.items()} | {"class": kind})


def _circle(parent: Element, x: float, y: float, radius: float) -> Element:
    return SubElement(parent, "circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:g}"})


def _markup(svg: Element) -> Markup:
    return Markup(tostring(svg, encoding="unicode"))  # noqa: S704  (escaped by ElementTree)
