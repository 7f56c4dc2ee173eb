"""A report's paragraphs with the headings that open before each, as its section paths tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import Paragraph
from ui.addresses import anchor

__all__ = ["Heading", "Placed", "under_headings"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed heading; `level` counts from 0, the outermost."""

    level: int
    text: str
    anchor: str
    """The name of its place on the page."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with the headings that begin right before it."""

    paragraph: Paragraph
    opened: tuple[Heading, ...] = ()
    title: Heading | None = None
    """The heading that the paragraph itself is: one that prints a grade."""


def under_headings(paragraphs: Sequence[Paragraph]) -> Iterator[Placed]:
    """The paragraphs in reading order, each heading once for each time that it is printed."""
    path: tuple[str, ...] = ()
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        section = paragraph.section
        common = _common(path, section)
        opened = tuple(
            Heading(level, section[level], f"h{paragraph.ordinal}-{level}")
            for level in range(common, len(section))
        )
        text = _heading_of(paragraph, following)
        if text is None:
            path = section
            yield Placed(paragraph, opened)
        else:
            path = (*section, text)
            yield Placed(paragraph, opened, Heading(len(section), text, anchor(paragraph)))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many headings two paths share from the outermost on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _heading_of(paragraph: Paragraph, following: Paragraph | None) -> str | None:
    """The heading that a graded paragraph begins with, where the next one stands under it."""
    if paragraph.kind != "judgement" or following is None:
        return None
    depth = len(paragraph.section)
    if len(following.section) <= depth or following.section[:depth] != paragraph.section:
        return None
    heading = following.section[depth]
    return heading if paragraph.text.startswith(heading) else None
