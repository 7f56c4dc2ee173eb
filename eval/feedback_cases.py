"""What readers said of answers -> cases: an answer that helped says where the right one stands."""

from collections.abc import Iterable

from eval.feedback import Judged
from eval.types import Case, Place
from index import Index

__all__ = ["as_case", "is_about", "latest"]


def latest(judged: Iterable[Judged]) -> list[Judged]:
    """What was said last of each question, in the order in which they were first judged."""
    last: dict[tuple[str, ...], Judged] = {}
    for each in sorted(judged, key=lambda one: one.given):
        asked = [turn.content for turn in each.history if turn.role == "user"]
        last[tuple(" ".join(text.casefold().split()) for text in (*asked, each.question))] = each
    return list(last.values())


def is_about(judged: Judged, index: Index) -> bool:
    """Whether it says something of the reports of an index: all that is cited stands there."""
    if judged.cited:
        return all(index.holds(each.report_id) for each in judged.cited)
    return judged.corpus == index.corpus


def as_case(judged: Judged) -> Case | None:
    """The case that a right answer gives; None where a person has to read it first."""
    if not judged.helpful or judged.reasons or judged.corrected:
        return None
    gold = () if judged.refused else tuple(Place(p.file, p.label) for p in judged.cited)
    if not gold and not judged.refused:
        return None
    return Case(
        id=judged.id,
        type=judged.type,
        question=judged.question,
        answerable=judged.refused is None,
        history=judged.history,
        gold=gold,
        reason=judged.refused,
    )
