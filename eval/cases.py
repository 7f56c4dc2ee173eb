"""Files of questions -> cases: JSON Lines, as eval/gold/README.md describes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError
from pydantic import dataclasses as checked

from assistant import Message
from eval.errors import GoldError
from eval.folding import folded
from eval.types import Case, Nugget, Place, QuestionType

__all__ = ["Selection", "corpora_in", "read_cases"]


@checked.dataclass(frozen=True)
class _PlaceRow:
    file: str
    label: str | None = None
    paragraph: str | None = None
    starts_with: str = ""


@checked.dataclass(frozen=True)
class _NuggetRow:
    any: tuple[str, ...]
    vital: bool = True


@checked.dataclass(frozen=True)
class _TurnRow:
    role: Literal["user", "assistant"]
    content: str


@checked.dataclass(frozen=True)
class _Row:
    """A line of a file; what it says beyond this is for its readers."""

    id: str
    type: QuestionType
    question: str
    answerable: bool
    corpus: str = ""
    history: tuple[_TurnRow, ...] = ()
    gold: tuple[_PlaceRow, ...] = ()
    also_ok: tuple[_PlaceRow, ...] = ()
    nuggets: tuple[tuple[str, ...] | _NuggetRow, ...] = ()
    reason: str | None = None


_ROW = TypeAdapter(_Row)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of the cases are run; all by itself."""

    types: tuple[QuestionType, ...] = ()
    ids: tuple[str, ...] = ()
    limit: int | None = None

    def of(self, cases: Sequence[Case]) -> list[Case]:
        """The cases that are run, in order; GoldError where none is left, or an id is unknown."""
        known = {case.id for case in cases}
        unknown = [each for each in self.ids if each not in known]
        if unknown:
            raise GoldError(f"no question is called {', '.join(unknown)}")
        if self.limit is not None and self.limit < 1:
            raise GoldError("no question is left to be run")
        taken = [
            case
            for case in cases
            if (not self.types or case.type in self.types) and (not self.ids or case.id in self.ids)
        ]
        if not taken:
            raise GoldError("no question is left to be run")
        return taken[: self.limit]


def read_cases(paths: Sequence[Path]) -> list[Case]:
    """The cases of the files, in order; each id may occur once.

    Raises GoldError with file and line where one is not as it should be.
    """
    cases: dict[str, Case] = {}
    for path in paths:
        for place, line in _lines(path):
            case = _case(place, line)
            if case.id in cases:
                raise GoldError(f"{place}: a second question called {case.id}")
            cases[case.id] = case
    if not cases:
        raise GoldError(f"{', '.join(map(str, paths))}: no questions")
    return list(cases.values())


def corpora_in(paths: Sequence[Path]) -> list[str]:
    """The names of the corpora that questions of these files ask."""
    return list(dict.fromkeys(case.corpus for case in read_cases(paths)))


def _lines(path: Path) -> list[tuple[str, str]]:
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise GoldError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is not UTF-8 text") from error
    return [(f"{path}, line {n}", line) for n, line in enumerate(lines, 1) if line.strip()]


def _case(place: str, line: str) -> Case:
    try:
        row = _ROW.validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise GoldError(f"{place}: {where + ': ' if where else ''}{first['msg']}") from error
    if row.answerable != bool(row.gold):
        raise GoldError(
            f"{place}: “gold” belongs to questions that can be answered, and to them only"
        )
    if not row.question.strip() or not all(map(_can_be_missed, row.nuggets)):
        raise GoldError(f"{place}: the question or a nugget is empty")
    return Case(
        id=row.id,
        type=row.type,
        question=row.question,
        answerable=row.answerable,
        corpus=row.corpus,
        history=tuple(Message(turn.role, turn.content) for turn in row.history),
        gold=_places(place, row.gold),
        also_ok=_places(place, row.also_ok),
        nuggets=tuple(
            Nugget(_spellings(each), each.vital if isinstance(each, _NuggetRow) else True)
            for each in row.nuggets
        ),
        reason=row.reason,
    )


def _can_be_missed(nugget: tuple[str, ...] | _NuggetRow) -> bool:
    """Every text holds an empty spelling."""
    spellings = _spellings(nugget)
    return bool(spellings) and all(map(folded, spellings))


def _spellings(nugget: tuple[str, ...] | _NuggetRow) -> tuple[str, ...]:
    return nugget.any if isinstance(nugget, _NuggetRow) else nugget


def _places(where: str, rows: Sequence[_PlaceRow]) -> tuple[Place, ...]:
    for row in rows:
        if row.label is None and not row.starts_with and row.paragraph is None:
            raise GoldError(f"{where}: {row.file} without a label, a number or first words")
    return tuple(Place(row.file, row.label, row.paragraph, row.starts_with) for row in rows)
