"""What readers said of answers, read from the file of JSON Lines to which the chat adds it."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError
from pydantic import dataclasses as checked

from assistant import Message, period
from eval.errors import GoldError
from eval.types import QuestionType

__all__ = ["Judged", "Pointed", "read_feedback"]


@checked.dataclass(frozen=True)
class Pointed:
    """A paragraph that an answer cites, or that came nearest to a question it refused."""

    report_id: str
    file: str
    label: str
    authority: str | None
    report: str
    published: str | None
    section: tuple[str, ...]
    text: str


@checked.dataclass(frozen=True)
class _Refusal:
    reason: str
    nearest: tuple[Pointed, ...] = ()


@checked.dataclass(frozen=True)
class _Understood:
    question: str
    intent: Literal["lookup", "theme", "grade", "list", "compare", "change", "aggregate"]
    authorities: tuple[str, ...]
    kinds: tuple[str, ...]
    strands: tuple[str, ...]
    grades: tuple[str, ...]
    since: dt.date | None = Field(alias="from")
    until: dt.date | None = Field(alias="to")


@checked.dataclass(frozen=True)
class _Provenance:
    corpus: str


@checked.dataclass(frozen=True)
class _Answer:
    question: str
    status: Literal["answered", "partial", "refused"]
    understood: _Understood
    citations: tuple[Pointed, ...]
    refusal: _Refusal | None
    provenance: _Provenance


@checked.dataclass(frozen=True)
class _Turn:
    role: Literal["user", "assistant"]
    content: str


@checked.dataclass(frozen=True)
class _Line:
    format: Literal[1]
    id: str
    given: AwareDatetime
    verdict: Literal["helpful", "not_helpful"]
    reasons: tuple[str, ...]
    comment: str
    history: tuple[_Turn, ...]
    corrected: bool
    answer: _Answer


_LINE = TypeAdapter(_Line)


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer, and what a reader said of it."""

    id: str
    given: dt.datetime
    helpful: bool
    reasons: tuple[str, ...]
    """What is wrong with it."""
    comment: str
    question: str
    history: tuple[Message, ...]
    """What was said before, where the question does not stand by itself."""
    corrected: bool
    """Whether the reader changed how it, or one before it, was read: its words are not all."""
    read_as: str
    """How it was read: authorities, time, kinds of report, judgements, grades."""
    type: QuestionType
    refused: str | None
    """Why nothing was answered."""
    cited: tuple[Pointed, ...]
    nearest: tuple[Pointed, ...]
    corpus: str
    """The hash of the reports that were asked."""


def read_feedback(path: Path) -> tuple[list[Judged], list[str]]:
    """What was said, in order, and a line for each damaged one; GoldError where nothing is left."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise GoldError(f"{path} cannot be read: {error.strerror}") from error
    judged, damaged = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            judged.append(_judged(_LINE.validate_json(line)))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            damaged.append(f"{path}, line {number}: {where + ': ' if where else ''}{first['msg']}")
    if not judged:
        first_fault = f" ({damaged[0]})" if damaged else ""
        raise GoldError(f"{path} holds no feedback{first_fault}; name the file that the chat keeps")
    return judged, damaged


def _judged(line: _Line) -> Judged:
    answer = line.answer
    question = " ".join(answer.question.split())
    by_itself = answer.understood.question == question
    history = () if by_itself else tuple(Message(t.role, t.content) for t in line.history)
    kind: QuestionType = "followup" if history else answer.understood.intent
    refused = answer.refusal.reason if answer.refusal and answer.status == "refused" else None
    return Judged(
        id=f"feedback-{line.id}",
        given=line.given,
        helpful=line.verdict == "helpful",
        reasons=line.reasons,
        comment=line.comment,
        question=question,
        history=history,
        corrected=line.corrected,
        read_as=_read_as(answer.understood),
        type="unanswerable" if refused else kind,
        refused=refused,
        cited=tuple(dict.fromkeys(answer.citations)),
        nearest=answer.refusal.nearest if answer.refusal else (),
        corpus=answer.provenance.corpus,
    )


def _read_as(understood: _Understood) -> str:
    dated = understood.since or understood.until
    return "; ".join(
        (
            *understood.authorities,
            *((period(understood.since, understood.until),) if dated else ()),
            *understood.kinds,
            *understood.strands,
            *understood.grades,
        )
    )
