"""The toolbar offers what can be done with an answer: take it away, ask again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from assistant import Assistant
from tests.ui.asked import asked
from ui import words
from ui.chat.toolbar import CONVERSATIONS, FORMS, take_all, toolbar
from ui.chat.turns import Conversation, Turn
from ui.markup import Html


def read(markup: Html) -> BeautifulSoup:
    return BeautifulSoup(markup, "lxml")


def one(found: Tag | None) -> Tag:
    assert found is not None
    return found


@pytest.fixture(scope="module")
def talk(sample_index: Path) -> Iterator[Conversation]:
    """Two answers and a question that could not be answered, not saved."""
    with Assistant.open(sample_index) as assistant:
        answered = asked(assistant, "And plans?", asked(assistant, "How are homes in Wexcombe?"))
        yield asked(assistant, "", answered)


def test_the_last_question_can_be_asked_again_or_changed(talk: Conversation) -> None:
    turns = [read(toolbar(talk, turn)) for turn in talk.turns]
    assert [bool(bar.select("[data-do=retry]")) for bar in turns] == [False, False, True]
    assert toolbar(talk, talk.turns[0]) == "", "nothing can be done with it"
    odd = Turn(1, "<i>\nOdd</i> “one”")
    form = one(read(toolbar(Conversation(turns=(odd,)), odd)).form)
    assert form["data-do"] == "edit"
    assert one(form.textarea).text == odd.question
    assert form.i is None


def test_a_saved_answer_can_be_taken_away(talk: Conversation) -> None:
    saved = replace(talk, id="d" * 16)
    bar = read(toolbar(saved, saved.turns[1]))
    base = f"{CONVERSATIONS}/{saved.id}/2."
    assert [str(copy["data-copy"]) for copy in bar("button")] == [f"{base}txt", f"{base}md"]
    assert [str(link["href"]) for link in bar("a")] == [f"{base}docx", f"{base}json"]
    assert all(link.has_attr("download") for link in bar("a"))
    assert all(copy["data-copied"] == words.COPIED for copy in bar("button"))
    assert set(FORMS) == {"txt", "md", "docx", "json"}
    unanswered = read(toolbar(saved, saved.turns[2]))
    assert unanswered.a is None
    assert unanswered.select("[data-do=retry]")


def test_a_whole_conversation_can_be_taken_away_once_it_is_saved(talk: Conversation) -> None:
    saved = replace(talk, id="d" * 16)
    links = [str(link["href"]) for link in read(take_all(saved))("a")]
    assert links == [f"{CONVERSATIONS}/{saved.id}.{form}" for form in ("docx", "json")]
    assert words.NOT_SAVED in take_all(talk), "it holds answers and has no place"
    assert take_all(Conversation(turns=(Turn(1, "?"),))) == "", "nothing to save yet"
