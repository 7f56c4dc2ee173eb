"""A server on this machine that speaks the chat-completion protocol, rightly or wrongly."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias, cast

__all__ = [
    "Asked",
    "Behaviour",
    "BrokenSse",
    "CutOff",
    "Empty",
    "Hangs",
    "Held",
    "LoopbackModel",
    "Page",
    "Rejects",
    "Reset",
    "Says",
    "answer_json",
    "loopback_model",
    "sources_in",
]


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, object]

    @property
    def messages(self) -> list[dict[str, str]]:
        """What was said, each with its role."""
        return cast("list[dict[str, str]]", self.body["messages"])

    @property
    def last(self) -> str:
        """The last message."""
        return self.messages[-1]["content"]

    @property
    def prompt(self) -> str:
        """All messages."""
        return "\n".join(message["content"] for message in self.messages)


@dataclass(frozen=True)
class Says:
    """A proper reply, streamed where that is asked for."""

    text: str
    size: int = 20
    pause: float = 0.0
    streams: bool = True
    finish: str = "stop"


@dataclass(frozen=True)
class Held:
    """A proper reply, streamed, whose second part is kept back until it may go."""

    first: str
    second: str
    go: threading.Event


@dataclass(frozen=True)
class CutOff:
    """A stream that ends in the middle, without a word."""

    text: str


@dataclass(frozen=True)
class Rejects:
    """A status and a body."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: str = '{"error": {"message": "no"}}'


@dataclass(frozen=True)
class Page:
    """A web page with status 200."""

    text: str = "<html><body>Sign in</body></html>"
    kind: str = "text/html"


@dataclass(frozen=True)
class Empty:
    """A completion without choices."""


@dataclass(frozen=True)
class BrokenSse:
    """A stream with a line that is no JSON."""


@dataclass(frozen=True)
class Hangs:
    """Silence; after the headers or before them."""

    seconds: float
    after_headers: bool = False


@dataclass(frozen=True)
class Reset:
    """The connection is reset."""


Behaviour: TypeAlias = Says | Held | CutOff | Rejects | Page | Empty | BrokenSse | Hangs | Reset
Script: TypeAlias = Callable[[Asked], Behaviour]


@dataclass
class LoopbackModel:
    """The running server."""

    url: str
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def loopback_model(script: Script) -> Iterator[LoopbackModel]:
    """A server that does with each request what the script says."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    model = LoopbackModel(f"http://127.0.0.1:{server.server_port}/v1")
    _Handler.served[server.server_port] = (model, script)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    served: dict[int, tuple[LoopbackModel, Script]] = {}  # noqa: RUF012

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", 0))
        body = cast("dict[str, object]", json.loads(self.rfile.read(length)))
        model, script = self.served[cast("tuple[str, int]", self.server.server_address)[1]]
        asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        model.asked.append(asked)
        self.close_connection = True
        with suppress(BrokenPipeError, ConnectionResetError):  # the client has had enough
            self._behave(script(asked), streamed=bool(body.get("stream")))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def _behave(self, behaviour: Behaviour, *, streamed: bool) -> None:  # noqa: C901  (a case for each behaviour)
        match behaviour:
            case Says():
                self._say(behaviour, streamed=streamed and behaviour.streams)
            case Held(first, second, go):
                self._start("text/event-stream")
                self._stream(first, 20, 0)
                go.wait()
                self._end(Says(second))
            case CutOff(text):
                self._start("text/event-stream")
                self._stream(text, 20, 0)
            case Rejects(status, headers, body):
                self._send(status, "application/json", body, headers)
            case Page(text, kind):
                self._send(200, kind, text)
            case Empty():
                self._send(200, "application/json", json.dumps(_completion(None)))
            case BrokenSse():
                self._start("text/event-stream")
                self.wfile.write(b"data: {broken\n\n")
            case Hangs(seconds, after_headers):
                if after_headers:
                    self._start("text/event-stream")
                time.sleep(seconds)
            case Reset():
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.connection.close()

    def _say(self, said: Says, *, streamed: bool) -> None:
        if not streamed:
            completion = json.dumps(_completion(said.text, said.finish))
            self._send(200, "application/json", completion)
            return
        self._start("text/event-stream")
        self._end(said)

    def _end(self, said: Says) -> None:
        self._stream(said.text, said.size, said.pause)
        self._event(_chunk(None, said.finish))
        self._event(_usage())
        self.wfile.write(b"data: [DONE]\n\n")

    def _stream(self, text: str, size: int, pause: float) -> None:
        for start in range(0, len(text), size):
            self._event(_chunk(text[start : start + size]))
            time.sleep(pause)

    def _start(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.flush()

    def _event(self, value: object) -> None:
        self.wfile.write(f"data: {json.dumps(value)}\n\n".encode())
        self.wfile.flush()

    def _send(
        self, status: int, kind: str, body: str, headers: dict[str, str] | None = None
    ) -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


_BASE = {"id": "x", "created": 1, "model": "m"}


def _chunk(text: str | None, finish: str | None = None) -> dict[str, object]:
    delta = {} if text is None else {"content": text}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return _BASE | {"object": "chat.completion.chunk", "choices": [choice]}


def _usage() -> dict[str, object]:
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    return _BASE | {"object": "chat.completion.chunk", "choices": [], "usage": usage}


def _completion(text: str | None, finish: str = "stop") -> dict[str, object]:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    choices = [] if text is None else [choice]
    return _BASE | {"object": "chat.completion", "choices": choices, "usage": usage}


def sources_in(prompt: str) -> list[dict[str, str]]:
    """The sources that a prompt offers."""
    lines = (line for line in prompt.splitlines() if line.startswith('{"source"'))
    return [json.loads(line) for line in lines]


def answer_json(*statements: tuple[str, str, str]) -> str:
    """A reply of statements, each given as source, quotation and sentence."""
    return json.dumps(
        {
            "statements": [
                {"evidence": [{"source": token, "quotation": quotation}], "statement": said}
                for token, quotation, said in statements
            ]
        },
        ensure_ascii=False,
    )
