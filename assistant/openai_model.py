"""A language model behind any server that speaks OpenAI's chat completions.

What a server can do is learnt from what it answers, never from its name. What it says in an error
is never shown, since servers repeat there what was sent to them.
"""

import asyncio
import logging
import queue
import re
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import CancelledError
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from assistant.completions import BrokenOffError, pieces
from assistant.dialect import Dialect
from assistant.errors import ContextError, ModelError
from assistant.llm import Instruction, Reply, Request, Schema, Stop
from assistant.settings import ModelSettings

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncAPIResponse, AsyncOpenAI, AsyncStream, Omit
    from openai._response import AsyncResponseContextManager
    from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam
    from openai.types.shared_params import ResponseFormatJSONSchema
    from openai.types.shared_params.response_format_json_schema import JSONSchema

    _Opening: TypeAlias = AsyncResponseContextManager[
        AsyncAPIResponse[AsyncStream[ChatCompletionChunk]]
    ]

__all__ = ["OpenAIModel"]

_LOG: Final = logging.getLogger("assistant.llm")
_BACK_OFF: Final = 0.5
"""Seconds before the first repetition; twice as many before each further one."""
_NOT_UNDERSTOOD: Final = (400, 415, 422, 501)
"""Statuses with which servers reject an option that they do not know."""
_PASSING: Final = (408, 409, 425, 429)
_REMEDIES: Final = {
    401: "does not accept the key; check OPENAI_API_KEY",
    403: "does not let this key in; check OPENAI_API_KEY",
    404: "is not known there; check OPENAI_MODEL and OPENAI_BASE_URL",
    **dict.fromkeys((301, 302, 303, 307, 308), "points elsewhere; name that address itself"),
}
_TOO_LONG: Final = re.compile(
    r"context.{0,20}(?:length|window|size)|too many tokens|maximum context"
)
_READ: Final = 600
"""Characters of a rejection that are looked at: further on, servers repeat what was sent."""
_ADAPTIONS: Final = 6
"""How often a request is put in another way."""
_Put: TypeAlias = Callable[[str | Stop], None]


