"""Questions whose answers were found wrong, as a sheet in which a person says what is right."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.feedback import Judged, Pointed
from eval.rows import write_sheet

__all__ = ["write_feedback_sheet"]

_TOLD = ("id", "asked", "read_as", "refused", "verdict", "faults", "comment")
_SHOWN = ("authority", "report", "file", "label", "heading", "text")
_FILLED_IN = ("question", "type", "also_labels", "nuggets", "answerable", "reason", "note")
_ARROW = " → "
_CHANGED = " (after the reader's changes)"


def write_feedback_sheet(path: Path, judged: Sequence[Judged]) -> None:
    """A row for each paragraph that was cited or came nearest; SheetError where a file exists.

    The sheet is read like those that `write_question_sheet` writes: whoever fills it in takes out
    the rows of paragraphs that answer nothing, and adds others. Until they say what kind of
    question it is and whether it can be answered, it is not read. A question that its own words do
    not tell is to be written anew, and left out until then.
    """
    columns = (*_TOLD, *_SHOWN, *_FILLED_IN)
    write_sheet(path, columns, (row for each in judged for row in _rows(each)))


def _rows(judged: Judged) -> Iterator[tuple[str, ...]]:
    before = (turn.content for turn in judged.history if turn.role == "user")
    told = (
        judged.id,
        _ARROW.join((*before, judged.question)),
        judged.read_as + (_CHANGED if judged.corrected else ""),
        judged.refused or "",
        "helpful" if judged.helpful else "not helpful",
        ", ".join(judged.reasons),
        judged.comment,
    )
    stands_alone = not judged.history and not judged.corrected
    question = judged.question if stands_alone else ""
    paragraphs = judged.cited or judged.nearest
    for shown in map(_shown, paragraphs) if paragraphs else [("",) * len(_SHOWN)]:
        yield (*told, *shown, question, *[""] * (len(_FILLED_IN) - 1))


def _shown(paragraph: Pointed) -> tuple[str, ...]:
    return (
        paragraph.authority or "",
        f"{paragraph.report}, published {paragraph.published or 'undated'}",
        paragraph.file,
        paragraph.label,
        " > ".join(paragraph.section),
        paragraph.text,
    )
