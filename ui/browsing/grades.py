"""Printed grades: from the best to the worst, each shown by its words and a colour."""

from typing import Final

from index import CANONICAL_GRADES
from ui.markup import Html, joined, tag

__all__ = ["GRADES", "LETTERS", "chip", "grade_name", "grade_rank", "legend"]

GRADES: Final = (
    *("outstanding", "good", "requires_improvement", "adequate", "inadequate"),
    "not_judged",
)
"""Adequate, of the inspections until 2012, is a grade of its own and not requires improvement."""

LETTERS: Final = {
    "outstanding": "O",
    "good": "G",
    "requires_improvement": "RI",
    "adequate": "A",
    "inadequate": "I",
    "not_judged": "NJ",
}
"""What stands for a grade where there is no room for its words."""


def grade_name(grade: str) -> str:
    """A canonical grade as words that begin a line: "Requires improvement"."""
    name = CANONICAL_GRADES[grade]
    return name[:1].upper() + name[1:]


def grade_rank(grade: str) -> int:
    """Where a grade stands from the best, 0, to the worst."""
    return GRADES.index(grade)


def chip(printed: str, grade: str, address: str | None = None) -> Html:
    """A grade as printed, in the colour of its canonical grade; a link where it leads somewhere."""
    return tag("a" if address else "span", printed, class_=f"grade {grade}", href=address)


def legend(grades: tuple[str, ...]) -> Html:
    """What the letters and colours of a chart mean."""
    items = (
        tag(
            "li",
            tag("span", LETTERS[grade], class_=f"mark {grade}", aria_hidden="true"),
            grade_name(grade),
        )
        for grade in grades
    )
    return tag("ul", joined(items), class_="legend")