class OpenAIModel:
    """Speaks to the server that its settings name.

    Threads may share it. Its requests run in an event loop of their own, so that every limit of
    time holds to the second, whatever the server does.
    """

    def __init__(self, settings: ModelSettings) -> None:
        """Prepare the client; nothing is sent yet."""
        self.name = settings.name
        self.room = settings.context_tokens - settings.answer_tokens
        self.timeout = settings.timeout
        self._settings = settings
        self._dialect = Dialect()
        self._understood = False
        """Whether the server has ever taken a request."""
        self._slots = asyncio.Semaphore(settings.at_once)
        self._client = _client(settings)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    @property
    def host(self) -> str:
        """Host, and port where one is named."""
        url = self._client.base_url
        return f"{url.host}:{url.port}" if url.port else url.host

    def reply(self, request: Request) -> Reply:
        """The reply, piece by piece."""
        arrived: queue.SimpleQueue[str | Stop | None] = queue.SimpleQueue()
        length = sum(len(each.content) for each in request.instructions)
        _LOG.info("sending %d characters to model %s at %s", length, self.name, self.host)
        if self._loop.is_closed():
            raise self._error("is not connected any more")
        running = asyncio.run_coroutine_threadsafe(self._run(request, arrived.put), self._loop)
        running.add_done_callback(lambda _: arrived.put(None))  # however it ends
        try:
            while (piece := arrived.get()) is not None:
                yield piece
            running.result()
        except CancelledError:
            raise self._error("is not connected any more") from None
        finally:
            running.cancel()

    def close(self) -> None:
        """End what is running, the connections and the loop."""
        if not self._loop.is_closed():
            asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    async def _end(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._client.close()

    async def _run(self, request: Request, put: _Put) -> None:
        """One reply within its time, repetitions and the wait for a slot included."""
        seconds = min(self.timeout, request.seconds or self.timeout)
        try:
            async with asyncio.timeout(seconds), self._slots:
                await self._repeat(request, put)
        except TimeoutError:
            raise self._error(f"did not finish within {self.timeout:g} seconds") from None

    async def _repeat(self, request: Request, put: _Put) -> None:
        """Ask again after a passing failure, as long as nothing has arrived."""
        import httpx2
        import openai

        failures, adaptions, dialect = 0, 0, self._dialect
        while True:
            begun = False
            try:
                async for piece in self._once(request, dialect):
                    begun = begun or bool(piece)
                    if piece:
                        put(piece)
            except openai.APIStatusError as error:
                adapted = self._adapted(error, dialect) if adaptions < _ADAPTIONS else None
                if adapted is None:
                    await asyncio.sleep(self._pause(error, failures))
                    failures += 1
                else:
                    dialect, adaptions = adapted, adaptions + 1
            # What cannot be decoded is a ValueError, what is nested too deeply a RecursionError.
            except (
                *(openai.OpenAIError, httpx2.HTTPError, httpx2.StreamError),
                *(BrokenOffError, ValueError, RecursionError),
            ) as error:
                if begun or failures == self._settings.retries or not _passes(error):
                    raise self._error(_failure(error, begun=begun)) from None
                await asyncio.sleep(_BACK_OFF * 2**failures)
                failures += 1
            else:
                self._dialect, self._understood = dialect, True
                return

    async def _once(self, request: Request, dialect: Dialect) -> AsyncIterator[str | Stop]:
        """One request; the first text must arrive within its own limit of time."""
        seconds = self._settings.first_token_timeout
        try:
            async with asyncio.timeout(seconds) as first, self._open(request, dialect) as response:
                async for piece in pieces(response):
                    first.reschedule(None)
                    yield piece
        except TimeoutError:
            raise self._error(f"sent nothing for {seconds:g} seconds") from None

    def _open(self, request: Request, dialect: Dialect) -> "_Opening":
        from openai import omit

        most = self._settings.answer_tokens
        streams: Literal[True] = True
        return self._client.chat.completions.with_streaming_response.create(
            model=self.name,
            messages=[_message(each) for each in request.instructions],
            stream=streams,
            stream_options={"include_usage": True} if dialect.stream_options else omit,
            temperature=0 if dialect.temperature else omit,
            max_completion_tokens=most if dialect.newer_limit else omit,
            max_tokens=omit if dialect.newer_limit else most,
            response_format=_format(request.schema) if dialect.schema else omit,
        )

    def _adapted(self, error: "APIStatusError", used: Dialect) -> Dialect | None:
        """How else the request may be put; None where that is not what is wrong."""
        said = f"{error.code} {error.param} {error.message} {error.body}".lower()[:_READ]
        if error.status_code == 413 or (
            error.status_code in (400, 422, 500) and _TOO_LONG.search(said)
        ):
            raise ContextError(f"{self._who} cannot read as much as was sent") from None
        if "content_filter" in said:
            raise self._error("does not take this through its content filter") from None
        if error.status_code not in _NOT_UNDERSTOOD:
            return None
        return used.after(said, guess=not self._understood)

    def _pause(self, error: "APIStatusError", failures: int) -> float:
        """Seconds to wait before asking again; raises ModelError where that is of no use."""
        status = error.status_code
        if status in _REMEDIES:
            raise self._error(f"{_REMEDIES[status]} (status {status})") from None
        if status < 500 and status not in _PASSING:
            raise self._error(f"rejected the request (status {status})") from None
        wait = _retry_after(error.response.headers) or _BACK_OFF * 2**failures
        if wait > self._settings.longest_wait:
            raise self._error(f"asks to wait {wait:.0f} seconds (status {status})") from None
        if failures == self._settings.retries:
            raise self._error(f"keeps failing (status {status})") from None
        return wait

    @property
    def _who(self) -> str:
        return f"the model {self.name} at {self.host}"

    def _error(self, what: str) -> ModelError:
        return ModelError(f"{self._who} {what}")


def _passes(error: Exception) -> bool:
    """Whether the same request may well succeed: the connection failed, in time."""
    import httpx2
    import openai

    broken = isinstance(error, (openai.APIConnectionError, httpx2.TransportError, BrokenOffError))
    return broken and not isinstance(error, openai.APITimeoutError)


def _failure(error: Exception, *, begun: bool) -> str:
    """What went wrong, for a person."""
    import openai

    if isinstance(error, openai.APITimeoutError):
        return "did not answer in time"
    if begun:
        return "broke off in the middle"
    if isinstance(error, openai.APIConnectionError):
        return "cannot be reached; check that it runs there"
    if isinstance(error, BrokenOffError):
        return "said nothing"
    return "sent what is no chat completion; check OPENAI_BASE_URL"


def _format(schema: Schema | None) -> "ResponseFormatJSONSchema | Omit":
    from openai import omit

    if schema is None:
        return omit
    described: JSONSchema = {"name": "reply", "strict": True, "schema": schema}
    return {"type": "json_schema", "json_schema": described}


def _message(said: Instruction) -> "ChatCompletionMessageParam":
    match said.role:
        case "system":
            return {"role": "system", "content": said.content}
        case "user":
            return {"role": "user", "content": said.content}
        case "assistant":
            return {"role": "assistant", "content": said.content}


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server asks to wait: a number of them, or a date."""
    said = headers.get("retry-after", "").strip()
    try:
        return float(said) if said[:1].isdecimal() else _until(said)
    except ValueError:
        return None


def _until(date: str) -> float:
    """Seconds until a date of an HTTP header; ValueError for what is none."""
    return max(0.0, parsedate_to_datetime(date).timestamp() - time.time())


def _client(settings: ModelSettings) -> "AsyncOpenAI":
    import openai

    return openai.AsyncOpenAI(
        api_key=settings.api_key,
        base_url=settings.base_url,
        max_retries=0,
        timeout=openai.Timeout(settings.timeout, connect=settings.connect_timeout),
        # Whoever is redirected would send the reports to a host that nobody named.
        http_client=openai.DefaultAsyncHttpxClient(follow_redirects=False),
    )
