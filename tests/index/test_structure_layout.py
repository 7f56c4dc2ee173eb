"""Laid-out pages: furniture, tables, wrapped figures and raised marks (all texts are invented)."""

from pathlib import Path

from index.structure import parse_file
from index.types import Document, Paragraph
from tests.index.pdfs import Row, text_pdf

__all__: list[str] = []

FOOTER = "Inspection of Northmere local authority children's services"


def _footer(page: int) -> list[Row]:
    return [(802, 8, True, FOOTER), (808, 20, False, str(page), 514)]


def _body(baseline: float, text: str, left: float = 72) -> Row:
    return (baseline, 12, False, text, left)


FIRST: list[Row] = [
    (120, 26, False, "Inspection of Northmere local authority"),
    (150, 26, False, "children's services"),
    (180, 12, True, "Inspection dates: 20 to 24 January 2025"),
    (206, 12, True, "Lead inspector: Ada Quill, His Majesty's Inspector"),
    (240, 12, True, "Judgement"),
    (240, 12, True, "Grade", 303),
    _body(270, "The impact of leaders on social work"),
    _body(284.5, "practice with children and families"),
    _body(270, "Requires improvement to", 303),
    _body(284.5, "be good", 303),
    _body(312, "The experiences and progress of care"),
    _body(326.5, "leavers"),
    _body(319, "Inadequate", 303),
    _body(354, "Overall effectiveness"),
    _body(354, "Good", 303),
    _body(
        390,
        "Leaders have changed much since the last inspection, and the plan that they made for the",
    ),
    _body(404.5, "next year is sound, well-"),
    *_footer(1),
]
SECOND: list[Row] = [
    _body(100, "informed and shared with every member of staff."),
    (130, 14, True, "What needs to improve?"),
    (125, 9, True, "1", 243),
    _body(156, "•"),
    _body(156, "The quality of plans for care leavers.", 89),
    (190, 14, True, "The experiences and progress of care leavers: inadequate"),
    _body(216, "1."),
    _body(216, "Most care leavers have a plan. The number of plans rose between 2023 and", 99),
    _body(230.5, "2024. Since then it has fallen, and in one area2 there were only", 99),
    _body(245, "18. However, staff know the young people well and stay in touch with", 99),
    (755, 6.5, False, "1"),
    (759, 10, False, "A note about the framework that is not part of the body.", 78),
    *_footer(2),
]
THIRD: list[Row] = [
    _body(100, "all of them.", 99),
    _body(126, "2."),
    _body(126, "Support ends too soon.", 99),
    _body(152, "Health"),
    _body(178, "3"),
    _body(178, "Care leavers do not get their health histories.", 99),
    _body(204, "4."),
    _body(204, "A last paragraph closes the report.", 99),
    *_footer(3),
]


def _document(folder: Path) -> Document:
    return parse_file(text_pdf(folder / "report.pdf", [FIRST, SECOND, THIRD]), "report.pdf")


def _numbered(document: Document) -> dict[str, Paragraph]:
    return {p.number: p for p in document.paragraphs if p.number is not None}


def test_numbers_with_and_without_full_stop_and_no_wrapped_figures(tmp_path: Path) -> None:
    document = _document(tmp_path)
    assert list(_numbered(document)) == ["1", "2", "3", "4"]


def test_a_judgement_without_a_grade_is_pointed_out(tmp_path: Path) -> None:
    assert _document(tmp_path).report.warnings == (
        "no grade was found for help and protection",
        "no grade was found for children in care",
    )


def test_a_paragraph_goes_on_over_page_footer_and_footnote(tmp_path: Path) -> None:
    first = _numbered(_document(tmp_path))["1"]
    assert first.text.endswith("stay in touch with all of them.")
    assert "between 2023 and 2024. Since then" in first.text
    assert first.page == 2
    assert {span.page for span in first.spans} == {2, 3}


def test_no_furniture_is_left_in_any_paragraph(tmp_path: Path) -> None:
    texts = "\n".join(p.text for p in _document(tmp_path).paragraphs[1:])
    assert FOOTER not in texts
    assert "framework" not in texts
    assert "improve?1" not in texts


def test_a_hyphen_at_the_line_end_belongs_to_its_word(tmp_path: Path) -> None:
    opening = next(p for p in _document(tmp_path).paragraphs if p.kind == "text")
    assert "sound, well-informed and shared" in opening.text


def test_spans_say_where_each_word_stands(tmp_path: Path) -> None:
    for paragraph in _document(tmp_path).paragraphs:
        for span in paragraph.spans:
            assert paragraph.text[span.start : span.end].strip()
            left, top, right, bottom = span.box
            assert left < right
            assert top < bottom


def test_wrapped_table_rows_and_heading_grades(tmp_path: Path) -> None:
    document = _document(tmp_path)
    found = {
        j.canonical: (j.canonical_grade, len(j.paragraphs)) for j in document.report.judgements
    }
    assert found == {
        "leadership": ("requires_improvement", 1),
        "care_leavers": ("inadequate", 2),
        "overall": ("good", 1),
    }
    rows = [p.text for p in document.paragraphs if p.kind == "judgement"]
    assert rows[0] == (
        "The impact of leaders on social work practice with children and families "
        "Requires improvement to be good"
    )


def test_sections_come_from_styled_and_from_lone_headings(tmp_path: Path) -> None:
    document = _document(tmp_path)
    numbered = _numbered(document)
    assert numbered["2"].section == ("The experiences and progress of care leavers",)
    assert numbered["3"].section == ("The experiences and progress of care leavers", "Health")
    bullet = next(p for p in document.paragraphs if p.kind == "bullet")
    assert bullet.label == "What needs to improve?, bullet 1"


def test_front_matter_of_a_pdf(tmp_path: Path) -> None:
    report = _document(tmp_path).report
    assert report.title == "Inspection of Northmere local authority children's services"
    assert (report.authority, report.kind, report.framework) == ("Northmere", "ilacs", "ILACS 2018")
    assert str(report.inspection_end) == "2025-01-24"
    assert report.lead_inspector == "Ada Quill"
    assert report.published is None
