"""What questions ask for."""

import pytest

from assistant.intents import features, find_intent, masked
from assistant.question import intent_within, mask, read
from tests.assistant.corpora import CORPUS, TODAY


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("How many children were home schooled in Harrow?", "lookup"),
        ("Who chairs Haringey's safeguarding board?", "lookup"),
        ("Which council runs a smiley-face promise?", "lookup"),
        ("What did inspectors say about health assessments in Harrow?", "theme"),
        ("Why was adoption judged inadequate in Harrow?", "theme"),
        ("How well are care leavers in Northmere supported?", "theme"),
        ("What grade did Harrow's care leavers get?", "grade"),
        ("Has Harrow been judged inadequate?", "grade"),
        ("What did Haringey get for adoption in 2016?", "grade"),
        ("List all the recommendations for Harrow", "list"),
        ("What does Harrow need to improve?", "list"),
        ("can you give me all the recomendations for haringey?", "list"),
        ("How do Harrow and Haringey compare on caseloads?", "compare"),
        ("Harrow or Haringey: who visits more often?", "compare"),
        ("Did things get any better in Harrow?", "change"),
        ("How has support in Harrow moved on between 2020 and 2024?", "change"),
        ("Which councils were judged inadequate?", "aggregate"),
        ("List every authority with a trust", "aggregate"),
    ],
)
def test_what_is_asked_for(question: str, intent: str) -> None:
    assert read(question, CORPUS, TODAY).intent == intent


def test_names_dates_and_grades_do_not_count() -> None:
    one = mask("Was Harrow judged inadequate in 2018?", TODAY)
    other = mask("Was Bath and North East Somerset judged outstanding in May 2021?", TODAY)
    assert features(one) == features(other)


def test_one_report_is_compared_with_nothing() -> None:
    text = masked("How do they compare on caseloads?", [])
    assert find_intent(text) == "compare"
    assert read("How do they compare on caseloads?", CORPUS, TODAY).intent != "compare"


@pytest.mark.parametrize(
    ("question", "intent"),
    [("What grade was given?", "grade"), ("List all the recommendations", "list")],
)
def test_a_follow_up_asks_for_what_it_says(question: str, intent: str) -> None:
    assert intent_within(question, TODAY) == intent
