"""Whether an answer's confidence tells how far it can be trusted.

Risk and coverage: El-Yaniv and Wiener, "On the foundations of noise-free selective classification",
JMLR 11, 2010; the area under their curve: Geifman, Uziel and El-Yaniv, "Bias-reduced uncertainty
estimation for deep neural classifiers", ICLR 2019. Reliability by bins of equal size:
Niculescu-Mizil and Caruana, "Predicting good probabilities with supervised learning", ICML 2005.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from eval.diagnosis import diagnose
from eval.scorecard import Scorecard, Scored
from eval.statistics import Interval, share_interval

__all__ = ["Bin", "Point", "RiskCoverage", "confidence", "reliability", "risk_coverage"]

_BINS = 6
_FEWEST = 5
"""Answers that a bin should have."""


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
    """Answers found by a search, from the least sure to the surest, in bins of about equal size.

    Answers of the same score stand in the same bin; without two scores there is nothing to tell.
    """
    groups: dict[float, list[float]] = {}
    for score, right in sorted(_given(card)):
        if score < inf:
            groups.setdefault(score, []).append(float(right))
    if len(groups) < 2:
        return []
    total = sum(map(len, groups.values()))
    bins = max(1, min(_BINS, total // _FEWEST))
    found: list[Bin] = []
    low, rights, passed = min(groups), list[float](), 0
    for score, of_score in groups.items():
        low = low if rights else score
        rights += of_score
        passed += len(of_score)
        if passed >= total * (len(found) + 1) // bins:
            found.append(Bin(low, score, len(rights), share_interval(rights)))
            rights = []
    return found


def _given(card: Scorecard) -> Iterator[tuple[float, bool]]:
    for scored in card.scored:
        if not scored.outcome.refused:
            yield confidence(scored), diagnose(scored).verdict == "right"
