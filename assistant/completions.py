"""A response of chat completions -> its text, piece by piece, whether it is streamed or not.

Nothing is taken for granted: servers leave fields out, or put others in their place, and the
`openai` package hands over what they send unchecked.
"""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from assistant.llm import Stop

if TYPE_CHECKING:
    from openai import AsyncAPIResponse, AsyncStream
    from openai.types.chat import ChatCompletionChunk

__all__ = ["BrokenOffError", "pieces"]


class BrokenOffError(Exception):
    """A stream ended without saying that it was complete."""


async def pieces(
    response: "AsyncAPIResponse[AsyncStream[ChatCompletionChunk]]",
) -> AsyncIterator[str | Stop]:
    """The text of a response, whatever was asked for; a `Stop` is the last item.

    An empty text is a sign of life: the model thinks, or writes what it will send in one. Raises
    ValueError for what is no chat completion, and BrokenOffError.
    """
    from openai.types.chat import ChatCompletion

    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "text/event-stream":
        async for piece in _streamed(await response.parse()):
            yield piece
    elif kind == "application/json":
        yield ""
        completion = ChatCompletion.model_validate_json(await response.read())
        if not completion.choices or not completion.choices[0].message.content:
            raise ValueError("nothing said")
        yield completion.choices[0].message.content
        yield _stop(completion.choices[0].finish_reason, completion.usage)
    else:
        raise ValueError(f"a response of type {kind}")


async def _streamed(chunks: "AsyncStream[ChatCompletionChunk]") -> AsyncIterator[str | Stop]:
    """The text of a stream; one that ends without saying so was broken off."""
    reason = usage = None
    async for chunk in chunks:
        usage = getattr(chunk, "usage", None) or usage
        choices = getattr(chunk, "choices", None)
        if not isinstance(choices, list):
            raise ValueError("no chunk of a completion")  # noqa: TRY004  (it is the server's)
        for choice in choices[:1]:
            content = getattr(getattr(choice, "delta", None), "content", None)
            yield content if isinstance(content, str) else ""
            reason = getattr(choice, "finish_reason", None) or reason
    if reason is None:
        raise BrokenOffError
    yield _stop(reason, usage)


def _stop(reason: object, usage: object) -> Stop:
    counts = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
    if reason in ("length", "content_filter"):
        return Stop("length" if reason == "length" else "filter", *counts)
    return Stop("complete", *counts)


def _count(usage: object, name: str) -> int:
    """Tokens, 0 where the server does not say."""
    value = getattr(usage, name, None)
    return value if isinstance(value, int) and value > 0 else 0
