"""Nuggets, refusals, exactness over all authorities, and effort."""

from dataclasses import replace

import pytest

from eval.metrics.aggregates import AGGREGATE_COUNT, AGGREGATE_PRECISION, AGGREGATE_RECALL
from eval.metrics.effort import SECONDS, TOKENS, cost
from eval.metrics.measure import Measure
from eval.metrics.nuggets import NUGGET_RECALL, VITAL_NUGGET_RECALL
from eval.metrics.refusals import REFUSAL_REASON, RIGHT_REFUSAL, WRONG_REFUSAL
from eval.types import Task
from tests.eval.making import nugget, outcome, place, refusable, score, task

each_of_nuggets = pytest.mark.parametrize(
    "measure", [NUGGET_RECALL, VITAL_NUGGET_RECALL], ids=lambda measure: measure.name
)
AGGREGATES = (AGGREGATE_PRECISION, AGGREGATE_RECALL, AGGREGATE_COUNT)
each_of_aggregates = pytest.mark.parametrize(
    "measure", AGGREGATES, ids=lambda measure: measure.name
)

FACTS = task(
    ["g1"],
    nuggets=[
        nugget("requires improvement"),
        nugget("15 children", "fifteen children"),
        nugget("2019", vital=False),
        nugget("Ofsted", vital=False),
    ],
)


@pytest.mark.parametrize(
    ("text", "share", "vital"),
    [
        ("Care requires improvement for 15 children, Ofsted said in 2019.", 1, 1),
        ("Care requires improvement for fifteen children.", 1 / 2, 1),
        ("In 2019, 15 children waited.", 1 / 2, 1 / 2),
        ("Ofsted said so in 2019.", 1 / 2, 0),
        ("Ofsted said so.", 1 / 4, 0),
        ("", 0, 0),
    ],
)
def test_nuggets_found_are_counted_over_all_and_over_the_vital_ones(
    text: str, share: float, vital: float
) -> None:
    assert score(NUGGET_RECALL, FACTS, outcome(text=text)) == share
    assert score(VITAL_NUGGET_RECALL, FACTS, outcome(text=text)) == vital


@pytest.mark.parametrize(
    ("spelling", "text"),
    [
        ("Good", "It was GOOD throughout."),
        ("children's plans", "CHILDREN’S plans are up to date."),
        ("children’s plans", "Children's plans are up to date."),
        ("‘front door’", "The 'front door' works."),
        ("“front door”", 'The "front door" works.'),
        ("early help", "The “early” help works."),
        ("2018-19", "in 2018–19"),
        ("2018–19", "in 2018-\n19"),
        ("well-being", "their well‑being"),
        ("out of area", "many live out\nof  area"),
        ("office", "in the of\ufb01ce"),
        ("38% of £5", "that is 38% of £5"),
    ],
)
def test_nuggets_are_found_whatever_their_case_marks_and_spaces(spelling: str, text: str) -> None:
    assert score(NUGGET_RECALL, task(nuggets=[nugget(spelling)]), outcome(text=text)) == 1


@pytest.mark.parametrize(
    ("spelling", "text"),
    [
        ("38%", "There were 38 of them."),
        ("£5", "There were 5 of them."),
        ("a part", "They live apart from it."),
        ("15 children", "There were 51 children, 15 of them boys; children wait."),
        ("well-being", "All is well being as it is."),
        ("good", "It was adequate."),
    ],
)
def test_nuggets_in_other_words_are_not_found(spelling: str, text: str) -> None:
    assert score(NUGGET_RECALL, task(nuggets=[nugget(spelling)]), outcome(text=text)) == 0


def test_nuggets_that_are_missing_are_named_by_their_first_spelling() -> None:
    answer = outcome(text="Ofsted said that it requires improvement.")
    assert NUGGET_RECALL.of(FACTS, answer).explanation == "not said: 15 children; 2019"
    assert VITAL_NUGGET_RECALL.of(FACTS, answer).explanation == "not said: 15 children"
    complete = outcome(text="Requires improvement; 15 children; 2019; Ofsted")
    assert NUGGET_RECALL.of(FACTS, complete).explanation == ""


