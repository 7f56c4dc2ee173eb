"""A report in the shape of the single inspections of 2013 to 2017 (all texts are invented).

Each page holds traps that were seen in published reports of that time.
"""

import pytest

from index.structure import parse_file
from index.types import Document, Paragraph
from tests.index.pdfs import Row, text_pdf

__all__: list[str] = []

BOARD = "The Local Safeguarding Children Board"
ARRANGED = (
    "The arrangements in place to evaluate the effectiveness of what is done by the authority"
)


def _line(baseline: float, text: str, left: float = 72) -> Row:
    return (baseline, 12, False, text, left)


def _number(baseline: float, number: str, *lines: str) -> list[Row]:
    rows = [_line(baseline, number)]
    return rows + [_line(baseline + 14.5 * n, text, 106) for n, text in enumerate(lines)]


def _page_number(number: int) -> list[Row]:
    return [(800, 20, False, str(number), 514)]


FRONT: list[Row] = [
    (110, 26, False, "Northmere"),
    (150, 14, True, "Inspection of services for children in need of help and protection,"),
    (168, 14, True, "children looked after and care leavers"),
    (190, 14, True, "Inspection date: 3 November 2015 - 27 November 2015"),
    (212, 14, True, "Report published: 20 January 2016"),
    (250, 14, True, "Children's services in Northmere require improvement to be good"),
    _line(290, "1. Children who need help and protection"),
    _line(290, "Requires improvement", 400),
    _line(316, "2. Children looked after and achieving permanence"),
    _line(316, "Good", 400),
    _line(342, "2.1 Adoption performance", 100),
    _line(342, "Good", 400),
    _line(368, "2.2 Experiences and progress of care leavers", 100),
    _line(368, "Inadequate", 400),
    _line(394, "3. Leadership, management and governance"),
    _line(394, "Requires improvement", 400),
]
SUMMARY: list[Row] = [
    (100, 20, True, "The local authority"),
    (130, 14, True, "Summary of findings"),
    (156, 14, True, "Services are not yet good because:"),
    _line(180, "•"),
    _line(180, "Plans for children are late, and few of them are shared with families.", 89),
    (230, 14, True, "Areas for improvement"),
    (256, 12, "I", "Help children early"),
    *_number(280, "1.", "Ensure that help comes early. In the years 2013–", "14 and 2014–"),
    _line(309, "15 it came late for children in residential special schools2, who wait.", 106),
    *_number(335, "2.", "Ensure that all children are seen alone."),
    (360, 12, "I", "Keep families in touch with the people who decide about them and their homes"),
    *_number(384, "3.", "Ensure that families hear what was decided."),
    (720, 8, False, "2 These are schools where children live for most of the year."),
    *_page_number(2),
]
YOUNG: list[Row] = [
    (100, 14, True, "Summary for children and young people"),
    (124, 14, False, "•"),
    (124, 14, False, "Inspectors came to look at the services that help children in", 89),
    (141, 14, False, "this area, and they found that some children wait too long.", 89),
    (175, 14, False, "•"),
    (175, 14, False, "Most foster carers are kind and stay in touch.", 89),
    *_page_number(3),
]
FINDINGS: list[Row] = [
    (100, 16, True, "Inspection judgements about the local authority"),
    (130, 14, True, "The experiences and progress of", 77),
    (130, 14, True, "Requires", 359),
    (146, 14, True, "children who need help and protection", 77),
    (146, 14, True, "improvement", 359),
    (172, 14, True, "Inspection findings"),
    *_number(196, "4.", "Most referrals are answered on the day that they come."),
    *_number(222, "5.", "Help is offered to families at an early stage,"),
    _line(236.5, "6. September being the last month looked at.", 106),
    (270, 12, True, "The graded judgement about the experience and progress of care", 77),
    (284, 12, True, "leavers is that it is inadequate", 77),
    (310, 12, True, "Inspection findings"),
    *_number(334, "6.", "Care leavers are not in touch with the council."),
    *_page_number(4),
]
REVIEW: list[Row] = [
    (100, 20, True, "The Local Safeguarding Children Board (LSCB)"),
    (130, 14, True, f"{BOARD} is inadequate"),
    _line(156, ARRANGED),
    _line(170.5, "and board partners to protect children are inadequate."),
    (200, 14, True, "Executive summary"),
    _line(224, "The board has not met often enough, and it does not know what its partners do."),
    (254, 14, True, "Recommendations"),
    *_number(278, "1.", "Ensure that the board meets."),
    *_number(304, "2.", "Ensure that the board asks its partners what they do."),
    (334, 20, True, "Information about this inspection"),
    _line(360, "The inspectors read the files of 60 children and met families and staff."),
    _line(390, "Lead inspector: Cyril Dane"),
    _line(410, "Quality assurance manager: Dora Flint"),
    *_page_number(5),
]
LAST: list[Row] = [
    (
        100,
        10,
        False,
        "Any complaints about the inspection or the report should be made in writing.",
    ),
    (130, 10, False, "The Office for Standards in Education regulates services for children."),
]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    pages = [FRONT, SUMMARY, YOUNG, FINDINGS, REVIEW, LAST]
    path = text_pdf(tmp_path_factory.mktemp("single") / "report.pdf", pages)
    return parse_file(path, "report.pdf")


