"""The chat's page shows a conversation part by part, whatever state it is in."""

import html
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import gradio as gr
import pytest
from bs4 import BeautifulSoup

from assistant import Library
from tests.ui.seats import Seat, desk_of
from ui import words
from ui.chat.desk import Command, Desk
from ui.chat.showing import shown
from ui.chat.turns import Conversation, Turn
from ui.user import LOCAL, User

HEALTH = "What did inspectors say about the health of looked after children in Northmere in 2012?"
HOSTILE = "<img src=//evil.example/x onerror=alert(1)> [a](javascript:b) $x$ & “homes”"


@dataclass(frozen=True, slots=True)
class Page:
    """What each part of the page shows."""

    conversation: Conversation
    messages: list[dict[str, object]]
    sources: str
    shelf: str
    opening: str
    question: dict[str, object]

    @property
    def said(self) -> list[str]:
        """What the reader is shown to have asked."""
        return [str(m["content"]) for m in self.messages if m["role"] == "user"]

    @property
    def answers(self) -> list[BeautifulSoup]:
        """What is shown of each answer."""
        parts = [cast("gr.HTML", m["content"]) for m in self.messages if m["role"] == "assistant"]
        return [BeautifulSoup(str(part.value), "lxml") for part in parts]


def page_of(desk: Desk, conversation: Conversation, user: User = LOCAL) -> Page:
    return Page(*shown(desk, user, conversation))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def library(sample_index: Path) -> Iterator[Library]:
    with Library(sample_index, is_sample=True) as opened:
        yield opened


@pytest.fixture
def seat(library: Library, tmp_path: Path) -> Seat:
    return Seat(desk_of(library, tmp_path))


def test_before_the_first_question_there_is_something_to_begin_with(seat: Seat) -> None:
    page = page_of(seat.desk, Conversation())
    opening = BeautifulSoup(page.opening, "lxml")
    examples = opening.select(".examples button")
    assert len(examples) > 3
    for button in examples:
        assert (button["data-do"], button["data-question"]) == ("ask", button.text)
    assert words.WELCOME in opening.text
    assert words.NOBODY_WRITES in opening.text
    assert (page.messages, words.NO_SOURCES in page.sources) == ([], True)
    assert words.NONE_SAVED in page.shelf
    seat.ask(examples[0].text)
    assert seat.last.answer is not None
    assert seat.last.answer.status == "answered"


