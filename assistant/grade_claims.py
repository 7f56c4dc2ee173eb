"""The grades of a statement that its grounds do not print, or that the report contradicts."""

import re
from collections.abc import Sequence

from assistant.grounds import Ground, report_dates
from assistant.printed_dates import printed_dates
from assistant.wording import find_strands
from index import words_for

__all__ = ["contradicted_grades", "unfounded_grades"]

_GRADE = re.compile(
    r"\b(?:(?P<requires_improvement>requir\w* improvement(?: to be \w+)?)"
    r"|(?P<good>(?<!in )(?<!as )(?<!not yet )good(?! time\b| use\b| enough\b| order\b))"
    r"|(?P<outstanding>outstanding)|(?P<inadequate>inadequa\w+|not (?:\w+ )?adequate\w*)"
    r"|(?P<adequate>adequate|satisfactory)|(?P<not_judged>not (?:judged|graded)))\b",
    re.IGNORECASE,
)
_GRADING = re.compile(
    r"\b(?:judge[sd]?|judging|rat(?:ed|ings?)|grad(?:ed?|es|ing)|judge?ments?|verdict)\b",
    re.IGNORECASE,
)
_EVERYDAY = frozenset(("good", "adequate", "requires_improvement"))
"""Grades whose words are said of much that nobody grades."""
_ELSEWHERE = re.compile(
    r"\b(?:previous|earlier|former|last|then|since|until|before|had been|improved|declin|deterior"
    r"|self-|said|says|told|believ|schools?|homes?|provi(?:sion|ders?)|centres?|nurser|agenc"
    r"|plans?|placements?|cases?|audits?)",
    re.IGNORECASE,
)


def unfounded_grades(text: str, grounds: Sequence[Ground]) -> list[str]:
    """Grades that the words do not print, or that they give to another judgement."""
    words = " ".join(ground.text for ground in grounds)
    said, printed = _grades(text), _grades(words)
    if not printed - {"good"} and not _GRADING.search(text):
        said -= _EVERYDAY
    strange = sorted(said - printed)
    if strange or not said or not _GRADING.search(text):
        return [words_for(grade) for grade in strange]
    known = set(find_strands(f"{words} {' '.join(ground.frame for ground in grounds)}"))
    joint = {"in_care", "care_leavers"} if "in_care_and_care_leavers" in known else set()
    return [words_for(name) for name in find_strands(text) if name not in known | joint]


def contradicted_grades(text: str, grounds: Sequence[Ground]) -> list[str]:
    """Grades that the report's own judgements contradict, whatever some words of it say.

    Clause by clause; what is said of another time, of a school or of a plan is passed over, and so
    is what rests on several reports.
    """
    reports = {report.id: report for ground in grounds for report in ground.reports}
    if len(reports) > 1:
        return []
    found = []
    for report in reports.values():
        own = list(report_dates(report))
        printed: dict[str, set[str]] = {}
        for judgement in report.judgements:
            printed.setdefault(judgement.canonical or "", set()).add(judgement.canonical_grade)
        if not all(any(date.within(o) for o in own) for date, _, _ in printed_dates(text)):
            continue
        for clause in _CLAUSES.split(text):
            said = _grades(clause)
            if not said or _ELSEWHERE.search(clause):
                continue
            named = find_strands(clause) if _GRADES_IT.search(clause) else ()
            named = named or _whole(clause, report.authority or "")
            if any(name in printed and not said & printed[name] for name in named):
                found += [words_for(grade) for grade in sorted(said)]
    return found


_CLAUSES = re.compile(r"[;,]\s+|\s(?:and|but|while|whereas|although|though)\s", re.IGNORECASE)
_GRADES_IT = re.compile(
    r"\b(?:judged|rated|graded|deemed|found|given)\b|\b(?:is|are|was|were|remains?|remained|as|of|:)"
    r"(?: now| still| also)? (?:to be |to )?"
    r"(?:(?:good|outstanding|inadequate|adequate)(?! \w+ (?:of|to|for)\b| qual| evid)|requir)",
    re.IGNORECASE,
)
_COUNCIL = re.compile(
    r"\b(?:overall|(?:the|this) (?:council|authority|borough)|children['’]s services)\b",
    re.IGNORECASE,
)
_RATED = re.compile(r"\b(?:judged|rated|graded)\b|\boverall\b", re.IGNORECASE)


def _whole(clause: str, authority: str) -> tuple[str, ...]:
    """The overall judgement, where a clause grades the council as a whole."""
    if not _RATED.search(clause):
        return ()
    subject = _RATED.split(clause, maxsplit=1)[0]
    named = rf"{re.escape(authority)}(?: \w+){{0,3}}(?: was| is| were| be)?\s*$"
    is_council = _COUNCIL.search(clause) or (authority and re.search(named, subject))
    return ("overall",) if is_council else ()


def _grades(text: str) -> set[str]:
    return {str(match.lastgroup) for match in _GRADE.finditer(text)}
