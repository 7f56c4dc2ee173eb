"""Citation precision, recall and F1, worked by hand as shared/gold/score.py defines them.

"Precision = citations that meet gold or also_ok / citations; recall = gold met / gold (for an
aggregate: authorities proved by at least one citation / authorities in gold); averaged over
answerable questions, an answer without citations counting 0."
"""

import pytest

from eval.metrics.citations import CITATION_F1, CITATION_PRECISION, CITATION_RECALL
from eval.metrics.measure import Measure
from eval.types import Task
from tests.eval.making import outcome, place, refusable, score, task

EACH = (CITATION_PRECISION, CITATION_RECALL, CITATION_F1)
each_measure = pytest.mark.parametrize("measure", EACH, ids=lambda measure: measure.name)

ASKED = task(["g1", "g2", "g3", "g4"], also_ok=["s1", "s2"])


@pytest.mark.parametrize(
    ("cites", "precision", "recall", "f1"),
    [
        (["g1", "g2", "g3", "g4"], 1, 1, 1),
        # all that is cited supports the answer, but half of what it must rest on is missing:
        # 2 · 1 · 1/2 / (3/2) = 2/3
        (["g1", "s1", "g4", "s2"], 1, 1 / 2, 2 / 3),
        # 3 of 4 support it, 2 of 4 gold: 2 · 3/4 · 1/2 / (5/4) = 3/5
        (["g1", "x", "s1", "g2"], 3 / 4, 1 / 2, 3 / 5),
        # a paragraph quoted twice is two citations, but meets its place once:
        # 2 of 3 and 1 of 4: 2 · 2/3 · 1/4 / (11/12) = (1/3) · (12/11) = 4/11
        (["g1", "g1", "x"], 2 / 3, 1 / 4, 4 / 11),
        # what only supports an answer is right to cite, and no substitute for gold
        (["s1", "s2"], 1, 0, 0),
        (["x", "y"], 0, 0, 0),
        ([], 0, 0, 0),
    ],
)
def test_precision_recall_and_f1_by_hand(
    cites: list[str], precision: float, recall: float, f1: float
) -> None:
    answer = outcome(cites)
    assert score(CITATION_PRECISION, ASKED, answer) == pytest.approx(precision)
    assert score(CITATION_RECALL, ASKED, answer) == pytest.approx(recall)
    assert score(CITATION_F1, ASKED, answer) == pytest.approx(f1)


def test_a_place_is_met_by_any_of_its_paragraphs_and_counts_once() -> None:
    asked = task([place("bullet", "b", "the paragraph around it"), place("table", "t")])
    for cites in (["b"], ["the paragraph around it"], ["the paragraph around it", "b"]):
        assert score(CITATION_PRECISION, asked, outcome(cites)) == 1
        assert score(CITATION_RECALL, asked, outcome(cites)) == 1 / 2


def test_what_was_retrieved_and_not_cited_counts_nothing() -> None:
    answer = outcome(["x"], hits=["g1", "g2", "g3", "g4"])
    assert [score(each, ASKED, answer) for each in EACH] == [0, 0, 0]


def _of_all(*, also_strange: bool = False) -> Task:
    """Gold: Northmere in two paragraphs, Wexcombe, Aldermoor; more about Wexcombe supports it."""
    gold = [
        place("n1"),
        place("n2", "n2", "the same in the summary"),
        place("w1", authority="Wexcombe"),
        place("a1", authority="Aldermoor"),
    ]
    also = [place("w2", authority="Wexcombe")]
    if also_strange:
        also.append(place("h1", authority="Harrow"))
    return task(gold, also, kind="aggregate")


@pytest.mark.parametrize(
    ("cites", "precision", "recall", "f1"),
    [
        # one proof of each is enough
        (["n1", "w1", "a1"], 1, 1, 1),
        # two of Northmere prove no more than one: 2 · 1 · 1/3 / (4/3) = 1/2
        (["n1", "n2"], 1, 1 / 3, 1 / 2),
        # Wexcombe is proved by what only supports it, too: 2 · 1 · 2/3 / (5/3) = 4/5
        (["n2", "w2"], 1, 2 / 3, 4 / 5),
        # 2 of 4 citations support the answer, 2 of 3 authorities:
        # 2 · 1/2 · 2/3 / (7/6) = 4/7
        (["n1", "x", "y", "a1"], 1 / 2, 2 / 3, 4 / 7),
        (["x"], 0, 0, 0),
        ([], 0, 0, 0),
    ],
)
def test_over_all_authorities_recall_counts_the_authorities_proved(
    cites: list[str], precision: float, recall: float, f1: float
) -> None:
    answer = outcome(cites)
    assert score(CITATION_PRECISION, _of_all(), answer) == pytest.approx(precision)
    assert score(CITATION_RECALL, _of_all(), answer) == pytest.approx(recall)
    assert score(CITATION_F1, _of_all(), answer) == pytest.approx(f1)


def test_a_proof_of_an_authority_that_is_not_in_gold_adds_nothing() -> None:
    asked = _of_all(also_strange=True)
    with_it, without = outcome(["n1", "h1"]), outcome(["n1"])
    assert score(CITATION_RECALL, asked, without) == pytest.approx(1 / 3)
    assert score(CITATION_RECALL, asked, with_it) == pytest.approx(1 / 3)
    everything = outcome(["n1", "w1", "a1", "h1"])
    assert score(CITATION_RECALL, asked, everything) == 1


@each_measure
def test_refusing_what_can_be_answered_scores_zero(measure: Measure) -> None:
    assert score(measure, ASKED, outcome(refused="not_mentioned")) == 0
    assert score(measure, _of_all(), outcome(refused="no_evidence")) == 0


@each_measure
def test_the_evidence_of_a_refusal_counts_as_in_an_answer(measure: Measure) -> None:
    refused, answered = outcome(["g1"], refused="false_premise"), outcome(["g1"])
    assert score(measure, ASKED, refused) == score(measure, ASKED, answered) != 0


@each_measure
def test_what_cannot_be_answered_is_unscored(measure: Measure) -> None:
    assert score(measure, refusable(), outcome(refused="not_mentioned")) is None
    assert score(measure, refusable(), outcome(["x"])) is None


def test_precision_names_the_citations_that_support_nothing() -> None:
    said = CITATION_PRECISION.of(ASKED, outcome(["x", "g1", "y"])).explanation
    assert said == "not among the paragraphs that support an answer: [1], [3]"
    assert CITATION_PRECISION.of(ASKED, outcome()).explanation == "nothing is cited"
    assert CITATION_PRECISION.of(ASKED, outcome(["g1", "s1"])).explanation == ""


def test_recall_names_the_places_that_are_not_cited() -> None:
    said = CITATION_RECALL.of(ASKED, outcome(["g3", "s1", "g1"])).explanation
    assert said == "not cited: g2; g4"
    assert CITATION_RECALL.of(ASKED, outcome(["g1", "g2", "g3", "g4"])).explanation == ""


def test_recall_names_the_authorities_that_are_not_proved() -> None:
    said = CITATION_RECALL.of(_of_all(), outcome(["n1"])).explanation
    assert said == "not cited: Aldermoor; Wexcombe"
