"""The file in which a language model's replies are kept, as JSON Lines.

The first line says whose replies they are; each further line is one reply, by its request's hash:

    {"model": "m", "host": "localhost:11434", "room": 14000, "timeout": 120.0}
    {"request": "sha256:…", "take": 1, "pieces": ["{", …], "stop": {…}, "error": null}

`take` counts the times that a request was made, in the order in which the replies began; a later
line replaces an earlier one of the same request and take. `pieces` are kept as they came, since
what is made of a reply may depend on where they end. `error` is the failure that a reply ended
with, after the pieces; a run that goes on asks again, for a server that was down may be up.

Where `stop` and `error` are both null, the listener left in the middle. It is kept, since whoever
heard enough to answer leaves there again when the pieces are replayed; whoever wants to hear more
gets an error. Nobody can tell it from a run that was interrupted, so a run that goes on asks again.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path
from typing import Final, Literal, Self, TypeAlias

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

from assistant import ContextError, ModelError, Reply, Request, Stop
from eval.errors import RecordingError

__all__ = [
    "Failure",
    "Header",
    "Recorded",
    "Replies",
    "appending",
    "line_of",
    "parsed",
    "request_hash",
    "write",
]


@dataclass(frozen=True, slots=True)
class Header:
    """Whose replies a file holds: what the assistant reads of a model."""

    model: str
    host: str
    room: int
    timeout: float


@dataclass(frozen=True, slots=True)
class Failure:
    """A ModelError that a reply ended with."""

    kind: Literal["ModelError", "ContextError"]
    message: str

    @classmethod
    def of(cls, error: ModelError) -> Self:
        """What is kept of an error."""
        is_context = isinstance(error, ContextError)
        return cls("ContextError" if is_context else "ModelError", str(error))

    def again(self) -> ModelError:
        """The error, to be raised again."""
        kind = ContextError if self.kind == "ContextError" else ModelError
        return kind(self.message)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One reply, as far as somebody listened to it."""

    request: str
    take: int
    pieces: tuple[str, ...]
    stop: Stop | None = None
    error: Failure | None = None

    @property
    def succeeded(self) -> bool:
        """Whether it came to its end; else it failed, or its listener left."""
        return self.stop is not None and self.error is None

    def replayed(self, path: Path) -> Reply:
        """The reply once more."""
        yield from self.pieces
        if self.stop is not None:
            yield self.stop
        if self.error is not None:
            raise self.error.again()
        if self.stop is None:
            raise RecordingError(
                f"{path}: the reply to request {self.request} was heard up to here only;"
                " record again with the model"
            )


Replies: TypeAlias = Mapping[tuple[str, int], Recorded]
"""What a file holds, by request and take."""

_HEADER: Final = TypeAdapter(Header)
_RECORDED: Final = TypeAdapter(Recorded)


def request_hash(model_name: str, request: Request) -> str:
    """What a request is known by; the time that it may take is no part of it.

    The order of a schema's properties is: models write in that order.
    """
    asked = {
        "model": model_name,
        "instructions": [[each.role, each.content] for each in request.instructions],
        "schema": request.schema,
    }
    return f"sha256:{hashlib.sha256(json.dumps(asked).encode()).hexdigest()}"


def parsed(path: Path, data: bytes) -> tuple[Header, Replies]:
    """A file's content; a last line without its end was being written when the run ended."""
    first, *lines = data.split(b"\n")[:-1] or [b""]
    try:
        header = _HEADER.validate_python(json.loads(first))
    except (ValueError, RecursionError) as error:
        raise RecordingError(f"{path}, line 1: no recording of a model begins so") from error
    known = {}
    for number, line in enumerate(lines, start=2):
        try:
            recorded = _RECORDED.validate_python(json.loads(line))
        except (ValueError, RecursionError) as error:
            raise RecordingError(
                f"{path}, line {number} is damaged; remove it, and record again with the model"
            ) from error
        known[recorded.request, recorded.take] = recorded
    return header, known


@contextmanager
def appending(path: Path) -> Iterator[FileIO]:
    """A file to read and to append to, ours alone until it is left by whichever thread."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("a+b", buffering=0))
            stack.enter_context(FileLock(f"{path}.lock", timeout=0, thread_local=False))
        except Timeout:
            raise RecordingError(f"another run records to {path}; wait for it") from None
        except OSError as error:
            place = error.filename or path
            raise RecordingError(f"{place} cannot be written: {error.strerror}") from error
        file.seek(0)
        yield file


def line_of(value: Header | Recorded) -> bytes:
    """A line of the file, with its end."""
    return json.dumps(asdict(value)).encode() + b"\n"


def write(file: FileIO, value: Header | Recorded) -> None:
    """Append a line, whole or not at all; afterwards it is on the disk."""
    place, line = os.fstat(file.fileno()).st_size, line_of(value)
    try:
        while line:
            line = line[file.write(line) :]
        os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            file.truncate(place)
        raise RecordingError(f"{file.name} cannot be written: {error.strerror}") from error
