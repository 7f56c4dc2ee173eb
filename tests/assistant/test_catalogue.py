"""Judgements and lists are picked as the question names them."""

import pytest

from assistant import Assistant
from assistant.catalogue import find_judgements, find_list
from assistant.conversation import understand
from assistant.types import Query
from tests.assistant.corpora import TODAY


def read(assistant: Assistant, question: str) -> Query:
    return understand(question, reports=assistant.index.reports(), today=TODAY)


def rows(assistant: Assistant, question: str) -> list[tuple[str | None, str]]:
    query = read(assistant, question)
    found = find_judgements(assistant.index, query, query.filters)
    return [(row.judgement.canonical, row.judgement.canonical_grade) for row in found]


def test_a_special_judgement_rather_than_the_general_one(assistant: Assistant) -> None:
    question = "What grade did looked-after children in Northmere get for 'being healthy' in 2012?"
    assert rows(assistant, question) == [("being_healthy", "inadequate")]


def test_the_part_that_is_named(assistant: Assistant) -> None:
    question = "What was the grade for quality of provision in {} in Northmere in 2012?"
    query = read(assistant, question.format("safeguarding"))
    (safeguarding,) = find_judgements(assistant.index, query, query.filters)
    query = read(assistant, question.format("looked after care leavers"))
    found = find_judgements(assistant.index, query, query.filters)
    assert "Safeguarding" in (safeguarding.judgement.part or "")
    assert {"looked after" in (row.judgement.part or "") for row in found} == {True}


def test_without_a_date_the_latest_report(assistant: Assistant) -> None:
    query = read(assistant, "What overall grade did Northmere get?")
    (row,) = find_judgements(assistant.index, query, query.filters)
    assert row.report.published is not None
    assert row.report.published.year == 2024


def test_each_part_is_told_even_where_the_grades_are_the_same(assistant: Assistant) -> None:
    query = read(assistant, "What was Northmere's overall effectiveness in 2012?")
    found = find_judgements(assistant.index, query, query.filters)
    assert [row.judgement.part for row in found] == [
        "Safeguarding services",
        "Services for looked after children",
    ]


def test_the_weakest_judgement(assistant: Assistant) -> None:
    found = rows(assistant, "Which of Northmere's judgements in 2012 was the weakest?")
    assert found == [("being_healthy", "inadequate")]


def test_a_grade_picks_rows_when_it_is_asked_which(assistant: Assistant) -> None:
    found = rows(assistant, "Which authorities were judged inadequate for being healthy?")
    assert found == [("being_healthy", "inadequate")]


def test_the_entries_of_the_section_and_deadline_that_are_named(assistant: Assistant) -> None:
    query = read(
        assistant,
        "List everything Northmere was told to do immediately for looked after children in 2012",
    )
    (entry,) = find_list(assistant.index, query, query.filters)
    assert entry.paragraph.section[0] == "Services for looked after children"
    assert entry.quote.startswith("Immediately")
    assert entry.quote.count("•") == 3
    assert "months" not in entry.quote


def test_a_list_without_a_deadline_is_whole(assistant: Assistant) -> None:
    query = read(assistant, "List everything Northmere was told to do in 2012")
    found = find_list(assistant.index, query, query.filters)
    assert [entry.paragraph.number for entry in found] == ["13", "40"]
    assert all(entry.quote == entry.paragraph.text for entry in found)


def test_strengths_are_a_list_of_their_own(assistant: Assistant) -> None:
    query = read(assistant, "List all the strengths in Aldermoor's 2010 letter")
    found = find_list(assistant.index, query, query.filters)
    assert len(found) == 4
    assert all(entry.paragraph.section[-1] == "Strengths" for entry in found)


def test_what_a_question_leaves_out_is_left_out(assistant: Assistant) -> None:
    asked = "List everything Northmere was told to do in 2012, but not for looked after children"
    query = read(assistant, asked)
    found = find_list(assistant.index, query, query.filters)
    assert [entry.paragraph.number for entry in found] == ["13"]


def test_leadership_of_the_services_that_are_named(assistant: Assistant) -> None:
    question = "How was leadership and management of LAC services graded in Northmere in 2012?"
    assert rows(assistant, question) == [("leadership", "good")]
    question = "How was leadership and management of safeguarding graded in Northmere in 2012?"
    assert rows(assistant, question) == [("leadership", "adequate")]


def test_an_ampersand_is_an_and(assistant: Assistant) -> None:
    question = "equality & diversity grade for safeguarding services in Northmere in 2012"
    assert {canonical for canonical, _ in rows(assistant, question)} == {"equality_diversity"}


def test_care_leavers_who_were_judged_with_children_in_care(assistant: Assistant) -> None:
    question = "What {}grade did Northmere's care leavers get in 2019?"
    together = [("in_care_and_care_leavers", "requires_improvement")]
    assert rows(assistant, question.format("")) == together
    assert rows(assistant, question.format("separate ")) == []
    assert rows(assistant, "What was Northmere's grade for care leavers in 2024?") == [
        ("care_leavers", "good")
    ]


def entries(assistant: Assistant, question: str) -> list[str]:
    query = read(assistant, question)
    assert query.intent == "list"
    found = find_list(assistant.index, query, query.filters)
    return [passage.paragraph.label for passage in found]


@pytest.mark.parametrize(
    ("question", "heading", "count"),
    [
        ("What were the strengths in Aldermoor in 2010?", "Strengths", 4),
        ("which good points were picked out in the 2010 aldermoor letter?", "Strengths", 4),
        (
            "Which areas for development did inspectors name in Wexcombe?",
            "Areas for development",
            4,
        ),
        ("What was the area of satisfactory practice in Wexcombe?", "Satisfactory practice", 1),
    ],
)
def test_a_list_is_known_by_its_heading(
    assistant: Assistant, question: str, heading: str, count: int
) -> None:
    expected = [f"{heading}, bullet {n}" for n in range(1, count + 1)]
    assert entries(assistant, question)[:count] == expected
    assert all(label.startswith(heading) for label in entries(assistant, question))


def test_a_list_that_is_left_out_is_not_the_one(assistant: Assistant) -> None:
    question = "List the areas for development in Wexcombe's 2011 letter (not the priority action)"
    assert {label.split(",")[0] for label in entries(assistant, question)} == {
        "Areas for development"
    }


def test_words_around_a_list_are_no_entries(assistant: Assistant) -> None:
    assert entries(assistant, "List the areas for development in Aldermoor in 2010") == [
        f"Areas for development, bullet {n}" for n in range(1, 5)
    ]


def test_strengths_of_something_are_no_list(assistant: Assistant) -> None:
    question = "What were the strengths of the virtual school in Northmere?"
    assert read(assistant, question).intent != "list"
