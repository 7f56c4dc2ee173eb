"""A model's replies kept in a file: the answers made with it again, and all that may go wrong."""

import json
import os
import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import (
    Answer,
    Assistant,
    ContextError,
    Instruction,
    LanguageModel,
    Message,
    ModelError,
    ModelSettings,
    OpenAIModel,
    Reply,
    Request,
    ScriptedModel,
    Stop,
)
from eval.errors import RecordingError
from eval.recorded import Recorder, Replay
from eval.recordings import request_hash
from index import Index
from tests.assistant.corpora import TODAY
from tests.assistant.loopback_model import (
    Asked,
    Behaviour,
    CutOff,
    LoopbackModel,
    Rejects,
    Says,
    answer_json,
    loopback_model,
    sources_in,
)
from tests.assistant.written import HOMES, NOTHING, QUESTION, truth
from tests.layout import ROOT

KEY = "sk-not-to-be-seen-anywhere"
HISTORY = (Message("user", "What of care leavers?"), Message("assistant", "Where?"))
QUESTIONS = (
    QUESTION,
    "What did inspectors say about health assessments in Northmere?",
    "What do the reports say about caseloads?",
    "How has Northmere changed since 2019?",
    "What did inspectors say about supervision in Aldermoor?",
    "What grade did Northmere get for help and protection in 2024?",
    "What do inspectors say about missing children?",
    "How are foster carers supported in Northmere?",
)


