"""What readers do at the desk: each command does what it says, and loses nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Library
from tests.assistant.loopback_model import Behaviour, CutOff, Page, Rejects, loopback_model
from tests.assistant.written import QUESTION
from tests.ui.seats import Seat, desk_of
from ui import words
from ui.chat.desk import Command, Desk, read_command
from ui.chat.turns import Conversation, Turn
from ui.user import LOCAL, User

AMIRA, WREN = User("amira", "editor"), User("wren", "reader")
HEALTH = "What did inspectors say about the health of looked after children in Northmere in 2012?"
HOMES = "How are homes in Wexcombe?"


@pytest.fixture(scope="module")
def library(sample_index: Path) -> Iterator[Library]:
    with Library(sample_index, is_sample=True) as opened:
        yield opened


@pytest.fixture
def desk(library: Library, tmp_path: Path) -> Desk:
    return desk_of(library, tmp_path)


@pytest.fixture
def seat(desk: Desk) -> Seat:
    return Seat(desk)


def as_saved(desk: Desk, conversation: Conversation) -> bool:
    """Whether what is on the disk is the conversation, all that is shown of it."""
    loaded = desk.conversations.load(LOCAL.name, conversation.id)
    return loaded is not None and told(loaded) == told(conversation)


def told(conversation: Conversation) -> tuple[object, ...]:
    """All that a conversation tells."""
    turns = [
        (turn.question, turn.correction, turn.statements, turn.stopped, turn.error)
        for turn in conversation.turns
    ]
    answers = [answer.to_dict() for answer in conversation.answers]
    return conversation.id, conversation.updated, turns, answers


def cited(turn: Turn) -> set[str]:
    return {str(citation.passage.report.authority) for citation in turn.citations}


def test_a_question_is_answered_step_by_step_and_kept(seat: Seat) -> None:
    first, *between, whole, last = seat.ask(f"  {HEALTH}\n")
    assert first.turns == (Turn(1, HEALTH),)
    assert all(state.last is not None and state.last.is_open for state in between)
    assert [len(state.turns) for state in between] == [1] * len(between)
    grown = [len(state.turns[0].statements) for state in between]
    assert grown == sorted(grown)
    assert grown[-1] > 1, "statements are shown as they come"
    assert len({state.turns[0].progress for state in between}) > 1
    assert not whole.turns[0].is_open
    assert not whole.id, "kept only once nothing can stop it any more"
    assert last.id
    assert as_saved(seat.desk, last)
    assert cited(seat.last) == {"Northmere"}


def test_a_follow_up_adds_to_the_same_conversation(seat: Seat) -> None:
    seat.ask(HEALTH)
    name = seat.conversation.id
    seat.ask("And caseloads?")
    assert seat.conversation.id == name
    assert [turn.number for turn in seat.conversation.turns] == [1, 2]
    assert cited(seat.last) == {"Northmere"}
    assert seat.saved == [seat.conversation.title]


def test_a_new_one_leaves_the_old_one_on_the_shelf(seat: Seat) -> None:
    seat.ask(HEALTH)
    old = seat.conversation
    assert seat.do(Command("new")) == [Conversation()]
    seat.ask(HOMES)
    assert seat.saved == [HOMES, old.title]
    (again,) = seat.do(Command("open", id=old.id))
    assert told(again) == told(old)
    seat.do(Command("delete", id=old.id))
    assert seat.conversation == Conversation(), "what is open goes too"
    assert seat.saved == [HOMES]
    seat.ask("How are homes in Northmere?")
    mine = seat.conversation
    other = next(
        each.id for each in seat.desk.conversations.list(LOCAL.name) if each.title == HOMES
    )
    assert seat.do(Command("delete", id=other)) == [mine], "what is open stays"


def test_others_cannot_open_or_delete_it(desk: Desk) -> None:
    amira, wren = Seat(desk, AMIRA), Seat(desk, WREN)
    amira.ask(HOMES)
    name = amira.conversation.id
    assert wren.do(Command("open", id=name)) == [Conversation()]
    assert wren.do(Command("delete", id=name)) == [Conversation()]
    assert (amira.saved, wren.saved) == ([HOMES], [])
    amira.do(Command("delete", id=name))
    assert amira.saved == []


def test_what_is_not_there_leaves_what_is_open(seat: Seat) -> None:
    seat.do(Command("ask", question=""))
    unsaved = seat.conversation
    assert not unsaved.id
    for command in (Command("open", id="../x"), Command("delete"), Command("open", id="0" * 16)):
        assert seat.do(command) == [unsaved]


def test_a_correction_changes_the_last_answer(seat: Seat) -> None:
    seat.ask(HOMES)
    seat.ask(HEALTH)
    first = seat.conversation.turns[0]
    seat.do(Command("correct", part="period", values=("", "")))
    seat.do(Command("correct", part="authorities", values=("Wexcombe",)))
    assert seat.conversation.turns[0] == first
    assert (len(seat.conversation.turns), seat.last.question) == (2, HEALTH)
    assert cited(seat.last) == {"Wexcombe"}
    assert seat.last.query is not None
    assert seat.last.query.since is None, "what was changed before stays"
    seat.ask("And caseloads?")
    assert cited(seat.last) == {"Wexcombe"}
    assert as_saved(seat.desk, seat.conversation)


def test_another_subject_keeps_place_and_time(seat: Seat) -> None:
    seat.ask(HEALTH)
    seat.do(Command("correct", part="subject", values=(" foster", "carers ")))
    assert seat.last.question == "foster carers"
    assert cited(seat.last) == {"Northmere"}
    assert seat.last.query is not None
    assert str(seat.last.query.since) == "2012-01-01"
    before = seat.conversation
    assert seat.do(Command("correct", part="subject", values=(" ", ""))) == []
    assert seat.do(Command("correct")) == []
    assert seat.conversation == before


def test_retry_and_edit_replace_the_last_answer_alone(seat: Seat) -> None:
    seat.ask(HOMES)
    seat.ask(HEALTH)
    seat.do(Command("correct", part="period", values=("2019", "2019")))
    first, last = seat.conversation.turns
    assert last.answer is not None
    seat.do(Command("retry"))
    assert seat.conversation.turns[0] == first
    assert (seat.last.question, seat.last.correction) == (HEALTH, last.correction)
    assert seat.last.answer is not None
    assert seat.last.answer.provenance.created >= last.answer.provenance.created
    assert seat.last.citations == last.citations

    seat.do(Command("edit", question="How is supervision in Wexcombe?"))
    assert seat.conversation.turns[0] == first
    assert (len(seat.conversation.turns), cited(seat.last)) == (2, {"Wexcombe"})
    assert seat.last.correction == Turn(1, "").correction, "it was about the other question"
    before = seat.conversation
    assert seat.do(Command("edit", question=" \n ")) == []
    assert seat.conversation == before
    (saved,) = seat.desk.conversations.list(LOCAL.name)
    assert saved.id == before.id


@pytest.mark.parametrize("do", ["retry", "edit", "correct"])
def test_before_the_first_question_there_is_nothing_to_change(seat: Seat, do: str) -> None:
    command = read_command({"do": do, "question": "x", "part": "grades", "values": ["good"]})
    assert command is not None
    assert seat.do(command) == []


def test_stopping_keeps_what_had_arrived(seat: Seat) -> None:
    seat.ask(HOMES)
    kept = seat.conversation.turns
    steps = seat.desk.act(LOCAL, seat.conversation, Command("ask", question=HEALTH))
    cut = next(state for state in steps if len(state.turns[-1].statements) == 2)
    stopped = seat.desk.stop(LOCAL, cut)
    assert stopped.turns[:-1] == kept
    assert stopped.turns[-1].stopped
    assert not stopped.turns[-1].is_open
    assert stopped.turns[-1].statements == cut.turns[-1].statements
    assert stopped.turns[-1].citations
    assert as_saved(seat.desk, stopped)
    assert seat.desk.stop(LOCAL, stopped).turns == stopped.turns, "once is enough"

    seat.conversation = stopped
    seat.do(Command("retry"))
    assert seat.last.answer is not None
    assert len(seat.conversation.turns) == 2


def test_a_fault_of_the_app_is_said_in_the_place_of_the_answer(seat: Seat) -> None:
    open_turn = Conversation(turns=(Turn(1, HOMES),))
    (turn,) = seat.desk.give_up(open_turn).turns
    assert (turn.error, turn.is_open) == (words.FAILED, False)
    assert seat.desk.give_up(Conversation()) == Conversation()
    (turn,) = seat.desk.say_it_failed(Conversation()).turns
    assert turn.error == words.FAILED
    assert seat.saved == []


def test_too_many_questions_are_told_to_wait(library: Library, tmp_path: Path) -> None:
    seat = Seat(desk_of(library, tmp_path, 2))
    seat.ask(HOMES)
    seat.ask(HEALTH)
    answered = seat.conversation
    (refused,) = seat.ask("And caseloads?")
    assert refused.turns[:2] == answered.turns
    assert (refused.turns[2].question, refused.id) == ("And caseloads?", answered.id)
    assert str(refused.turns[2].error).startswith("That was many questions at once: please wait")
    assert seat.do(Command("new")) == [Conversation()], "this asks nothing"

    for again in ({"do": "retry"}, {"do": "edit", "question": "Plans?"}):
        seat.conversation = answered
        command = read_command(again)
        assert command is not None
        (state,) = seat.do(command)
        assert state.turns[:2] == answered.turns, "the answer that it was to replace stays"
        assert len(state.turns) == 3
        seat.do(Command("retry"))
        assert len(seat.conversation.turns) == 3, "it is not told again below itself"
    seat.conversation = answered
    seat.do(Command("correct", part="latest", values=("x",)))
    assert seat.last.correction.latest, "so that it can be asked later"
    assert Seat(seat.desk, WREN).ask(HOMES)[-1].answers, "others go on asking"
    assert as_saved(seat.desk, answered)


def test_without_room_on_the_disk_the_answer_is_shown(library: Library, tmp_path: Path) -> None:
    (tmp_path / "conversations").write_text("A file in the place of the folder.")
    seat = Seat(desk_of(library, tmp_path))
    seat.ask(HOMES)
    assert seat.last.answer is not None
    assert not seat.conversation.id
    seat.ask("And supervision?")
    assert len(seat.conversation.answers) == 2
    stopped = seat.desk.stop(LOCAL, seat.conversation)
    assert stopped == seat.conversation


def test_a_question_that_cannot_be_answered_is_said_and_not_kept(seat: Seat) -> None:
    for question in ("", "x" * 3000, "x" * 10**6):
        *_, state = seat.ask(question)
        assert state.turns[-1].error
        assert len(state.turns[-1].question) <= 10_000
    assert seat.saved == []
    seat.ask("homes in Wexcombe \ud800")
    assert seat.last.answer is not None, "half a character is none"
    assert "\ud800" not in seat.last.question
    assert len(seat.saved) == 1


@pytest.mark.parametrize("behaviour", [Rejects(401), Page("<html>"), CutOff('{"statements": [')])
def test_a_model_that_fails_leaves_quotations(
    sample_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behaviour: Behaviour
) -> None:
    with loopback_model(lambda _: behaviour) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_MODEL", "m")
        with Library(sample_index, is_sample=True) as library:
            seat = Seat(desk_of(library, tmp_path))
            seat.ask(QUESTION)
    assert seat.last.answer is not None
    assert seat.last.answer.mode == "quote"
    assert seat.last.citations
