"""What a run must reach: named figures, or those of an earlier run but for chance."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from eval.errors import EvalError, RunError
from eval.metrics import Measure
from eval.metrics.citations import CITATION_F1
from eval.metrics.effort import SECONDS
from eval.metrics.nuggets import NUGGET_RECALL
from eval.metrics.refusals import WRONG_REFUSAL
from eval.scorecard import Scorecard, Scored
from eval.scores import SavedScore, saved_scores
from eval.thresholds import Threshold, check_names, dropped, fallen_short
from eval.types import QuestionType, Score
from tests.eval.making import outcome, task

MEASURES = (CITATION_F1, NUGGET_RECALL, WRONG_REFUSAL, SECONDS)


def card(
    values: Sequence[float], measure: Measure = CITATION_F1, kind: QuestionType = "lookup"
) -> Scorecard:
    """A question for each value that a measure gives; the others give none."""
    made = task(["g1"], kind=kind)
    return Scorecard(
        MEASURES,
        tuple(
            Scored(
                replace(made, case=replace(made.case, id=f"q{n}")),
                outcome(),
                {each.name: Score(value if each is measure else None) for each in MEASURES},
            )
            for n, value in enumerate(values)
        ),
    )


def before(
    values: Sequence[float], measure: Measure = CITATION_F1, kind: QuestionType = "lookup"
) -> list[SavedScore]:
    """An earlier run's scores."""
    return saved_scores(card(values, measure, kind), timed=False)


@pytest.mark.parametrize(
    ("text", "threshold"),
    [
        ("citation_f1=0.75", Threshold("citation_f1", 0.75)),
        (" recall@10 = .5 ", Threshold("recall@10", 0.5)),
        ("wrong_refusal=0", Threshold("wrong_refusal", 0)),
        ("tokens=1e3", Threshold("tokens", 1000)),
    ],
)
def test_a_threshold_is_a_name_and_a_number(text: str, threshold: Threshold) -> None:
    assert Threshold.parse(text) == threshold


@pytest.mark.parametrize("text", ["", "citation_f1", "citation_f1=", "f1=high", "f1>0.5", "f1==1"])
def test_what_is_no_threshold(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not like citation_f1=0\.75|could not convert"):
        Threshold.parse(text)


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
def test_what_nothing_is_below_is_no_threshold(number: str) -> None:
    with pytest.raises(ValueError, match=number):
        Threshold.parse(f"citation_f1={number}")


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        (0.5, []),
        (0.75, []),
        (0.76, ["citation_f1 is 0.750, not 0.76"]),
        (1, ["citation_f1 is 0.750, not 1"]),
    ],
)
def test_the_mean_is_held_to_it(bound: float, said: list[str]) -> None:
    assert list(fallen_short(card([1, 0.5]), [Threshold("citation_f1", bound)])) == said


@pytest.mark.parametrize(
    ("bound", "said"),
    [(0.5, []), (0.25, []), (0.2, ["wrong_refusal is 0.250, not 0.2"])],
)
def test_less_may_be_better(bound: float, said: list[str]) -> None:
    refused = card([0, 1, 0, 0], WRONG_REFUSAL)
    assert list(fallen_short(refused, [Threshold("wrong_refusal", bound)])) == said


def test_a_mean_of_equal_values_reaches_that_value() -> None:
    # (0.7 + 0.7 + 0.7) / 3 is a little less in the arithmetic of computers
    assert list(fallen_short(card([0.7, 0.7, 0.7]), [Threshold("citation_f1", 0.7)])) == []
    assert list(fallen_short(card([0.7, 0.7, 0.6999]), [Threshold("citation_f1", 0.7)])) != []


@pytest.mark.parametrize("bound", [0, -1, 1])
def test_what_is_unscored_reaches_nothing(bound: float) -> None:
    scored = card([1, 1])
    for name in ("nugget_recall", "wrong_refusal"):
        said = list(fallen_short(scored, [Threshold(name, bound)]))
        assert said == [f"{name}: nothing was scored"]


