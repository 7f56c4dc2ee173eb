"""All questions of a run as CSV, a line each, for a spreadsheet."""

import csv
import io

from eval.report.content import Content, Question
from eval.rows import guarded

__all__ = ["to_csv"]


def to_csv(content: Content) -> str:
    """What was asked, what became of it, every score, what was cited and what was wanted."""
    names = [measure.name for measure in content.card.measures]
    columns = ("id", "corpus", "type", "question", "verdict", "cause", *names)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((*columns, "cited", "wanted", "why"))
    for question in content.questions:
        writer.writerow([guarded(cell) for cell in _row(question, names)])
    return out.getvalue()


def _row(question: Question, names: list[str]) -> list[str]:
    scored, diagnosis = question.scored, question.diagnosis
    case = scored.task.case
    values = [scored.value(name) for name in names]
    return [
        case.id,
        case.corpus,
        case.type,
        case.question,
        diagnosis.verdict,
        diagnosis.cause,
        *("" if value is None else f"{value:.6g}" for value in values),
        "; ".join(f"{c.file}, {c.label}" for c in scored.outcome.citations),
        "; ".join(wanted.place for wanted in scored.task.gold),
        "; ".join(diagnosis.why),
    ]