def test_where_no_nugget_is_vital_only_all_of_them_are_scored() -> None:
    asked = task(nuggets=[nugget("2019", vital=False)])
    assert score(NUGGET_RECALL, asked, outcome(text="2019")) == 1
    assert score(VITAL_NUGGET_RECALL, asked, outcome(text="2019")) is None


@each_of_nuggets
def test_without_nuggets_there_is_nothing_to_score(measure: Measure) -> None:
    assert score(measure, task(["g1"]), outcome(text="Anything.")) is None


@each_of_nuggets
def test_nuggets_of_what_cannot_be_answered_are_unscored(measure: Measure) -> None:
    assert score(measure, refusable(nuggets=[nugget("2019")]), outcome(text="2019")) is None


def test_refusing_what_cannot_be_answered_is_right() -> None:
    assert score(RIGHT_REFUSAL, refusable(), outcome(refused="off_topic")) == 1
    said = RIGHT_REFUSAL.of(refusable("not_mentioned"), outcome(["x"]))
    assert said.value == 0
    assert said.explanation == "answered, but should be refused (not_mentioned)"
    assert score(RIGHT_REFUSAL, task(["g1"]), outcome(refused="off_topic")) is None


def test_refusing_what_can_be_answered_is_wrong() -> None:
    said = WRONG_REFUSAL.of(task(["g1"]), outcome(refused="no_evidence"))
    assert (said.value, said.explanation) == (1, "refused as no_evidence")
    answered = WRONG_REFUSAL.of(task(["g1"]), outcome(["g1"]))
    assert (answered.value, answered.explanation) == (0, "")
    assert score(WRONG_REFUSAL, refusable(), outcome(refused="no_evidence")) is None


def test_the_reason_of_a_refusal_is_the_one_that_gold_gives() -> None:
    asked = refusable("not_mentioned")
    assert score(REFUSAL_REASON, asked, outcome(refused="not_mentioned")) == 1
    said = REFUSAL_REASON.of(asked, outcome(refused="off_topic"))
    assert said.value == 0
    assert said.explanation == "refused as off_topic, should be not_mentioned"


def test_without_a_refusal_or_without_a_reason_in_gold_no_reason_is_scored() -> None:
    assert score(REFUSAL_REASON, refusable("not_mentioned"), outcome(["x"])) is None
    assert score(REFUSAL_REASON, refusable(None), outcome(refused="off_topic")) is None
    answerable = Task(replace(refusable("off_topic").case, answerable=True))
    assert score(REFUSAL_REASON, answerable, outcome(refused="off_topic")) is None


MATCHING = task(
    [
        place("n1"),
        place("n2"),
        place("w1", authority="Wexcombe"),
        place("a1", authority="Aldermoor"),
    ],
    also_ok=[place("h1", authority="Harrow")],
    kind="aggregate",
)


@pytest.mark.parametrize(
    ("named", "precision", "recall"),
    [
        (["Aldermoor", "Northmere", "Wexcombe"], 1, 1),
        (["Northmere"], 1, 1 / 3),
        # Harrow is spoken of, but does not match
        (["Harrow", "Northmere", "Wexcombe", "Slough"], 1 / 2, 2 / 3),
        (["Harrow"], 0, 0),
        ([], 0, 0),
    ],
)
def test_authorities_named_are_compared_with_those_that_match(
    named: list[str], precision: float, recall: float
) -> None:
    answer = outcome(authorities=named)
    assert score(AGGREGATE_PRECISION, MATCHING, answer) == pytest.approx(precision)
    assert score(AGGREGATE_RECALL, MATCHING, answer) == pytest.approx(recall)


def test_authorities_too_many_and_too_few_are_named() -> None:
    answer = outcome(authorities=["Wexcombe", "Slough", "Harrow"])
    assert AGGREGATE_PRECISION.of(MATCHING, answer).explanation == "does not match: Harrow, Slough"
    assert AGGREGATE_RECALL.of(MATCHING, answer).explanation == "not named: Aldermoor, Northmere"
    nothing = AGGREGATE_PRECISION.of(MATCHING, outcome())
    assert nothing.explanation == "no authority is named"