def test_each_threshold_speaks_for_itself() -> None:
    wanted = [
        Threshold("nugget_recall", 0),
        Threshold("citation_f1", 0.5),
        Threshold("citation_f1", 0.9),
    ]
    assert list(fallen_short(card([0.75]), wanted)) == [
        "nugget_recall: nothing was scored",
        "citation_f1 is 0.750, not 0.9",
    ]
    assert list(fallen_short(card([0.75]), [])) == []


def test_an_unknown_measure_is_an_error() -> None:
    with pytest.raises(EvalError) as error:
        check_names([Threshold("citation_f1", 0), Threshold("citation_f2", 0)])
    assert str(error.value).startswith("no measure is called citation_f2; known are citation_f1, ")
    check_names([Threshold("citation_f1", 0), Threshold("mrr", 0)])


def test_a_drop_beyond_chance() -> None:
    # 10 of 20 lost one half; that none of the signs of 10 would differ: 2 / 2 ** 10
    [said] = dropped(card([0.5] * 10 + [1.0] * 10), before([1.0] * 20))
    assert said.startswith("citation_f1 is worse: from 1.000 to 0.750 (-0.250, 95 % from -0.3")


@pytest.mark.parametrize("lost", [0, 1, 2, 3])
def test_a_drop_within_chance(lost: int) -> None:
    now = [0.0] * lost + [1.0] * (20 - lost)
    assert list(dropped(card(now), before([1.0] * 20))) == []


def test_losses_that_gains_make_up_for() -> None:
    now, then = [1.0, 0.0] * 10, [0.0, 1.0] * 10
    assert list(dropped(card(now), before(then))) == []


def test_an_improvement_is_no_drop() -> None:
    assert list(dropped(card([1.0] * 20), before([0.25] * 20))) == []
    fewer = card([0.0] * 20, WRONG_REFUSAL)
    assert list(dropped(fewer, before([1.0] * 20, WRONG_REFUSAL))) == []


def test_more_of_what_should_be_less() -> None:
    [said] = dropped(card([1.0] * 20, WRONG_REFUSAL), before([0.0] * 20, WRONG_REFUSAL))
    assert said == (
        "wrong_refusal is worse: from 0.000 to 1.000 (+1.000, 95 % from +1.000 to +1.000)"
    )


def test_time_is_no_drop() -> None:
    slow, quick = card([9.0] * 20, SECONDS), card([0.1] * 20, SECONDS)
    assert list(dropped(slow, saved_scores(quick, timed=True))) == []


def test_a_measure_that_is_no_longer_known() -> None:
    then = [replace(each, scores={"old_measure": 1.0}) for each in before([1.0] * 20)]
    assert list(dropped(card([0.0] * 20), then)) == []


def test_other_questions_than_before_are_said() -> None:
    assert list(dropped(card([1.0] * 3), before([1.0] * 5))) == [
        "not the same questions as before: q3, q4"
    ]
    [said, fell] = dropped(card([0.0] * 8), before([1.0] * 7))
    assert said == "not the same questions as before: q7"
    assert fell.startswith("citation_f1 is worse: from 1.000 to 0.000 ")


def test_a_dozen_of_the_other_questions_are_named() -> None:
    [said] = dropped(card([1.0]), before([1.0] * 30))
    assert len(said.split(", ")) == 12


def test_none_of_the_questions_of_before() -> None:
    then = [replace(each, id=f"other {each.id}") for each in before([1.0])]
    with pytest.raises(RunError):
        list(dropped(card([1.0]), then))


def test_a_drop_in_one_type_alone_is_not_the_run_s() -> None:
    """Six of one type lost all, 34 of another gained as much."""
    lost, gained = card([0.0] * 6, kind="theme"), card([1.0] * 34)
    renamed = [
        replace(each, task=replace(each.task, case=replace(each.task.case, id=f"r{n}")))
        for n, each in enumerate(gained.scored)
    ]
    then = before([1.0] * 6, kind="theme")
    then += [
        SavedScore(each.task.case.id, "lookup", "wrong", {"citation_f1": 0.5}) for each in renamed
    ]
    assert list(dropped(Scorecard(MEASURES, (*lost.scored, *renamed)), then)) == []
