"""Whether an answer's confidence tells how far it can be trusted.

Risk and coverage: El-Yaniv and Wiener, "On the foundations of noise-free selective classification",
JMLR 11, 2010; the area under their curve: Geifman, Uziel and El-Yaniv, "Bias-reduced uncertainty
estimation for deep neural classifiers", ICLR 2019. Reliability by bins of equal size:
Niculescu-Mizil and Caruana, "Predicting good probabilities with supervised learning", ICML 2005.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from eval.diagnosis import diagnose
from eval.scorecard import Scorecard, Scored
from eval.statistics import Interval, share_interval

__all__ = ["Bin", "Point", "RiskCoverage", "confidence", "reliability", "risk_coverage"]

_BINS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """Were only answers of at least this confidence given: how many, and how many of them wrong."""

    least: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """The curve from the surest answer to all that were given, and its mean height."""

    points: tuple[Point, ...]
    area: float

    @property
    def last(self) -> Point | None:
        """What the system does; None where it answers nothing."""
        return self.points[-1] if self.points else None


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about the same confidence, and the share of them that is right."""

    low: float
    high: float
    n: int
    right: Interval


def confidence(scored: Scored) -> float:
    """The score of the best paragraph retrieved; endless for what was computed without a search."""
    hits = scored.outcome.hits
    if scored.outcome.mode.startswith("computed") or not hits:
        return inf
    return max(hit.score for hit in hits)


def risk_coverage(card: Scorecard) -> RiskCoverage:
    """Of all questions, which share is answered, and which share of these answers is not right."""
    given = sorted(_given(card), reverse=True)
    points: list[Point] = []
    wrong = 0
    for n, (least, right) in enumerate(given, start=1):
        wrong += not right
        if n < len(given) and given[n][0] == least:
            continue  # answers of the same confidence cannot be told apart
        points.append(Point(least, n / len(card.scored), wrong / n))
    shares = [
        b.coverage - a for a, b in zip((0.0, *(p.coverage for p in points)), points, strict=False)
    ]
    covered = points[-1].coverage if points else 1.0
    area = sum(p.risk * share for p, share in zip(points, shares, strict=True)) / covered
    return RiskCoverage(tuple(points), area)


def reliability(card: Scorecard) -> list[Bin]:
    """Answers found by a search, from the least sure to the surest, in bins of about equal size."""
    given = sorted((score, right) for score, right in _given(card) if score < inf)
    bins = min(_BINS, len(given) // 5) or min(1, len(given))
    found = []
    for each in _cut(given, bins):
        right = share_interval([float(right) for _, right in each])
        found.append(Bin(each[0][0], each[-1][0], len(each), right))
    return found


def _given(card: Scorecard) -> Iterator[tuple[float, bool]]:
    for scored in card.scored:
        if not scored.outcome.refused:
            yield confidence(scored), diagnose(scored).verdict == "right"


def _cut(items: Sequence[tuple[float, bool]], parts: int) -> Iterator[Sequence[tuple[float, bool]]]:
    for part in range(parts):
        yield items[len(items) * part // parts : len(items) * (part + 1) // parts]
