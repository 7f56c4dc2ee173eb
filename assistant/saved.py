"""Saved answers: the files that `ask --json`, `ask --jsonl` and the export of a conversation write.

Nothing in such a file is trusted: what is read here is only known to have the right shape.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import from_json

from assistant.answer import Mode, Status
from assistant.errors import SavedAnswerError
from assistant.export import CONVERSATION_FORMAT
from assistant.types import Coverage, Note

__all__ = [
    "SavedAnswer",
    "SavedCitation",
    "SavedProvenance",
    "SavedRefusal",
    "SavedRow",
    "SavedStatement",
    "SavedTable",
    "SavedUnderstood",
    "parse_saved",
    "read_saved",
]

_LARGEST = 50 * 2**20
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class SavedCitation:
    """A citation as it was saved."""

    id: int
    report_id: str
    file: str
    authority: str | None
    report: str
    inspection_start: str | None
    inspection_end: str | None
    published: str | None
    paragraph_id: str
    paragraph: str | None
    label: str
    section: tuple[str, ...]
    page: int
    text: str
    quote: str
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class SavedStatement:
    """A statement as it was saved, with the numbers of its citations."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A row of a computed table as it was saved."""

    cells: tuple[str, ...]
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SavedTable:
    """A computed table as it was saved."""

    columns: tuple[str, ...]
    rows: tuple[SavedRow, ...]
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True)
class SavedRefusal:
    """Why nothing was answered."""

    message: str
    evidence: tuple[SavedCitation, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedUnderstood:
    """How the question was understood, as far as it can be looked up again."""

    question: str
    authorities: tuple[str, ...] = ()
    since: Annotated[str | None, Field(alias="from")] = None
    until: Annotated[str | None, Field(alias="to")] = None
    strands: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedProvenance:
    """What the answer was made from."""

    corpus: str


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """An answer as it was saved; the fields that can be checked."""

    question: str
    status: Status
    mode: Mode
    text: str
    authorities: tuple[str, ...]
    understood: SavedUnderstood
    notes: tuple[Note, ...]
    statements: tuple[SavedStatement, ...]
    citations: tuple[SavedCitation, ...]
    table: SavedTable | None
    refusal: SavedRefusal | None
    provenance: SavedProvenance
    id: str | int | float | None = None

    def __post_init__(self) -> None:
        numbers = Counter(citation.id for citation in self.citations)
        twice = [number for number, times in numbers.items() if times > 1]
        if twice:
            raise ValueError(f"several citations have the number {twice[0]}")


@dataclass(frozen=True, slots=True)
class _Conversation:
    format: int
    answers: tuple[SavedAnswer, ...]


_ANSWER = TypeAdapter(SavedAnswer)
_ANSWERS = TypeAdapter(tuple[SavedAnswer, ...])
_CONVERSATION = TypeAdapter(_Conversation)


def read_saved(path: Path) -> tuple[SavedAnswer, ...]:
    """The answers of a file, in order.

    Raises SavedAnswerError where it cannot be read, or holds no answers.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise SavedAnswerError(f"{path} cannot be read: {error.strerror}") from error
    return parse_saved(data, str(path))


def parse_saved(data: bytes, name: str) -> tuple[SavedAnswer, ...]:
    """The answers in the bytes of a file of that name: an answer, several, or a conversation.

    Raises SavedAnswerError with file, line and what is wrong.
    """
    if len(data) > _LARGEST:
        raise SavedAnswerError(f"{name} has more than {_LARGEST // 2**20} MB")
    data = data.removeprefix(b"\xef\xbb\xbf")
    lines = [(n, line) for n, line in enumerate(data.split(b"\n"), 1) if line.strip()]
    if len(lines) > 1 and _is_json(lines[0][1]):
        return tuple(_valid(_ANSWER, line, f"{name}, line {n}") for n, line in lines)
    answers = _document(data, name)
    if not answers:
        raise SavedAnswerError(f"{name} holds no answer")
    return answers


def _document(data: bytes, name: str) -> tuple[SavedAnswer, ...]:
    """The answers of a file that is one JSON value."""
    try:
        value = from_json(data)
    except ValueError as error:
        raise SavedAnswerError(f"{name} is no JSON: {error}") from error
    if isinstance(value, list):
        return _valid(_ANSWERS, data, name)
    if isinstance(value, dict) and "answers" in value:
        conversation = _valid(_CONVERSATION, data, name)
        if conversation.format != CONVERSATION_FORMAT:
            raise SavedAnswerError(
                f"{name} was written by another version: its format is {conversation.format}, "
                f"this program reads {CONVERSATION_FORMAT}"
            )
        return conversation.answers
    return (_valid(_ANSWER, data, name),)


def _is_json(line: bytes) -> bool:
    try:
        from_json(line)
    except ValueError:
        return False
    return True


def _valid(adapter: TypeAdapter[_Read], data: bytes, place: str) -> _Read:
    try:
        return adapter.validate_json(data, strict=True)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        what = f"{where}: {first['msg']}" if where else first["msg"]
        raise SavedAnswerError(f"{place} is no saved answer: {what}") from error
