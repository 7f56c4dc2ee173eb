"""Inspection frameworks: canonical judgements, grades and kinds of report (frameworks.toml)."""

import datetime as dt
import re
import tomllib
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from index.types import ReportKind

__all__ = [
    "CANONICAL_GRADES",
    "CANONICAL_JUDGEMENTS",
    "GRADE_PATTERN",
    "REPORT_KINDS",
    "canonical_grade",
    "canonical_judgement",
    "expected_judgements",
    "framework_of",
    "report_kind",
    "words_for",
]


_FLAGS = re.IGNORECASE | re.MULTILINE


@dataclass(frozen=True, slots=True)
class _Entry:
    """One canonical name, what people call it, and the patterns of how it is printed."""

    name: str
    words: str
    patterns: tuple[re.Pattern[str], ...]


@cache
def _entries(table: str, key: str) -> tuple[_Entry, ...]:
    data = tomllib.loads(files("index").joinpath("frameworks.toml").read_text("utf-8"))
    return tuple(
        _Entry(row[key], row["words"], tuple(re.compile(p, _FLAGS) for p in row["patterns"]))
        for row in data[table]
    )


CANONICAL_JUDGEMENTS: dict[str, str] = {
    entry.name: entry.words for entry in _entries("judgement", "canonical")
}
"""Canonical name -> what a person would call it."""

CANONICAL_GRADES: dict[str, str] = {
    entry.name: entry.words for entry in _entries("grade", "canonical")
}

REPORT_KINDS: dict[str, str] = {entry.name: entry.words for entry in _entries("kind", "kind")}

GRADE_PATTERN = "|".join(
    f"(?:{pattern.pattern})"
    for entry in _entries("grade", "canonical")
    for pattern in entry.patterns
)
"""Regular expression of every printed grade, longest spellings first."""


def _fold(text: str) -> str:
    text = text.replace("’", "'").replace("‘", "'").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", re.sub("[‐‑–—−]", "-", text)).strip()


def canonical_grade(text: str) -> str | None:
    """The canonical grade of a printed one, None where the text is no grade and nothing else."""
    folded = _fold(text).strip(" .:;()*")
    for entry in _entries("grade", "canonical"):
        if any(pattern.fullmatch(folded) for pattern in entry.patterns):
            return entry.name
    return None


def canonical_judgement(text: str) -> str | None:
    """The canonical name of a printed judgement label, None where it is unknown."""
    folded = _fold(text)
    for entry in _entries("judgement", "canonical"):
        if any(pattern.search(folded) for pattern in entry.patterns):
            return entry.name
    return None


def report_kind(front: str) -> ReportKind | None:
    """The kind of report whose front page reads so, None where it is no inspection report."""
    folded = "\n".join(_fold(line) for line in front.splitlines())
    running = _fold(front)
    for entry in _entries("kind", "kind"):
        if any(p.search(folded) or p.search(running) for p in entry.patterns):
            return cast("ReportKind", entry.name)
    return None


_NO_OVERALL_GRADE_FROM = dt.date(2026, 4, 27)


def framework_of(kind: ReportKind, date: dt.date | None) -> str | None:
    """The framework of a report of this kind inspected (or else published) on this date."""
    if kind in ("ilacs", "ilacs_short", "focused_visit", "monitoring_visit"):
        if date and date >= _NO_OVERALL_GRADE_FROM:
            return "ILACS 2026"
        return "ILACS 2018" if date is None or date.year >= 2018 else "SIF 2013"
    if kind == "single_inspection":
        return "SIF 2013"
    if kind in ("safeguarding_lac", "lac_only", "unannounced_contact_referral"):
        return "Safeguarding and LAC 2009"
    return "JTAI 2016" if kind == "jtai" else None


_SINGLE_INSPECTION = (
    *("overall", "leadership", "help_protection", "in_care", "adoption", "care_leavers"),
)
_CARE_SPLIT_FROM = dt.date(2023, 1, 1)
"""Since then ILACS reports judge children in care and care leavers apart."""


def expected_judgements(
    kind: ReportKind, date: dt.date | None, found: Container[str | None]
) -> tuple[str, ...]:
    """Canonical judgements that a report of this kind and date should give, but for those found."""
    expected: tuple[str, ...] = ()
    if kind == "single_inspection":
        expected = _SINGLE_INSPECTION
    elif kind == "ilacs":
        split = date is not None and date >= _CARE_SPLIT_FROM
        care = ("in_care", "care_leavers") if split else ("in_care_and_care_leavers",)
        graded = date is None or date < _NO_OVERALL_GRADE_FROM
        expected = ("leadership", "help_protection", *care, *(("overall",) if graded else ()))
    return tuple(name for name in expected if name not in found)


def words_for(canonical: str) -> str:
    """What a person would call a canonical judgement, grade or kind."""
    known = CANONICAL_JUDGEMENTS | CANONICAL_GRADES | REPORT_KINDS
    return known.get(canonical, canonical.replace("_", " "))
