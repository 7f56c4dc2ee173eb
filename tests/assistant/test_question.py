"""Questions, and follow-ups, are read against what the corpus holds."""

import datetime as dt
import re

import pytest

from assistant.conversation import LONGEST_QUESTION, understand
from assistant.corrections import narrow
from assistant.errors import QuestionError
from assistant.types import Message, Query
from index import Filters
from sample import FOLDER
from tests.assistant.corpora import CORPUS, TODAY


def read(question: str, *history: str) -> Query:
    """The last question of a conversation; user and assistant take turns."""
    roles = ("user", "assistant")
    messages = [
        Message("user" if roles[n % 2] == "user" else "assistant", text)
        for n, text in enumerate(history)
    ]
    return understand(question, messages, reports=CORPUS, today=TODAY)


def test_authority_year_and_topic() -> None:
    query = read("How were Harrow's health assessments in 2012?")
    assert query.authorities == ("Harrow",)
    assert (query.since, query.until) == (dt.date(2012, 1, 1), dt.date(2012, 12, 31))
    assert "health assessments" in query.topic
    assert "Harrow" not in query.topic
    assert "2012" not in query.topic


def test_names_of_the_corpus_that_nobody_else_knows() -> None:
    assert read("what about northmere?").authorities == ("Northmere",)


def test_authorities_without_a_report_are_absent() -> None:
    query = read("Compare Harrow and Ealing on adoption")
    assert (query.authorities, query.absent) == (("Harrow",), ("Ealing",))


def test_a_typing_slip_is_forgiven_when_nothing_else_is_named() -> None:
    assert read("What did Harow's report say?").authorities == ("Harrow",)
    assert read("What did Haringay's report say?").authorities == ("Haringey",)
    assert read("Which needs are harrowing?").authorities == ()
    assert read("Who covers Greater Manchester?").absent == ()


def test_a_slip_beside_a_name_is_forgiven_where_it_is_no_other_word() -> None:
    query = read("Compare early help in Nothmere and Harrow")
    assert query.authorities == ("Northmere", "Harrow")
    assert query.topic == "early help in"
    assert read("How do Barrow and Harrow compare?").authorities == ("Harrow",)
    assert read("How does Harrow hold Readings for children?").absent == ()


@pytest.mark.parametrize(
    ("question", "intent", "latest"),
    [
        ("Harrow", "theme", True),
        ("How is Harrow doing?", "theme", True),
        ("How is Harrow doing since 2018?", "theme", False),
        ("How did Harrow do in 2012 and 2018?", "change", False),
        ("Is Harrow good?", "grade", False),
        ("List all inspections of Harrow", "lookup", False),
        ("What were the strengths in Harrow?", "list", False),
        ("Is Harrow's director of children's services still in post?", "lookup", True),
    ],
)
def test_what_leaves_no_doubt_of_what_is_asked(question: str, intent: str, latest: bool) -> None:  # noqa: FBT001
    query = read(question)
    assert query.authorities == ("Harrow",)
    assert (query.intent, query.latest) == (intent, latest)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Was Bolten good in 2023?", "Bolton"),
        ("was bolten good?", "Bolton"),
        ("How is Leds doing?", "Leeds"),
        ("Compare Essix with others", "Essex"),
        ("How are northmare's caseloads?", "Northmere"),
    ],
)
def test_one_wrong_letter_is_forgiven_in_short_names(question: str, name: str) -> None:
    query = read(question)
    assert query.authorities + query.absent == (name,)


@pytest.mark.parametrize("question", ["How good the {} was", "how good the {} was"])
def test_words_near_a_name_are_no_slips(question: str) -> None:
    near = (
        "reading bury barking leads needs depth dover hackers kids sale wiring leading pooled"
        " survey midway narrow eating dealing rent arrow Leads Leading Survey Needs"
    )
    for word in near.split():
        query = read(question.format(word))
        assert query.authorities + query.absent == (), word


