"""What gives a judgement of this inspection, and what only looks so (all texts are invented)."""

from pathlib import Path

import pytest

from index.structure import parse_file
from index.structure.grades import graded_heading, graded_sentence
from index.types import Document
from tests.index.pdfs import Row, text_pdf

__all__: list[str] = []

FRONT: list[Row] = [
    (100, 20, True, "Inspection of Northmere local authority children’s services"),
    (140, 12, False, "Inspection dates: 3 to 7 February 2025"),
    (220, 12, False, "Overall effectiveness", 72),
    (220, 12, False, "Good", 400),
]


def _parse(folder: Path, *rows: Row) -> Document:
    numbers: list[Row] = [
        (100 + 40 * n, 12, False, f"{n}.   Children are seen soon, alone and often.", 72)
        for n in range(1, 4)
    ]
    return parse_file(text_pdf(folder / "a.pdf", [FRONT, [*numbers, *rows]]), "a.pdf")


def _grades(document: Document) -> list[tuple[str, str]]:
    return [(j.name, j.canonical_grade) for j in document.report.judgements]


@pytest.mark.parametrize(
    "text",
    [
        "The overall effectiveness at the last inspection in 2018 was inadequate.",
        "The overall effectiveness of services at the previous inspection is inadequate.",
        "Children's services in Northmere are good at listening to children, but plans are slow.",
        "The timeliness of adoption is good for younger children but poor for siblings.",
        "Support for care leavers is good.",
        "The oversight of casework by leadership is inadequate.",
        "Partnership working with schools is good.",
    ],
)
def test_a_sentence_that_grades_no_judgement(text: str) -> None:
    assert graded_sentence(text) is None
    assert graded_heading(text) is None


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The overall effectiveness of services in Northmere is judged to be good.", "good"),
        ("Children's services in Northmere are inadequate", "inadequate"),
        ("Children's services in Northmere require improvement to be good because plans drift.",
         "require improvement to be good"),
    ],
)  # fmt: skip
def test_a_sentence_that_gives_a_judgement(text: str, grade: str) -> None:
    graded = graded_sentence(text)
    assert graded is not None
    assert graded.grade == grade


def test_tables_of_homes_and_of_earlier_inspections_give_no_judgement(tmp_path: Path) -> None:
    document = _parse(
        tmp_path,
        (280, 14, True, "Other services in the area"),
        (310, 12, False, "Elm Lodge children’s home", 72),
        (310, 12, False, "Good", 400),
        (330, 12, False, "Oak House children’s home", 72),
        (330, 12, False, "Inadequate", 400),
        (360, 14, True, "Previous inspection judgements"),
        (390, 12, False, "Overall effectiveness", 72),
        (390, 12, False, "Inadequate", 400),
    )
    assert _grades(document) == [("Overall effectiveness", "good")]
    texts = " ".join(p.text for p in document.paragraphs if p.kind == "text")
    assert "Elm Lodge children’s home Good" in texts
    assert "Overall effectiveness Inadequate" in texts


def test_a_line_of_prose_that_ends_in_a_grades_word_is_no_row(tmp_path: Path) -> None:
    document = _parse(
        tmp_path,
        (280, 12, False, "4.   Support that children have from their schools is", 72),
        (294.5, 12, False, "usually", 92),
        (294.5, 12, False, "good", 400),
        (309, 12, False, "in the homes.", 92),
    )
    assert _grades(document) == [("Overall effectiveness", "good")]
    (fourth,) = (p for p in document.paragraphs if p.number == "4")
    assert (
        fourth.text == "Support that children have from their schools is usually good in the homes."
    )
