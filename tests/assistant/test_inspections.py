"""Questions about the inspections themselves, over the whole sample."""

import datetime as dt

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Who led the 2024 inspection of Northmere?", [("Northmere", "2024-08-02")]),
        ("who was Wexcombe's lead inspector in 2023", [("Wexcombe", "2023-03-28")]),
        ("When was Northmere last inspected?", [("Northmere", "2024-08-02")]),
        ("When was Aldermoor first inspected?", [("Aldermoor", "2010-04-08")]),
        ("Which inspections did Esther Calloway lead?", [("Wexcombe", "2023-03-28")]),
        ("What is the latest report?", [("Northmere", "2024-08-02")]),
        ("Which councils were inspected in 2023?", [("Wexcombe", "2023-03-28")]),
        ("Which focused visits are there?", [("Aldermoor", "2022-07-28")]),
        ("Who was in charge of the 2023 inspection of Wexcombe?", [("Wexcombe", "2023-03-28")]),
        ("Which councils have not been inspected since 2023?", [("Aldermoor", "2022-07-28")]),
        (
            "How many times has Northmere been inspected since 2015?",
            [("Northmere", "2019-07-01"), ("Northmere", "2024-08-02")],
        ),
    ],
)
def test_exactly_the_inspections_that_are_asked_about(
    assistant: Assistant, question: str, rows: list[tuple[str, str]]
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.mode) == ("answered", "computed")
    assert answer.table is not None
    assert [row.cells[:2] for row in answer.table.rows] == rows


def test_each_row_is_proved_by_the_lines_that_print_it(assistant: Assistant) -> None:
    answer = assistant.ask("Who led the 2024 inspection of Northmere?")
    (statement,) = answer.statements
    said = " ".join(answer.citation(number).quote for number in statement.citations)
    assert "Daniel Prewett" in statement.text
    assert "Daniel Prewett" in said
    assert "21 June 2024" in said


@pytest.mark.parametrize(
    "question",
    [
        "What did the last inspection of Northmere find?",
        "Who leads the work with schools in Northmere?",
        "When do social workers in Northmere visit children?",
        "How often do visits take place in Northmere?",
        "Who leads children's services in Northmere?",
    ],
)
def test_findings_are_not_mistaken_for_inspections(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).mode == "quote"


def test_what_a_report_says_in_general_is_quoted_from_its_summary(assistant: Assistant) -> None:
    answer = assistant.ask("What did the last inspection of Northmere find?")
    assert answer.query.intent == "theme"
    assert len(answer.citations) > 1
    assert {c.passage.paragraph.section for c in answer.citations} == {()}


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the 2024 inspection of Northmere",
        "Give me an overview of the latest Northmere report",
    ],
)
def test_a_summary_goes_by_many_names(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert {c.passage.report.published for c in answer.citations} == {dt.date(2024, 8, 2)}


def test_an_inspection_that_is_not_here_is_refused(assistant: Assistant) -> None:
    answer = assistant.ask("Who led the 2015 inspection of Northmere?")
    assert answer.refusal is not None
    assert answer.refusal.reason == "report_not_in_corpus"


def test_what_an_inspector_found_is_in_the_reports_that_they_led(assistant: Assistant) -> None:
    answer = assistant.ask("What was worrying about caseloads when HMI Rowan Aske visited?")
    assert answer.authorities == ("Aldermoor",)
    assert {c.passage.report.file for c in answer.citations} == {
        "aldermoor-2010-04-08-unannounced-inspection-letter.txt"
    }
    assert "Aske" not in answer.query.topic


def test_an_authority_that_is_named_goes_before_an_inspector(assistant: Assistant) -> None:
    query = assistant.ask("Did Rowan Aske find neglect in Northmere?").query
    assert query.authorities == ("Northmere",)
    assert query.reports == ()
