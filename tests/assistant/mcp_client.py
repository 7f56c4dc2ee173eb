"""The package's own MCP client, connected to a server process, for tests that are no coroutines."""

import asyncio
import sys
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent

from tests.layout import ROOT

__all__ = ["Caller", "connected", "text_of"]

_Result = TypeVar("_Result")
_LONGEST = 300


@dataclass(frozen=True)
class Caller:
    """Calls the server's tools, one after the other."""

    client: Client
    loop: asyncio.AbstractEventLoop

    def run(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        """What the client gives."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(_LONGEST)

    def call(self, name: str, /, **arguments: object) -> CallToolResult:
        """What a tool gives."""
        return self.run(self.client.call_tool(name, arguments))

    def told(self, name: str, /, **arguments: object) -> dict[str, Any]:
        """The JSON that a tool gives."""
        result = self.call(name, **arguments)
        assert not result.is_error, text_of(result)
        found: dict[str, Any] = result.structured_content
        return found


@contextmanager
def connected(index: Path, *options: str, mode: str = "auto", **env: str) -> Iterator[Caller]:
    """A client of `inspection-assistant mcp` over an index."""
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "assistant", "mcp", "--index", str(index), *options],
        cwd=ROOT,
        env={"HF_HUB_OFFLINE": "1", "NO_PROXY": "127.0.0.1,localhost", **env},
    )
    ready: Future[Caller] = Future()
    done = asyncio.Event()

    async def converse() -> None:
        try:
            async with Client(server, mode=mode) as client:
                ready.set_result(Caller(client, asyncio.get_running_loop()))
                await done.wait()
        except BaseException as error:
            if ready.done():
                raise
            ready.set_exception(error)

    thread = threading.Thread(target=lambda: asyncio.run(converse()))
    thread.start()
    try:
        caller = ready.result(_LONGEST)
        yield caller
        caller.loop.call_soon_threadsafe(done.set)
    finally:
        thread.join(_LONGEST)


def text_of(result: CallToolResult) -> str:
    """The words that a tool gives."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text
