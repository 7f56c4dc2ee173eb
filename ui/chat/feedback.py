"""What readers say of answers: a file of JSON Lines, from which the evaluation makes questions.

A line holds no name: the verdict on one answer, the answer as the contracts have it, and the turns
before it. Lines are only ever added; of those with the same `id` the last one counts.
"""

import contextlib
import datetime as dt
import errno
import fcntl
import hashlib
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from pydantic import TypeAdapter, ValidationError

from assistant import Answer, Correction
from ui.chat.turns import Conversation, Turn

__all__ = ["Fault", "Feedback", "Given", "Verdict"]

_FORMAT: Final = 1
Verdict: TypeAlias = Literal["helpful", "not_helpful"]
Fault: TypeAlias = Literal["citation", "missing", "misread", "refusal", "other"]


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader says of an answer."""

    verdict: Verdict
    reasons: tuple[Fault, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """A line as far as it is read again."""

    format: Literal[1]
    id: str
    verdict: Verdict
    reasons: tuple[Fault, ...]
    comment: str


_KNOWN: Final = TypeAdapter(_Known)


class Feedback:
    """Adds to one file; threads and processes may share that.

    What another process adds after this one began is counted, but not shown here.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._given = dict(_read(path))

    def given(self, conversation_id: str, turn: Turn) -> Given | None:
        """What was said last of the answer that a turn of a saved conversation has now."""
        return None if turn.answer is None else self._given.get(_id(conversation_id, turn.answer))

    def keep(self, conversation: Conversation, turn: Turn, given: Given) -> None:
        """Add a line, unless it says what the last one did; OSError where it cannot be written."""
        if turn.answer is None:
            raise ValueError("there is no answer of which anything could be said")
        name = _id(conversation.id, turn.answer)
        line = {
            "format": _FORMAT,
            "id": name,
            "given": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "verdict": given.verdict,
            "reasons": list(given.reasons),
            "comment": given.comment,
            "history": [
                {"role": message.role, "content": message.content}
                for message in conversation.history(turn.number)
            ],
            "corrected": any(
                each.correction != Correction() for each in conversation.turns[: turn.number]
            ),
            "answer": turn.answer.to_dict(),
        }
        with self._lock:
            if self._given.get(name) != given:
                _append(self._path, json.dumps(line, ensure_ascii=False).encode())
                self._given[name] = given


def _id(conversation_id: str, answer: Answer) -> str:
    """Stands for one answer; another one to the same question, asked again, has another."""
    made = f"{conversation_id} {answer.provenance.created.timestamp()}"
    return hashlib.sha256(made.encode()).hexdigest()[:16]


def _read(path: Path) -> Iterator[tuple[str, Given]]:
    """Answers with what was said of them, the latest last; what cannot be read is passed over."""
    # where the file itself cannot be read, the first who adds to it is told
    with contextlib.suppress(OSError), path.open("rb") as file:
        for line in file:
            with contextlib.suppress(ValidationError):
                known = _KNOWN.validate_json(line)
                yield known.id, Given(known.verdict, known.reasons, known.comment)


def _append(path: Path, line: bytes) -> None:
    """Return only when the line is on the disk, whole and by itself, or raise OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = os.fstat(file).st_size
        torn = size > 0 and os.pread(file, 1, size - 1) != b"\n"  # by a crash
        text = (b"\n" if torn else b"") + line + b"\n"
        if os.write(file, text) < len(text):
            os.ftruncate(file, size)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(file)
    finally:
        os.close(file)
