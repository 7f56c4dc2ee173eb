"""Answers over published letters and reports: facts and paragraph numbers only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from index import build_index
from tests.assistant.corpora import TODAY


@pytest.fixture(scope="module")
def letters(real_reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("letters") / "index"
    build_index([real_reports / "letters"], folder)
    with Assistant.open(folder, TODAY) as assistant:
        yield assistant


def test_health_assessments_are_found_and_nothing_off_the_point(letters: Assistant) -> None:
    answer = letters.ask("What did inspectors say about Harrow's health assessments?")
    numbers = {citation.passage.paragraph.number for citation in answer.citations}
    assert numbers
    assert numbers <= {"58", "59", "60", "61", "62", "63", "88"}
    assert {c.passage.report.kind for c in answer.citations} == {"safeguarding_lac"}


@pytest.mark.parametrize(
    ("question", "paragraph", "said"),
    [
        ("How many kids was Harrow looking after at the end of March 2012?", "8", "156"),
        ("Were homeless teenagers in Harrow put up in B&Bs in 2012?", "87", "bed and breakfast"),
        ("What grade did Harrow get in 2012 for 'being healthy'?", "58", "Inadequate"),
    ],
)
def test_facts_with_their_paragraphs(
    letters: Assistant, question: str, paragraph: str, said: str
) -> None:
    answer = letters.ask(question)
    assert paragraph in {citation.passage.paragraph.number for citation in answer.citations}
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What judgement did Ealing's children's services get?", "authority_not_in_corpus"),
        ("How did inspectors rate the MASH in Haringey in 2018?", "report_not_in_corpus"),
        ("What overall grade did Hillingdon get in January 2011?", "not_inspected"),
        ("What did the 2018 focused visit to Harrow say about care leavers?", "not_mentioned"),
    ],
)
def test_refusals(letters: Assistant, question: str, reason: str) -> None:
    refusal = letters.ask(question).refusal
    assert refusal is not None
    assert refusal.reason == reason