@pytest.fixture(scope="module")
def plain(sample_index: Path) -> Iterator[Assistant]:
    """An assistant without a model, on a fixed day."""
    with Assistant(Index.open(sample_index), TODAY) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Of a recording that is not there yet."""
    return tmp_path / "replies.jsonl"


def _ask(plain: Assistant, model: LanguageModel, question: str = QUESTION) -> Answer:
    return replace(plain, model=model).ask(question)


def _told(answer: Answer) -> tuple[object, ...]:
    """All of an answer but when it was made, and how quickly."""
    made = answer.provenance
    return (
        *(answer.status, answer.mode, answer.statements, answer.citations, answer.withheld),
        *(answer.notes, answer.query, made.model, made.usage, made.prompts),
    )


def _request(*said: str) -> Request:
    return Request(tuple(Instruction("user", each) for each in said))


def _record(path: Path, texts: Sequence[str | Exception], *requests: Request) -> list[list[object]]:
    """What a scripted model says to the requests, one after another, while it is recorded."""
    with closing(Recorder(ScriptedModel(texts), path)) as recorder:
        return [list(recorder.reply(request)) for request in requests]


def _text(model: LanguageModel, request: Request) -> str:
    return "".join(piece for piece in model.reply(request) if isinstance(piece, str))


@contextmanager
def _server(
    script: Callable[[Asked], Behaviour], path: Path, login: str = ""
) -> Iterator[tuple[Recorder, LoopbackModel]]:
    """A recorded model on a server of this machine."""
    with loopback_model(script) as server:
        address = server.url.replace("//", f"//{login}")
        model = OpenAIModel(ModelSettings("m", KEY, address, timeout=30, at_once=8))
        with closing(Recorder(model, path)) as recorder:
            yield recorder, server


class _Waits:
    """Says something at once, and the rest when told to."""

    name, host, room, timeout = "waits", "nowhere", 14_000, 120.0

    def __init__(self) -> None:
        self.told = threading.Event()
        self.left = threading.Event()
        self.ended = self.closed = False

    def reply(self, request: Request) -> Reply:
        try:
            yield "first"
            self.told.wait(2)
            yield "second"
            self.ended = True
            yield Stop(completion_tokens=2)
        except GeneratorExit:
            self.left.set()
            raise

    def close(self) -> None:
        self.closed = True


class _Together:
    """Quotes the first source to several at once, none of whom gets on before all have begun."""

    name, host, room, timeout = "together", "nowhere", 14_000, 120.0

    def __init__(self, parties: int) -> None:
        self._all = threading.Barrier(parties)

    def reply(self, request: Request) -> Reply:
        first = sources_in(request.instructions[1].content)[0]
        quoted = first["text"].split(". ")[0].rstrip(".") + "."
        said = answer_json((first["source"], quoted, quoted), ("s0", quoted, "It is so."))
        is_answer = len(request.instructions) == 2
        text = said if is_answer else NOTHING
        for place in range(0, len(text), 9):
            yield text[place : place + 9]
            if is_answer and place == 0:
                self._all.wait(60)
        yield Stop(completion_tokens=len(text))

    def close(self) -> None:
        """Nothing to let go of."""


def test_an_answer_with_a_correction_is_repeated(plain: Assistant, path: Path) -> None:
    probe = ScriptedModel([NOTHING])
    _ask(plain, probe)
    sources = sources_in(probe.requests[0].instructions[1].content)
    token = next(each["source"] for each in sources if HOMES in each["text"])
    said = "In 2024, care leavers in Northmere lived in suitable homes."
    reply = answer_json(
        (token, HOMES, "Some ninety care leavers live in suitable homes."),
        ("s0000000", HOMES, "Care leavers live on a boat."),
    )
    corrected = answer_json((token, HOMES, said)).replace(
        '{"evidence"', '{"corrects": 1, "evidence"'
    )
    scripted = ScriptedModel([reply, corrected])
    with closing(Recorder(scripted, path)) as recorder:
        answer = _ask(plain, recorder)
    assert [each.text for each in answer.statements] == [said]
    assert [each.reason for each in answer.withheld] == ["unknown_source"]
    assert answer.provenance.usage is not None
    assert answer.provenance.usage.requests == 2
    replayed = Replay(path)
    assert _told(_ask(plain, replayed)) == _told(answer)
    assert (replayed.name, replayed.host, replayed.room, replayed.timeout) == (
        *(scripted.name, scripted.host, scripted.room, scripted.timeout),
    )


def test_an_answer_of_a_server_is_repeated_without_it(
    monkeypatch: pytest.MonkeyPatch, plain: Assistant, path: Path
) -> None:
    def says(asked: Asked) -> Says:
        if "Last question" in asked.last:
            return Says(json.dumps({"question": QUESTION}), size=7)
        return Says(truth(asked), size=7)

    with _server(says, path) as (recorder, server):
        answer = replace(plain, model=recorder).ask("And in bed and breakfast?", HISTORY)
    assert len(server.asked) == 2
    assert answer.mode == "llm"
    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "__init__", lambda *given, **_: opened.append(given))
    again = replace(plain, model=Replay(path)).ask("And in bed and breakfast?", HISTORY)
    assert _told(again) == _told(answer)
    assert not opened


def _small_window(asked: Asked) -> Behaviour:
    if len(sources_in(asked.prompt)) > 3:
        return Rejects(400, body='{"error": {"message": "maximum context length"}}')
    return Says(truth(asked))


@pytest.mark.parametrize(
    ("script", "mode"),
    [
        (lambda _: Rejects(401), "quote"),
        (lambda asked: CutOff(truth(asked)[:-2] + ', {"evidence": ['), "llm"),
        (lambda asked: Says(truth(asked), finish="length"), "llm"),
        (_small_window, "llm"),
    ],
    ids=["rejected", "broken off", "too long", "small window"],
)
def test_a_failure_is_repeated(
    plain: Assistant, path: Path, script: Callable[[Asked], Behaviour], mode: str
) -> None:
    with _server(script, path) as (recorder, _):
        answer = _ask(plain, recorder)
        assert answer.mode == mode
    assert _told(_ask(plain, Replay(path))) == _told(answer)


@pytest.mark.parametrize(("login", "kind"), [("", "Bearer"), (f"user:{KEY}@", "Basic")])
def test_no_key_reaches_the_file(plain: Assistant, path: Path, login: str, kind: str) -> None:
    def echoes(asked: Asked) -> Behaviour:
        known = asked.headers["authorization"]
        if "health" in asked.prompt.rpartition("Question:")[2].splitlines()[0]:
            return Rejects(403, body=json.dumps({"error": {"message": f"not with {known}"}}))
        return Says(truth(asked))

    with _server(echoes, path, login) as (recorder, server):
        assert [_ask(plain, recorder, q).mode for q in QUESTIONS[:2]] == ["llm", "quote"]
    sent = {asked.headers["authorization"] for asked in server.asked}
    assert {each.split()[0] for each in sent} == {kind}
    kept = path.read_text("utf-8")
    assert len(kept.splitlines()) == 3
    assert "does not let this key in" in kept
    assert not any(secret in kept for secret in (KEY, *sent, *(each.split()[1] for each in sent)))


def test_what_was_not_recorded_is_not_quoted_instead(plain: Assistant, path: Path) -> None:
    probe = ScriptedModel([NOTHING])
    _ask(plain, probe, QUESTIONS[1])
    _record(path, ["hello"], _request("Hello?"))
    with pytest.raises(RecordingError) as caught:
        _ask(plain, Replay(path), QUESTIONS[1])
    for named in (str(path), "scripted", request_hash("scripted", probe.requests[0])):
        assert named in str(caught.value)
    assert "record again with the model" in str(caught.value)


def test_the_same_request_gets_its_replies_in_order(path: Path) -> None:
    request = _request("Hello?")
    _record(path, ["one"], request)
    with closing(Recorder(ScriptedModel([ModelError("gone"), "three"]), path)) as recorder:
        assert _text(recorder, request) == "one"
        with pytest.raises(ModelError, match="gone"):
            list(recorder.reply(request))
        assert _text(recorder, request) == "three"
    replayed = Replay(path)
    assert _text(replayed, request) == "one"
    with pytest.raises(ModelError, match="gone") as caught:
        list(replayed.reply(request))
    assert not isinstance(caught.value, ContextError)
    assert [_text(replayed, request) for _ in range(2)] == ["three", "three"]


def test_replies_are_told_apart_by_when_they_began(path: Path) -> None:
    request = _request("Hello?")
    with closing(Recorder(ScriptedModel(["one", "two"]), path)) as recorder:
        early, late = recorder.reply(request), recorder.reply(request)
        assert [next(early), next(late)] == ["one", "two"]
        assert list(late), "ends first"
        assert list(early)
    replayed = Replay(path)
    assert [_text(replayed, request) for _ in range(2)] == ["one", "two"]


def test_pieces_and_half_characters_stay_as_they_came(path: Path) -> None:
    model = ScriptedModel(["a\ud83d\ude00é\n“b”"], size=2)
    with closing(Recorder(model, path)) as recorder:
        heard = list(recorder.reply(_request("Hello?")))
    assert heard[:2] == ["a\ud83d", "\ude00é"]
    assert list(Replay(path).reply(_request("Hello?"))) == heard


def test_a_piece_is_passed_on_before_the_model_ends(path: Path) -> None:
    model = _Waits()
    with closing(Recorder(model, path)) as recorder:
        reply = recorder.reply(_request("Hello?"))
        assert next(reply) == "first"
        assert not model.ended
        assert path.read_bytes().count(b"\n") == 1, "an unfinished reply is not kept"
        model.told.set()
        assert list(reply) == ["second", Stop(completion_tokens=2)]


def test_every_line_is_on_the_disk_at_once(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    synced: list[bytes] = []

    def sync(_: int) -> None:
        synced.append(path.read_bytes())

    monkeypatch.setattr(os, "fsync", sync)
    with closing(Recorder(ScriptedModel(["one", "two"]), path)) as recorder:
        for place, text in enumerate(("one", "two"), start=2):
            assert _text(recorder, _request(text)) == text
            assert len(synced) == place
            assert synced[-1] == path.read_bytes()
            assert synced[-1].count(b"\n") == place


def test_eight_at_once(plain: Assistant, path: Path) -> None:
    answers: dict[str, Answer] = {}
    with closing(Recorder(_Together(len(QUESTIONS)), path)) as recorder:

        def ask(question: str) -> None:
            answers[question] = _ask(plain, recorder, question)

        threads = [threading.Thread(target=ask, args=(each,)) for each in QUESTIONS]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(answers) == len(QUESTIONS)
    assert sum("llm" in answer.mode for answer in answers.values()) >= 4
    replayed = Replay(path)
    for question, answer in answers.items():
        assert _told(_ask(plain, replayed, question)) == _told(answer)


def test_who_has_heard_enough_leaves_at_the_same_place(plain: Assistant, path: Path) -> None:
    false = [("s0000000", HOMES, f"Care leavers live on boat number {n}.") for n in range(40)]
    model = ScriptedModel([answer_json(*false), NOTHING])
    with closing(Recorder(model, path)) as recorder:
        answer = _ask(plain, recorder)
    assert len(answer.withheld) == 12
    left, corrections = map(json.loads, path.read_text("utf-8").splitlines()[1:])
    assert left["stop"] is left["error"] is None
    assert 0 < len(left["pieces"]) < len(answer_json(*false)) // 12
    assert corrections["stop"] is not None
    assert _told(_ask(plain, Replay(path))) == _told(answer)


def test_what_was_left_in_the_middle_is_asked_again(path: Path) -> None:
    request, model = _request("Hello?"), _Waits()
    with closing(Recorder(model, path)) as recorder:
        reply = recorder.reply(request)
        next(reply)
        assert not model.left.is_set()
        del reply
        assert model.left.is_set(), "the request is ended"
    replay = Replay(path).reply(request)
    assert next(replay) == "first"
    with pytest.raises(RecordingError, match=r"heard up to here only.*record again"):
        next(replay)
    again = _Waits()
    again.told.set()
    with closing(Recorder(again, path)) as recorder:
        heard = list(recorder.reply(request))
    assert again.ended
    assert again.closed
    assert list(Replay(path).reply(request)) == heard == ["first", "second", Stop("complete", 0, 2)]


def test_what_failed_is_asked_again(path: Path) -> None:
    first, second = _request("First?"), _request("Second?")
    down = ScriptedModel([ModelError("gone"), ContextError("long"), "one"])
    with closing(Recorder(down, path)) as recorder:
        for request in (first, second):
            with pytest.raises(ModelError):
                list(recorder.reply(request))
        assert _text(recorder, first) == "one"
    up = ScriptedModel(["here", ModelError("gone again")])
    with closing(Recorder(up, path)) as recorder:
        assert [_text(recorder, first) for _ in range(2)] == ["here", "one"]
        with pytest.raises(ModelError, match="gone again"):
            list(recorder.reply(second))
    assert up.requests == [first, second]
    replayed = Replay(path)
    assert [_text(replayed, first) for _ in range(2)] == ["here", "one"]
    with pytest.raises(ModelError, match="gone again") as caught:
        list(replayed.reply(second))
    assert not isinstance(caught.value, ContextError)


class _FailsAtTheEnd:
    """Fails when all is said, the first time."""

    name, host, room, timeout = "late", "nowhere", 14_000, 120.0

    def __init__(self, *errors: ModelError) -> None:
        self._errors = list(errors)

    def reply(self, request: Request) -> Reply:
        yield "all"
        yield Stop(completion_tokens=1)
        if self._errors:
            raise self._errors.pop()

    def close(self) -> None:
        """Nothing to let go of."""


def test_what_failed_after_its_stop_is_asked_again(path: Path) -> None:
    request = _request("Hello?")
    with closing(Recorder(_FailsAtTheEnd(ModelError("late")), path)) as recorder:
        reply = recorder.reply(request)
        assert [next(reply), next(reply)] == ["all", Stop(completion_tokens=1)]
        with pytest.raises(ModelError, match="late"):
            next(reply)
    with pytest.raises(ModelError, match="late"):
        list(Replay(path).reply(request))
    with closing(Recorder(_FailsAtTheEnd(), path)) as recorder:
        heard = list(recorder.reply(request))
    assert list(Replay(path).reply(request)) == heard == ["all", Stop(completion_tokens=1)]


def test_a_run_goes_on_without_asking_twice(plain: Assistant, path: Path) -> None:
    with _server(lambda asked: Says(truth(asked)), path) as (recorder, server):
        answer = _ask(plain, recorder)
        recorder.close()
        settings = ModelSettings("m", KEY, server.url, timeout=60)
        with closing(Recorder(OpenAIModel(settings), path)) as resumed:
            assert _told(_ask(plain, resumed)) == _told(answer)
            assert len(server.asked) == 1
            _ask(plain, resumed, QUESTIONS[1])
            assert len(server.asked) > 1
    assert _told(_ask(plain, Replay(path))) == _told(answer)


@pytest.mark.parametrize("missing", range(1, 140, 23))
def test_a_run_killed_while_it_wrote_a_line(path: Path, missing: int) -> None:
    first, second = _request("First?"), _request("Second?")
    _record(path, ["one", "two"], first, second)
    whole = path.read_bytes()
    path.write_bytes(whole[:-missing])
    replayed = Replay(path)
    assert _text(replayed, first) == "one"
    with pytest.raises(RecordingError):
        list(replayed.reply(second))
    model = ScriptedModel(["two"])
    with closing(Recorder(model, path)) as recorder:
        assert [_text(recorder, each) for each in (first, second)] == ["one", "two"]
    assert model.requests == [second]
    assert path.read_bytes() == whole


@pytest.mark.parametrize("length", [0, 1, 30])
def test_a_run_killed_while_it_wrote_the_first_line(path: Path, length: int) -> None:
    _record(path, ["one"])
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(RecordingError, match="line 1: no recording"):
        Replay(path)
    _record(path, ["one"], _request("First?"))
    assert _text(Replay(path), _request("First?")) == "one"


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: line[:-9],
        lambda line: b"",
        lambda line: b"[]",
        lambda line: b"[" * 100_000,
        lambda line: line.replace(b"one", b"\xff\xfe"),
        lambda line: line.replace(b'"complete"', b'"bored"'),
        lambda line: line.replace(b'"pieces"', b'"places"'),
    ],
    ids=["cut", "blank", "list", "deep", "encoding", "stop", "key"],
)
def test_a_damaged_line_is_named(path: Path, damage: Callable[[bytes], bytes]) -> None:
    _record(path, ["one"], _request("First?"), _request("Second?"))
    header, line, last = path.read_bytes().splitlines()
    damaged = b"\n".join((header, damage(line), last, b""))
    path.write_bytes(damaged)
    with pytest.raises(RecordingError, match=r"replies\.jsonl, line 2 is damaged"):
        Replay(path)
    with pytest.raises(RecordingError, match=r"replies\.jsonl, line 2 is damaged"):
        Recorder(ScriptedModel(["one"]), path)
    assert path.read_bytes() == damaged


def test_a_file_of_something_else_is_left_alone(path: Path) -> None:
    _record(path, ["one"], _request("First?"))
    kept = path.read_bytes()
    for what, value in (("name", "other"), ("host", "elsewhere"), ("room", 99)):
        other = ScriptedModel(["two"])
        setattr(other, what, value)
        with pytest.raises(RecordingError, match=f"{value}.*record to another file"):
            Recorder(other, path)
    assert path.read_bytes() == kept
    for notes in ("Do not forget the milk", "Do not\nforget the milk\n"):
        path.write_text(notes, "utf-8")
        with pytest.raises(RecordingError, match="line 1: no recording"):
            Recorder(ScriptedModel(["two"]), path)
        assert path.read_text("utf-8") == notes


def test_a_place_where_nothing_can_be_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"nowhere.*cannot be read: No such file"):
        Replay(tmp_path / "nowhere")
    with pytest.raises(RecordingError, match="cannot be written: Is a directory"):
        Recorder(ScriptedModel(["one"]), tmp_path)


def test_two_runs_do_not_record_to_one_file(path: Path) -> None:
    with (
        closing(Recorder(ScriptedModel(["one"]), path)),
        pytest.raises(RecordingError, match=r"another run records to .*replies\.jsonl"),
    ):
        Recorder(ScriptedModel(["two"]), path)
    _record(path, ["two"])


def test_another_process_may_not_record_to_the_file_but_read_it(path: Path) -> None:
    program = (
        "import sys, pathlib, assistant, eval.recorded as r; path = pathlib.Path(sys.argv[1])\n"
        "r.Replay(path)\n"
        "r.Recorder(assistant.ScriptedModel(['two']), path)"
    )
    command = (sys.executable, "-c", program, str(path))
    with closing(Recorder(ScriptedModel(["one"]), path)):
        refused = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert f"RecordingError: another run records to {path}" in refused.stderr
    subprocess.run(command, cwd=ROOT, check=True)


def test_a_recorder_that_another_thread_closes_lets_the_file_go(path: Path) -> None:
    recorder = Recorder(ScriptedModel(["one"]), path)
    thread = threading.Thread(target=recorder.close)
    thread.start()
    thread.join()
    _record(path, ["two"])


def test_a_recorder_that_cannot_be_made_lets_the_file_go(path: Path) -> None:
    _record(path, ["one"])
    other = ScriptedModel(["two"])
    other.name = "other"
    with pytest.raises(RecordingError, match="record to another file") as caught:
        Recorder(other, path)
    assert caught.tb is not None, "which keeps all that the constructor had made"
    _record(path, ["two"])


def test_a_lock_that_cannot_be_had_is_named(path: Path) -> None:
    path.with_name(f"{path.name}.lock").mkdir()
    with pytest.raises(RecordingError, match=r"replies\.jsonl\.lock cannot be written: Is a dir"):
        Recorder(ScriptedModel(["one"]), path)


def test_a_full_disk_leaves_whole_lines(path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with closing(Recorder(ScriptedModel(["one"]), path)) as recorder:
        assert _text(recorder, _request("First?")) == "one"
        kept = path.read_bytes()
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(kept) + 20, hard))
        try:
            with pytest.raises(RecordingError, match=r"replies\.jsonl cannot be written"):
                list(recorder.reply(_request("Second?")))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert path.read_bytes() == kept
        list(recorder.reply(_request("Third?")))
    assert _text(Replay(path), _request("Third?")) == "one"


def test_what_ends_after_closing_is_not_kept(path: Path) -> None:
    recorder = Recorder(ScriptedModel(["one"], size=1), path)
    reply = recorder.reply(_request("First?"))
    next(reply)
    recorder.close()
    assert list(reply)
    assert path.read_bytes().count(b"\n") == 1
