"""Runs of printed paragraph numbers: where a report's numbering has gaps, or begins again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.types import Paragraph

__all__ = ["NumberRun", "number_runs"]


@dataclass(frozen=True, slots=True)
class NumberRun:
    """Printed paragraph numbers that follow one another without gap or repeat."""

    start: int
    end: int
    first: Paragraph


def number_runs(paragraphs: Sequence[Paragraph]) -> tuple[NumberRun, ...]:
    """The runs of a report in reading order; one alone where nothing is odd."""
    runs: list[NumberRun] = []
    for paragraph in paragraphs:
        if paragraph.number is None:
            continue
        value = int(paragraph.number)
        if runs and value == runs[-1].end + 1:
            runs[-1] = replace(runs[-1], end=value)
        else:
            runs.append(NumberRun(value, value, paragraph))
    return tuple(runs)
