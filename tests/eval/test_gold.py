"""The committed questions and scores belong together."""

from collections import Counter

from eval.cases import read_cases
from eval.gold import SAMPLE, SAMPLE_SCORES
from eval.scores import read_scores
from eval.types import QUESTION_TYPES


def test_the_committed_scores_are_those_of_the_samples_questions() -> None:
    cases, scores = read_cases([SAMPLE]), read_scores(SAMPLE_SCORES)
    assert [(s.id, s.type) for s in scores] == [(case.id, case.type) for case in cases]


def test_nothing_in_them_depends_on_the_machine() -> None:
    assert all("seconds" not in score.scores for score in read_scores(SAMPLE_SCORES))


def test_there_are_questions_of_every_type() -> None:
    met = Counter(case.type for case in read_cases([SAMPLE]))
    assert set(met) == set(QUESTION_TYPES)
    assert met.total() >= 60
    assert min(met.values()) >= 6
