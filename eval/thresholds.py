"""What a run must reach: figures that are named, or those of an earlier run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from eval.compare import compare
from eval.errors import EvalError
from eval.metrics import Measure, measures
from eval.scorecard import Scorecard
from eval.scores import SavedScore, saved_scores

__all__ = ["Threshold", "check_names", "dropped", "fallen_short"]

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least that a measure's mean must be; the most, where less is better."""

    measure: str
    bound: float

    @classmethod
    def parse(cls, text: str) -> "Threshold":
        """From “citation_f1=0.75”; ValueError for anything else."""
        name, sign, number = text.partition("=")
        if not sign:
            raise ValueError(f"“{text}” is not like citation_f1=0.75")
        bound = float(number)
        if not isfinite(bound):
            raise ValueError(f"{number} is no bound")
        return cls(name.strip(), bound)


def check_names(thresholds: Sequence[Threshold]) -> None:
    """Raises EvalError where one names an unknown measure."""
    known = [measure.name for measure in measures({})]
    for each in thresholds:
        if each.measure not in known:
            raise EvalError(f"no measure is called {each.measure}; known are {', '.join(known)}")


def fallen_short(card: Scorecard, thresholds: Sequence[Threshold]) -> Iterator[str]:
    """A line for each threshold that is not reached.

    What is unscored reaches nothing.
    """
    known = {measure.name: measure for measure in card.measures}
    for each in thresholds:
        summary = card.overall.get(each.measure)
        if summary is None:
            yield f"{each.measure}: nothing was scored"
        elif _is_worse(known[each.measure], summary.interval.mean, each.bound):
            yield f"{each.measure} is {summary.interval.mean:.3f}, not {each.bound:g}"


def dropped(card: Scorecard, baseline: Sequence[SavedScore]) -> Iterator[str]:
    """A line for each measure that is worse than in an earlier run, beyond chance.

    Beyond chance is what `Difference.beyond_chance` says of the paired differences.
    """
    known: Mapping[str, Measure] = {measure.name: measure for measure in card.measures}
    compared = compare(baseline, saved_scores(card, timed=False))
    if compared.unpaired:
        yield f"not the same questions as before: {', '.join(compared.unpaired[:12])}"
    for name in dict.fromkeys(name for each in baseline for name in each.scores):
        if name in known and name not in card.overall:
            yield f"{name}: nothing was scored, as it was before"
    for change in compared.changes:
        measure = known.get(change.measure)
        if change.scope != "all" or measure is None or not change.difference.beyond_chance:
            continue
        if _is_worse(measure, change.after, change.before):
            span = change.difference.interval
            yield (
                f"{change.measure} is worse: from {change.before:.3f} to {change.after:.3f} "
                f"({span.mean:+.3f}, 95 % from {span.low:+.3f} to {span.high:+.3f})"
            )


def _is_worse(measure: Measure, value: float, bound: float) -> bool:
    lacking = bound - value if measure.higher_is_better else value - bound
    return lacking > _ROUNDING
