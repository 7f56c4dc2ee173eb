"""Which authorities were judged what, over the whole sample."""

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("question", "authorities"),
    [
        ("Which authorities are inadequate overall?", {"Wexcombe"}),
        ("Which councils are currently inadequate?", {"Wexcombe"}),
        ("Which authorities are not inadequate overall?", {"Northmere"}),
        ("Which authorities have never been inadequate?", {"Northmere"}),
        ("Which authorities are good overall but not for help and protection?", {"Northmere"}),
        ("Which authorities are good overall but not for care leavers?", set()),
        ("Which authorities are outstanding overall?", set()),
        ("Which authorities moved from requires improvement to good overall?", {"Northmere"}),
        ("Which authorities moved from good to inadequate overall?", set()),
    ],
)
def test_exactly_the_authorities_that_match(
    assistant: Assistant, question: str, authorities: set[str]
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.mode) == ("answered", "computed")
    assert set(answer.authorities) == authorities
    assert answer.table is not None
    assert answer.table.coverage is not None
    assert answer.table.coverage.matched == len(authorities)
    assert (answer.table.coverage.with_data, answer.table.coverage.total) == (2, 3)
    assert any(note.kind == "coverage" for note in answer.notes)


def test_a_question_in_the_present_counts_the_latest_judgements(assistant: Assistant) -> None:
    now = assistant.ask("Which authorities require improvement for leadership?")
    ever = assistant.ask("Which authorities were judged to require improvement for leadership?")
    assert now.authorities == ()
    assert ever.authorities == ("Northmere",)


def test_what_the_index_cannot_tell_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("Which London boroughs are inadequate overall?")
    assert any("London" in note.text for note in answer.notes)
