"""Why an answer is not right: each cause by an answer that has it."""

from typing import get_args

import pytest

from eval.diagnosis import CAUSES, Cause, Verdict, diagnose
from eval.metrics import measures
from eval.scorecard import Scored, score
from eval.types import Outcome, Score, Task
from tests.eval.making import nugget, outcome, refusable, task

ASKED = task(["g1", "g2"], also_ok=["s1"])


def scored(of: Task, answer: Outcome) -> Scored:
    """The answer under all measures."""
    [found] = score([(of, answer)], measures({})).scored
    return found


@pytest.mark.parametrize(
    ("answer", "verdict", "cause"),
    [
        (outcome(["g1", "g2"], hits=["g1", "g2"]), "right", ""),
        (outcome(["g1", "s1", "g2"]), "right", ""),
        # what was not said to be retrieved does not matter where all is cited
        (outcome(["g1", "g2"], hits=None), "right", ""),
        (outcome(refused="not_mentioned", hits=["g1"]), "wrong", "refused"),
        # the evidence of a refusal may be what was wanted, and it is still a refusal
        (outcome(["g1", "g2"], refused="false_premise"), "right", "refused"),
        (outcome(["x"], hits=["x", "y"]), "wrong", "not retrieved"),
        (outcome(hits=()), "wrong", "not retrieved"),
        (outcome(["x"], hits=None), "wrong", "not retrieved"),
        (outcome(["x"], hits=["x", "g2"]), "wrong", "not cited"),
        (outcome(["x"], hits=["x", "s1"]), "wrong", "not cited"),
        # 1 of 2 wanted, all of it right: F1 2/3; 1 of 2 and 1 of 4: F1 1/3
        (outcome(["g1"]), "right", "incomplete"),
        (outcome(["g1", "x", "y", "z"]), "partly", "incomplete"),
        # all that is wanted, and 1 or 5 others: F1 4/5, 4/9
        (outcome(["g1", "x", "g2"]), "right", "too much cited"),
        (outcome(["g1", "g2", "v", "w", "x", "y", "z"]), "partly", "too much cited"),
        # F1 exactly one half: 2 of 6, all wanted; 1 of 2, 1 of 2 wanted
        (outcome(["g1", "g2", "w", "x", "y", "z"]), "right", "too much cited"),
        (outcome(["g1", "x"]), "right", "incomplete"),
    ],
)
def test_what_can_be_answered(answer: Outcome, verdict: Verdict, cause: Cause) -> None:
    found = diagnose(scored(ASKED, answer))
    assert (found.verdict, found.cause) == (verdict, cause)


@pytest.mark.parametrize(
    ("answer", "verdict", "cause"),
    [
        (outcome(refused="not_mentioned"), "right", ""),
        # another reason than the gold's is still a refusal
        (outcome(refused="off_topic"), "right", ""),
        (outcome(["x"], refused="false_premise"), "right", ""),
        (outcome(["x"]), "wrong", "answered"),
        (outcome(), "wrong", "answered"),
    ],
)
def test_what_cannot_be_answered(answer: Outcome, verdict: Verdict, cause: Cause) -> None:
    found = diagnose(scored(refusable("not_mentioned"), answer))
    assert (found.verdict, found.cause) == (verdict, cause)


def test_one_half_is_right_however_it_comes_about() -> None:
    # 5 of 7 citations, 5 of 13 places: 2 · 5/7 · 5/13 / (5/7 + 5/13) = (50/91) / (100/91),
    # which is a little less in the arithmetic of computers
    places = [f"g{n}" for n in range(13)]
    found = diagnose(scored(task(places), outcome([*places[:5], "x", "y"])))
    assert found.verdict == "right"


def test_every_cause_has_its_words() -> None:
    assert set(CAUSES) == set(get_args(Cause)) - {""}
    assert len(set(CAUSES.values())) == len(CAUSES)


def test_why_is_what_the_measures_say_each_thing_once() -> None:
    of = task(["g1", "g2"], nuggets=[nugget("12 weeks")])
    assert diagnose(scored(of, outcome(["x", "g1"], hits=["g1"]))).why == (
        "not among the paragraphs that support an answer: [1]",
        "not cited: g2",
        "not said: 12 weeks",  # of all nuggets, and of the vital ones
        "not among the first 5: g2",
        "not among the first 10: g2",
    )
    assert diagnose(scored(refusable("off_topic"), outcome())).why == (
        "answered, but should be refused (off_topic)",
    )
    assert diagnose(scored(ASKED, outcome(["g1", "g2"], hits=["g1", "g2"]))).why == ()


def test_why_leaves_out_what_was_not_scored() -> None:
    given = {
        "a": Score(None, "no judge is named"),
        "b": Score(0.0, "zero says something"),
        "c": Score(1.0),
    }
    assert diagnose(Scored(ASKED, outcome(), given)).why == ("zero says something",)


def test_without_the_measure_nothing_is_right() -> None:
    found = diagnose(Scored(ASKED, outcome(["g1", "g2"], hits=["g1"]), {}))
    assert found.verdict == "wrong"
