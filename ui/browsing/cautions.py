"""What is not to be read into judgements that are shown beside each other."""

from collections.abc import Sequence

from index import JudgementRow
from ui.browsing import judgement_words as words
from ui.browsing.framework_names import unlike
from ui.markup import Html, tag

__all__ = ["cautions"]


def cautions(rows: Sequence[JudgementRow], *more: str) -> Html:
    """Notes on frameworks and grades that differ, then what else is to be said."""
    grades = {row.judgement.canonical_grade for row in rows}
    said = [words.FRAMEWORKS_DIFFER] if unlike(row.report.framework for row in rows) else []
    if {"adequate", "requires_improvement"} <= grades:
        said.append(words.ADEQUATE)
    said += more
    return tag("ul", *(tag("li", text) for text in said), class_="cautions") if said else Html()
