"""Two runs side by side: differences worked by hand, questions that flipped, questions unpaired."""

from collections.abc import Sequence

import pytest

from eval.compare import Change, Comparison, Flip, compare
from eval.diagnosis import Verdict
from eval.errors import RunError
from eval.scores import SavedScore
from eval.types import QuestionType


def saved(
    name: str, kind: QuestionType = "lookup", verdict: Verdict = "right", **scores: float
) -> SavedScore:
    """What became of one question."""
    return SavedScore(name, kind, verdict, scores)


def change(found: Comparison, measure: str, scope: str = "all") -> Change:
    """How a measure differs there."""
    [wanted] = [c for c in found.changes if (c.measure, c.scope) == (measure, scope)]
    return wanted


def flat(values: Sequence[float], kind: QuestionType = "lookup") -> list[SavedScore]:
    """A question for each value of F1."""
    return [saved(f"q{n}", kind, f1=value) for n, value in enumerate(values)]


def test_differences_by_hand() -> None:
    before = [saved("a", f1=0.5), saved("b", f1=0.0), saved("c", "theme", f1=1.0)]
    after = [saved("c", "theme", f1=0.25), saved("b", f1=0.5), saved("a", f1=1.0)]
    found = compare(before, after)
    overall = change(found, "f1")  # two better by 0.5, one worse by 0.75
    assert overall.before == 0.5
    assert overall.after == pytest.approx(1.75 / 3)
    assert overall.difference.n == 3
    assert overall.difference.interval.mean == pytest.approx(0.25 / 3)
    lookup = change(found, "f1", "lookup")
    assert (lookup.before, lookup.after, lookup.difference.interval.mean) == (0.25, 0.75, 0.5)
    theme = change(found, "f1", "theme")
    assert (theme.before, theme.after, theme.difference.interval.mean) == (1, 0.25, -0.75)
    assert len(found.changes) == 3  # no type that does not occur


@pytest.mark.parametrize(
    ("questions", "p", "beyond_chance"),
    # of 2 ** n ways to turn the signs, two are as far out as this
    [(1, 1.0, False), (5, 2 / 32, False), (6, 2 / 64, True), (8, 2 / 256, True)],
)
def test_what_is_beyond_chance(questions: int, p: float, *, beyond_chance: bool) -> None:
    found = change(compare(flat([0.2] * questions), flat([0.7] * questions)), "f1").difference
    assert found.interval.mean == pytest.approx(0.5)
    assert found.p == pytest.approx(p)
    assert found.beyond_chance is beyond_chance


def test_a_difference_is_paired_and_not_of_means() -> None:
    """Answers that vary far more than they differ, and each by the same."""
    before = [n / 10 for n in range(10)]
    found = change(compare(flat(before), flat([v + 0.05 for v in before])), "f1").difference
    assert found.interval.low == pytest.approx(0.05)
    assert found.beyond_chance


def test_the_same_run_differs_in_nothing() -> None:
    run = [saved("a", f1=0.5), saved("b", "theme", "wrong", f1=0.0, seconds=0.25)]
    found = compare(run, run)
    assert {(c.difference.interval.mean, c.difference.p) for c in found.changes} == {(0, 1)}
    assert (found.flips, found.unpaired) == ((), ())


def test_only_questions_that_both_score_are_compared() -> None:
    before = [saved("a", f1=0.5, reason=1.0), saved("b", f1=0.0), saved("c", cost=0.1)]
    after = [saved("a", f1=1.0), saved("b", reason=0.0, f1=0.5, new=1.0), saved("c", f1=1.0)]
    found = compare(before, after)
    assert [(c.measure, c.scope) for c in found.changes] == [("f1", "all"), ("f1", "lookup")]
    assert change(found, "f1").difference.n == 2
    assert (change(found, "f1").before, change(found, "f1").after) == (0.25, 0.75)


def test_measures_and_types_in_their_order() -> None:
    run = [saved("a", "theme", z=1.0, b=1.0), saved("b", "lookup", z=1.0)]
    assert [(c.measure, c.scope) for c in compare(run, run).changes] == [
        ("z", "all"),
        ("z", "lookup"),
        ("z", "theme"),
        ("b", "all"),
        ("b", "theme"),
    ]


def test_flips_are_to_right_and_from_right() -> None:
    verdicts: list[tuple[Verdict, Verdict]] = [
        ("right", "right"),
        ("right", "partly"),
        ("right", "wrong"),
        ("partly", "right"),
        ("partly", "wrong"),
        ("wrong", "right"),
        ("wrong", "partly"),
    ]
    before = [saved(f"q{n}", "grade", old) for n, (old, _) in enumerate(verdicts)]
    after = [saved(f"q{n}", "grade", new) for n, (_, new) in enumerate(verdicts)]
    flips = compare(before, after).flips
    assert flips == (
        Flip("q1", "grade", "right", "partly"),
        Flip("q2", "grade", "right", "wrong"),
        Flip("q3", "grade", "partly", "right"),
        Flip("q5", "grade", "wrong", "right"),
    )
    assert [flip.better for flip in flips] == [False, False, True, True]


def test_questions_that_only_one_run_has() -> None:
    before = [saved("z", verdict="wrong", f1=0.0), saved("a", f1=0.5), saved("c", f1=0.25)]
    after = [saved("c", f1=0.5), saved("b", f1=1.0)]
    found = compare(before, after)
    assert found.unpaired == ("a", "b", "z")
    assert change(found, "f1").difference.n == 1
    assert change(found, "f1").before == 0.25
    assert found.flips == ()


@pytest.mark.parametrize("after", [[], [saved("b", f1=1.0)]])
def test_no_question_in_common(after: list[SavedScore]) -> None:
    with pytest.raises(RunError, match="share no question"):
        compare([saved("a", f1=1.0)], after)
