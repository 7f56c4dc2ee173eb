"""Recall, nDCG and reciprocal rank: by hand, at their edges, and against trec_eval's own code."""

from math import log2

import numpy as np
import pytest
import pytrec_eval

from eval.metrics.measure import Measure
from eval.metrics.ndcg import ndcg_at
from eval.metrics.recall_at_k import recall_at
from eval.metrics.reciprocal_rank import RECIPROCAL_RANK
from eval.types import Outcome, Task
from tests.eval.making import outcome, place, score, task

CUTS = (1, 3, 5, 10, 20)
EACH = (recall_at(5), ndcg_at(5), RECIPROCAL_RANK)
each_measure = pytest.mark.parametrize("measure", EACH, ids=lambda measure: measure.name)


@pytest.mark.parametrize(
    ("k", "share"),
    [
        (1, 0),  # a stranger
        (2, 1 / 3),  # g1
        (3, 1 / 3),  # what only supports an answer is not counted
        (4, 2 / 3),  # g1, g2
        (9, 2 / 3),  # g3 was not found at all
    ],
)
def test_recall_is_the_share_of_gold_among_the_first_k(k: int, share: float) -> None:
    asked = task(["g1", "g2", "g3"], also_ok=["s1"])
    found = outcome(hits=["x", "g1", "s1", "g2", "y"])
    assert score(recall_at(k), asked, found) == pytest.approx(share)


def test_recall_counts_a_place_once_however_many_paragraphs_meet_it() -> None:
    asked = task([place("letter", "l1", "l2", "l3"), place("table", "t1")])
    assert score(recall_at(5), asked, outcome(hits=["l2"])) == 1 / 2
    assert score(recall_at(5), asked, outcome(hits=["l1", "l2", "l3"])) == 1 / 2
    assert score(recall_at(5), asked, outcome(hits=["l3", "t1"])) == 1


def test_recall_counts_each_place_that_one_paragraph_meets() -> None:
    asked = task([place("first bullet", "p"), place("second bullet", "p"), place("other", "o")])
    assert score(recall_at(5), asked, outcome(hits=["p"])) == pytest.approx(2 / 3)


def test_recall_names_the_places_it_missed_and_no_others() -> None:
    said = recall_at(2).of(task(["g1", "g2", "g3"]), outcome(hits=["x", "g1", "g2"])).explanation
    assert said == "not among the first 2: g2; g3"
    assert recall_at(1).of(task(["g1"]), outcome(hits=["g1"])).explanation == ""


@pytest.mark.parametrize(
    ("hits", "k", "value"),
    [
        # the best order is 2/log2(2) + 2/log2(3) + 1/log2(4) = 2 + 1.261860 + 0.5 = 3.761860
        (["g1", "g2", "s1"], 10, 1),
        (["g2", "g1", "s1", "x"], 10, 1),
        # 1/log2(2) + 0 + 2/log2(4) = 1 + 1 = 2
        (["s1", "x", "g1"], 10, 2 / 3.761860),
        # 0 + 2/log2(3) + 0 + 2/log2(5) = 1.261860 + 0.861353 = 2.123213
        (["x", "g1", "y", "g2"], 10, 2.123213 / 3.761860),
        # of the first three only 1.261860; the best three are the same as the best of all
        (["x", "g1", "y", "g2"], 3, 1.261860 / 3.761860),
        # the best single paragraph gains 2, this one 1
        (["s1", "g1"], 1, 1 / 2),
        # the best two gain 2 + 1.261860 = 3.261860, these 1 + 1.261860 = 2.261860
        (["s1", "g1"], 2, 2.261860 / 3.261860),
        (["x", "y"], 10, 0),
    ],
)
def test_ndcg_by_hand(hits: list[str], k: int, value: float) -> None:
    asked = task(["g1", "g2"], also_ok=["s1"])
    assert score(ndcg_at(k), asked, outcome(hits=hits)) == pytest.approx(value, abs=1e-6)


def test_ndcg_takes_a_paragraph_that_is_gold_and_supporting_for_gold() -> None:
    asked = task(["g"], also_ok=[place("around it", "g", "s")])
    found = score(ndcg_at(10), asked, outcome(hits=["s", "g"]))
    assert found == pytest.approx((1 + 2 / log2(3)) / (2 + 1 / log2(3)))


def test_ndcg_gains_nothing_by_finding_a_paragraph_twice() -> None:
    assert score(ndcg_at(10), task(["g"]), outcome(hits=["g", "g"])) == 1


@pytest.mark.parametrize(
    ("hits", "value"),
    [
        (["g1", "s1"], 1),
        (["x", "s1", "g1"], 1 / 2),  # what supports an answer helps, too
        (["x", "y", "z", "g2"], 1 / 4),
        (["x", "y"], 0),
    ],
)
def test_reciprocal_rank_by_hand(hits: list[str], value: float) -> None:
    asked = task(["g1", "g2"], also_ok=["s1"])
    assert score(RECIPROCAL_RANK, asked, outcome(hits=hits)) == value


