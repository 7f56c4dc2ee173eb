"""The published reports, where they are: numbers as printed, judgements, and what is unreadable."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from index.parsing import parse_paths
from index.structure import parse_file
from index.types import Document, Unreadable

__all__: list[str] = []

# First and last number of each unbroken run, read off the printed pages.
PRINTED = {
    "80432_bolton/children's services inspection - 21 march 2014.pdf": [(1, 159)],
    "80543_rotherham/children's services inspection - 19 november 2014.pdf": [(1, 179)],
    "80481_leeds/children's services inspection - 27 march 2015.pdf": [(1, 215)],
    "80567_surrey/children's services inspection - 03 august 2015.pdf": [(1, 17)],
    "80553_slough/children's services inspection - 17 february 2016.pdf": [(1, 145)],
    "80455_isles of scilly/children's services inspection - 27 june 2016.pdf": [(1, 82)],
    "80479_knowsley/children's services inspection - 13 june 2017.pdf": [(1, 55)],
    "80451_wakefield/children's services inspection - 17 july 2018.pdf": [(1, 38)],
    "80540_reading/children's services inspection - 28 october 2019.pdf": [(1, 48)],
    "80550_sefton/children's services inspection - 09 may 2022.pdf": [(1, 44)],
    "80569_tameside/children's services inspection - 13 february 2024.pdf": [(1, 57)],
    "80431_blackpool/children's services inspection - 28 july 2026.pdf": [(1, 65)],
    "80488_bexley/children's services inspection - 23 may 2014.pdf": [(1, 190)],
    "80470_gloucestershire/children's services inspection - 04 august 2025.pdf": [(1, 59)],
    "80499_harrow/children's services inspection - 04 march 2025.pdf": [(1, 59)],
    "80501_hillingdon/children's services inspection - 11 february 2014.pdf": [],
    "80506_lambeth/children's services inspection - 10 march 2026.pdf": [(1, 57), (57, 69)],
    "80526_north east lincolnshire/children's services inspection - 25 september 2017.pdf": [
        (1, 120)
    ],
    "80543_rotherham/children's services inspection - 29 january 2018.pdf": [(1, 87)],
    "80546_windsor & maidenhead/children's services inspection - 24 february 2020.pdf": [
        (1, 14),
        (16, 45),
    ],
    "80553_slough/children's services inspection - 14 february 2014.pdf": [],
    "80577_west berkshire/children's services inspection - 07 july 2017.pdf": [(1, 67)],
}

ILACS_JUDGEMENTS = {"leadership", "help_protection"}
SIF_JUDGEMENTS = {"overall", "help_protection", "in_care", "adoption", "care_leavers", "leadership"}


@pytest.fixture(scope="module")
def parsed(real_reports: Path) -> list[Document | Unreadable]:
    return list(parse_paths([real_reports / "ilacs"]))


@pytest.fixture(scope="module")
def documents(parsed: list[Document | Unreadable]) -> list[Document]:
    return [item for item in parsed if isinstance(item, Document)]


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    if not numbers:
        return []
    starts = [numbers[0], *(b for a, b in pairwise(numbers) if b != a + 1)]
    ends = [*(a for a, b in pairwise(numbers) if b != a + 1), numbers[-1]]
    return list(zip(starts, ends, strict=True))


def _numbers(document: Document) -> list[int]:
    return [int(p.number) for p in document.paragraphs if p.number is not None]


def test_only_the_pages_of_html_are_refused(parsed: list[Document | Unreadable]) -> None:
    refused = [item for item in parsed if isinstance(item, Unreadable)]
    assert [item.code for item in refused] == ["wrong_suffix", "wrong_suffix"]
    assert all("HTML" in item.message for item in refused)


def test_numbers_are_those_printed_in_the_reports_checked_by_eye(documents: list[Document]) -> None:
    found = {d.report.file: _runs(_numbers(d)) for d in documents if d.report.file in PRINTED}
    assert found == PRINTED


def test_all_other_reports_number_without_gaps(documents: list[Document]) -> None:
    odd = [d.report.file for d in documents if len(_runs(_numbers(d))) != 1]
    assert set(odd) <= set(PRINTED)


def test_every_report_has_its_front_matter(documents: list[Document]) -> None:
    for document in documents:
        report = document.report
        assert report.authority, report.file
        assert report.inspection_start, report.file
        assert report.published, report.file
        assert report.url, report.file


def test_every_report_has_the_judgements_of_its_framework(documents: list[Document]) -> None:
    for document in documents:
        found = {judgement.canonical for judgement in document.report.judgements}
        if document.report.kind == "ilacs":
            assert found >= ILACS_JUDGEMENTS, document.report.file
            assert ("overall" in found) == (document.report.framework == "ILACS 2018")
        elif document.report.kind == "single_inspection":
            assert found >= SIF_JUDGEMENTS, document.report.file


def test_no_paragraph_stands_under_two_judgements(documents: list[Document]) -> None:
    for document in documents:
        names = {judgement.name.lower() for judgement in document.report.judgements}
        for paragraph in document.paragraphs:
            above = [title for title in paragraph.section if title.lower() in names]
            if paragraph.kind == "numbered":
                assert len(above) < 2, (document.report.file, paragraph.label, above)


def test_labels_are_unique_and_spans_fit(documents: list[Document]) -> None:
    for document in documents:
        labels = [p.label for p in document.paragraphs]
        assert len(set(labels)) == len(labels), document.report.file
        for paragraph in document.paragraphs:
            assert all(0 <= s.start < s.end <= len(paragraph.text) for s in paragraph.spans)


def test_the_full_report_of_2012(real_reports: Path) -> None:
    path = real_reports / "letters" / "003_c06192854c16e118.txt"
    document = parse_file(path, path.name)
    assert _runs(_numbers(document)) == [(1, 101)]
    health = [p for p in document.paragraphs if p.number == "58"]
    assert health[0].section[-1] == "Being healthy"
    actions = next(p for p in document.paragraphs if p.number == "16")
    assert actions.text.count("\n• ") == 11
    assert "Within six months:" in actions.text
