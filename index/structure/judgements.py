"""Graded paragraphs -> the report's judgements, each with every place where it is printed."""

import re
from collections.abc import Sequence

from index.frameworks import canonical_grade, canonical_judgement
from index.structure.assemble import Draft
from index.types import Judgement, ReportKind

__all__ = ["collect_judgements"]

_PARTED: frozenset[ReportKind] = frozenset(("safeguarding_lac", "lac_only"))
"""Kinds of report that give the same judgement once for each of their parts."""


def collect_judgements(
    drafts: Sequence[Draft], kind: ReportKind
) -> tuple[tuple[Judgement, ...], tuple[str, ...]]:
    """Judgements in the order of their first place, and warnings about contradictions."""
    found: dict[tuple[str, str | None, str], Judgement] = {}
    for ordinal, draft in enumerate(drafts, 1):
        if draft.graded is None:
            continue
        name = _name(draft.graded.label)
        grade = canonical_grade(draft.graded.grade)
        if grade is None:
            continue
        canonical = canonical_judgement(name)
        part = draft.section[-1] if kind in _PARTED and draft.section else None
        key = (canonical or name.lower(), part, grade)
        if key in found:
            known = found[key]
            places = (*known.paragraphs, ordinal)
            found[key] = Judgement(known.name, canonical, known.grade, grade, part, places)
        else:
            printed = re.sub(r"\s+", " ", draft.graded.grade).strip(" .*")
            found[key] = Judgement(name, canonical, printed, grade, part, (ordinal,))
    judgements = tuple(found.values())
    return judgements, _contradictions(judgements)


def _name(label: str) -> str:
    """The label without its number in the table and without the sentence around it."""
    label = re.sub(r"^\d+(\.\d+)*\.?\s*", "", label.strip())
    return re.sub(r"\s+is that\b.*$", "", label).strip(" :*")


def _contradictions(judgements: Sequence[Judgement]) -> tuple[str, ...]:
    warnings = []
    seen: dict[tuple[str, str | None], str] = {}
    for judgement in judgements:
        key = (judgement.canonical or judgement.name.lower(), judgement.part)
        if key in seen and seen[key] != judgement.canonical_grade:
            warnings.append(
                f"{judgement.name} is graded {seen[key]} and {judgement.canonical_grade}"
            )
        seen.setdefault(key, judgement.canonical_grade)
    return tuple(warnings)
