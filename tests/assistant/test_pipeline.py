"""Answers over the sample: what they cite, how they are put together, how they arrive."""

import dataclasses
import datetime as dt

import pytest

from assistant import (
    Answer,
    Assistant,
    Finished,
    Message,
    QuestionError,
    StatementReady,
    Understood,
)
from index import Filters


def cited(answer: Answer) -> set[str | None]:
    return {citation.passage.paragraph.number for citation in answer.citations}


def test_a_theme_is_answered_with_the_paragraphs_about_it(assistant: Assistant) -> None:
    answer = assistant.ask("What did inspectors say about Northmere's health assessments in 2012?")
    assert answer.status == "answered"
    assert answer.mode == "quote"
    assert answer.authorities == ("Northmere",)
    assert {"42", "43"} & cited(answer)
    assert all(c.passage.report.published == dt.date(2012, 4, 25) for c in answer.citations)


def test_a_figure_is_answered_with_the_sentence_that_holds_it(assistant: Assistant) -> None:
    answer = assistant.ask("How many foster households did Northmere have in 2012?")
    assert "124" in answer.text


def test_every_statement_is_verbatim_and_every_citation_is_used(assistant: Assistant) -> None:
    answer = assistant.ask("What did inspectors say about neglect in Northmere in 2012?")
    numbers = [n for statement in answer.statements for n in statement.citations]
    assert sorted(set(numbers)) == [citation.id for citation in answer.citations]
    assert sorted(set(numbers)) == list(range(1, len(answer.citations) + 1))
    for statement in answer.statements:
        (number,) = statement.citations
        assert statement.text == answer.citation(number).quote
        assert statement.text in answer.citation(number).passage.paragraph.text


def test_statements_stand_report_by_report(assistant: Assistant) -> None:
    answer = assistant.ask("What did inspectors say about caseloads?")
    reports = [answer.citation(s.citations[0]).passage.report.id for s in answer.statements]
    assert len(set(reports)) == sum(a != b for a, b in zip(["", *reports], reports, strict=False))


def test_a_grade_is_computed_and_proved(assistant: Assistant) -> None:
    answer = assistant.ask("What grade did Northmere get for being healthy in 2012?")
    assert answer.mode == "computed"
    assert "Inadequate" in answer.text
    assert answer.citations[0].passage.paragraph.kind == "judgement"
    assert "41" in cited(answer)


def test_what_is_computed_stands_in_a_table_too(assistant: Assistant) -> None:
    table = assistant.ask("What grade did Northmere get for being healthy in 2012?").table
    assert table is not None
    assert table.columns == ("Authority", "Published", "Judgement", "Grade")
    assert [row.cells for row in table.rows] == [
        ("Northmere", "2012-04-25", "Being healthy", "Grade 4 (Inadequate)")
    ]
    assert table.rows[0].citations == (1, 2)
    assert assistant.ask("What did inspectors say about caseloads?").table is None


def test_a_list_is_complete(assistant: Assistant) -> None:
    answer = assistant.ask("List everything that Aldermoor was told to improve in 2022")
    assert len(answer.statements) == 3
    assert all("improve" in c.passage.paragraph.section[0] for c in answer.citations)


def test_each_side_of_a_comparison_is_heard(assistant: Assistant) -> None:
    answer = assistant.ask("How do Northmere and Wexcombe compare on caseloads?")
    assert set(answer.authorities) == {"Northmere", "Wexcombe"}


def test_a_change_is_told_from_each_report(assistant: Assistant) -> None:
    answer = assistant.ask("How did care leavers in Northmere fare between 2019 and 2024?")
    years = {
        c.passage.report.published and c.passage.report.published.year for c in answer.citations
    }
    assert years == {2019, 2024}


def test_how_something_judged_went_is_told_with_its_grades(assistant: Assistant) -> None:
    answer = assistant.ask("How did care leavers do in Northmere since 2018?")
    kinds = [citation.passage.paragraph.kind for citation in answer.citations]
    assert kinds.count("judgement") == len({c.passage.report.id for c in answer.citations})
    assert kinds.count("judgement") < len(kinds), "what was found is told too"
    part = assistant.ask("How did the pathway plans of care leavers change in Northmere?")
    assert all(c.passage.paragraph.kind != "judgement" for c in part.citations)


def test_reasons_are_from_the_report_that_gave_the_grade(assistant: Assistant) -> None:
    answer = assistant.ask("Why was Northmere judged to require improvement?")
    assert answer.status == "answered"
    assert {str(c.passage.report.published) for c in answer.citations} == {"2019-07-01"}


