"""Risk against coverage, and reliability, of answers whose confidence is known."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

import pytest

from eval.metrics.citations import CITATION_F1
from eval.risk import Bin, Point, confidence, reliability, risk_coverage
from eval.scorecard import Scorecard, score
from eval.types import Found, Outcome, Task
from tests.eval.making import outcome, refusable, task

ASKED = task(["g1"])
REFUSED = outcome(refused="not_mentioned", hits=["x"])


def answer(sure: float | None, *, right: bool, mode: str = "quote") -> Outcome:
    """An answer of that confidence; without one nothing was retrieved."""
    hits = () if sure is None else (Found("x", sure), Found("y", sure / 2))
    return replace(outcome(["g1" if right else "x"]), mode=mode, hits=hits)


def card(answers: Sequence[Outcome], *, of: Task = ASKED) -> Scorecard:
    """The answers, scored."""
    return score([(of, each) for each in answers], [CITATION_F1])


def test_the_curve_and_its_area_by_hand() -> None:
    answers = [
        answer(0.6, right=False),
        answer(0.9, right=True),
        REFUSED,
        answer(0.7, right=True),
        answer(0.8, right=False),
    ]
    found = risk_coverage(card(answers))
    assert found.points == (
        Point(0.9, 1 / 5, 0),
        Point(0.8, 2 / 5, 1 / 2),
        Point(0.7, 3 / 5, 1 / 3),
        Point(0.6, 4 / 5, 1 / 2),
    )
    assert found.area == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_the_last_point_is_what_the_system_does() -> None:
    found = risk_coverage(card([answer(0.5, right=True), answer(0.1, right=False), REFUSED]))
    assert found.last == found.points[-1] == Point(0.1, 2 / 3, 1 / 2)


def test_confidence_in_the_wrong_order_costs_area() -> None:
    good = [answer(0.9, right=True), answer(0.8, right=True), answer(0.1, right=False)]
    bad = [answer(0.1, right=True), answer(0.8, right=True), answer(0.9, right=False)]
    # risks of 0, 0 and 1/3, and of 1, 1/2 and 1/3
    assert risk_coverage(card(good)).area == pytest.approx(1 / 9)
    assert risk_coverage(card(bad)).area == pytest.approx(11 / 18)
    assert risk_coverage(card(good)).last == risk_coverage(card(bad)).last


def test_answers_of_the_same_confidence_come_together() -> None:
    answers = [
        answer(0.9, right=True),
        answer(0.5, right=False),
        answer(0.5, right=True),
        answer(0.5, right=False),
        answer(0.2, right=True),
    ]
    curve = (Point(0.9, 1 / 5, 0), Point(0.5, 4 / 5, 1 / 2), Point(0.2, 1, 2 / 5))
    assert risk_coverage(card(answers)).points == curve
    assert risk_coverage(card(answers[::-1])).points == curve


def test_the_area_is_that_under_the_curve_where_answers_come_together() -> None:
    answers = [answer(None, right=True, mode="computed")] * 3 + [answer(0.5, right=False)]
    found = risk_coverage(card(answers))
    assert found.points == (Point(inf, 3 / 4, 0), Point(0.5, 1, 1 / 4))
    # three answers at risk 0, one at 1/4
    assert found.area == pytest.approx(1 / 16)


@pytest.mark.parametrize("mode", ["computed", "computed+llm"])
def test_what_was_computed_is_surest(mode: str) -> None:
    answers = [answer(0.9, right=False), answer(0.1, right=True, mode=mode)]
    assert risk_coverage(card(answers)).points == (Point(inf, 1 / 2, 0), Point(0.9, 1, 1 / 2))


def test_confidence_is_that_of_the_best_paragraph() -> None:
    unsorted = replace(
        outcome(), hits=(Found("a", 0.2), Found("b", 0.7), Found("c", 0.4)), mode="llm"
    )
    silent = replace(outcome(), hits=None)
    nothing = replace(outcome(), hits=())
    scored = card([unsorted, silent, nothing]).scored
    assert [confidence(each) for each in scored] == [0.7, inf, inf]


def test_refusals_are_asked_but_not_answered() -> None:
    answered = [(refusable(), answer(0.5, right=False)), (ASKED, answer(0.9, right=True))]
    refused = [(refusable(), REFUSED), (ASKED, REFUSED)]
    curve = risk_coverage(score([*answered, *refused], [CITATION_F1])).points
    # answering what cannot be answered is wrong
    assert curve == (Point(0.9, 1 / 4, 0), Point(0.5, 1 / 2, 1 / 2))


@pytest.mark.parametrize("answers", [[], [REFUSED, REFUSED]])
def test_nothing_answered(answers: list[Outcome]) -> None:
    found = risk_coverage(card(answers))
    assert (found.points, found.area, found.last) == ((), 0, None)
    assert reliability(card(answers)) == []


def sorted_card(rights: Sequence[bool]) -> Scorecard:
    """Answers from the least sure, 0.01, in steps of 0.01, mixed."""
    answers = [answer((n + 1) / 100, right=right) for n, right in enumerate(rights)]
    return card([*answers[1::2], *answers[0::2]])


def spans(bins: Sequence[Bin]) -> list[tuple[float, float, int, float]]:
    """What each bin says, without the interval's ends."""
    return [(each.low, each.high, each.n, each.right.mean) for each in bins]


def test_bins_by_hand() -> None:
    rights = [False, False, True, False, False, True, True, False, True, True]
    bins = reliability(sorted_card(rights))
    assert spans(bins) == [(0.01, 0.05, 5, 1 / 5), (0.06, 0.1, 5, 4 / 5)]
    assert all(each.right.low < each.right.mean < each.right.high for each in bins)


@pytest.mark.parametrize(
    ("answers", "sizes"),
    [
        (1, []),
        (4, [4]),
        (9, [9]),
        (10, [5, 5]),
        (13, [6, 7]),
        (29, [5, 6, 6, 6, 6]),
        (30, [5] * 6),
        (100, [16, 17, 17, 16, 17, 17]),
    ],
)
def test_bins_are_of_equal_size_and_at_most_six(answers: int, sizes: list[int]) -> None:
    bins = reliability(sorted_card([True] * answers))
    assert [each.n for each in bins] == sizes
    assert [each.low for each in bins] == sorted(each.low for each in bins)
    assert {each.right.mean for each in bins} <= {1}


def test_what_was_computed_or_refused_is_in_no_bin() -> None:
    answers = [
        answer(0.3, right=True),
        answer(0.4, right=True),
        answer(0.2, right=True, mode="computed"),
        answer(None, right=True),
        REFUSED,
    ]
    assert spans(reliability(card(answers))) == [(0.3, 0.4, 2, 1)]


def test_answers_of_the_same_score_are_not_parted() -> None:
    rights = [False] * 8 + [True] * 4
    same = [answer(0.1, right=right) for right in rights]
    assert reliability(card(same)) == []  # one score tells nothing
    other = [answer(0.2, right=True) for _ in range(6)]
    assert spans(reliability(card([*same, *other]))) == [(0.1, 0.1, 12, 1 / 3), (0.2, 0.2, 6, 1)]
