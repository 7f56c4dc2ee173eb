"""A long list in pages, with the way from each to the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ui.browsing import browsing_words as words
from ui.markup import Html, tag

__all__ = ["Leaf", "leaf"]

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[_Item]):
    """One page of a list; `number` counts from 1."""

    items: Sequence[_Item]
    number: int
    count: int

    def links(self, address: Callable[[int], str]) -> Html:
        """Links to the pages before and after; nothing where there is one page only."""
        if self.count == 1:
            return Html()
        before = self._link(words.PAGE_BEFORE, address, self.number - 1, rel="prev")
        after = self._link(words.PAGE_AFTER, address, self.number + 1, rel="next")
        here = tag("span", words.page_of(self.number, self.count))
        return tag("nav", before, here, after, class_="leaves", aria_label=words.PAGES)

    def _link(self, text: str, address: Callable[[int], str], number: int, rel: str) -> Html:
        if not 1 <= number <= self.count:
            return tag("span")
        return tag("a", text, href=address(number), rel=rel)


def leaf(items: Sequence[_Item], number: int, size: int) -> Leaf[_Item]:
    """The page of that number, the last one where there are not so many."""
    count = max(1, -(-len(items) // size))
    number = min(number, count)
    return Leaf(items[(number - 1) * size : number * size], number, count)
