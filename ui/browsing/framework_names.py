"""Kinds of inspection and their frameworks, as people name them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from index import REPORT_KINDS

__all__ = [
    "FRAMEWORKS",
    "WITHOUT_OVERALL",
    "framework_name",
    "framework_short",
    "framework_start",
    "kind_name",
    "unlike",
]


@dataclass(frozen=True, slots=True)
class _Names:
    """A framework by its full name and by one that fits above a chart, and its first day."""

    full: str
    short: str
    start: dt.date | None = None


_NAMES: Final = {
    "Safeguarding and LAC 2009": _Names(
        "Safeguarding and looked after children inspections (2009 to 2012)", "2009 to 2012"
    ),
    "SIF 2013": _Names(
        "Single inspection framework (2013 to 2017)", "Single inspection", dt.date(2013, 11, 1)
    ),
    "ILACS 2018": _Names("ILACS (January 2018 to April 2026)", "ILACS", dt.date(2018, 1, 1)),
    "ILACS 2026": _Names(
        "ILACS without an overall grade (since 27 April 2026)",
        "No overall grade",
        dt.date(2026, 4, 27),
    ),
    "JTAI 2016": _Names("Joint targeted area inspections (since 2016)", "JTAI"),
}

FRAMEWORKS: Final = tuple(_NAMES)
WITHOUT_OVERALL: Final = "ILACS 2026"
"""The framework whose inspections give no overall grade."""


def framework_name(framework: str) -> str:
    """A framework by its full name with its years."""
    return _NAMES[framework].full if framework in _NAMES else framework


def framework_short(framework: str | None) -> str:
    """A framework in two words, for a chart; empty where it is unknown."""
    return _NAMES[framework].short if framework in _NAMES else framework or ""


def framework_start(framework: str | None) -> dt.date | None:
    """The first day of a framework that took the place of another."""
    return _NAMES[framework].start if framework in _NAMES else None


def unlike(frameworks: Iterable[str | None]) -> bool:
    """Whether frameworks differ in what they judge; those of ILACS do in the overall grade only."""
    families = {
        (framework or "").removesuffix(" 2026").removesuffix(" 2018") for framework in frameworks
    }
    return len(families) > 1


def kind_name(kind: str) -> str:
    """A kind of report as words that begin a line: "Focused visit"."""
    name = REPORT_KINDS[kind]
    return name[:1].upper() + name[1:]
