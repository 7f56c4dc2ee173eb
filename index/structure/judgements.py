"""Graded paragraphs -> the report's judgements, each with every place where it is printed."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from index.frameworks import canonical_grade, canonical_judgement
from index.structure.assemble import Draft
from index.structure.grades import bare_label
from index.types import Judgement, ReportKind

__all__ = ["collect_judgements"]

_PARTED: frozenset[ReportKind] = frozenset(("safeguarding_lac", "lac_only"))
"""Kinds of report that give the same judgement once for each of their parts."""


_Key: TypeAlias = tuple[str, str | None, str]


def collect_judgements(drafts: Sequence[Draft], kind: ReportKind) -> tuple[Judgement, ...]:
    """Judgements in the order of their first place."""
    found: dict[_Key, Judgement] = {}
    recorded: set[_Key] = set()
    body = max((n for n, draft in enumerate(drafts, 1) if draft.number is not None), default=0)
    for ordinal, draft in enumerate(drafts, 1):
        if draft.graded is None:
            continue
        name = bare_label(draft.graded.label)
        grade = canonical_grade(draft.graded.grade)
        if grade is None:
            continue
        canonical = canonical_judgement(name)
        part = draft.section[-1] if kind in _PARTED and draft.section else None
        key = (canonical or name.lower(), part, grade)
        if kind in _PARTED and ordinal > body > 0:
            key = _repeated(key, found, recorded)
            recorded.add(key)
        if key in found:
            found[key] = replace(found[key], paragraphs=(*found[key].paragraphs, ordinal))
        else:
            printed = re.sub(r"\s+", " ", draft.graded.grade).strip(" .*")
            found[key] = Judgement(name, canonical, printed, grade, part, (ordinal,))
    return tuple(found.values())


def _repeated(key: _Key, found: Iterable[_Key], recorded: Container[_Key]) -> _Key:
    """The judgement of the body that a row of the record at a report's end repeats, else the row's.

    The headings of the record need not be those of the body, and one report misprints them: the
    part as printed wins, else rows of one name and grade repeat the body's in the same order.
    """
    name, _, grade = key
    alike = [k for k in found if (k[0], k[2]) == (name, grade) and k not in recorded]
    return key if key in alike or not alike else alike[0]
