"""What is found is ordered by all signs that it answers."""

import pytest

from assistant import Assistant
from assistant.conversation import understand
from assistant.ranking import WEIGHTS, Signs, ranked
from tests.assistant.corpora import TODAY

__all__: list[str] = []


def _ranked(assistant: Assistant, question: str) -> list[tuple[str, Signs]]:
    query = understand(question, reports=assistant.index.reports(), today=TODAY)
    found = assistant.index.search(query.topic, 50, query.filters, keywords=query.keywords)
    return [(hit.paragraph.text, signs) for hit, signs in ranked(assistant.index, query, found)]


def test_the_score_is_the_weighted_sum_of_the_signs() -> None:
    signs = Signs(search=1.0, text=0.5, nearest=0.25, heading=0.0, best=0.75)
    by_hand = WEIGHTS.search + 0.5 * WEIGHTS.text + 0.25 * WEIGHTS.nearest + 0.75 * WEIGHTS.best
    assert signs.score == pytest.approx(by_hand)


def test_best_first_and_what_is_not_read_closely_last(assistant: Assistant) -> None:
    items = _ranked(assistant, "Are care leavers placed in bed and breakfast?")
    scores = [signs.score for _, signs in items]
    assert scores[:24] == sorted(scores[:24], reverse=True)
    assert all(signs.nearest == 0 for _, signs in items[24:])
    assert "bed and breakfast" in items[0][0]


def test_a_sentence_that_answers_in_kind_is_a_sign(assistant: Assistant) -> None:
    items = _ranked(assistant, "How many care leavers were placed in hotels in Northmere in 2019?")
    in_kind = [text for text, signs in items if signs.in_kind]
    assert any("nine care leavers" in text for text in in_kind)
    assert len(in_kind) < len(items)
