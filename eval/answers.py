"""Answers as lines of JSON, as the contracts give them, and what scoring reads of such a line."""

import json
from dataclasses import replace
from typing import Literal

from pydantic import TypeAdapter, ValidationError
from pydantic import dataclasses as checked

from assistant import Answer
from eval.errors import RunError
from eval.types import (
    Case,
    Cited,
    Coverage,
    Found,
    Outcome,
    Refused,
    Said,
    Seconds,
    Tokens,
)

__all__ = ["id_of", "outcome_of", "to_line"]


@checked.dataclass(frozen=True)
class _Table:
    coverage: Coverage | None


@checked.dataclass(frozen=True)
class _Provenance:
    usage: Tokens | None = None


@checked.dataclass(frozen=True)
class _Withheld:
    text: str
    reason: str


@checked.dataclass(frozen=True)
class _Line:
    """The fields of an answer that are scored."""

    id: str
    status: Literal["answered", "partial", "refused"]
    mode: str
    text: str
    authorities: tuple[str, ...]
    statements: tuple[Said, ...]
    citations: tuple[Cited, ...]
    table: _Table | None
    withheld: tuple[_Withheld, ...]
    refusal: Refused | None
    provenance: _Provenance
    seconds: Seconds
    hits: tuple[Found, ...] | None = None


_LINE = TypeAdapter(_Line)


def to_line(case: Case, answer: Answer) -> str:
    """The answer's JSON under the case's id, with the paragraphs that were retrieved."""
    hits = [{"paragraph_id": hit.paragraph.id, "score": round(hit.score, 6)} for hit in answer.hits]
    return json.dumps(replace(answer, id=case.id).to_dict() | {"hits": hits}, ensure_ascii=False)


def id_of(line: str) -> str | None:
    """The id in an answer's line; None where it is not whole."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError:
        return None
    return str(row["id"]) if isinstance(row, dict) and row.get("id") is not None else None


def outcome_of(line: str, place: str) -> Outcome:
    """What is scored of an answer's line; RunError where it is no such answer."""
    try:
        row = _LINE.validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole line"
        raise RunError(f"{place} is no answer of the contracts: {where}: {first['msg']}") from error
    return Outcome(
        id=row.id,
        status=row.status,
        mode=row.mode,
        text=row.text,
        authorities=row.authorities,
        statements=row.statements,
        citations=row.citations,
        withheld=len(row.withheld),
        coverage=row.table.coverage if row.table else None,
        refusal=row.refusal,
        tokens=row.provenance.usage,
        seconds=row.seconds,
        hits=row.hits,
    )
