"""Intervals and tests for means over questions.

Percentile bootstrap: Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 13.
Where every share is 0, or 1, resampling shows nothing: Clopper and Pearson, "The use of confidence
or fiducial limits illustrated in the case of the binomial", Biometrika 26, 1934.
Paired permutation (sign flips): Fisher 1935; Smucker, Allan and Carterette, "A comparison of
statistical significance tests for information retrieval evaluation", CIKM 2007.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["LEVEL", "Difference", "Interval", "difference", "interval", "share_interval"]

LEVEL = 0.95
_RESAMPLES = 5_000
_SEED = 7
"""The same values always give the same interval."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a mean lies, in 95 of 100 samples of questions like these."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean difference over the same questions, its interval, and how likely by chance alone."""

    n: int
    interval: Interval
    p: float

    @property
    def beyond_chance(self) -> bool:
        """Whether the interval leaves out zero and chance alone is unlikely.

        Of few questions either says too much by itself.
        """
        apart = self.interval.low > 0 or self.interval.high < 0
        return apart and self.p < 1 - LEVEL


def interval(values: Sequence[float]) -> Interval:
    """Mean and percentile bootstrap interval; ValueError without values."""
    from scipy.stats import bootstrap

    if not values:
        raise ValueError("no values")
    data = np.asarray(values, float)
    mean = float(data.mean())
    if np.ptp(data) == 0:  # also a single value: nothing varies, so nothing can be resampled
        return Interval(mean, mean, mean)
    found = bootstrap(
        (data,),
        np.mean,
        confidence_level=LEVEL,
        n_resamples=_RESAMPLES,
        method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    return Interval(mean, float(found.low), float(found.high))


def share_interval(values: Sequence[float]) -> Interval:
    """Mean and interval of shares from 0 to 1; all being right does not show that all will be."""
    from scipy.stats import binomtest

    found = interval(values)
    if found.low != found.high or found.mean not in (0, 1):
        return found
    exact = binomtest(round(sum(values)), len(values)).proportion_ci(LEVEL)
    return Interval(found.mean, float(exact.low), float(exact.high))


def difference(before: Sequence[float], after: Sequence[float]) -> Difference:
    """After less before, value by value of the same questions; ValueError for unequal lengths."""
    from scipy.stats import permutation_test

    changes = [b - a for a, b in zip(before, after, strict=True)]
    found = interval(changes)
    if len(changes) == 1 or not any(changes):  # one question shows nothing
        return Difference(len(changes), found, 1.0)
    test = permutation_test(
        (np.asarray(changes),),
        np.mean,
        permutation_type="samples",
        n_resamples=_RESAMPLES,
        vectorized=True,
        rng=np.random.default_rng(_SEED),
    )
    return Difference(len(changes), found, float(test.pvalue))
