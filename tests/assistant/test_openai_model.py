"""The client against a real server on this machine: what it sends, and what it makes of replies."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from assistant import ContextError, ModelError, ModelSettings, OpenAIModel
from assistant.llm import Instruction, Request, Stop
from tests.assistant.loopback_model import (
    Asked,
    Behaviour,
    BrokenSse,
    CutOff,
    Empty,
    Hangs,
    LoopbackModel,
    Page,
    Rejects,
    Reset,
    Says,
    loopback_model,
)

_REQUEST = Request((Instruction("system", "Rules."), Instruction("user", "Question?")))
_KEY = "sk-not-to-be-seen-anywhere"
_QUICK = ModelSettings("m", _KEY, connect_timeout=1, first_token_timeout=1, timeout=2.5)


@contextmanager
def _model(
    script: Callable[[Asked], Behaviour], settings: ModelSettings = _QUICK
) -> Iterator[tuple[OpenAIModel, LoopbackModel]]:
    with loopback_model(script) as server:
        model = OpenAIModel(replace(settings, base_url=server.url))
        try:
            yield model, server
        finally:
            model.close()


def _text(model: OpenAIModel, request: Request = _REQUEST) -> str:
    return "".join(piece for piece in model.reply(request) if isinstance(piece, str))


@pytest.mark.parametrize("streams", [True, False])
def test_a_reply_is_read_streamed_or_whole(*, streams: bool) -> None:
    with _model(lambda _: Says("Grüße, world.", streams=streams)) as (model, server):
        *pieces, stop = model.reply(_REQUEST)
        assert "".join(map(str, pieces)) == "Grüße, world."
        assert stop == Stop("complete", prompt_tokens=100, completion_tokens=20)
        (asked,) = server.asked
        assert asked.path == "/v1/chat/completions"
        assert asked.body["model"] == "m"
        assert asked.headers["authorization"] == f"Bearer {_KEY}"
        assert asked.body["stream"] is True


def test_pieces_arrive_while_the_model_still_writes() -> None:
    with _model(lambda _: Says("abcdef", size=1, pause=0.1)) as (model, _):
        began = time.monotonic()
        next(iter(model.reply(_REQUEST)))
        assert time.monotonic() - began < 0.35


def test_a_schema_is_asked_for_until_the_server_rejects_it() -> None:
    def picky(asked: Asked) -> Behaviour:
        if "response_format" in asked.body:
            return Rejects(400, body='{"error": {"message": "response_format is not supported"}}')
        if "max_completion_tokens" in asked.body:
            return Rejects(422, body='{"detail": "unknown field max_completion_tokens"}')
        return Says("fine")

    request = replace(_REQUEST, schema={"type": "object"})
    with _model(picky) as (model, server):
        assert _text(model, request) == "fine"
        assert "json_schema" in str(server.asked[0].body["response_format"])
        assert _text(model, request) == "fine"
        assert len(server.asked) == 4, "what the server rejects is remembered"
        assert server.asked[-1].body["max_tokens"] == _QUICK.answer_tokens


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_failure_is_tried_again(status: int) -> None:
    replies: Iterator[Behaviour] = iter(
        [Rejects(status, {"retry-after": "0"}), Reset(), Says("fine")]
    )
    settings = replace(_QUICK, timeout=5)
    with _model(lambda _: next(replies), settings) as (model, server):
        assert _text(model) == "fine"
        assert len(server.asked) == 3


def test_a_server_that_asks_to_wait_long_is_not_waited_for() -> None:
    busy = Rejects(429, {"retry-after": "60"})
    with _model(lambda _: busy) as (model, server):
        with pytest.raises(ModelError, match="wait 60 seconds"):
            _text(model)
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (Rejects(401), "OPENAI_API_KEY"),
        (Rejects(404), "OPENAI_MODEL"),
        (Rejects(500), "keeps failing"),
        (Rejects(307, {"location": "http://127.0.0.1:9/"}), "points elsewhere"),
        (Reset(), "cannot be reached"),
        (Page(), "no chat completion"),
        (Page("{not json", "application/json"), "no chat completion"),
        (Page("[]", "application/json"), "no chat completion"),
        (Page("[" * 5000, "application/json"), "no chat completion"),
        (Page('data: {"choices": null}\n\n', "text/event-stream"), "no chat completion"),
        (Page('data: {"choices": [{"delta": null}]}\n\n', "text/event-stream"), "said nothing"),
        (Page("", "text/event-stream"), "said nothing"),
        (Page('data: "text"\n\n', "text/event-stream"), "no chat completion"),
        (Page('data: {"error": {"message": "x"}}\n\n', "text/event-stream"), "no chat completion"),
        (Empty(), "no chat completion"),
        (BrokenSse(), "no chat completion"),
        (CutOff("half of a sent"), "broke off"),
        (Hangs(2), "sent nothing"),
        (Hangs(2, after_headers=True), "sent nothing"),
        (Says("x" * 50, size=1, pause=0.1), "did not finish"),
    ],
)
def test_every_failure_is_one_clear_line_in_time(behaviour: Behaviour, said: str) -> None:
    settings = replace(_QUICK, timeout=2.5)
    with _model(lambda _: behaviour, settings) as (model, server):
        began = time.monotonic()
        with pytest.raises(ModelError, match=said) as raised:
            _text(model)
        assert time.monotonic() - began < 3.5
        message = str(raised.value)
        assert "\n" not in message
        assert model.name in message
        assert model.host in message
        assert _KEY not in message
        assert len(server.asked) <= 3


def test_what_is_too_long_for_the_model_is_told_apart() -> None:
    body = '{"error": {"code": "context_length_exceeded", "message": "too long"}}'
    with _model(lambda _: Rejects(400, body=body)) as (model, _), pytest.raises(ContextError):
        _text(model)


def test_what_the_server_repeats_is_not_shown() -> None:
    body = f'{{"error": {{"message": "bad key {_KEY} for: Question?"}}}}'
    with _model(lambda _: Rejects(401, body=body)) as (model, _):
        with pytest.raises(ModelError) as raised:
            _text(model)
        assert _KEY not in str(raised.value)
        assert "Question" not in str(raised.value)


def test_a_limit_of_tokens_is_seen() -> None:
    with _model(lambda _: Says("half", finish="length")) as (model, _):
        *_, stop = model.reply(_REQUEST)
        assert isinstance(stop, Stop)
        assert stop.reason == "length"


def test_only_so_many_requests_run_at_a_time() -> None:
    running, most, lock = 0, 0, threading.Lock()

    def counting(_: Asked) -> Behaviour:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.1)
        with lock:
            running -= 1
        return Says("fine")

    settings = replace(_QUICK, at_once=2, timeout=10, first_token_timeout=5)
    with _model(counting, settings) as (model, _):
        said: list[str] = []
        threads = [threading.Thread(target=lambda: said.append(_text(model))) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert said == ["fine"] * 10
    assert most == 2


def test_a_reply_that_nobody_reads_on_is_given_up() -> None:
    settings = replace(_QUICK, timeout=30, at_once=1)
    replies = iter([Says("x" * 1000, size=1, pause=0.05), Says("fine")])
    with _model(lambda _: next(replies), settings) as (model, _):
        reply = model.reply(_REQUEST)
        next(reply)
        reply.close()  # type: ignore[attr-defined]
        assert _text(model) == "fine"


def test_what_is_sent_where_is_logged_but_neither_key_nor_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG), _model(lambda _: Says("fine")) as (model, _):
        _text(model)
        assert model.host in caplog.text
    assert "15 characters" in caplog.text
    assert _KEY not in caplog.text
    assert "Question" not in caplog.text


def test_odd_but_harmless_chunks_are_passed_over() -> None:
    chunks = (
        '{"choices": [], "usage": {}}',
        '{"choices": [{"finish_reason": "", "content_filter_results": {}}]}',
        '{"choices": [{"delta": {"content": null, "reasoning_content": "hm"}}]}',
        '{"choices": [{"delta": {"content": "fine"}}]}',
        '{"choices": [{"delta": {}, "finish_reason": "eos"}], "usage": {"prompt_tokens": null}}',
    )
    page = Page("".join(f"data: {chunk}\n\n" for chunk in chunks), "text/event-stream")
    with _model(lambda _: page) as (model, _):
        assert list(model.reply(_REQUEST)) == ["fine", Stop("complete")]


def test_a_rejection_that_names_no_option_is_remembered_by_nobody() -> None:
    refusal = Rejects(400, body='{"error": {"code": "content_filter", "message": "no"}}')
    oddity = Rejects(400, body='{"error": {"message": "roles must alternate"}}')
    replies: Iterator[Behaviour] = iter([Says("one"), refusal, oddity, Says("two")])
    request = replace(_REQUEST, schema={"type": "object"})
    with _model(lambda _: next(replies)) as (model, server):
        assert _text(model, request) == "one"
        with pytest.raises(ModelError, match="content filter"):
            _text(model, request)
        with pytest.raises(ModelError, match="status 400"):
            _text(model, request)
        assert _text(model, request) == "two"
        assert "response_format" in server.asked[-1].body


def test_too_many_tokens_a_minute_is_no_long_prompt() -> None:
    busy = Rejects(429, {"retry-after": "0.1"}, '{"error": {"message": "Too many tokens"}}')
    replies: Iterator[Behaviour] = iter([busy, Says("fine")])
    with _model(lambda _: next(replies)) as (model, _):
        assert _text(model) == "fine"


def test_closing_ends_what_is_running() -> None:
    with _model(lambda _: Hangs(5), replace(_QUICK, first_token_timeout=5, timeout=5)) as (
        model,
        _,
    ):
        failures: list[ModelError] = []

        def read() -> None:
            try:
                _text(model)
            except ModelError as error:
                failures.append(error)

        thread = threading.Thread(target=read)
        thread.start()
        time.sleep(0.3)
        model.close()
        thread.join(timeout=2)
        assert not thread.is_alive()
        with pytest.raises(ModelError, match="not connected"):
            _text(model)
    assert len(failures) == 1
