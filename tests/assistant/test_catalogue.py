"""Judgements and lists are picked as the question names them."""

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
