"""A run's scores put together: means over the questions that a measure concerns, and by type."""

from dataclasses import replace

import pytest

from eval.metrics import Measure, measures
from eval.metrics.citations import CITATION_F1, CITATION_PRECISION
from eval.metrics.effort import SECONDS
from eval.metrics.nuggets import NUGGET_RECALL
from eval.metrics.refusals import REFUSAL_REASON, RIGHT_REFUSAL, WRONG_REFUSAL
from eval.scorecard import Scorecard, Scored, score
from eval.statistics import interval
from eval.types import Outcome, QuestionType, Score, Task
from tests.eval.making import outcome, place, refusable, task

MEASURES = (CITATION_F1, RIGHT_REFUSAL, WRONG_REFUSAL, REFUSAL_REASON, NUGGET_RECALL)


def asked(name: str, kind: QuestionType, answer: Outcome) -> tuple[Task, Outcome]:
    """A question that rests on g1 and g2, and its answer."""
    made = task(["g1", "g2"], kind=kind)
    return replace(made, case=replace(made.case, id=name)), replace(answer, id=name)


@pytest.fixture
def card() -> Scorecard:
    """Four answers of worked F1: 1, 2/3, 0 and 2/3; and two questions to be refused."""
    return score(
        [
            asked("t1", "theme", outcome(["g1", "g2"])),
            asked("l1", "lookup", outcome(["g1"])),
            (refusable(), outcome(refused="not_mentioned")),
            asked("t2", "theme", outcome(refused="off_topic")),
            asked("l2", "lookup", outcome(["g2"])),
            (refusable(), outcome(["x"])),
        ],
        MEASURES,
    )


def test_a_mean_is_over_what_the_measure_concerns(card: Scorecard) -> None:
    f1 = card.overall["citation_f1"]
    assert (f1.n, f1.measure) == (4, CITATION_F1)
    assert f1.interval.mean == pytest.approx((1 + 2 / 3 + 0 + 2 / 3) / 4)
    right = card.overall["right_refusal"]
    assert (right.n, right.interval.mean) == (2, 1 / 2)
    assert (card.overall["wrong_refusal"].n, card.overall["wrong_refusal"].interval.mean) == (
        4,
        0.25,
    )
    # of what is to be refused, one was; its reason is right
    reason = card.overall["refusal_reason"]
    assert (reason.n, reason.interval.mean) == (1, 1)


def test_what_nothing_says_is_left_out_and_not_zero(card: Scorecard) -> None:
    assert "nugget_recall" not in card.overall
    assert card.summary(NUGGET_RECALL) is None
    assert card.values("nugget_recall") == []
    assert NUGGET_RECALL in card.measures


def test_zero_is_not_left_out() -> None:
    of_nothing = score([asked("q1", "lookup", outcome())], [CITATION_F1])
    assert of_nothing.overall["citation_f1"].interval.mean == 0


def test_values_question_by_question(card: Scorecard) -> None:
    assert card.values("citation_f1") == pytest.approx([1, 2 / 3, 0, 2 / 3])
    assert card.values("citation_f1", "lookup") == pytest.approx([2 / 3, 2 / 3])
    assert card.values("citation_f1", "unanswerable") == []
    assert card.values("no such measure") == []


def test_by_type(card: Scorecard) -> None:
    assert card.types == ("lookup", "theme", "unanswerable")  # not as asked, but as usual
    assert tuple(card.by_type) == card.types
    found = {
        kind: {name: (each.n, each.interval.mean) for name, each in summaries.items()}
        for kind, summaries in card.by_type.items()
    }
    assert found["lookup"] == {
        "citation_f1": (2, pytest.approx(2 / 3)),
        "wrong_refusal": (2, 0),
    }
    assert found["theme"] == {"citation_f1": (2, 1 / 2), "wrong_refusal": (2, 1 / 2)}
    assert found["unanswerable"] == {"right_refusal": (2, 1 / 2), "refusal_reason": (1, 1)}


def test_measures_keep_their_order(card: Scorecard) -> None:
    assert card.measures == MEASURES
    assert tuple(card.overall) == tuple(m.name for m in MEASURES[:4])


def test_an_interval_is_that_of_the_values(card: Scorecard) -> None:
    f1 = card.overall["citation_f1"].interval
    assert f1 == interval(card.values("citation_f1"))
    assert f1.low < f1.mean < f1.high


def timed(*seconds: float) -> Scorecard:
    """Answers that took so long."""
    each = [
        asked(f"q{n}", "theme" if n % 2 else "lookup", outcome(["g1"], seconds=took))
        for n, took in enumerate(seconds)
    ]
    return score(each, [SECONDS])


def test_median_and_95th_percentile() -> None:
    summary = timed(10, 1, 3, 2).overall["seconds"]
    assert summary.interval.mean == 4
    assert summary.median == 2.5
    # at 0.95 · 3 = 2.85 of the places between four: 3 + 0.85 · 7
    assert summary.p95 == pytest.approx(8.95)


def test_median_and_percentile_by_type() -> None:
    by_type = timed(10, 1, 3, 2, 5).by_type
    assert by_type["lookup"]["seconds"].median == 5
    assert by_type["theme"]["seconds"].median == 1.5
    assert by_type["theme"]["seconds"].p95 == pytest.approx(1.95)


def test_one_answer() -> None:
    summary = timed(3).overall["seconds"]
    assert (summary.n, summary.median, summary.p95) == (1, 3, 3)
    assert (summary.interval.low, summary.interval.high) == (3, 3)


def test_no_answers() -> None:
    empty = score([], MEASURES)
    assert (empty.scored, empty.overall, empty.types, empty.by_type) == ((), {}, (), {})


def test_what_a_measure_says_of_one_answer() -> None:
    of = task(["g1"])
    scored = Scored(of, outcome(), {"a": Score(0.0), "b": Score(None, "no judge is named")})
    assert scored.value("a") == 0
    assert scored.value("b") is None
    assert scored.value("c") is None


def test_whether_a_place_is_cited() -> None:
    bullet = place("bullet", "b", "the paragraph around it")
    for cites, cited in (
        (["x", "the paragraph around it"], True),
        (["bullet"], False),
        ([], False),
    ):
        scored = Scored(task([bullet]), outcome(cites, hits=["b"]), {})
        assert scored.cites(bullet) is cited


def test_each_answer_is_scored_by_each_measure() -> None:
    [scored] = score([asked("q1", "lookup", outcome(["g1", "x"]))], measures({})).scored
    assert set(scored.scores) == {measure.name for measure in measures({})}
    assert scored.value("citation_precision") == 1 / 2
    assert scored.scores["citation_precision"] == CITATION_PRECISION.of(scored.task, scored.outcome)


def test_measures_are_asked_in_no_other_way() -> None:
    seen: list[tuple[Task, Outcome]] = []

    def of(given: Task, answer: Outcome) -> Score:
        seen.append((given, answer))
        return Score(1.0)

    answered = [asked("a", "lookup", outcome(["g1"])), (refusable(), outcome())]
    score(answered, [Measure("m", "M", "1", "here", of)])
    assert seen == answered
