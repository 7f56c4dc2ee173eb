"""Addresses lead to one place each, as long as the file is indexed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urldefrag, urlsplit

import pytest

from index import Index
from tests.index.documents import make_paragraph, make_report
from ui import addresses


@pytest.fixture(scope="module")
def index(sample_index: Path) -> Iterator[Index]:
    with Index.open(sample_index) as opened:
        yield opened


def test_each_report_and_paragraph_has_an_address_of_its_own(index: Index) -> None:
    reports = index.reports()
    places = {addresses.report_of(report) for report in reports}
    assert len(places) == len(reports)
    paragraphs = [p for report in reports for p in index.paragraphs(report.id)]
    links = [addresses.paragraph_of(paragraph) for paragraph in paragraphs]
    assert len(set(links)) == len(links)
    for paragraph, link in zip(paragraphs, links, strict=True):
        page, anchor = urldefrag(link)
        assert page in places
        assert anchor == addresses.anchor(paragraph) == f"p{paragraph.ordinal}"
        assert page.endswith("/" + addresses.short_id(paragraph.report_id))


def test_what_belongs_to_a_report_lies_under_it() -> None:
    report = make_report("abcdef0123456789" * 4)
    paragraph = replace(make_paragraph(report, 7, "Plans drift."), report_id=report.id)
    here = "/reports/abcdef0123456789"
    marked = addresses.viewer(paragraph, 2, 9)
    assert parse_qs(marked) == {"paragraph": ["7"], "start": ["2"], "end": ["9"]}
    assert addresses.report_of(report) == here
    assert addresses.original(report) == f"{here}/original"
    assert addresses.near(paragraph, marked) == f"{here}/near/7?{marked}"
    assert addresses.page_picture(report, 3) == f"{here}/pages/3.png"
    assert addresses.page_of(report, 3) == f"{here}/pages/3"
    assert addresses.page_of(report, 3, marked) == f"{here}/pages/3?{marked}"


def test_a_query_holds_what_is_given() -> None:
    assert addresses.query("/reports", authority="", year="") == "/reports"
    address = addresses.query("/reports", authority="King’s & “Lynn”", year="2012", kind="")
    assert urlsplit(address).path == "/reports"
    assert parse_qs(urlsplit(address).query) == {"authority": ["King’s & “Lynn”"], "year": ["2012"]}
