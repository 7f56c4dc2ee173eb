"""Every refusal has its reason, its words and, where a premise is false, its evidence."""

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Which secondary schools in Northmere have a good Ofsted report?", "off_topic"),
        ("What is the phone number of Wexcombe council?", "off_topic"),
        ("What is the capital of France?", "off_topic"),
        ("hello there", "off_topic"),
        ("What can you do?", "off_topic"),
        ("help!", "off_topic"),
        ("When is Northmere's next inspection?", "off_topic"),
        ("What is ILACS?", "no_evidence"),
        ("What did inspectors say about neglect in Harrow?", "authority_not_in_corpus"),
        ("What grade did Harrow get in 2012?", "authority_not_in_corpus"),
        ("What did the 2016 report on Northmere say about neglect?", "report_not_in_corpus"),
        ("What did Northmere's focused visit say about neglect?", "report_not_in_corpus"),
        ("Why was the health of looked-after children in Northmere graded good in 2012?",
         "false_premise"),
        ("What priority actions did the 2010 letter to Aldermoor list?", "false_premise"),
        ("What overall grade did Aldermoor get in 2010?", "not_inspected"),
        ("Which authorities were judged good for adoption in 2024?", "not_inspected"),
        ("What do inspectors say about dinosaurs in Northmere?", "not_mentioned"),
        ("¿Qué dicen los inspectores de las familias de acogida?", "not_mentioned"),
        ("How good was Aldermoor's adoption service in 2010?", "not_inspected"),
        ("What did the 2022 focused visit to Aldermoor say about the LSCB?", "not_mentioned"),
        ("How big was Wexcombe's budget shortfall in pounds in 2011?", "not_mentioned"),
    ],
)  # fmt: skip
def test_reasons(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "refused"
    assert answer.refusal is not None
    assert answer.refusal.reason == reason
    assert not answer.statements
    assert not answer.notes
    assert answer.text == answer.refusal.message
    assert "\n" not in answer.text


def test_a_false_premise_is_contradicted_with_evidence(assistant: Assistant) -> None:
    answer = assistant.ask("Why was Northmere judged outstanding overall in 2024?")
    assert answer.refusal is not None
    assert answer.refusal.reason == "false_premise"
    (number,) = answer.refusal.evidence
    assert "Overall effectiveness" in answer.citation(number).quote
    assert answer.to_dict()["refusal"]["evidence"][0]["id"] == number  # type: ignore[index]


def test_a_premise_in_the_present_is_held_against_the_latest_report(assistant: Assistant) -> None:
    answer = assistant.ask("Why is Northmere still judged to require improvement overall?")
    assert answer.refusal is not None
    assert answer.refusal.reason == "false_premise"
    assert "2 August 2024" in answer.text


def test_a_true_premise_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask("Why was the health of Northmere's looked-after children inadequate?")
    assert answer.status == "answered"


def test_a_refusal_says_what_there_is(assistant: Assistant) -> None:
    answer = assistant.ask("What did the 2016 report on Northmere say about neglect?")
    assert "2 August 2024" in answer.text


def test_a_grade_that_was_another_before_is_contradicted(assistant: Assistant) -> None:
    question = "Why did Northmere's help and protection grade {} to requires improvement in 2024?"
    answer = assistant.ask(question.format("drop from good"))
    assert answer.refusal is not None
    assert answer.refusal.reason == "false_premise"
    (proof,) = (answer.citation(number).passage for number in answer.refusal.evidence)
    assert proof.report.file == "northmere-2019-07-01-ilacs.md"
    assert "Requires improvement" in proof.quote
    assert assistant.ask(question.format("go from requires improvement")).refusal is None


def test_what_somebody_said_is_no_name_that_is_asked_for(assistant: Assistant) -> None:
    question = "What of children who go back to live with their parents, and what the council said?"
    answer = assistant.ask(f"In Aldermoor's 2022 letter: {question}")
    assert answer.refusal is None


def test_who_asks_is_no_subject(assistant: Assistant) -> None:
    plain = "What does the 2024 report on Northmere say about neglect?"
    asked = assistant.ask(f"I manage a team of nurses. {plain}")
    assert asked.query.topic == assistant.ask(plain).query.topic


def test_health_staff_are_on_topic(assistant: Assistant) -> None:
    answer = assistant.ask("Were health staff kept out of strat meetings anywhere?")
    assert answer.refusal is None or answer.refusal.reason != "off_topic"
    answer = assistant.ask("What day do the bins go out in Aldermoor?")
    assert answer.refusal is not None
    assert answer.refusal.reason == "off_topic"


def test_a_greeting_is_told_what_can_be_asked(assistant: Assistant) -> None:
    told = assistant.ask("Hello!").text
    assert "“What must Aldermoor improve?”" in told
    assert assistant.ask("What must Aldermoor improve?").status == "answered"
    assert assistant.ask("Help and protection?").status == "answered"