def test_the_number_stated_is_that_of_the_coverage_where_there_is_one() -> None:
    two, three = ["Northmere", "Wexcombe"], ["Northmere", "Wexcombe", "Harrow"]
    assert score(AGGREGATE_COUNT, MATCHING, outcome(authorities=two, matched=3)) == 1
    assert score(AGGREGATE_COUNT, MATCHING, outcome(authorities=three, matched=2)) == 0
    said = AGGREGATE_COUNT.of(MATCHING, outcome(authorities=three, matched=5))
    assert said.explanation == "5 instead of 3"


def test_a_number_that_nobody_states_is_not_exact() -> None:
    said = AGGREGATE_COUNT.of(MATCHING, outcome(authorities=["A", "B", "C"]))
    assert (said.value, said.explanation) == (0, "no number is stated")


@each_of_aggregates
def test_a_refusal_is_never_exact(measure: Measure) -> None:
    matching = ["Aldermoor", "Northmere", "Wexcombe"]
    answered = outcome(authorities=matching, matched=3)
    refusing = outcome(authorities=matching, matched=3, refused="no_evidence")
    assert score(measure, MATCHING, answered) == 1
    assert score(measure, MATCHING, refusing) == 0


@each_of_aggregates
def test_exactness_concerns_questions_about_all_authorities_only(measure: Measure) -> None:
    answer = outcome(authorities=["Northmere"], matched=1)
    assert score(measure, task(["g1"], kind="compare"), answer) is None
    assert score(measure, task(kind="aggregate"), answer) is None
    assert score(measure, task(["g1"], kind="aggregate"), answer) == 1


def test_seconds_are_those_from_question_to_answer() -> None:
    assert score(SECONDS, task(["g1"]), outcome(seconds=2.5)) == 2.5
    assert score(SECONDS, refusable(), outcome(seconds=0.5, refused="off_topic")) == 0.5


def test_tokens_are_those_of_prompts_and_completions() -> None:
    assert score(TOKENS, task(["g1"]), outcome(tokens=(1200, 300))) == 1500
    assert score(TOKENS, task(["g1"]), outcome(tokens=(0, 0))) == 0
    assert score(TOKENS, task(["g1"]), outcome()) is None


def test_cost_follows_from_tokens_and_the_prices_of_a_million() -> None:
    # 1200 · 2.50 / 1,000,000 + 300 · 10 / 1,000,000 = 0.003 + 0.003
    answer = outcome(tokens=(1200, 300))
    assert score(cost(2.5, 10), task(["g1"]), answer) == pytest.approx(0.006)
    # 1200 · 1 + 300 · 0: what is free has a price, too
    assert score(cost(1, 0), task(["g1"]), answer) == pytest.approx(0.0012)
    assert score(cost(0, 0), task(["g1"]), answer) == 0


@pytest.mark.parametrize("prices", [(None, None), (2.5, None), (None, 10)])
def test_cost_without_prices_is_unscored_for_that_reason(
    prices: tuple[float | None, float | None],
) -> None:
    said = cost(*prices).of(task(["g1"]), outcome(tokens=(1200, 300)))
    assert (said.value, said.explanation) == (None, "no prices were given")


def test_cost_does_not_concern_what_no_model_wrote() -> None:
    said = cost(2.5, 10).of(task(["g1"]), outcome())
    assert (said.value, said.explanation) == (None, "")


def test_less_effort_and_fewer_wrong_refusals_are_better_and_of_all_else_more() -> None:
    lower = {m.name for m in (SECONDS, TOKENS, cost(1, 1), WRONG_REFUSAL) if m.higher_is_better}
    higher = (NUGGET_RECALL, VITAL_NUGGET_RECALL, RIGHT_REFUSAL, REFUSAL_REASON, *AGGREGATES)
    assert not lower
    assert all(measure.higher_is_better for measure in higher)


@pytest.mark.parametrize(
    ("spelling", "text", "told"),
    [
        ("adequate", "It was inadequate.", 0),
        ("adequate", "It was adequate.", 1),
        ("19 children", "In 2019 children were seen.", 0),
        ("inconsisten", "This is inconsistent.", 1),
        ("making", "Good decision-making.", 1),
    ],
)
def test_a_nugget_begins_where_a_word_begins(spelling: str, text: str, told: int) -> None:
    asked = task(["g"], nuggets=[nugget(spelling)])
    assert score(NUGGET_RECALL, asked, outcome(text=text)) == told
