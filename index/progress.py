"""A bar on stderr for work that lasts over a second."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from tqdm import tqdm

__all__ = ["counted"]

_T = TypeVar("_T")


def counted(steps: Iterable[_T], what: str, total: int, unit: str, *, shown: bool) -> Iterator[_T]:
    """The steps, counted as they are taken; the bar vanishes at the end."""
    yield from tqdm(steps, what, total, unit=unit, delay=1, leave=False, disable=not shown)