def _labelled(document: Document) -> dict[str, Paragraph]:
    return {p.label: p for p in document.paragraphs}


def test_front_matter(document: Document) -> None:
    report = document.report
    assert (report.authority, report.kind, report.framework) == (
        "Northmere",
        "single_inspection",
        "SIF 2013",
    )
    assert str(report.inspection_end) == "2015-11-27"
    assert (str(report.published), report.published_source) == ("2016-01-20", "text")
    assert report.lead_inspector == "Cyril Dane"
    assert report.warnings == ()


def test_judgements_of_sentences_tables_boxes_and_headings(document: Document) -> None:
    found = [(j.canonical, j.canonical_grade) for j in document.report.judgements]
    assert found == [
        ("overall", "requires_improvement"),
        ("help_protection", "requires_improvement"),
        ("in_care", "good"),
        ("adoption", "good"),
        ("care_leavers", "inadequate"),
        ("leadership", "requires_improvement"),
        ("lscb", "inadequate"),
    ]
    places = {j.canonical: len(j.paragraphs) for j in document.report.judgements}
    assert places["help_protection"] == 2  # a box whose grade nearly touches its label
    assert places["care_leavers"] == 2  # a boxed sentence of two lines
    assert places["lscb"] == 2  # a heading, and the sentence below it
    overall = document.report.judgements[0]
    assert overall.grade == "require improvement to be good"


def test_numbers_start_again_in_the_second_part(document: Document) -> None:
    numbered = [p.label for p in document.paragraphs if p.kind == "numbered"]
    assert numbered == ["1", "2", "3", "4", "5", "6", "LSCB review, 1", "LSCB review, 2"]


def test_a_wrapped_line_that_looks_like_the_next_number(document: Document) -> None:
    fifth = _labelled(document)["5"]
    assert fifth.text.endswith("early stage, 6. September being the last month looked at.")


def test_ranges_over_a_line_end_and_marks_of_full_size(document: Document) -> None:
    first = _labelled(document)["1"]
    assert "In the years 2013–14 and 2014–15 it came late" in first.text
    assert first.text.endswith("residential special schools, who wait.")


def test_headings_in_a_row_belong_to_one_another(document: Document) -> None:
    bullet = next(p for p in document.paragraphs if p.kind == "bullet")
    assert bullet.section == (
        "The local authority",
        "Summary of findings",
        "Services are not yet good because",
    )


def test_slanted_headings_long_or_short(document: Document) -> None:
    labelled = _labelled(document)
    above = ("The local authority", "Areas for improvement")
    assert labelled["1"].section == (*above, "Help children early")
    assert labelled["3"].section[:2] == above
    assert labelled["3"].section[2].startswith("Keep families in touch")


def test_bullets_in_type_as_large_as_headings(document: Document) -> None:
    young = [p.text for p in document.paragraphs if p.page == 3]
    assert len(young) == 2
    assert young[0].startswith("Inspectors came to look")
    assert young[0].endswith("they found that some children wait too long.")


def test_each_finding_stands_under_its_own_judgement(document: Document) -> None:
    labelled = _labelled(document)
    above = ("The local authority", "Inspection judgements about the local authority")
    assert labelled["4"].section == (
        *above,
        "The experiences and progress of children who need help and protection",
        "Inspection findings",
    )
    assert labelled["6"].section == (
        *above,
        "The graded judgement about the experience and progress of care leavers",
        "Inspection findings",
    )
    assert labelled["LSCB review, 1"].section == (f"{BOARD} (LSCB)", "Recommendations")


def test_the_publisher_is_not_joined_to_the_last_line(document: Document) -> None:
    last = [p for p in document.paragraphs if p.page >= 5][-2:]
    assert last[0].text.endswith("Dora Flint")
    assert (last[1].kind, last[1].page) == ("heading_note", 6)
    assert last[1].text.startswith("Any complaints")
