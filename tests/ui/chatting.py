"""The whole app on a real server in this process, and questions sent to it without a browser."""

import asyncio
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn

from assistant import Library, ModelOptions
from tests.assistant.loopback_model import LoopbackModel
from tests.ui.guarded import Client, Reply
from ui.access.policy import Access
from ui.application import application

__all__ = ["Chat", "chatting", "join", "outcome"]


@dataclass(frozen=True, slots=True)
class Chat:
    """The running app: its address, what it shows, and where it keeps what its users leave."""

    address: str
    library: Library
    kept: Path

    def client(self) -> Client:
        """One who has not logged in."""
        return Client(urlsplit(self.address).port or 0)


@contextmanager
def chatting(
    index: Path,
    kept: Path,
    *,
    is_sample: bool = False,
    access: Access | None = None,
    model: LoopbackModel | None = None,
) -> Iterator[Chat]:
    """The app over an index; without a model it quotes."""
    options = None
    with pytest.MonkeyPatch.context() as patch:
        if model is not None:
            patch.setenv("OPENAI_BASE_URL", model.url)
            options = ModelOptions("scribe")
        library = Library(index, is_sample=is_sample, model=options)
    with library, socket.create_server(("127.0.0.1", 0)) as listener:
        server = _Server(library, kept, access or Access())
        thread = threading.Thread(target=asyncio.run, args=(server.run(listener),))
        thread.start()
        try:
            yield Chat(f"http://127.0.0.1:{listener.getsockname()[1]}", library, kept)
        finally:
            server.stop()
            thread.join()


class _Server:
    """The app in an event loop; made there, since Gradio else leaves loops of its own open."""

    def __init__(self, library: Library, kept: Path, access: Access) -> None:
        self._made_of = library, kept, access
        self._ready = threading.Event()
        self._server: uvicorn.Server

    async def run(self, listener: socket.socket) -> None:
        try:
            app = application(*self._made_of)
            config = uvicorn.Config(app, log_level="critical", ws="none", proxy_headers=False)
            self._server = uvicorn.Server(config)
        finally:
            self._ready.set()
        await self._server.serve([listener])

    def stop(self) -> None:
        self._ready.wait()
        self._server.force_exit = True  # pages that are still open hold streams
        self._server.should_exit = True


def join(client: Client, question: str, session: str) -> Reply:
    """Send a question as the page does; it waits for its turn."""
    asked = {"data": [question, None], "fn_index": 0, "session_hash": session}
    kind = {"Content-Type": "application/json"}
    return client.send("POST", "/gradio_api/queue/join", json.dumps(asked), kind)


def outcome(client: Client, session: str) -> dict[str, object]:
    """What the browser is told in the end: under "data" what the parts of the page become."""
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=60)
    kept = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    address = f"/gradio_api/queue/data?session_hash={session}"
    connection.request("GET", address, headers={"Cookie": kept})
    with closing(connection), connection.getresponse() as stream:
        for line in stream:
            said = json.loads(line.removeprefix(b"data: ")) if line.startswith(b"data: ") else {}
            if said.get("msg") == "process_completed":
                output: dict[str, object] = said["output"]
                return output
    pytest.fail("the stream ended without an answer")
