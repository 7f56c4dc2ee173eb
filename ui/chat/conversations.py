"""Saved conversations: a folder a user, a file a conversation, kept until its user deletes it.

A file begins with a line that lists it, so that a list need not read whole conversations; each
further line is one turn. What this version cannot read is listed as such and left as it is.
"""

import datetime as dt
import hashlib
import re
import secrets
import threading
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import AwareDatetime, TypeAdapter

from assistant import Answer, Citation
from index import Hit, Report, replace_text
from ui.chat.turns import Conversation, Turn

__all__ = ["Conversations", "Listed"]

_FORMAT: Final = 1
_ID: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Listed:
    """A saved conversation as a list shows it."""

    id: str
    title: str
    updated: AwareDatetime
    format: int = _FORMAT

    @property
    def readable(self) -> bool:
        """Whether this version can open it."""
        return self.format == _FORMAT


_LISTED: Final = TypeAdapter(Listed)
_TURN: Final = TypeAdapter(Turn)


class Conversations:
    """The conversations in a folder; threads may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def list(self, user: str) -> list[Listed]:
        """A user's conversations, the latest first; a damaged file is passed over."""
        found = []
        for path in self._of(user).glob("*.json"):
            try:
                with path.open(encoding="utf-8") as file:
                    listed = _LISTED.validate_json(file.readline())
            except (OSError, ValueError):
                continue
            found += [listed] if listed.id == path.stem else []
        return sorted(found, key=lambda listed: listed.updated, reverse=True)

    def load(self, user: str, conversation_id: str) -> Conversation | None:
        """A user's conversation; None where there is none of that id, or none that can be read."""
        path = self._path(user, conversation_id)
        if path is None:
            return None
        try:
            head, *turns = path.read_text("utf-8").removesuffix("\n").split("\n")
            listed = _LISTED.validate_json(head)
            if not listed.readable or listed.id != conversation_id:
                return None
            read = tuple(_TURN.validate_json(line) for line in turns)
        except (OSError, ValueError):
            return None
        return Conversation(listed.id, read, listed.updated, user)

    def save(self, user: str, conversation: Conversation) -> Conversation:
        """Keep it, and return it with its id and the time; OSError where it cannot be written.

        Where another page has changed or deleted it meanwhile, it is kept under an id of its own.
        """
        now = dt.datetime.now(dt.UTC)
        with self._lock:
            is_same = self._kept(user, conversation.id) == conversation.updated
            name = conversation.id if conversation.id and is_same else secrets.token_hex(8)
            kept = replace(conversation, id=name, updated=now, owner=user)
            lines = [_LISTED.dump_json(Listed(kept.id, kept.title, now))]
            lines += [_TURN.dump_json(_lean(turn)) for turn in kept.turns]
            path = self._of(user) / f"{kept.id}.json"
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_text(path, "".join(f"{line.decode()}\n" for line in lines))
        return kept

    def delete(self, user: str, conversation_id: str) -> None:
        """Forget a conversation; nothing happens where there is none."""
        path = self._path(user, conversation_id)
        if path is not None:
            path.unlink(missing_ok=True)

    def _kept(self, user: str, conversation_id: str) -> dt.datetime | None:
        """When a conversation was last kept; None where it is not there."""
        path = self._path(user, conversation_id)
        try:
            with path.open(encoding="utf-8") if path else nullcontext() as file:
                return _LISTED.validate_json(file.readline()).updated if file else None
        except (OSError, ValueError):
            return None

    def _of(self, user: str) -> Path:
        """A user's folder; a name of any characters gives a plain one."""
        return self._folder / hashlib.sha256(user.encode()).hexdigest()[:32]

    def _path(self, user: str, conversation_id: str) -> Path | None:
        """A conversation's file; None for what is no id, and so might be a path elsewhere."""
        if not _ID.fullmatch(conversation_id):
            return None
        return self._of(user) / f"{conversation_id}.json"


def _lean(turn: Turn) -> Turn:
    """A turn without what is in the catalogue and not shown: its statements stand in the answer."""
    if turn.answer is None:
        return replace(turn, citations=tuple(map(_lean_citation, turn.citations)))
    answer = _lean_answer(turn.answer)
    return replace(turn, answer=answer, citations=answer.citations)


def _lean_answer(answer: Answer) -> Answer:
    refusal = answer.refusal
    if refusal is not None:
        refusal = replace(refusal, nearest=tuple(map(_lean_hit, refusal.nearest)))
    return replace(
        answer,
        hits=(),
        citations=tuple(map(_lean_citation, answer.citations)),
        refusal=refusal,
    )


def _lean_hit(hit: Hit) -> Hit:
    return replace(hit, report=_lean_report(hit.report))


def _lean_citation(citation: Citation) -> Citation:
    passage = replace(citation.passage, report=_lean_report(citation.passage.report))
    return replace(citation, passage=passage)


def _lean_report(report: Report) -> Report:
    """A report without the lists that only the catalogue reads."""
    return replace(report, judgements=(), previous=(), abbreviations=(), warnings=())
