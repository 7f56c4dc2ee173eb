"""A language model whose replies are kept in a file, and the same model from that file alone."""

import threading
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from assistant import LanguageModel, ModelError, Reply, Request, Stop
from eval.errors import RecordingError
from eval.recordings import (
    Failure,
    Header,
    Recorded,
    Replies,
    appending,
    line_of,
    parsed,
    request_hash,
    write,
)

__all__ = ["Recorder", "Replay"]


class Recorder:
    """Asks a model and keeps each reply; threads may share it, other processes may not.

    A file of the same model is continued: replies that came to their end are replayed, those that
    failed or were left in the middle are asked for again. Raises RecordingError for any other file.
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
        with ExitStack() as stack:
            self._file = stack.enter_context(appending(path))
            self._known = self._continued()
            self._opened = stack.pop_all()

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
            self._keep(Recorded(key, take, tuple(pieces), stop, Failure.of(error)))
            raise
        except GeneratorExit:
            self._keep(Recorded(key, take, tuple(pieces), stop))
            raise
        self._keep(Recorded(key, take, tuple(pieces), stop or Stop()))

    def close(self) -> None:
        """Let go of the model and the file; replies that end later are not kept."""
        self._model.close()
        with self._lock:
            self._opened.close()

    def _continued(self) -> Replies:
        """What need not be asked again; the file is made ready for the next line."""
        header = Header(self.name, self.host, self.room, self.timeout)
        data = self._file.readall()
        if line_of(header).startswith(data):  # it is new, or was being begun
            self._file.truncate(0)
            write(self._file, header)
            return {}
        found, known = parsed(self._path, data)
        if (found.model, found.host, found.room) != (self.name, self.host, self.room):
            raise RecordingError(
                f"{self._path} holds replies of the model {found.model} at {found.host} with room"
                f" for {found.room} tokens, not of {self.name} at {self.host} with {self.room};"
                " record to another file"
            )
        self._file.truncate(data.rindex(b"\n") + 1)
        return {place: recorded for place, recorded in known.items() if recorded.succeeded}

    def _keep(self, recorded: Recorded) -> None:
        with self._lock:
            if not self._file.closed:
                write(self._file, recorded)


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
        header, self._known = parsed(path, data)
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
