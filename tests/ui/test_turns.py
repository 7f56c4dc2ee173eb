"""A conversation grows by what arrives of its answers, and tells what was said before."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant, Correction, Finished, Message, Progress, StatementReady, Understood
from tests.assistant.libraries import index_of_one
from tests.ui.asked import asked
from ui import words
from ui.chat.asking import ask, closed
from ui.chat.turns import Conversation, Turn

HEALTH = "What did inspectors say about the health of looked after children in Northmere in 2012?"


@pytest.fixture(scope="module")
def assistant(sample_index: Path) -> Iterator[Assistant]:
    with Assistant.open(sample_index) as opened:
        yield opened


@pytest.fixture(scope="module")
def talk(assistant: Assistant) -> Conversation:
    """Two answers."""
    return asked(assistant, "And caseloads?", asked(assistant, HEALTH))


def test_each_event_adds_what_it_brings(assistant: Assistant) -> None:
    turn = Turn(1, HEALTH)
    assert (turn.progress, turn.is_open) == (words.STARTING, True)
    for event in assistant.stream(HEALTH):
        before, turn = turn, turn.after(event)
        match event:
            case Understood(query):
                assert turn == replace(before, query=query)
            case Progress(text):
                assert turn == replace(before, progress=text)
            case StatementReady(statement, citations):
                assert turn.statements == (*before.statements, statement)
                assert turn.citations == (*before.citations, *citations)
                assert turn.is_open
            case Finished(answer):
                assert answer.hits, "all that was found"
                assert turn.answer == replace(answer, hits=()), "of which only the answer is kept"
                assert turn.statements == answer.statements == before.statements
                assert turn.citations == answer.citations == before.citations
    assert not turn.is_open


def test_a_turn_ends_with_its_answer_an_error_or_a_stop(talk: Conversation) -> None:
    open_turn = Turn(1, "?")
    assert open_turn.is_open
    for ended in (talk.turns[0], open_turn.failed("No."), replace(open_turn, stopped=True)):
        assert not ended.is_open
    assert open_turn.failed("No.").error == "No."


def test_only_what_is_open_is_closed(talk: Conversation) -> None:
    waiting = talk.with_last(Turn(3, "?"))
    assert closed(waiting, by_reader=True).turns == (
        *talk.turns,
        replace(Turn(3, "?"), stopped=True),
    )
    assert closed(waiting, by_reader=False).turns == (
        *talk.turns,
        Turn(3, "?").failed(words.FAILED),
    )
    for by_reader in (True, False):
        assert closed(talk, by_reader=by_reader) == talk
        assert closed(Conversation(), by_reader=by_reader) == Conversation()


def test_places_on_the_page_have_a_name_each() -> None:
    names = [
        name
        for turn in (Turn(1, "?"), Turn(11, "?"))
        for number in (1, 11)
        for name in (
            turn.source(number),
            turn.reference(number),
            turn.near(number),
            turn.near_reference(number),
        )
    ]
    assert len(set(names)) == len(names) == 16


def test_what_was_said_before_is_what_was_answered(talk: Conversation) -> None:
    first, second = talk.turns
    assert first.answer is not None
    assert second.answer is not None
    before = (Message("user", HEALTH), Message("assistant", first.answer.text))
    assert talk.history(1) == ()
    assert talk.history(2) == before
    assert talk.history(3)[:2] == before
    unanswered = Conversation(turns=(replace(first, answer=None, stopped=True), second))
    assert unanswered.history(3) == (
        Message("user", "And caseloads?"),
        Message("assistant", second.answer.text),
    )
    other = Correction(authorities=("Wexcombe",))
    changed = Conversation(turns=(replace(first, correction=other),)).history(2)
    assert [message.correction for message in changed] == [other, Correction()]


def test_a_turn_takes_the_place_of_its_number(talk: Conversation) -> None:
    again, third = Turn(2, "Again?"), Turn(3, "And?")
    assert talk.with_last(again).turns == (talk.turns[0], again)
    assert talk.with_last(third).turns == (*talk.turns, third)
    assert talk.with_last(Turn(1, "Anew?")).turns == (Turn(1, "Anew?"),)
    assert talk.with_last(third).last == third
    assert talk.with_last(third).answers == talk.answers
    assert len(talk.answers) == 2
    assert (Conversation().last, Conversation().title, Conversation().answers) == (None, "", ())


def test_a_long_question_makes_a_short_title() -> None:
    assert Conversation(turns=(Turn(1, "x" * 80), Turn(2, "y"))).title == "x" * 80
    assert Conversation(turns=(Turn(1, "x" * 81),)).title == "x" * 80 + "…"


def test_a_follow_up_is_read_with_what_came_before_it(
    assistant: Assistant, talk: Conversation
) -> None:
    assert talk.answers[1].query.authorities == ("Northmere",)
    *_, again = ask(assistant, talk, Turn(1, "How are caseloads?"))
    assert again.answers[0].query.authorities == (), "nothing comes before the first"


@pytest.mark.parametrize(("question", "said"), [("", "empty"), ("x" * 2001, "shorten it")])
def test_what_the_reader_can_mend_is_said(assistant: Assistant, question: str, said: str) -> None:
    state = asked(assistant, question)
    assert state.last is not None
    assert said in str(state.last.error)
    assert not state.answers


def test_an_index_that_cannot_be_searched_is_a_fault_that_is_logged(
    tmp_path: Path, talk: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    index_dir = index_of_one(tmp_path)
    (manifest,) = index_dir.glob("generations/*/manifest.json")
    manifest.write_text(manifest.read_text().replace("hashing", "no/such-model"))
    pointer = json.loads((index_dir / "CURRENT").read_text())
    digest = hashlib.sha256(manifest.read_bytes()).hexdigest()
    (index_dir / "CURRENT").write_text(json.dumps(pointer | {"manifest": digest}))
    with Assistant.open(index_dir) as lame:
        *before, state = ask(lame, talk, Turn(3, "How are homes in Northmere in 2024?"))
    assert all(each.turns[:2] == talk.turns for each in (*before, state))
    assert state.turns[2].error == words.FAILED
    assert "no/such-model" in caplog.text, "who runs the app can mend it"
