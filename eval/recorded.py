"""A language model's replies in a JSON Lines file, so that a run can be repeated without the model.

The first line says whose replies they are; each further line is one reply, by its request's hash:

    {"model": "m", "host": "localhost:11434", "room": 14000, "timeout": 120.0}
    {"request": "sha256:…", "take": 1, "pieces": ["{", …], "stop": {…}, "error": null}

`take` counts the times that a request was made, in the order in which the replies began; a later
line replaces an earlier one of the same request and take. `pieces` are kept as they came, since
what is made of a reply may depend on where they end. `error` is the failure that a reply ended
with, after the pieces.

Where `stop` and `error` are both null, the listener left in the middle. It is kept, since whoever
heard enough to answer leaves there again when the pieces are replayed; whoever wants to hear more
gets an error. Nobody can tell it from a run that was interrupted, so a run that goes on asks again.
"""

import fcntl
import hashlib
import json
import os
import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path
from typing import Final, Literal, Self, TypeAlias

from pydantic import TypeAdapter

from assistant import ContextError, LanguageModel, ModelError, Reply, Request, Stop
from eval.errors import RecordingError

__all__ = ["Recorder", "Replay", "request_hash"]


@dataclass(frozen=True, slots=True)
class _Header:
    """Whose replies a file holds: what the assistant reads of a model."""

    model: str
    host: str
    room: int
    timeout: float


@dataclass(frozen=True, slots=True)
class _Failure:
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
class _Recorded:
    """One reply, as far as somebody listened to it."""

    request: str
    take: int
    pieces: tuple[str, ...]
    stop: Stop | None = None
    error: _Failure | None = None

    @property
    def ended(self) -> bool:
        """Whether it came to its end, be it a failure; else its listener left."""
        return self.stop is not None or self.error is not None

    def replayed(self, path: Path) -> Reply:
        """The reply once more."""
        yield from self.pieces
        if self.stop is not None:
            yield self.stop
        if self.error is not None:
            raise self.error.again()
        if not self.ended:
            raise RecordingError(
                f"{path}: the reply to request {self.request} was heard up to here only;"
                " record again with the model"
            )


_Known: TypeAlias = Mapping[tuple[str, int], _Recorded]
_HEADER: Final = TypeAdapter(_Header)
_RECORDED: Final = TypeAdapter(_Recorded)


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


class Recorder:
    """Asks a model and keeps each reply; threads may share it, other processes may not.

    A file of the same model is continued: what came to its end is replayed, what was left in the
    middle is asked again. Raises RecordingError for any other file.
    """

    def __init__(self, model: LanguageModel, path: Path) -> None:
        self.name = model.name
        self.host = model.host
        self.room = model.room
        self.timeout = model.timeout
        self._model = model
        self._path = path
        # A reply that nobody holds any more is kept at once, be it while this thread writes a line.
        self._lock = threading.RLock()
        self._takes = _Takes()
        self._file = _opened(path)
        try:
            self._known = self._continued()
        except BaseException:
            self._file.close()
            raise

    def reply(self, request: Request) -> Reply:
        """The model's reply, piece by piece as it arrives; kept once it has ended."""
        key = request_hash(self.name, request)
        take = self._takes.following(key)
        known = self._known.get((key, take))
        if known is not None:
            yield from known.replayed(self._path)
            return
        pieces: list[str] = []
        stop = None
        try:
            for piece in self._model.reply(request):
                if isinstance(piece, Stop):
                    stop = piece
                else:
                    pieces.append(piece)
                yield piece
        except ModelError as error:
            self._keep(_Recorded(key, take, tuple(pieces), stop, _Failure.of(error)))
            raise
        except GeneratorExit:
            self._keep(_Recorded(key, take, tuple(pieces), stop))
            raise
        self._keep(_Recorded(key, take, tuple(pieces), stop or Stop()))

    def close(self) -> None:
        """Let go of the model and the file; replies that end later are not kept."""
        self._model.close()
        with self._lock:
            self._file.close()

    def _continued(self) -> _Known:
        """What need not be asked again; the file is made ready for the next line."""
        header = _Header(self.name, self.host, self.room, self.timeout)
        data = self._file.readall()
        if _line(header).startswith(data):  # it is new, or was being begun
            self._file.truncate(0)
            _write(self._file, header)
            return {}
        found, known = _parsed(self._path, data)
        if (found.model, found.host, found.room) != (self.name, self.host, self.room):
            raise RecordingError(
                f"{self._path} holds replies of the model {found.model} at {found.host} with room"
                f" for {found.room} tokens, not of {self.name} at {self.host} with {self.room};"
                " record to another file"
            )
        self._file.truncate(data.rindex(b"\n") + 1)
        return {place: recorded for place, recorded in known.items() if recorded.ended}

    def _keep(self, recorded: _Recorded) -> None:
        with self._lock:
            if not self._file.closed:
                _write(self._file, recorded)


class Replay:
    """Answers as a model did, from a file alone; threads may share it.

    A request that is made more often than it was gets its last reply again. Raises RecordingError
    for a damaged file, and for a request that is not in it.
    """

    def __init__(self, path: Path) -> None:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise RecordingError(f"{path} cannot be read: {error.strerror}") from error
        header, self._known = _parsed(path, data)
        self.name = header.model
        self.host = header.host
        self.room = header.room
        self.timeout = header.timeout
        self._path = path
        self._takes = _Takes()

    def reply(self, request: Request) -> Reply:
        """The reply that was kept."""
        key = request_hash(self.name, request)
        takes = range(self._takes.following(key), 0, -1)
        known = next((self._known[key, take] for take in takes if (key, take) in self._known), None)
        if known is None:
            raise RecordingError(
                f"{self._path} has no reply of the model {self.name} to request {key};"
                " record again with the model"
            )
        yield from known.replayed(self._path)

    def close(self) -> None:
        """Nothing to let go of."""


class _Takes:
    """Counts how often each request is made."""

    def __init__(self) -> None:
        self._made: Counter[str] = Counter()
        self._lock = threading.Lock()

    def following(self, key: str) -> int:
        """1 for the first time, and so on."""
        with self._lock:
            self._made[key] += 1
            return self._made[key]


def _parsed(path: Path, data: bytes) -> tuple[_Header, _Known]:
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


def _opened(path: Path) -> FileIO:
    """A file to read and to append to, ours alone until it is closed."""
    try:
        file = path.open("a+b", buffering=0)
    except OSError as error:
        raise RecordingError(f"{path} cannot be written: {error.strerror}") from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise RecordingError(f"another run records to {path}; wait for it") from error
    file.seek(0)
    return file


def _line(value: _Header | _Recorded) -> bytes:
    return json.dumps(asdict(value)).encode() + b"\n"


def _write(file: FileIO, value: _Header | _Recorded) -> None:
    """Append a line, whole or not at all; afterwards it is on the disk."""
    place, line = os.fstat(file.fileno()).st_size, _line(value)
    try:
        while line:
            line = line[file.write(line) :]
        os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            file.truncate(place)
        raise RecordingError(f"{file.name} cannot be written: {error.strerror}") from error
