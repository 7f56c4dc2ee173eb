"""Feedback: what becomes a line of the file, what the form says before, and what is not taken."""

import json
import multiprocessing
import re
import resource
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

from assistant import Assistant, Correction, Library
from tests.ui.serving import serving
from ui.chat import feedback_route
from ui.chat.asking import ask
from ui.chat.conversations import Conversations
from ui.chat.feedback import Feedback, Given
from ui.chat.feedback_form import feedback_form
from ui.chat.turns import Conversation, Turn
from ui.user import User

READER = User("amira", "reader")
HELPFUL = Given("helpful")
WRONG = Given("not_helpful", ("missing", "other"), "The 2012 report\nsays “more” <b>")
QUESTIONS = ("Are care leavers placed in bed and breakfast in Northmere?", "and in Wexcombe?")


@pytest.fixture(scope="module")
def asked(sample_index: Path) -> Conversation:
    """Two questions, the second after the first, with their answers; not saved."""
    conversation = Conversation()
    with Assistant.open(sample_index) as assistant:
        for number, question in enumerate(QUESTIONS, 1):
            *_, conversation = ask(assistant, conversation, Turn(number, question))
    return conversation


@pytest.fixture
def saved(asked: Conversation, tmp_path: Path) -> Conversation:
    """The same as its reader finds it again."""
    conversations = Conversations(tmp_path / "conversations")
    kept = conversations.save(READER.name, asked)
    return conversations.load(READER.name, kept.id) or pytest.fail("it was not saved")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "feedback.jsonl"


def lines(path: Path) -> list[dict[str, object]]:
    """Each line by itself, read without our reader."""
    text = path.read_text("utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.removesuffix("\n").split("\n")]


def test_a_line_holds_the_verdict_and_what_it_is_about(saved: Conversation, path: Path) -> None:
    first, second = saved.turns
    assert first.answer
    assert second.answer
    Feedback(path).keep(saved, second, WRONG)
    (line,) = lines(path)
    assert line["format"] == 1
    assert (line["verdict"], line["reasons"]) == ("not_helpful", ["missing", "other"])
    assert line["comment"] == WRONG.comment
    assert line["answer"] == json.loads(json.dumps(second.answer.to_dict()))
    assert line["history"] == [
        {"role": "user", "content": first.question},
        {"role": "assistant", "content": first.answer.text},
    ]
    assert line["corrected"] is False


def test_nobody_else_can_read_it_and_nobody_is_named_in_it(saved: Conversation, path: Path) -> None:
    Feedback(path).keep(saved, saved.turns[0], HELPFUL)
    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text("utf-8")
    assert READER.name not in text
    assert saved.id not in text


def test_the_last_verdict_counts_and_the_same_one_is_stored_once(
    saved: Conversation, path: Path
) -> None:
    turn = saved.turns[0]
    feedback = Feedback(path)
    assert feedback.given(saved.id, turn) is None
    for given in (HELPFUL, HELPFUL, WRONG):
        feedback.keep(saved, turn, given)
        assert feedback.given(saved.id, turn) == given
    assert [line["verdict"] for line in lines(path)] == ["helpful", "not_helpful"]
    assert len({line["id"] for line in lines(path)}) == 1
    assert Feedback(path).given(saved.id, turn) == WRONG, "an app that starts later knows it too"


def test_a_new_answer_to_the_same_question_has_no_verdict_yet(
    saved: Conversation, path: Path, sample_index: Path
) -> None:
    feedback = Feedback(path)
    feedback.keep(saved, saved.turns[0], WRONG)
    with Assistant.open(sample_index) as assistant:
        *_, again = ask(assistant, saved, Turn(1, QUESTIONS[0]))
    assert feedback.given(saved.id, again.turns[0]) is None
    assert feedback.given(saved.id, saved.turns[1]) is None
    assert feedback.given("another", saved.turns[0]) is None


def test_a_question_that_was_read_otherwise_is_told(saved: Conversation, path: Path) -> None:
    first, second = saved.turns
    changed = replace(first, correction=Correction(authorities=("Northmere",)))
    conversation = replace(saved, turns=(changed, second))
    feedback = Feedback(path)
    for turn in conversation.turns:
        feedback.keep(conversation, turn, HELPFUL)
    assert [line["corrected"] for line in lines(path)] == [True, True], "a follow-up takes it on"


def _add(path: Path, saved: Conversation, name: str) -> None:
    feedback = Feedback(path)
    for number in range(25):
        feedback.keep(saved, saved.turns[1], Given("helpful", comment=f"{name} {number}\n"))


def test_processes_add_at_once_and_every_line_is_whole(saved: Conversation, path: Path) -> None:
    names = ("a", "b", "c")
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(len(names), mp_context=spawning) as pool:
        for added in [pool.submit(_add, path, saved, name) for name in names]:
            added.result(timeout=120)
    found = [str(line["comment"]) for line in lines(path)]
    assert sorted(found) == sorted(f"{name} {n}\n" for name in names for n in range(25))


def test_a_line_that_a_crash_cut_off_harms_no_other(saved: Conversation, path: Path) -> None:
    Feedback(path).keep(saved, saved.turns[0], HELPFUL)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:200])
    feedback = Feedback(path)
    assert feedback.given(saved.id, saved.turns[0]) == HELPFUL
    feedback.keep(saved, saved.turns[1], WRONG)
    first, cut, last = path.read_text("utf-8").splitlines()
    assert json.loads(first)["verdict"] == "helpful"
    assert cut == whole[:200].decode()
    assert json.loads(last)["verdict"] == "not_helpful"


