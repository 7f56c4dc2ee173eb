"""Intervals and paired tests, against closed forms and exact enumeration."""

from itertools import product
from math import sqrt

import numpy as np
import pytest

from eval.statistics import difference, interval, share_interval


def test_what_does_not_vary_has_no_width() -> None:
    found = interval([0.25] * 8)
    assert (found.mean, found.low, found.high) == (0.25, 0.25, 0.25)


def test_a_single_value_has_no_width() -> None:
    found = interval([0.7])
    assert (found.mean, found.low, found.high) == (0.7, 0.7, 0.7)


def test_without_values_there_is_no_interval() -> None:
    with pytest.raises(ValueError, match="no values"):
        interval([])
    with pytest.raises(ValueError, match="no values"):
        difference([], [])


@pytest.mark.parametrize("ones", [100, 200, 320])
def test_an_interval_of_many_shares_is_that_of_the_normal_distribution(ones: int) -> None:
    share = ones / 400
    half = 1.959964 * sqrt(share * (1 - share) / 400)
    found = interval([1.0] * ones + [0.0] * (400 - ones))
    assert found.mean == share
    # means move in steps of 1/400, and the ends of 5000 resamples by about 0.001
    assert found.low == pytest.approx(share - half, abs=0.004)
    assert found.high == pytest.approx(share + half, abs=0.004)


def test_an_interval_of_lopsided_values_is_lopsided() -> None:
    found = interval([0.0] * 19 + [1.0])
    assert found.low == 0  # a third of the resamples hold no 1 at all: (19/20)**20
    assert found.high - found.mean > found.mean - found.low


def test_the_same_values_always_give_the_same() -> None:
    values = [float(v) for v in np.random.default_rng(1).normal(size=60)]
    later = [float(v) for v in np.random.default_rng(2).normal(0.2, size=60)]
    assert interval(values) == interval(values)
    assert difference(values, later) == difference(values, later)


def test_equal_answers_differ_by_nothing() -> None:
    found = difference([0.0, 0.5, 1.0, 0.25], [0.0, 0.5, 1.0, 0.25])
    assert found.n == 4
    assert (found.interval.mean, found.interval.low, found.interval.high) == (0, 0, 0)
    assert found.p == 1
    assert not found.beyond_chance


def _pairs(shift: float) -> tuple[list[float], list[float]]:
    """Forty questions of very different difficulty, each answered better by about the shift."""
    chance = np.random.default_rng(3)
    before = chance.uniform(0, 1, 40)
    after = before + shift + chance.normal(0, 0.1, 40)
    return [float(v) for v in before], [float(v) for v in after]


def test_a_clear_difference_is_beyond_chance_however_different_the_questions() -> None:
    before, after = _pairs(0.1)
    found = difference(before, after)
    assert found.n == 40
    assert found.p < 0.01
    assert found.beyond_chance
    assert found.interval.mean == pytest.approx(np.mean(after) - np.mean(before))
    assert 0 < found.interval.low < found.interval.mean < found.interval.high
    # paired: unpaired, the same two means could be told apart by nobody
    assert interval(after).low < interval(before).high


def test_no_difference_but_noise_is_not_beyond_chance() -> None:
    found = difference(*_pairs(0.0))
    assert found.p > 0.05
    assert not found.beyond_chance
    assert found.interval.low < 0 < found.interval.high


@pytest.mark.parametrize("shift", [0.1, 0.0])
def test_swapping_before_and_after_turns_the_sign(shift: float) -> None:
    before, after = _pairs(shift)
    one, other = difference(before, after), difference(after, before)
    assert other.interval.mean == pytest.approx(-one.interval.mean)
    assert other.interval.low == pytest.approx(-one.interval.high, abs=0.005)
    assert other.interval.high == pytest.approx(-one.interval.low, abs=0.005)
    assert other.p == pytest.approx(one.p, abs=0.02)
    assert other.beyond_chance == one.beyond_chance


def test_six_questions_all_better_differ_by_chance_in_two_of_64_ways() -> None:
    found = difference([0.0] * 6, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    assert found.p == pytest.approx(2 / 64)  # all signs as they are, or all turned


@pytest.mark.parametrize(
    "changes",
    [
        (3.0, 1.0, 2.0, -1.0, 0.5, 4.0),
        (0.3, -0.7, 0.2, -0.1, 0.6, -0.5),
        (-1.0, -1.0, 0.0, 1.0, -1.0, -1.0),
        (0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
    ],
)
def test_p_is_the_share_of_sign_flips_that_differ_as_much(changes: tuple[float, ...]) -> None:
    before = [0.0] * len(changes)
    flips = [
        abs(sum(s * c for s, c in zip(signs, changes, strict=True)))
        for signs in product((1, -1), repeat=len(changes))
    ]
    exact = sum(flip >= abs(sum(changes)) - 1e-9 for flip in flips) / len(flips)
    assert len(flips) == 64
    assert difference(before, changes).p == pytest.approx(exact)


def test_answers_to_different_questions_are_not_compared() -> None:
    with pytest.raises(ValueError, match="zip"):
        difference([0.0, 1.0], [0.0, 1.0, 1.0])


def test_one_question_alone_shows_nothing_beyond_chance() -> None:
    found = difference([0.0], [1.0])
    assert found.p == 1
    assert not found.beyond_chance


@pytest.mark.parametrize(("value", "n"), [(1.0, 1), (1.0, 38), (0.0, 38)])
def test_shares_that_are_all_the_same_still_have_an_interval(value: float, n: int) -> None:
    # none of n wrong: a share of wrong ones that would do so in 2.5 of 100 samples
    beyond = 1 - 0.025 ** (1 / n)
    found = share_interval([value] * n)
    assert found.mean == value
    assert found.low == pytest.approx(1 - beyond if value else 0)
    assert found.high == pytest.approx(1 if value else beyond)


def test_other_shares_have_the_usual_interval() -> None:
    for values in ([0.0, 1.0, 0.5], [0.5] * 8):
        assert share_interval(values) == interval(values)
