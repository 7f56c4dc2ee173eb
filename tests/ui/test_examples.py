"""The questions to begin with are about the reports that are loaded, and have answers."""

from pathlib import Path

from assistant import Assistant
from sample import EXAMPLE_QUESTIONS
from ui.chat.examples import example_questions


def test_the_sample_brings_its_own(sample_index: Path) -> None:
    with Assistant.open(sample_index) as assistant:
        shown = example_questions(assistant, is_sample=True)
    assert shown
    assert set(shown) <= set(EXAMPLE_QUESTIONS)


def test_others_are_made_from_the_newest_reports(sample_index: Path) -> None:
    with Assistant.open(sample_index) as assistant:
        shown = example_questions(assistant, is_sample=False)
        answers = [assistant.ask(question) for question in shown]
        newest = [report.date for report in reversed(assistant.index.reports())]
    assert len(set(shown)) == len(shown) > len({a.authorities for a in answers}) > 1
    assert str(newest[0])[:4] in shown[0]
    for answer in answers:
        assert answer.status == "answered", answer.question
    kinds = ("What did", "What must", "What needs", "How did", "Which authorities")
    assert all(any(question.startswith(kind) for question in shown) for kind in kinds)
