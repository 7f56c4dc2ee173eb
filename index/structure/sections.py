"""The headings that a paragraph stands under, kept while a report is read from top to bottom."""

import re

from index.structure.blocks import WEAK_HEADING, Block
from index.structure.grades import bare_label

__all__ = ["DEADLINE", "SectionPath"]

DEADLINE = re.compile(
    r"^(immediately|with immediate effect|within \w+(-\w+)? (day|week|month|year)s?\b.{0,40})\W*$",
    re.IGNORECASE,
)
"""Headings that set a time for the actions below them."""

_TO_IMPROVE = re.compile(
    r"(what (needs|has) to (be )?improve|areas? (for|to) (improve|develop)|recommendation)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"^(Section|Part|Chapter) ([1-9]|[A-D]|[IVX]+|one|two|three|four)\s*([:.–-]|$)", re.IGNORECASE
)


class SectionPath:
    """A stack of headings, each with its level: 1 is the outermost, 0 says nothing of its rank."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, str]] = []
        self._judged: tuple[int, str] = (0, "")
        """The last heading with a grade, as it stands in the stack."""
        self._part = WEAK_HEADING
        """The level of headings such as "Section 2"."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The headings, outermost first."""
        return tuple(title for _, title in self._stack)

    @property
    def to_improve(self) -> bool:
        """Whether the innermost list says what is to improve."""
        return any(_TO_IMPROVE.match(title) for title in self.titles)

    def leave(self) -> None:
        """Take the innermost heading away."""
        if self._stack:
            self._stack.pop()

    def enter(self, heading: Block, title: str, before: Block | None) -> None:
        """Put a heading where its level belongs; `before` is the one it follows directly."""
        level = heading.level
        if level and _PART.match(title):  # parts are equal, in whatever size they are printed
            level = self._part = min(level, self._part)
        if not level:
            self._make_room(title, before)
        elif before is None or before.level != level:
            # Else, with nothing between it and one of its kind, it belongs to that.
            same = (n for n, (outer, _) in enumerate(self._stack) if outer >= level)
            del self._stack[next(same, len(self._stack)) :]
        self._stack.append((level, title.rstrip(" :")))

    def _make_room(self, title: str, before: Block | None) -> None:
        """Take away what a heading without a level takes the place of."""
        under_deadline = bool(self._stack and DEADLINE.match(self._stack[-1][1]))
        if DEADLINE.match(title):
            if under_deadline:
                self.leave()
        elif before and not DEADLINE.match(before.text):
            # Two headings in a row: the first is the outer one.
            self._stack = [entry for entry in self._stack[:-1] if entry[0]] + self._stack[-1:]
        else:
            if under_deadline:
                self.leave()
            if self._stack and not self._stack[-1][0]:
                self.leave()

    def enter_judged(self, heading: Block, label: str, before: Block | None) -> None:
        """Put a heading with a grade beside the one before it, whatever its type size.

        It never belongs to a list of what to improve, nor to a heading that says the same.
        """
        label = bare_label(label)
        if self._judged in self._stack:
            del self._stack[self._stack.index(self._judged) :]
            self._stack.append((self._judged[0], label))
        else:
            lists = [n for n, title in enumerate(self.titles) if _TO_IMPROVE.match(title)]
            del self._stack[lists[0] if lists else len(self._stack) :]
            if self._stack and self._stack[-1][1].lower() == label.lower():
                self.leave()
            self.enter(heading, label, before)
        self._judged = self._stack[-1]
