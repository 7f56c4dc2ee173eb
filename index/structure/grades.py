"""Finds printed grades: in headings, in sentences, in table cells."""

import re
from dataclasses import dataclass

from index.frameworks import GRADE_PATTERN, canonical_grade, canonical_judgement

__all__ = [
    "Graded",
    "bare_label",
    "graded_heading",
    "graded_sentence",
    "is_grade_part",
    "of_earlier",
]

_HEADING = re.compile(
    r"^(?P<label>.+?)\s*"
    r"(?P<joint>:|[-–—]|\b(?:is|are)\b|(?=grade \d)|(?=requires? improvement))"
    rf"\s*\**(?P<grade>{GRADE_PATTERN})\**\.?$",
    re.IGNORECASE,
)
_VERBS = frozenset(("is", "are", ""))
_CLAUSE_END = r"(?=\s*(?:[.,;:(]|$|(?:and|as|because|overall|since|with)\b))"
"""What may follow a grade: "good at listening" and "good for younger children" grade nothing."""
_SENTENCE = re.compile(
    rf"^(?P<label>[^.]{{3,220}}?)\s+(?P<verb>is|are|that)\s+(?:judged (?:to be|as)\s+)?"
    rf"(?P<grade>{GRADE_PATTERN})\b{_CLAUSE_END}",
    re.IGNORECASE,
)
_VERBLESS = re.compile(
    r"^(?P<label>[^.]{3,220}?)\s+"
    rf"(?P<grade>requires? improvement(?: to be (?:good|outstanding))?)\b{_CLAUSE_END}",
    re.IGNORECASE,
)
_FORMAL = re.compile(
    r"judge?ment|experiences? and progress|impact of|effectiveness|leadership, management|"
    r"safeguarding children board|services in |arrangements",
    re.IGNORECASE,
)
"""A label that a sentence grades is a judgement's name, not a subject that it praises."""
_EARLIER = re.compile(r"\b(previous|last|earlier|progress since)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Graded:
    """A printed judgement label, its printed grade, and the words by which both are cited."""

    label: str
    grade: str
    text: str


def bare_label(label: str) -> str:
    """The label without its number in a table and without the sentence around it."""
    label = re.sub(r"^\d+(\.\d+)*\.?\s+", "", label.strip())
    return re.sub(r"\s+(?:is|are)(?: that\b.*)?$", "", label).strip(" :*.")


def of_earlier(text: str) -> bool:
    """Whether a label or heading speaks of an earlier inspection."""
    return _EARLIER.search(text) is not None


def graded_heading(text: str) -> Graded | None:
    """Label and grade of a heading such as "Care leavers: inadequate"."""
    match = _HEADING.match(text.strip())
    if not match or not canonical_grade(match["grade"]) or of_earlier(match["label"]):
        return None
    label = match["label"].strip(" *:-–—")
    sentence = match["joint"].lower() in _VERBS
    grade = match["grade"].strip("*")
    formal = _FORMAL.search(label) or grade.lower().startswith("grade")
    if sentence and not (formal and canonical_judgement(label)):
        return None
    return Graded(label, grade, text.strip() if sentence else f"{label} {grade}")


def graded_sentence(text: str) -> Graded | None:
    """Label and grade of a sentence that gives a judgement by name."""
    for pattern in (_SENTENCE, _VERBLESS):
        match = pattern.match(text)
        if match and of_earlier(match["label"]):
            continue
        if match and canonical_judgement(match["label"]) in ("overall", "lscb", "adoption"):
            return Graded(match["label"].strip(), match["grade"], text)
    return None


def is_grade_part(text: str) -> bool:
    """Whether a table cell holds a grade or a wrapped part of one."""
    return bool(canonical_grade(text)) or bool(
        re.fullmatch(
            r"requires?|improvement|requires improvement to( be)?|improvement to be good|"
            r"improvement to( be)?|to be good|be good|(to )?be outstanding|not",
            text.strip(" .:").lower(),
        )
    )