def _add_where_there_is_no_room(path: Path, saved: Conversation) -> str:
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 100,) * 2)
    feedback = Feedback(path)
    try:
        feedback.keep(saved, saved.turns[1], WRONG)
    except OSError as error:
        return f"{error.filename} {feedback.given(saved.id, saved.turns[1])}"
    return "stored"


def test_where_there_is_no_room_nothing_is_half_written(saved: Conversation, path: Path) -> None:
    Feedback(path).keep(saved, saved.turns[0], HELPFUL)
    before = path.read_bytes()
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawning) as pool:
        told = pool.submit(_add_where_there_is_no_room, path, saved).result(timeout=120)
    assert told == f"{path} None"
    assert path.read_bytes() == before


def test_the_form_says_what_is_stored_and_shows_what_was_given() -> None:
    form = feedback_form("0" * 16, 2, None, is_last=True)
    assert "Not your name" in form
    assert form.count('aria-pressed="false"') == 2
    assert "checked" not in form
    again = feedback_form("0" * 16, 2, WRONG, is_last=True)
    assert 'value="not_helpful" class="thumb" aria-pressed="true"' in again
    assert again.count('checked=""') == len(WRONG.reasons)
    assert "<details open" in again
    assert "says “more” &lt;b&gt;</textarea>" in again


@dataclass(frozen=True)
class Desk:
    """A server that takes feedback of READER, and where it keeps it."""

    address: str
    path: Path
    conversation: Conversation

    def send(self, form: bytes, accept: str = "*/*") -> tuple[int, str]:
        """Status and text of the answer to a form."""
        request = urllib.request.Request(f"{self.address}/feedback", form, {"Accept": accept})
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def form(self, **changed: str | list[str]) -> bytes:
        """A form that is as it should be, but for what is changed."""
        fields = {"conversation": self.conversation.id, "turn": "1", "verdict": "not_helpful"}
        return urlencode(fields | changed, doseq=True).encode()


@pytest.fixture
def desk(saved: Conversation, path: Path, tmp_path: Path, sample_index: Path) -> Iterator[Desk]:
    conversations = Conversations(tmp_path / "conversations")
    with Library(sample_index, is_sample=False) as library:
        routes = feedback_route.routes(library, conversations, Feedback(path))
        with serving(routes, READER) as address:
            yield Desk(address, path, saved)


def test_what_is_sent_is_stored_and_said(desk: Desk) -> None:
    comment = "two\r\nlines £ –" + "x" * 986
    form = desk.form(reason=["misread", "citation"], comment=f" {comment}\r\n")
    status, told = desk.send(form)
    assert status == 200
    assert told.startswith("Noted.")
    (line,) = lines(desk.path)
    assert line["reasons"] == ["misread", "citation"]
    assert line["comment"] == comment.replace("\r\n", "\n")


def test_without_a_script_there_is_a_page(desk: Desk) -> None:
    status, page = desk.send(desk.form(), accept="text/html,*/*")
    assert status == 200
    for told in ("<h1>Thank you</h1>", "Noted.", "<nav", 'href="/"'):
        assert told in page
    skipping = re.search(r'href="#(\w+)" class="skip"', page)
    assert skipping
    assert f'id="{skipping[1]}"' in page
    status, page = desk.send(desk.form(turn="3"), accept="text/html,*/*")
    assert status == 404
    assert "<h1>Nothing was stored</h1>" in page


Change = Callable[[Desk], bytes]


@pytest.mark.parametrize(
    ("status", "form"),
    [
        (404, lambda desk: desk.form(conversation="f" * 16)),
        (404, lambda desk: desk.form(conversation="../" + desk.conversation.id)),
        (404, lambda desk: desk.form(turn="3")),
        (400, lambda desk: desk.form(turn="0")),
        (400, lambda desk: desk.form(turn="one")),
        (400, lambda desk: desk.form(verdict="splendid")),
        (400, lambda desk: desk.form(reason="dull")),
        (400, lambda desk: desk.form(comment="x" * 1001)),
        (400, lambda desk: desk.form(comment="x" * 20_000)),
        (400, lambda desk: desk.form(reason=["other"] * 20)),
        (400, lambda desk: desk.form() + b"&comment=%ff"),
        (400, lambda _: b"verdict=helpful"),
        (400, lambda _: b"\xff\x00"),
    ],
)
def test_what_is_not_feedback_on_an_answer_is_not_stored(
    desk: Desk, status: int, form: Change
) -> None:
    assert desk.send(form(desk))[0] == status
    assert not desk.path.exists()


def test_nothing_can_be_said_of_another_users_answer(
    desk: Desk, asked: Conversation, tmp_path: Path
) -> None:
    theirs = Conversations(tmp_path / "conversations").save("wren", asked)
    assert desk.send(desk.form(conversation=theirs.id))[0] == 404
    assert not desk.path.exists()


def test_that_it_could_not_be_stored_is_said(desk: Desk) -> None:
    desk.path.parent.write_text("a file where the folder should be", "utf-8")
    status, told = desk.send(desk.form())
    assert status == 500
    assert "could not be stored" in told
