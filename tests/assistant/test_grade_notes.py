"""What an answer about grades says beside them."""

import pytest

from assistant import Assistant


def _notes(assistant: Assistant, question: str) -> dict[str, str]:
    return {note.kind: note.text for note in assistant.ask(question).notes}


def test_a_later_report_without_the_grade_is_named(assistant: Assistant) -> None:
    note = _notes(assistant, "What was Northmere's grade for partnership working?")["later"]
    assert "partnership working" in note
    assert "published 2 August 2024" in note


def test_a_later_report_with_the_grade_is_not(assistant: Assistant) -> None:
    assert "later" not in _notes(assistant, "What was Northmere's leadership grade in 2019?")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How has Northmere's overall grade changed?", True),
        ("How has Northmere's overall grade changed since 2019?", False),
    ],
)
def test_frameworks_that_differ_are_told_of(
    assistant: Assistant, question: str, *, told: bool
) -> None:
    assert ("comparability" in _notes(assistant, question)) is told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What grade did Northmere's care leavers get in 2019?", True),
        ("What grade did Northmere's children in care and care leavers get in 2019?", False),
        ("What grade did Northmere's care leavers get in 2024?", False),
    ],
)
def test_that_two_groups_were_judged_together_is_told(
    assistant: Assistant, question: str, *, told: bool
) -> None:
    assert ("together" in _notes(assistant, question)) is told
