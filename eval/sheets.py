"""Sheets in which people write questions about paragraphs, and the cases that come out of them."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant import report_name
from eval.rows import Row, read_rows, write_new, write_sheet
from eval.sampling import Drawn
from eval.types import QUESTION_TYPES, Case, Nugget, Place, QuestionType

__all__ = ["read_question_sheet", "write_cases", "write_question_sheet"]

_ASKED = ("question", "type", "also_labels", "nuggets", "answerable", "reason")
_READ = ("id", "file", "label", *_ASKED)
_SHOWN = ("id", "authority", "report", "file", "label", "heading", "text")
_FILLED_IN = (*_ASKED, "note")

_TYPES = ", ".join(known for known in QUESTION_TYPES if known != "followup")


def write_question_sheet(path: Path, drawn: Sequence[Drawn]) -> None:
    """A row for each paragraph, with empty cells for a question about it; SheetError as below.

    A row may be copied: with another id for another question about the paragraph, or, with the
    same id and question, for a further paragraph of the answer, whose file and label replace those
    that stand there.
    """
    rows = (
        (
            each.id,
            each.report.authority or "",
            report_name(each.report),
            each.report.file,
            each.paragraph.label,
            " > ".join(each.paragraph.section),
            each.paragraph.text,
            *[""] * len(_FILLED_IN),
        )
        for each in drawn
    )
    write_sheet(path, (*_SHOWN, *_FILLED_IN), rows)


def read_question_sheet(path: Path) -> list[Case]:
    """The questions of a sheet, in its order; rows without one are left out.

    `also_labels` names further paragraphs of the same file, with semicolons between them. So are
    nuggets parted, with “|” between the spellings of one, and “?” before one that is not vital.
    Raises SheetError, which says where the sheet is not as it should be, and what to do.
    """
    groups: dict[str, list[Row]] = {}
    for row in read_rows(path, _READ):
        if row["question"]:
            if not row["id"]:
                raise row.error("id", "empty; give the question an id that no other one has")
            groups.setdefault(row["id"], []).append(row)
    return [_case(rows) for rows in groups.values()]


def write_cases(path: Path, cases: Iterable[Case]) -> None:
    """Cases as JSON Lines, see eval/gold/README.md; SheetError where a file exists."""
    lines = (json.dumps(_line(case), ensure_ascii=False) + "\n" for case in cases)
    write_new(path, "".join(lines))


def _case(rows: Sequence[Row]) -> Case:
    """The case of one id: its rows have the same question, and each names a paragraph."""
    for row in rows:
        if _question(row) != _question(rows[0]):
            raise row.error(
                "id",
                f"“{row['id']}” already stands for another question in row {rows[0].number}; "
                "give each question an id of its own",
            )
    question_type = _type(_only(rows, "type"))
    answerable = _answerable(rows, unanswerable=question_type == "unanswerable")
    reason = _only(rows, "reason")
    if answerable == bool(reason["reason"]):
        raise reason.error(
            "reason", "say why a question cannot be answered, and nothing of one that can be"
        )
    gold = tuple(dict.fromkeys(_place(row) for row in rows)) if answerable else ()
    also = (Place(row["file"], label) for row in rows for label in _parts(row["also_labels"], ";"))
    return Case(
        id=rows[0]["id"],
        type=question_type,
        question=_question(rows[0]),
        answerable=answerable,
        gold=gold,
        also_ok=tuple(place for place in dict.fromkeys(also) if place not in gold),
        nuggets=tuple(dict.fromkeys(nugget for row in rows for nugget in _nuggets(row))),
        reason=reason["reason"] or None,
    )


def _question(row: Row) -> str:
    return " ".join(row["question"].split())


def _type(row: Row) -> QuestionType:
    said = row["type"].casefold()
    for known in QUESTION_TYPES:
        if known == said != "followup":
            return known
    raise row.error(
        "type",
        f"{f'“{said}” cannot be used' if said else 'empty'}; write one of {_TYPES} "
        "(a sheet has no place for the turns before a follow-up)",
    )


def _only(rows: Sequence[Row], column: str) -> Row:
    """The first row that says it; no other one may say something else."""
    filled = [row for row in rows if row[column]] or rows
    for row in filled:
        if row[column].casefold() != filled[0][column].casefold():
            raise row.error(
                column,
                f"“{row[column]}”, but “{filled[0][column]}” in row {filled[0].number} for the "
                "same question; write the same in both",
            )
    return filled[0]


def _answerable(rows: Sequence[Row], *, unanswerable: bool) -> bool:
    said = _only(rows, "answerable")
    answer = said["answerable"].casefold()
    if answer not in {"yes", "no"}:
        raise said.error("answerable", "write yes or no")
    if unanswerable != (answer == "no"):
        raise said.error(
            "answerable",
            f"{answer} does not go with the type; questions that cannot be answered, and only "
            "these, are of the type “unanswerable”",
        )
    for row in rows if unanswerable else ():
        for column in ("also_labels", "nuggets"):
            if row[column]:
                raise row.error(column, "filled in, though nothing answers the question; empty it")
    return answer == "yes"


def _place(row: Row) -> Place:
    for column in ("file", "label"):
        if not row[column]:
            raise row.error(column, "empty; say where the paragraph stands that answers")
    return Place(row["file"], row["label"])


def _nuggets(row: Row) -> Iterable[Nugget]:
    for text in _parts(row["nuggets"], ";"):
        spellings = _parts(text.removeprefix("?"), "|")
        if not spellings:
            raise row.error("nuggets", f"“{text}” holds no words; write them, or take it out")
        yield Nugget(tuple(spellings), vital=not text.startswith("?"))


def _parts(text: str, mark: str) -> list[str]:
    parts = (" ".join(part.split()) for part in text.split(mark))
    return [part for part in parts if part]


def _line(case: Case) -> dict[str, object]:
    line: dict[str, object] = {
        "id": case.id,
        "corpus": case.corpus,
        "type": case.type,
        "question": case.question,
        "history": [{"role": turn.role, "content": turn.content} for turn in case.history],
        "answerable": case.answerable,
        "gold": [_place_line(place) for place in case.gold],
        "also_ok": [_place_line(place) for place in case.also_ok],
        "nuggets": [
            list(each.any) if each.vital else {"any": list(each.any), "vital": False}
            for each in case.nuggets
        ],
        "reason": case.reason,
    }
    optional = ("corpus", "history", "reason")
    return {key: value for key, value in line.items() if value or key not in optional}


def _place_line(place: Place) -> dict[str, str | None]:
    if place.label is not None:
        return {"file": place.file, "label": place.label}
    return {"file": place.file, "paragraph": place.paragraph, "starts_with": place.starts_with}