def test_who_writes_is_said_before_the_first_question(
    sample_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_MODEL", "scribe")
    with Library(sample_index, is_sample=True) as library:
        page = page_of(desk_of(library, tmp_path), Conversation())
    assert words.A_MODEL_WRITES in BeautifulSoup(page.opening, "lxml").text


def test_while_an_answer_comes_it_can_be_stopped_and_nothing_else(seat: Seat) -> None:
    seat.ask("How are homes in Wexcombe?")
    steps = seat.desk.act(LOCAL, seat.conversation, Command("ask", question=HEALTH))
    state = next(state for state in steps if state.turns[-1].statements)
    page = page_of(seat.desk, state)
    earlier, current = page.answers
    assert current.select_one(".progress") is not None
    for answer in (earlier, current):
        assert not answer.select("form[data-do], [data-do]"), "nothing is asked beside it"
    assert current.select(".chips li"), "but how it was read is told"
    assert (page.question["submit_btn"], page.question["stop_btn"]) == (False, words.STOP)
    assert len(BeautifulSoup(page.sources, "lxml").select("article")) > 1


def test_an_answer_is_shown_with_what_can_be_done_with_it(seat: Seat) -> None:
    seat.ask("How are homes in Wexcombe?")
    seat.ask(HEALTH)
    page = page_of(seat.desk, seat.conversation)
    assert page.conversation == seat.conversation
    assert [m["role"] for m in page.messages] == ["user", "assistant"] * 2
    assert page.said == ["How are homes in Wexcombe?", HEALTH]
    earlier, last = page.answers
    assert not earlier.select("[data-do]")
    assert {str(e["data-do"]) for e in last.select("[data-do]")} == {"correct", "retry", "edit"}
    for answer in (earlier, last):
        assert answer.select("[data-copy]")
    assert (page.question["submit_btn"], page.question["stop_btn"]) == (words.ASK, False)
    assert seat.conversation.id in page.shelf
    assert seat.conversation.id in page.opening, "the whole can be taken away"
    for answer in page.answers:
        for link in answer.select("a.cite"):
            assert str(link["href"])[1:] in page.sources, "each number leads to its source"


def test_others_are_not_shown_what_is_kept(seat: Seat) -> None:
    seat.ask("How are homes in Wexcombe?")
    page = page_of(seat.desk, Conversation(), User("wren", "reader"))
    assert seat.conversation.id not in page.shelf


def test_a_saved_conversation_is_shown_as_it_was(seat: Seat) -> None:
    for question in ("Which authorities are inadequate for help and protection?", HEALTH, "Kent?"):
        seat.ask(question)
    seat.do(Command("correct", part="authorities", values=("Aldermoor",)))
    loaded = seat.desk.conversations.load(LOCAL.name, seat.conversation.id)
    assert loaded is not None
    before, after = page_of(seat.desk, seat.conversation), page_of(seat.desk, loaded)
    assert after.said == before.said
    assert after.answers == before.answers
    assert (after.sources, after.shelf, after.opening) == (
        before.sources,
        before.shelf,
        before.opening,
    )


@pytest.mark.parametrize("saved_before", [0, 1])
def test_an_answer_that_could_not_be_saved_says_so(
    library: Library, tmp_path: Path, saved_before: int
) -> None:
    seat = Seat(desk_of(library, tmp_path))
    for _ in range(saved_before):
        seat.ask("How are homes in Northmere?")
    folder = tmp_path / "conversations"
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("A file in the place of the folder.")
    seat.ask("How are homes in Wexcombe?")
    page = page_of(seat.desk, seat.conversation)
    assert all(answer.select(".cite") for answer in page.answers)
    assert len(page.answers) == saved_before + 1
    assert words.NOT_SAVED in page.opening


def test_an_error_stands_in_the_place_of_the_answer(seat: Seat) -> None:
    seat.do(Command("ask", question=""))
    page = page_of(seat.desk, seat.conversation)
    assert page.said == [], "an empty question says nothing"
    assert "The question is empty" in page.answers[0].select("[role=alert]")[0].text
    assert page.answers[0].select("[data-do=retry]")


def test_a_question_is_shown_as_text_and_not_at_any_length(seat: Seat) -> None:
    for question in (HOSTILE, "x" * 400):
        seat.ask(question)
    page = page_of(seat.desk, seat.conversation)
    assert page.said[0] == html.escape(HOSTILE, quote=False)
    assert page.said[1] == "x" * 300 + "…"
    for part in (*map(str, page.answers), page.sources, page.shelf, page.opening):
        shown_parts = BeautifulSoup(part, "lxml")
        assert shown_parts.img is None
        assert shown_parts.find(onerror=True) is None
        assert not [a for a in shown_parts("a") if str(a.get("href")).startswith("javascript")]


def test_a_report_that_is_gone_is_still_told(seat: Seat) -> None:
    seat.ask(HEALTH)
    turn = seat.last
    assert "original" in page_of(seat.desk, seat.conversation).sources
    gone = _of_another_index(turn)
    page = page_of(seat.desk, Conversation(turns=(gone,)))
    assert words.GONE in page.sources
    assert "/original" not in page.sources
    assert turn.citations[0].quote[:20] in BeautifulSoup(page.sources, "lxml").text


def _of_another_index(turn: Turn) -> Turn:
    """The turn as if its reports had been indexed elsewhere."""
    citations = []
    for citation in turn.citations:
        report = replace(citation.passage.report, id="sha256:" + "0" * 64)
        citations.append(replace(citation, passage=replace(citation.passage, report=report)))
    return replace(turn, citations=tuple(citations))
