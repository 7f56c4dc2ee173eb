"""Reports that are there already: the same file, or what looks like another version of one."""

from collections.abc import Iterable
from dataclasses import dataclass

from index import Report

__all__ = ["Double", "double_of"]


@dataclass(frozen=True, slots=True)
class Double:
    """A report that another repeats, byte for byte or with other bytes."""

    report: Report
    is_same_file: bool


def double_of(report: Report, others: Iterable[Report]) -> Double | None:
    """The one of the others that this report repeats; the same file rather than another version."""
    known = list(others)
    for other in known:
        if other.id == report.id:
            return Double(other, is_same_file=True)
    for other in known:
        if _is_about_the_same(report, other):
            return Double(other, is_same_file=False)
    return None


def _is_about_the_same(one: Report, other: Report) -> bool:
    """Whether both name one authority and the same days, of inspection or else of publication."""
    if one.authority is None or one.authority != other.authority:
        return False
    if one.inspections or other.inspections:
        return one.inspections == other.inspections
    return one.published is not None and one.published == other.published