def test_authorities_are_compared_by_what_is_judged(assistant: Assistant) -> None:
    for question in (
        "Which is better for care leavers, Northmere or Wexcombe?",
        "Compare Northmere and Wexcombe on leadership",
    ):
        answer = assistant.ask(question)
        assert answer.table is not None
        assert {row.cells[0] for row in answer.table.rows} == {"Northmere", "Wexcombe"}


def test_part_of_a_question_about_an_authority_without_a_report(assistant: Assistant) -> None:
    answer = assistant.ask("How do Northmere and Harrow compare on caseloads?")
    assert answer.status == "partial"
    assert any(n.kind == "absence" and "Harrow" in n.text for n in answer.notes)


def test_a_side_of_a_comparison_without_a_report_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("Did caseloads in Northmere change between the 2012 and 2016 reports?")
    assert answer.status == "partial"
    assert any(n.kind == "absence" and "2016" in n.text for n in answer.notes)


def test_a_follow_up_is_answered_in_its_conversation(assistant: Assistant) -> None:
    history = [
        Message("user", "What grade did Northmere get for being healthy in 2012?"),
        Message("assistant", "Inadequate."),
    ]
    answer = assistant.ask("and what about care leavers there?", history)
    assert answer.authorities == ("Northmere",)
    assert {c.passage.report.published for c in answer.citations} == {dt.date(2012, 4, 25)}


def test_a_follow_up_inherits_scope_and_not_the_words_of_the_question_before(
    assistant: Assistant,
) -> None:
    history = [Message("user", "What is the phone number of Northmere council?")]
    answer = assistant.ask("And what about caseloads?", history)
    assert (answer.status, answer.authorities) == ("answered", ("Northmere",))
    thanks = assistant.ask("thanks", [Message("user", "caseloads in Northmere")])
    assert thanks.refusal is not None
    assert thanks.refusal.reason == "off_topic"
    absent = [Message("user", "What about Kent?"), Message("assistant", "There is no report.")]
    assert assistant.ask("How do inspectors describe good supervision?", absent).statements


def test_a_callers_filters_restrict_the_reports(assistant: Assistant) -> None:
    answer = assistant.ask("caseloads", filters=Filters(authorities=("Wexcombe",)))
    assert answer.authorities == ("Wexcombe",)
    hits = assistant.search("caseloads", 5, Filters(authorities=("Wexcombe",)))
    assert {hit.report.authority for hit in hits} == {"Wexcombe"}
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]


def test_the_stream_ends_with_the_answer_that_ask_gives(assistant: Assistant) -> None:
    question = "What did inspectors say about supervision in Northmere in 2012?"
    first, *_, last = events = list(assistant.stream(question))
    assert isinstance(first, Understood)
    assert isinstance(last, Finished)
    streamed = [event for event in events if isinstance(event, StatementReady)]
    assert tuple(event.statement for event in streamed) == last.answer.statements
    assert tuple(c for event in streamed for c in event.citations) == last.answer.citations
    assert assistant.ask(question).statements == last.answer.statements


def test_an_answer_says_what_it_was_made_from(assistant: Assistant) -> None:
    answer = assistant.ask("caseloads in Northmere").to_dict()
    provenance = answer["provenance"]
    assert isinstance(provenance, dict)
    assert provenance["index"] == assistant.index.generation
    assert provenance["corpus"] == assistant.index.corpus
    assert provenance["model"] is None
    assert set(answer) == {
        "id", "question", "status", "text", "mode", "authorities", "understood", "notes",
        "statements", "citations", "table", "withheld", "refusal", "provenance", "seconds",
    }  # fmt: skip


def test_without_a_day_the_day_of_the_question_counts(assistant: Assistant) -> None:
    undated = dataclasses.replace(assistant, today=None)
    (understood, *_) = undated.stream("caseloads in Northmere")
    assert isinstance(understood, Understood)
    assert understood.query.today == dt.datetime.now().astimezone().date()


def test_last_year_on_the_first_day_of_all(assistant: Assistant) -> None:
    first = dataclasses.replace(assistant, today=dt.date.min)
    assert first.ask("What happened in Northmere last year?").refusal is not None


@pytest.mark.parametrize("question", ["", " \n", "x" * 20_000, "Northmere \udcff"])
def test_questions_that_cannot_be_asked(assistant: Assistant, question: str) -> None:
    with pytest.raises(QuestionError):
        assistant.ask(question)
    with pytest.raises(QuestionError):
        assistant.search(question)
