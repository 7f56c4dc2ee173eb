"""Scores of a whole run, and their means with intervals: over all questions and by type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eval.metrics import Measure
from eval.statistics import Interval, interval, share_interval
from eval.types import QUESTION_TYPES, Outcome, QuestionType, Score, Task, Wanted

__all__ = ["Scorecard", "Scored", "Summary", "score"]


@dataclass(frozen=True, slots=True)
class Scored:
    """A case, what was answered, and what each measure says of it."""

    task: Task
    outcome: Outcome
    scores: Mapping[str, Score]

    def value(self, measure: str) -> float | None:
        """What a measure says; None where it says nothing."""
        found = self.scores.get(measure)
        return None if found is None else found.value

    def cites(self, wanted: Wanted) -> bool:
        """Whether the answer cites a paragraph that meets a place."""
        return any(cited.paragraph_id in wanted.paragraphs for cited in self.outcome.citations)


@dataclass(frozen=True, slots=True)
class Summary:
    """The mean of a measure over the questions that it concerns."""

    measure: Measure
    n: int
    interval: Interval
    median: float
    p95: float


@dataclass(frozen=True)
class Scorecard:
    """All scores of a run."""

    measures: tuple[Measure, ...]
    scored: tuple[Scored, ...]

    def values(self, measure: str, of_type: QuestionType | None = None) -> list[float]:
        """What a measure says, question by question, without those that it does not concern."""
        each = (s.value(measure) for s in self.scored if of_type in (None, s.task.case.type))
        return [value for value in each if value is not None]

    def summary(self, measure: Measure, of_type: QuestionType | None = None) -> Summary | None:
        """Mean and interval; None where nothing was scored, which is not zero."""
        values = self.values(measure.name, of_type)
        if not values:
            return None
        median, p95 = np.percentile(values, (50, 95))
        span = interval(values) if measure.unit else share_interval(values)
        return Summary(measure, len(values), span, float(median), float(p95))

    @cached_property
    def overall(self) -> Mapping[str, Summary]:
        """By name of the measure, those that say something."""
        found = ((m.name, self.summary(m)) for m in self.measures)
        return {name: summary for name, summary in found if summary is not None}

    @cached_property
    def types(self) -> tuple[QuestionType, ...]:
        """The types of questions that occur, in their usual order."""
        met = {scored.task.case.type for scored in self.scored}
        return tuple(kind for kind in QUESTION_TYPES if kind in met)

    @cached_property
    def by_type(self) -> Mapping[QuestionType, Mapping[str, Summary]]:
        """For each type of question the measures that say something."""
        found: dict[QuestionType, dict[str, Summary]] = {}
        for kind in self.types:
            summaries = ((m.name, self.summary(m, kind)) for m in self.measures)
            found[kind] = {name: each for name, each in summaries if each is not None}
        return found


def score(answered: Sequence[tuple[Task, Outcome]], measures: Sequence[Measure]) -> Scorecard:
    """Every measure of every answer."""
    scored = (
        Scored(task, outcome, {measure.name: measure.of(task, outcome) for measure in measures})
        for task, outcome in answered
    )
    return Scorecard(tuple(measures), tuple(scored))
