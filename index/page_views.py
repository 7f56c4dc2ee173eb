"""Pages as they are shown: what of a file's page is seen, and where words stand on it."""

from dataclasses import dataclass

__all__ = ["PageBox", "PageView"]


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of a report's file as it is shown, turned and cropped as the file says."""

    report_id: str
    number: int
    """From 1."""
    count: int
    """Pages of the file."""
    width: float
    """In points, as the height is."""
    height: float


@dataclass(frozen=True, slots=True)
class PageBox:
    """Where words of one printed line stand on a page, in fractions of its width and height."""

    page: int
    left: float
    top: float
    width: float
    height: float
