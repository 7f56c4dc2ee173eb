"""What a question's words ask for."""

import pytest

from assistant.grading import find_grades
from assistant.wording import (
    about_sector,
    answers_in_kind,
    asks_for_name,
    asks_for_number,
    beyond_reports,
    find_kinds,
    find_strands,
    gives_name,
    gives_number,
    is_errand,
    presupposes,
    without_kinds,
)


def test_strands() -> None:
    assert find_strands("the experiences of children in care and care leavers") == (
        "in_care_and_care_leavers",
    )
    assert find_strands("the leaving care service") == ("care_leavers",)
    assert find_strands("LAC and the LSCB") == ("in_care", "lscb")
    assert find_strands("Harrow's roads") == ()


def test_grades_are_not_everyday_words() -> None:
    assert find_grades("came out as good") == ("good",)
    assert find_grades("How good is the practice? Good practice, good enough") == ()
    assert find_grades("inadequate or adequate") == ("inadequate", "adequate")
    assert find_grades("judged inadequate") == ("inadequate",)


def test_kinds() -> None:
    assert find_kinds("the 2018 focused visit") == ("focused_visit",)
    assert set(find_kinds("its last ILACS")) == {"ilacs", "ilacs_short"}
    assert find_kinds("the report") == ()


def test_presupposing() -> None:
    assert presupposes("Why was Harrow inadequate?")
    assert not presupposes("Was Harrow inadequate?")


@pytest.mark.parametrize(
    ("question", "text", "given"),
    [
        ("How many children?", "In total 42 children came.", True),
        ("How many children?", "Seven children came.", True),
        ("How many children?", "No children have been identified.", True),
        ("How many children?", "Most 16- and 17-year-olds came in 2017 under section 20.", False),
        ("What percentage of posts?", "Agency staff fill 6% of posts.", True),
        ("What percentage of posts?", "Agency staff fill 6 posts.", False),
        ("How big is the gap, in pounds?", "a gap of £3 million", True),
        ("How big is the gap, in pounds?", "a gap of 3 posts", False),
        ("Who came?", "Nobody in particular.", True),
    ],
)
def test_numbers_that_answer(question: str, text: str, given: bool) -> None:  # noqa: FBT001
    assert gives_number(question, text) is given
    assert asks_for_number(question) is (question != "Who came?")


def test_what_reports_cannot_say() -> None:
    assert is_errand("What is Harrow's phone number?")
    assert not is_errand("How many phone calls does the MASH take?")
    assert about_sector("How good are foster carers?")
    assert not about_sector("What is the capital of France?")


def test_kinds_are_cut_out_of_a_topic() -> None:
    assert without_kinds("the focused visit about neglect").split() == ["the", "about", "neglect"]


@pytest.mark.parametrize(
    ("question", "text", "given"),
    [
        ("How long do court cases last?", "They take 37 weeks.", True),
        ("How long do court cases last?", "They take too long.", False),
        ("When was the notice lifted?", "It was lifted in December 2011.", True),
        ("When was the notice lifted?", "It was lifted in time.", False),
        ("How many children came?", "Seventeen came, 12 of them girls.", True),
        ("Who leads the board?", "It was formed in 2011.", False),
    ],
)
def test_sentences_that_answer_in_kind(question: str, text: str, given: bool) -> None:  # noqa: FBT001
    assert answers_in_kind(question, text) is given


def test_a_neighbouring_subject_is_beyond_reports_unless_they_speak_of_it() -> None:
    question = "Do care leavers pay council tax?"
    assert beyond_reports(question, ["Care leavers live in flats."])
    assert not beyond_reports(question, ["Care leavers pay no council tax until they are 25."])


@pytest.mark.parametrize(
    ("question", "text", "given"),
    [
        ("Which charity runs the hub in Wexcombe?", "The hub is run by Harbour Lights.", True),
        ("Which charity runs the hub in Wexcombe?", "The hub is run by a charity.", False),
        ("What is the team called?", "A team called ‘first steps’ visits.", True),
        ("Which council lends a hand?", "Support comes from another local authority.", False),
    ],
)
def test_names_that_are_asked_for(question: str, text: str, given: bool) -> None:  # noqa: FBT001
    assert asks_for_name(question)
    assert gives_name(text) is given
