"""What a browser sends is a command of the desk, or it is nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Library
from tests.ui.seats import Seat, desk_of
from ui.chat.desk import Command, read_command
from ui.user import LOCAL

HOMES = "How are homes in Wexcombe?"


@pytest.fixture(scope="module")
def answered(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seat]:
    """A reader with an answer before them."""
    with Library(sample_index, is_sample=True) as library:
        seat = Seat(desk_of(library, tmp_path_factory.mktemp("kept"), a_minute=1000))
        seat.ask(HOMES)
        yield seat


@pytest.fixture
def seat(answered: Seat) -> Seat:
    return Seat(answered.desk, LOCAL, answered.conversation)


def test_a_command_is_read_as_the_page_sends_it() -> None:
    sent: dict[str, object] = {
        "do": "correct",
        "question": "",
        "id": "",
        "part": "kinds",
        "values": ["jtai"],
    }
    assert read_command(sent) == Command("correct", part="kinds", values=("jtai",))
    sent = {"do": "ask", "question": HOMES, "id": "", "part": None, "values": []}
    assert read_command(sent) == Command("ask", question=HOMES)
    assert read_command({"do": "open", "id": "a" * 16}) == Command("open", id="a" * 16)


@pytest.mark.parametrize(
    "data",
    [
        None,
        "ask",
        3,
        [],
        {},
        ["ask", HOMES],
        {"do": None},
        {"do": "dance"},
        {"do": "Ask"},
        {"do": ["ask"]},
        {"do": "ask", "question": 5},
        {"do": "ask", "question": ["a"]},
        {"do": "correct", "part": "subject", "values": ["half \ud800 a character"]},
        {"do": "correct", "part": "everything"},
        {"do": "correct", "part": "_chips", "values": []},
        {"do": "correct", "part": "kinds", "values": "jtai"},
        {"do": "correct", "part": "kinds", "values": [1, 2]},
        {"do": "correct", "part": "kinds", "values": {"jtai": 1}},
        {"do": "correct", "part": "authorities", "values": ["York"] * 201},
        {"do": "correct", "part": "authorities", "values": ["Y" * 2001]},
        {"do": "correct", "part": "kinds", "values": [["jtai"]]},
        {"do": "open", "id": 7},
        {"do": "delete", "id": None},
    ],
)
def test_whatever_else_is_sent_is_none(data: object) -> None:
    assert read_command(data) is None


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "correct"},
        {"do": "correct", "part": "subject", "values": []},
        {"do": "correct", "part": "subject", "values": ["", " \n"]},
        {"do": "edit", "question": ""},
        {"do": "open", "id": "../../etc/passwd"},
        {"do": "open", "id": "0123456789abcdef"},
        {"do": "delete", "id": ""},
        {"do": "delete", "id": "*"},
    ],
)
def test_commands_that_mean_nothing_change_nothing(seat: Seat, sent: dict[str, object]) -> None:
    before = seat.conversation
    command = read_command(sent)
    assert command is not None
    seat.do(command)
    assert seat.conversation == before
    assert seat.saved == [HOMES]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"do": "correct", "part": "period", "values": ["9999", "9999"]}, "answered"),
        ({"do": "correct", "part": "period", "values": ["0001", "x"] * 50}, "answered"),
        ({"do": "correct", "part": "kinds", "values": ["<script>", "ilacs"]}, "answered"),
        ({"do": "correct", "part": "strands", "values": ["constructor"]}, "answered"),
        ({"do": "correct", "part": "grades", "values": ["__proto__"]}, "answered"),
        ({"do": "correct", "part": "authorities", "values": ["<img src=x>"]}, "refused"),
        ({"do": "correct", "part": "authorities", "values": ["Y" * 2000] * 200}, "refused"),
        ({"do": "correct", "part": "authorities", "values": ["\u2028", "\u202e"]}, "refused"),
    ],
)
def test_values_that_nobody_offered_are_answered_as_they_can_be(
    seat: Seat, sent: dict[str, object], status: str
) -> None:
    command = read_command(sent)
    assert command is not None
    seat.do(command)
    assert seat.last.answer is not None
    assert seat.last.answer.status == status
    loaded = seat.desk.conversations.load(LOCAL.name, seat.conversation.id)
    assert loaded is not None
    assert loaded.answers[0].to_dict() == seat.last.answer.to_dict()


def test_a_subject_may_hold_anything(seat: Seat) -> None:
    for subject in ("<b>homes</b>", "x" * 2000, "../..", "'; DROP TABLE reports; --"):
        seat.do(Command("correct", part="subject", values=(subject,)))
        assert seat.last.question == subject
        assert len(seat.conversation.turns) == 1