def test_reciprocal_rank_says_when_nothing_helps() -> None:
    said = RECIPROCAL_RANK.of(task(["g"]), outcome(hits=["x", "y"]))
    assert said.explanation == "none of 2 retrieved paragraphs supports an answer"


@each_measure
def test_nothing_found_is_zero(measure: Measure) -> None:
    assert score(measure, task(["g1", "g2"]), outcome(hits=[])) == 0


@each_measure
def test_a_question_without_gold_is_unscored(measure: Measure) -> None:
    assert score(measure, task(also_ok=["s1"]), outcome(hits=["s1"])) is None


@each_measure
def test_a_question_about_all_authorities_is_unscored(measure: Measure) -> None:
    assert score(measure, task(["g1"], kind="theme"), outcome(hits=["g1"])) == 1
    assert score(measure, task(["g1"], kind="aggregate"), outcome(hits=["g1"])) is None


@each_measure
def test_a_system_that_does_not_say_what_it_found_is_unscored_for_that_reason(
    measure: Measure,
) -> None:
    said = measure.of(task(["g1"]), outcome(hits=None))
    assert said.value is None
    assert said.explanation == "the system does not say what it retrieved"


@pytest.fixture(scope="module")
def runs() -> dict[str, tuple[Task, Outcome]]:
    """Random rankings of up to 30 of 40 paragraphs, up to 6 of them gold and 6 supporting."""
    chance = np.random.default_rng(20_24)
    made = {}
    for number in range(400):
        shuffled = [f"p{i:02}" for i in chance.permutation(40)]
        golds, others = int(chance.integers(1, 7)), int(chance.integers(0, 7))
        asked = task(shuffled[:golds], also_ok=shuffled[golds : golds + others])
        ranking = [f"p{i:02}" for i in chance.permutation(40)][: int(chance.integers(1, 31))]
        made[f"q{number:03}"] = (asked, outcome(hits=ranking))
    return made


def _trec_eval(
    runs: dict[str, tuple[Task, Outcome]], measure: str, *, gold_only: bool = False
) -> dict[str, dict[str, float]]:
    """What trec_eval says, which orders by score: the first has 0, the next -1, and so on."""
    relevant = {
        name: dict.fromkeys(() if gold_only else asked.supporting, 1)
        | dict.fromkeys(asked.required, 2)
        for name, (asked, _) in runs.items()
    }
    rankings = {
        name: {hit.paragraph_id: float(-rank) for rank, hit in enumerate(found.hits or ())}
        for name, (_, found) in runs.items()
    }
    return pytrec_eval.RelevanceEvaluator(relevant, {measure}).evaluate(rankings)


@pytest.mark.parametrize("k", CUTS)
def test_recall_agrees_with_trec_eval(runs: dict[str, tuple[Task, Outcome]], k: int) -> None:
    # of trec_eval's relevant paragraphs, those that only support an answer are left out
    theirs = _trec_eval(runs, f"recall.{k}", gold_only=True)
    for name, (asked, found) in runs.items():
        assert score(recall_at(k), asked, found) == pytest.approx(theirs[name][f"recall_{k}"])


@pytest.mark.parametrize("k", CUTS)
def test_ndcg_agrees_with_trec_eval(runs: dict[str, tuple[Task, Outcome]], k: int) -> None:
    theirs = _trec_eval(runs, f"ndcg_cut.{k}")
    for name, (asked, found) in runs.items():
        assert score(ndcg_at(k), asked, found) == pytest.approx(theirs[name][f"ndcg_cut_{k}"])


def test_reciprocal_rank_agrees_with_trec_eval(runs: dict[str, tuple[Task, Outcome]]) -> None:
    theirs = _trec_eval(runs, "recip_rank")
    for name, (asked, found) in runs.items():
        assert score(RECIPROCAL_RANK, asked, found) == pytest.approx(theirs[name]["recip_rank"])


def test_each_cut_off_has_a_name_of_its_own() -> None:
    assert [recall_at(k).name for k in (5, 10)] == ["recall@5", "recall@10"]
    assert [ndcg_at(k).name for k in (5, 10)] == ["ndcg@5", "ndcg@10"]


def test_ndcg_counts_a_place_once_by_whatever_paragraph_meets_it() -> None:
    asked = task([place("g", "g1", "g2")], [place("a", "a1", "a2")])
    assert score(ndcg_at(10), asked, outcome(hits=["g2", "a1"])) == 1
    assert score(ndcg_at(10), asked, outcome(hits=["g2", "g1", "a1"])) == pytest.approx(
        (2 + 1 / 2) / (2 + 1 / log2(3))
    )