def test_no_word_that_the_sample_prints_small_is_a_slip() -> None:
    texts = [path.read_text("utf-8") for path in FOLDER.glob("*.txt")]
    words = {word for text in texts for word in re.findall(r"\b[a-z]{4,}\b", text)}
    for word in words:
        query = read(f"the {word} here")
        assert query.authorities + query.absent == (), word


def test_the_glossary_widens_the_keywords_only() -> None:
    query = read("How many had an IHA in Harrow?")
    assert "initial health assessments" in query.keywords
    assert "initial health assessments" not in query.topic


def test_which_date_is_meant() -> None:
    assert read("Harrow's report published in 2025").date_field == "published"
    assert read("When Ofsted visited Harrow in 2025").date_field == "inspected"
    assert read("Harrow in 2025").date_field == "either"


def test_a_date_inside_the_subject_leaves_the_reports_that_may_speak_of_it() -> None:
    query = read("How many children did Harrow look after at the end of March 2012?")
    assert query.since == dt.date(2012, 3, 1)
    assert query.until is not None
    assert query.until > dt.date(2012, 6, 27)


def test_a_date_tied_to_a_report_is_never_widened() -> None:
    query = read("What did the March 2012 report on Harrow say?")
    assert query.until == dt.date(2012, 3, 31)


def test_each_authority_keeps_its_own_date() -> None:
    query = read("Harrow in 2012 or Haringey in 2023: who had lower caseloads?")
    assert [(s.authorities, s.since) for s in query.scopes] == [
        (("Harrow",), dt.date(2012, 1, 1)),
        (("Haringey",), dt.date(2023, 1, 1)),
    ]


def test_two_inspections_of_one_authority_are_two_sides() -> None:
    query = read("How did caseloads change between the 2019 and 2024 inspections of Northmere?")
    assert [side.since for side in query.sides] == [dt.date(2019, 1, 1), dt.date(2024, 1, 1)]


@pytest.mark.parametrize("question", ["", "   ", "x" * (LONGEST_QUESTION + 1), "word " * 4000])
def test_questions_that_cannot_be_asked(question: str) -> None:
    with pytest.raises(QuestionError) as raised:
        read(question)
    assert "\n" not in str(raised.value)


def test_a_follow_up_keeps_authority_and_date() -> None:
    query = read("and the LADO there?", "How good was neglect work in Harrow in 2012?", "Mixed.")
    assert query.authorities == ("Harrow",)
    assert query.since == dt.date(2012, 1, 1)
    assert "LADO" in query.topic


def test_a_follow_up_that_points_back_keeps_the_subject() -> None:
    query = read("and what about the ones in prison?", "How are care leavers doing in Harrow?", "x")
    assert "care leavers" in query.topic
    assert "prison" in query.topic


def test_a_follow_up_about_another_authority_keeps_the_question_only() -> None:
    query = read("and what about Haringey?", "How good is supervision in Harrow in 2012?", "Good.")
    assert query.authorities == ("Haringey",)
    assert query.since is None
    assert "supervision" in query.topic


def test_the_next_report_is_the_one_after() -> None:
    query = read("and by the next one?", "How was Northmere in the 2019 report?", "Adequate.")
    assert query.filters == Filters(
        authorities=("Northmere",),
        since=dt.date(2024, 6, 14),
        until=dt.date(2024, 6, 14),
        date_field="inspected",
    )


def test_an_authority_that_only_the_answer_named_is_kept() -> None:
    query = read("What else did they say about it?", "Which council has a library?", "Northmere.")
    assert query.authorities == ("Northmere",)


def test_a_new_question_inherits_nothing() -> None:
    query = read("Which councils use agency staff?", "How is supervision in Harrow?", "Good.")
    assert query.authorities == ()


def test_a_callers_filters_win() -> None:
    filters = Filters(authorities=("Haringey", "Leeds"), latest=True)
    query = narrow(read("Harrow in 2012"), filters, held={"Haringey", "Harrow"})
    assert query.authorities == ("Haringey",)
    assert query.absent == ("Leeds",)
    assert query.latest
    assert query.since == dt.date(2012, 1, 1)
