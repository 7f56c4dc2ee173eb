"""Follow-ups inherit what they are about, and never the words of the question before."""

from dataclasses import replace

import pytest

from assistant.conversation import LONGEST_QUESTION, understand
from assistant.errors import QuestionError
from assistant.types import Message, Query
from index import Judgement
from tests.assistant.corpora import CORPUS, TODAY

CARERS = "How are foster carers supported in Harrow?"
KENT = "How is Kent doing?"


def read(question: str, *before: str) -> Query:
    """The question after these questions of the user."""
    history = [Message("user", text) for text in before]
    return understand(question, history, reports=CORPUS, today=TODAY)


def test_rules_read_the_question_as_it_was_asked() -> None:
    query = read("And what about caseloads?", "What is the phone number of Harrow council?")
    assert query.question == "And what about caseloads?"
    assert query.authorities == ("Harrow",)
    assert "phone" not in query.topic
    assert query.to_dict()["question"] == (
        "And what about caseloads? (following: What is the phone number of Harrow council?)"
    )


@pytest.mark.parametrize("fragment", ["and Haringey?", "And in Haringey?", "What about Haringey?"])
def test_a_fragment_asks_the_question_before_again(fragment: str) -> None:
    query = read(fragment, "How many children were in care in Harrow?")
    assert query.authorities == ("Haringey",)
    assert "How many children" in query.question
    assert "children" in query.topic


def test_another_judgement_is_asked_for_in_the_same_way() -> None:
    judged = Judgement("Care leavers", "care_leavers", "Good", "good", None, ())
    reports = [replace(CORPUS[0], judgements=(judged,)), *CORPUS[1:]]
    history = [Message("user", "Which councils are inadequate overall?")]
    query = understand("And for care leavers?", history, reports=reports, today=TODAY)
    assert (query.intent, query.strands) == ("aggregate", ("care_leavers",))
    assert query.grades == ("inadequate",)


def test_a_fragment_keeps_the_grades_that_were_asked_for() -> None:
    query = read("and in 2023?", "Which councils are inadequate overall?")
    assert (query.intent, query.grades) == ("aggregate", ("inadequate",))


def test_a_fragment_adds_no_words_that_name_only_another_authority() -> None:
    first = read("What is said about foster carers in Harrow?")
    query = read("and Haringey?", "What is said about foster carers in Harrow?", "And Ealing?")
    assert (query.authorities, query.topic, query.latest) == (("Haringey",), first.topic, False)


def test_a_greeting_is_not_what_the_next_question_follows() -> None:
    assert read("and supervision?", "hello") == read("and supervision?")


def test_why_after_a_grade_asks_for_its_reasons() -> None:
    query = read("Why?", "What is Harrow's latest overall grade?")
    assert (query.intent, query.strands, query.latest) == ("theme", ("overall",), True)
    assert query.authorities == ("Harrow",)


@pytest.mark.parametrize(
    "courtesy", ["thanks", "Thank you!", "ok, thanks", "many thanks", "Great, thank you very much"]
)
def test_thanks_follow_nothing(courtesy: str) -> None:
    assert read(courtesy, CARERS) == read(courtesy)
    assert read("and supervision?", CARERS, courtesy).authorities == ("Harrow",)


def test_an_errand_follows_nothing() -> None:
    assert read("What is the phone number?", CARERS).authorities == ()


def test_a_list_of_areas_for_development_is_no_question_about_all_areas() -> None:
    query = read("And what areas for development?", "What priority actions did Harrow get?")
    assert query.authorities == ("Harrow",)
    assert "priority" not in query.question + query.topic


@pytest.mark.parametrize(
    "question",
    [
        "How do inspectors describe good supervision?",
        "How do inspectors describe social workers and their caseloads?",
        "Is there a link between caseloads and supervision?",
        "Is it true that thresholds are too high?",
    ],
)
def test_an_absent_authority_is_not_inherited_by_a_question_of_its_own(question: str) -> None:
    assert read(question, KENT) == read(question)


@pytest.mark.parametrize(
    "question",
    ["How is supervision there?", "and caseloads?", "What is their view of supervision?",
     "How good are this council's caseloads?", "Did they improve supervision?", "Why?"],
)  # fmt: skip
def test_an_absent_authority_is_inherited_by_a_follow_up(question: str) -> None:
    assert read(question, KENT).absent == ("Kent",)


@pytest.mark.parametrize(
    "question",
    [
        "Is it true that thresholds in Haringey are too high?",
        "What did inspectors say about thresholds in Haringey that were unclear?",
        "What about children in Haringey who say that they feel unsafe?",
        "How do those in care in Haringey fare?",
        "Do children in Haringey feel they are heard?",
        "Does that council have high thresholds?",
        "Is there one social worker for each child?",
    ],
)
def test_words_that_point_to_nothing_before(question: str) -> None:
    assert "carers" not in read(question, CARERS).topic


@pytest.mark.parametrize(
    "question",
    [
        "Did that change?",
        "Is that still so in Haringey?",
        "How well do they support them?",
        "What did inspectors do about it?",
        "And what about the ones in prison?",
        "Who pays them?",
        "Why was that?",
    ],
)
def test_words_that_point_to_the_subject_before(question: str) -> None:
    assert "carers" in read(question, CARERS).topic


def test_what_follows_stays_short() -> None:
    query = read("and there?", CARERS, *["and there?"] * 500)
    assert len(query.question) <= LONGEST_QUESTION
    assert query.authorities == ("Harrow",)


def test_half_characters_are_no_text() -> None:
    with pytest.raises(QuestionError, match="no text"):
        read("Harrow \ud800")
    assert read("and supervision?", "Harrow \ud800").authorities == ("Harrow",)


@pytest.mark.parametrize("question", ["Why so few?", "how come?", "And why?"])
def test_a_bare_question_word_asks_about_what_was_asked(question: str) -> None:
    query = read(question, "How many foster carers does Harrow have?")
    assert query.authorities == ("Harrow",)
    assert "foster carers" in query.topic


def test_a_question_word_with_a_subject_asks_about_that() -> None:
    query = read("Why do social workers leave?", "How many foster carers does Harrow have?")
    assert query.authorities == ("Harrow",)
    assert "foster" not in query.topic


def test_since_lets_the_time_of_the_question_before_run_on() -> None:
    before = "How many foster carers did Harrow have in 2012?"
    assert (read("Has it changed?", before).until or TODAY).year == 2012
    later = read("Has it changed since?", before)
    assert later.since is not None
    assert later.since.year == 2012
    assert later.until is None


def test_a_courtesy_before_and_is_no_subject() -> None:
    query = read("ok and SGOs?", "How does Harrow support long-term fostering?")
    assert query.authorities == ("Harrow",)
