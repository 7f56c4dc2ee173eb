"""Conversations are kept for their user, whole, and for nobody else."""

import datetime as dt
import json
import stat
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant, Correction, ModelOptions
from tests.assistant.loopback_model import Says, answer_json, loopback_model
from tests.assistant.written import HOMES, QUESTION, source_of
from tests.ui.asked import asked
from ui.chat.answers import answer
from ui.chat.chips import Choices
from ui.chat.conversations import Conversations
from ui.chat.sources import panel
from ui.chat.turns import Conversation, Turn
from ui.markup import Html

HOSTILE = "<b>Homes</b>\u2028in\u0085Northmere\r\n\x0b“\\u2028” \N{PARTY POPPER}?"
QUESTIONS = (
    "What did inspectors say about health assessments in Northmere?",
    "And caseloads?",
    "Which authorities are inadequate for help and protection?",
    "How is supervision in Kent?",
    "What is the weather in Northmere?",
    "Why was Northmere judged outstanding in 2019?",
    "Do inspectors mention swimming lessons in Wexcombe?",
    HOSTILE,
    "x" * 3000,
)


@pytest.fixture(scope="module")
def assistant(sample_index: Path) -> Iterator[Assistant]:
    with Assistant.open(sample_index) as opened:
        yield opened


@pytest.fixture(scope="module")
def talk(assistant: Assistant) -> Conversation:
    """Answers, tables, refusals, an error, and an answer that was stopped."""
    conversation = Conversation()
    for question in QUESTIONS:
        conversation = asked(assistant, question, conversation)
    elsewhere = Correction(("Wexcombe",), (None, dt.date(2024, 12, 31)), kinds=("ilacs",))
    conversation = asked(assistant, QUESTIONS[0], conversation, elsewhere)
    last = conversation.turns[0]
    stopped = replace(last, number=len(conversation.turns) + 1, answer=None, stopped=True)
    return conversation.with_last(stopped)


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "conversations")


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def only_file(folder: Path) -> Path:
    (path,) = files(folder)
    return path


def shown(conversation: Conversation, assistant: Assistant) -> list[Html]:
    """All that the page shows of it."""
    choices = Choices.of(assistant.index.reports())
    answers = [answer(turn, choices, Html()) for turn in conversation.turns]
    return [*answers, panel(conversation.turns, assistant.index)]


def test_all_sorts_of_answers_come_back_as_they_were(
    talk: Conversation, assistant: Assistant, kept: Conversations
) -> None:
    outcomes = {(a.status, a.mode, a.refusal is not None) for a in talk.answers}
    assert {status for status, _, _ in outcomes} == {"answered", "refused"}
    assert {mode for _, mode, _ in outcomes} == {"quote", "computed"}
    assert any(a.refusal and a.refusal.nearest for a in talk.answers)
    assert any(a.refusal and a.refusal.evidence for a in talk.answers)
    assert any(turn.error for turn in talk.turns)

    saved = kept.save("amira", talk)
    loaded = kept.load("amira", saved.id)
    assert loaded is not None
    assert (loaded.id, loaded.updated, loaded.title) == (saved.id, saved.updated, talk.title)
    assert [a.to_dict() for a in loaded.answers] == [a.to_dict() for a in talk.answers]
    assert shown(loaded, assistant) == shown(talk, assistant)
    assert loaded.history(99) == talk.history(99)
    for before, after in zip(talk.turns, loaded.turns, strict=True):
        assert replace(after, answer=None, citations=(), statements=()) == replace(
            before, answer=None, citations=(), statements=()
        )


def test_a_conversation_goes_on_where_it_was_left(
    assistant: Assistant, kept: Conversations
) -> None:
    ever = Correction(period=(None, None), authorities=("Wexcombe",))
    talk = asked(assistant, "How were caseloads in Northmere in 2012?", correction=ever)
    saved = kept.save("amira", talk)
    loaded = kept.load("amira", saved.id)
    assert loaded is not None
    further = asked(assistant, "And supervision?", loaded)
    again = kept.save("amira", further)
    assert again.id == saved.id
    assert [listed.id for listed in kept.list("amira")] == [saved.id]
    assert further.answers[-1].query.authorities == ("Wexcombe",)
    assert len(again.turns) == 2


