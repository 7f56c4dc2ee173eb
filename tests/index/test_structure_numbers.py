"""Paragraph numbers in the shapes in which reports print them (all texts are invented)."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.structure import parse_file
from index.types import Document
from tests.index.pdfs import Row, text_pdf

__all__: list[str] = []

FOOTER = "Inspection of Northmere local authority children's services"
LINES = (
    "Children who need help are seen soon after a referral is made to the",
    "authority, and they are seen alone by workers whom they know.",
)


def _footer(page: int) -> list[Row]:
    return [(802, 8, True, FOOTER), (808, 20, False, str(page), 514)]


def _body(baseline: float, text: str, left: float = 72) -> Row:
    return (baseline, 12, False, text, left)


def _parse(folder: Path, *pages: list[Row]) -> Document:
    head: list[Row] = [
        (120, 14, True, "Inspection of Northmere local authority children's services"),
        (180, 12, True, "Inspection dates: 20 to 24 January 2025"),
        *_footer(1),
    ]
    return parse_file(text_pdf(folder / "report.pdf", [head, *pages]), "report.pdf")


def _texts(document: Document) -> list[tuple[str | None, str]]:
    return [(p.number, p.text) for p in document.paragraphs if p.kind != "heading_note"]


def _numbered(
    numbers: Sequence[int], top: float = 130, stop: str = ".", left: float = 72
) -> list[Row]:
    rows: list[Row] = []
    for place, number in enumerate(numbers):
        baseline = top + 50 * place
        rows.append(_body(baseline, f"{number}{stop}", left))
        rows += [_body(baseline + 14.5 * n, line, left + 27) for n, line in enumerate(LINES)]
    return rows


def _labels(document: Document) -> list[str]:
    return [p.label for p in document.paragraphs if p.kind == "numbered"]


def test_a_number_glued_to_its_text_keeps_what_follows_a_page_break(tmp_path: Path) -> None:
    document = _parse(
        tmp_path,
        [
            (100, 14, True, "Help and protection"),
            _body(130, "1.Children are seen soon, and those who see them know them", 72),
            _body(144.5, "well. Plans are made at once.", 90),
            *_footer(2),
        ],
        [
            _body(100, "Families are asked what they think of them.", 90),
            _body(130, "2.Thresholds are understood.", 72),
            *_footer(3),
        ],
    )
    first, second = _texts(document)
    assert first[0] == "1"
    assert first[1].endswith("Plans are made at once. Families are asked what they think of them.")
    assert second == ("2", "Thresholds are understood.")


def test_numbers_printed_without_full_stops(tmp_path: Path) -> None:
    rows: list[Row] = [(100, 14, True, "Help and protection")]
    for number in range(1, 6):
        rows += [_body(100 + 30 * number, str(number)), _body(100 + 30 * number, "Help came.", 99)]
    document = _parse(tmp_path, [*rows, *_footer(2)])
    assert _texts(document) == [(str(number), "Help came.") for number in range(1, 6)]


def test_a_numbered_list_inside_a_bullet_is_no_paragraph_number(tmp_path: Path) -> None:
    document = _parse(
        tmp_path,
        [
            (100, 14, True, "What needs to improve"),
            _body(130, "•"),
            _body(130, "Plans for children, which should be:", 89),
            _body(150, "1.", 107),
            _body(150, "made on time.", 125),
            _body(170, "2.", 107),
            _body(170, "shared with families.", 125),
            (200, 14, True, "Help and protection"),
            _body(230, "1."),
            _body(230, "Children are seen soon.", 99),
            _body(260, "2."),
            _body(260, "Thresholds are understood.", 99),
            *_footer(2),
        ],
    )
    assert _texts(document) == [
        (
            None,
            "Plans for children, which should be:\n• 1. made on time.\n• 2. shared with families.",
        ),
        ("1", "Children are seen soon."),
        ("2", "Thresholds are understood."),
    ]
    assert not any("number" in warning for warning in document.report.warnings)


def test_a_figure_in_the_middle_of_a_sentence_begins_no_paragraph(tmp_path: Path) -> None:
    document = _parse(
        tmp_path,
        [
            (100, 14, True, "Help and protection"),
            _body(130, "1. Children are seen soon by people who know them."),
            _body(160, "2. Plans are made at once, and families say that they are good for"),
            *_footer(2),
        ],
        [
            _body(100, "5. September was the month in which most of them were made."),
            _body(130, "3. Thresholds are understood."),
            *_footer(3),
        ],
    )
    assert [number for number, _ in _texts(document)] == ["1", "2", "3"]


def test_a_stray_figure_with_a_stop_does_not_unmake_numbers_without(tmp_path: Path) -> None:
    rows = [*_numbered(range(1, 7), stop=""), _body(430, "25. However, this is no number.", 99)]
    document = _parse(tmp_path, rows)
    assert _labels(document) == ["1", "2", "3", "4", "5", "6"]


def test_a_table_of_numbered_grades_says_nothing_of_the_body(tmp_path: Path) -> None:
    table: list[Row] = []
    names = ("Help and protection", "Children in care", "Leadership")
    for place, name in enumerate(names, 1):
        table += [_body(100 + 20 * place, f"{place}. {name}"), _body(100 + 20 * place, "Good", 400)]
    document = _parse(tmp_path, [*table, *_numbered(range(1, 8), 200, stop="", left=57)])
    assert _labels(document) == ["1", "2", "3", "4", "5", "6", "7"]


def test_numbers_that_stand_right_of_a_bullet_sign_are_numbers(tmp_path: Path) -> None:
    rows: list[Row] = [(100, 14, True, "Main findings")]
    for baseline, text in ((130, "Leaders know their services."), (150, "Workers are proud.")):
        rows += [_body(baseline, "•"), _body(baseline, text, 90)]
    document = _parse(tmp_path, [*rows, *_numbered(range(1, 6), 190, left=80)])
    assert _labels(document) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("place", [1, 4])
def test_a_numbered_list_inside_a_paragraph_belongs_to_it(tmp_path: Path, place: int) -> None:
    rows = _numbered(range(1, place), 100)
    top = 100 + 50 * (place - 1)
    rows += [_body(top, f"{place}."), _body(top, "The authority should see to three things:", 99)]
    for step, text in enumerate(("Plans are timely.", "Staff are trained.", "Homes are near."), 1):
        rows += [_body(top + 20 * step, f"{step}.", 118), _body(top + 20 * step, text, 140)]
    rows += _numbered(range(place + 1, 9), top + 90)
    document = _parse(tmp_path, rows)
    assert _labels(document) == [str(number) for number in range(1, 9)]
    (listing,) = (p for p in document.paragraphs if p.number == str(place))
    assert listing.text.endswith(
        "three things:\n• 1. Plans are timely.\n• 2. Staff are trained.\n• 3. Homes are near."
    )


def test_a_gap_after_a_line_without_a_stop_is_as_printed(tmp_path: Path) -> None:
    rows = [row if "know." not in row[3] else _body(row[0], row[3][:-1], 99)
            for row in _numbered((1, 2, 3, 5, 6))]  # fmt: skip
    document = _parse(tmp_path, rows)
    assert _labels(document) == ["1", "2", "3", "5", "6"]
    assert "paragraph numbers jump from 3 to 5 on page 2, as printed" in document.report.warnings


def test_flush_numbers_without_space_between_paragraphs(tmp_path: Path) -> None:
    rows: list[Row] = []
    for number in range(1, 6):
        top = 100 + 29 * number
        rows += [_body(top, f"{number}. {LINES[0]}"), _body(top + 14.5, LINES[1])]
    assert _labels(_parse(tmp_path, rows)) == ["1", "2", "3", "4", "5"]


def test_footnotes_numbered_with_stops_are_no_paragraphs(tmp_path: Path) -> None:
    notes: list[Row] = [
        (740, 8, False, "1. See the guidance on homes for children.", 72),
        (750, 8, False, "2. See the guidance on leaving care.", 72),
    ]
    pages = [[*_numbered(range(1, 5)), *notes], _numbered(range(5, 9))]
    document = _parse(tmp_path, *pages)
    assert _labels(document) == [str(number) for number in range(1, 9)]
    assert not any("guidance" in p.text for p in document.paragraphs)


def test_a_numbered_contents_list_is_a_note(tmp_path: Path) -> None:
    rows: list[Row] = [(100, 16, True, "Contents")]
    for place, title in enumerate(("Introduction", "Help and protection", "Leadership"), 1):
        rows += [_body(100 + 25 * place, f"{place}."), _body(100 + 25 * place, title, 99)]
        rows.append(_body(100 + 25 * place, str(place + 2), 500))
    document = _parse(tmp_path, rows, _numbered(range(1, 8)))
    assert _labels(document) == ["1", "2", "3", "4", "5", "6", "7"]
    assert any(p.kind == "heading_note" and "Leadership 5" in p.text for p in document.paragraphs)


def test_a_digit_of_a_name_is_no_footnote_mark(tmp_path: Path) -> None:
    note: Row = (755, 8, False, "2 A note on hubs.", 72)
    rows = [_body(130, "1."), _body(130, "Staff of Hub2 meet families2 in s47 work.", 99)]
    rows += [_body(160, "2."), _body(160, "The work of Hub2 helps families.", 99)]
    document = _parse(tmp_path, [*rows, note])
    texts = [text for number, text in _texts(document) if number]
    assert texts == [
        "Staff of Hub2 meet families in s47 work.",
        "The work of Hub2 helps families.",
    ]