def test_what_a_model_wrote_comes_back_with_what_was_withheld(
    sample_index: Path, kept: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    with loopback_model(
        lambda a: Says(
            answer_json(
                (source_of(a, HOMES), HOMES, "In 2024, care leavers lived in suitable homes."),
                (source_of(a, HOMES), HOMES, "All care leavers are millionaires."),
            )
        )
    ) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        with Assistant.open(sample_index, model=ModelOptions("m")) as assistant:
            talk = asked(assistant, QUESTION)
            (given,) = talk.answers
            assert (given.mode, len(given.withheld)) == ("llm", 1)
            saved = kept.save("amira", talk)
            loaded = kept.load("amira", saved.id)
            assert loaded is not None
            assert loaded.answers[0].to_dict() == given.to_dict()
            assert shown(loaded, assistant) == shown(talk, assistant)


def test_the_latest_stands_first(assistant: Assistant, kept: Conversations) -> None:
    one = kept.save("amira", asked(assistant, "Homes in Wexcombe?"))
    two = kept.save("amira", asked(assistant, "Health in Wexcombe? " + "x" * 100))
    assert [each.id for each in kept.list("amira")] == [two.id, one.id]
    kept.save("amira", one)
    listed = kept.list("amira")
    assert [each.id for each in listed] == [one.id, two.id]
    assert [each.title for each in listed] == [one.title, two.title]
    assert two.title == ("Health in Wexcombe? " + "x" * 60) + "…"
    assert all(each.readable for each in listed)


def test_nobody_reads_lists_or_deletes_those_of_another(
    talk: Conversation, kept: Conversations, tmp_path: Path
) -> None:
    names = ["amira", "wren", "Amira", "../amira", "amira/../wren", "", "a" * 300, "ämira\n"]
    saved = {name: kept.save(name, Conversation(turns=talk.turns[:1])) for name in names}
    for name in names:
        assert [each.id for each in kept.list(name)] == [saved[name].id]
        for other in names:
            found = kept.load(name, saved[other].id)
            assert (found is not None) is (name == other)
            if name != other:
                kept.delete(name, saved[other].id)
    assert len(files(tmp_path)) == len(names)
    assert all(path.is_relative_to(tmp_path / "conversations") for path in files(tmp_path))
    kept.delete("wren", saved["wren"].id)
    kept.delete("wren", saved["wren"].id)
    assert kept.list("wren") == []
    assert len(files(tmp_path)) == len(names) - 1


def test_an_id_is_no_way_out_of_the_folder(
    talk: Conversation, kept: Conversations, tmp_path: Path
) -> None:
    saved = kept.save("amira", talk)
    path = only_file(tmp_path)
    stolen = path.rename(tmp_path / "conversations" / path.name)
    folder = path.parent.name
    other = path.with_name(f"{saved.id}x.json")
    other.write_text("no conversation")
    tricks = [
        f"{saved.id}x",
        *(f"../{saved.id}", f"../{folder}/{saved.id}", f"./{saved.id}", str(stolen)),
        *(saved.id + "\n", saved.id.upper(), saved.id + ".json", "", "*", "..", "\0" * 16),
        *(str(stolen.with_suffix("")), "/etc/passwd", "0" * 15, "0" * 17, "０" * 16),
    ]
    for trick in tricks:
        assert kept.load("amira", trick) is None
        kept.delete("amira", trick)
    assert stolen.exists()
    assert other.exists()


def test_another_format_is_listed_and_left_alone(
    talk: Conversation, kept: Conversations, tmp_path: Path
) -> None:
    saved = kept.save("amira", talk)
    path = only_file(tmp_path)
    head, *turns = path.read_text("utf-8").split("\n")
    newer = json.dumps(json.loads(head) | {"format": 2, "colour": "green"})
    path.write_text("\n".join([newer, *turns]), "utf-8")
    assert kept.load("amira", saved.id) is None, "its turns may mean something else"
    path.write_text("\n".join([newer, '{"what": "is new"}', *turns]), "utf-8")
    before = path.read_bytes()

    (listed,) = kept.list("amira")
    assert (listed.id, listed.title, listed.readable) == (saved.id, talk.title, False)
    assert kept.load("amira", saved.id) is None
    assert path.read_bytes() == before
    kept.delete("amira", saved.id)
    assert not path.exists(), "its user may delete it all the same"


@pytest.mark.parametrize(
    "harm",
    [
        b"",
        b"\xff\xfe\x00",
        b"{}\n",
        b"[" * 5000,
        b'{"id": "0123456789abcdef", "title": "t", "updated": "2024-01-01T00:00:00"}\n',
        b'{"id": "fedcba9876543210", "title": "t", "updated": "2024-01-01T00:00:00Z"}\n',
        b'{"id": "0123456789abcdef", "title": "t", "updated": "2024-13-01T00:00:00Z"}\n',
    ],
)
def test_a_damaged_file_is_passed_over_and_left_alone(
    talk: Conversation, kept: Conversations, tmp_path: Path, harm: bytes
) -> None:
    whole = kept.save("amira", Conversation(turns=talk.turns[:1]))
    broken = only_file(tmp_path).with_name("0123456789abcdef.json")
    broken.write_bytes(harm)
    assert [each.id for each in kept.list("amira")] == [whole.id]
    assert kept.load("amira", "0123456789abcdef") is None
    kept.save("amira", whole)
    assert broken.read_bytes() == harm


def test_a_conversation_with_a_damaged_turn_is_not_opened(
    talk: Conversation, kept: Conversations, tmp_path: Path
) -> None:
    saved = kept.save("amira", talk)
    path = only_file(tmp_path)
    text = path.read_text("utf-8")
    for harm in (text[:-40], text + "{}\n", text.replace('"quote"', '"dance"'), text + "\n"):
        path.write_text(harm, "utf-8")
        assert kept.load("amira", saved.id) is None
        assert [each.id for each in kept.list("amira")] == [saved.id]
        assert path.read_text("utf-8") == harm


def test_no_room_keeps_what_was_saved_before(
    talk: Conversation, kept: Conversations, tmp_path: Path
) -> None:
    resource = pytest.importorskip("resource")
    saved = kept.save("amira", Conversation(turns=talk.turns[:1]))
    path = only_file(tmp_path)
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), limits[1]))
    try:
        with pytest.raises(OSError, match="large"):
            kept.save("amira", replace(talk, id=saved.id))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == before
    assert [each.id for each in kept.list("amira")] == [saved.id]
    assert kept.load("amira", saved.id) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_no_other_user_of_the_computer_may_look(
    talk: Conversation, kept: Conversations, tmp_path: Path
) -> None:
    kept.save("amira", talk)
    folder = only_file(tmp_path).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_many_at_once_are_all_kept(talk: Conversation, kept: Conversations) -> None:
    short = Conversation(turns=talk.turns[:1])
    with ThreadPoolExecutor(8) as pool:
        saved = list(pool.map(lambda n: kept.save(f"user {n % 2}", short), range(40)))
    same = saved[0]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: kept.save("user 0", same), range(20)))
    assert len({each.id for each in saved}) == 40
    # what two pages change at once is kept twice, not lost
    for user, number in (("user 0", 20 + 19), ("user 1", 20)):
        listed = kept.list(user)
        assert len(listed) == number
        assert all(kept.load(user, each.id) for each in listed)


def test_what_only_the_catalogue_needs_is_not_kept(
    assistant: Assistant, kept: Conversations, tmp_path: Path
) -> None:
    talk = asked(assistant, "How is supervision in Northmere?")
    (given,) = talk.answers
    assert given.hits == (), "what was found and not used"
    assert given.citations[0].passage.report.judgements
    kept.save("amira", talk)
    assert '"canonical_grade"' not in only_file(tmp_path).read_text("utf-8")


def test_an_empty_conversation_has_a_place_too(kept: Conversations) -> None:
    saved = kept.save("amira", Conversation(turns=(Turn(1, "?"),)))
    loaded = kept.load("amira", saved.id)
    assert loaded is not None
    assert loaded.turns == (Turn(1, "?"),)
    assert kept.list("nobody") == []
