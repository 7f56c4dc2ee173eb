"""One report: what it says about itself, and each paragraph under its printed number."""

from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from bs4 import BeautifulSoup

from index import Index, Paragraph, Report
from tests.index.building import build
from tests.ui.browsing import Site, browsing, write_ilacs
from ui.addresses import report_of
from ui.browsing.report_headings import under_headings


@pytest.fixture(scope="module")
def site(sample_index: Path) -> Iterator[Site]:
    with browsing(sample_index) as site:
        yield site


@pytest.fixture(scope="module")
def index(sample_index: Path) -> Iterator[Index]:
    with Index.open(sample_index) as index:
        yield index


def report(index: Index, part_of_file: str) -> Report:
    (found,) = (r for r in index.reports() if part_of_file in r.file)
    return found


def facts(page: BeautifulSoup) -> dict[str, str]:
    return {
        row.dt.get_text(): row.dd.get_text()
        for row in page.select(".facts > div")
        if row.dt and row.dd
    }


def test_what_a_report_says_about_itself(site: Site, index: Index) -> None:
    found = report(index, "northmere-2024")
    page = site.page(report_of(found))
    assert [h.get_text() for h in page.select("h1")] == [found.title]
    assert facts(page) == {
        "Authority": "Northmere",
        "Kind": "ILACS inspection",
        "Framework": "ILACS (January 2018 to April 2026)",
        "Inspected": "10 to 21 June 2024",
        "Published": "2 August 2024 (from the name of the file; the text gives no date)",
        "Lead inspector": "Daniel Prewett",
        "Length": "57 paragraphs",
        "File": "northmere-2024-08-02-ilacs.pdf",
    }
    original = page.select_one(".facts a")
    assert original
    assert original["href"] == f"{report_of(found)}/original"


def test_a_date_that_the_text_prints_needs_no_note(site: Site, index: Index) -> None:
    page = site.page(report_of(report(index, "northmere-2019")))
    assert facts(page)["Published"] == "1 July 2019"


def test_every_paragraph_stands_at_its_own_address_word_for_word(site: Site, index: Index) -> None:
    for each in index.reports():
        page = site.page(report_of(each))
        paragraphs = index.paragraphs(each.id)
        assert [p["id"] for p in page.select(".paragraph")] == [f"p{p.ordinal}" for p in paragraphs]
        for paragraph in paragraphs:
            shown = page.select_one(f"#p{paragraph.ordinal}")
            assert shown
            words = shown.select_one(".words")
            number = shown.select_one(".number")
            assert words
            assert number
            assert words.get_text(" ").split() == paragraph.text.split()
            bullet = "•" if paragraph.kind == "bullet" else ""
            assert number.get_text() == (paragraph.number or bullet)


def test_headings_are_headings_and_the_contents_lead_to_them(site: Site, index: Index) -> None:
    page = site.page(report_of(report(index, "northmere-2012")))
    outer = page.select_one(".whole-text h2#h15-0, .whole-text h2#h14-0")
    assert outer
    assert outer.get_text() == "Safeguarding services"
    inner = page.select(".whole-text h3")
    assert "Capacity for improvement" in [h.get_text() for h in inner]
    for link in page.select(".contents a"):
        target = page.select_one(str(link["href"]))
        assert target
        assert link.get_text() in target.get_text()
    nested = page.select(".contents > ul > li > ul > li > a")
    assert "Being healthy" in [link.get_text() for link in nested]


def test_a_heading_that_prints_a_grade_is_the_paragraph_that_is_cited(
    site: Site, index: Index
) -> None:
    found = report(index, "northmere-2024")
    (proof,) = (j.paragraphs[1] for j in found.judgements if j.canonical == "help_protection")
    shown = site.page(report_of(found)).select_one(f"#p{proof}")
    assert shown
    assert [h.get_text() for h in shown.select("h2")] == [
        "The experiences and progress of children who need help and protection"
    ]
    assert [g.get_text() for g in shown.select(".grade")] == ["requires improvement to be good"]


def test_judgements_lead_to_the_paragraphs_that_print_them(site: Site, index: Index) -> None:
    for each in index.reports():
        page = site.page(report_of(each))
        rows = page.select(".front tbody tr")
        assert len(rows) == len(each.judgements)
        for row, judgement in zip(rows, each.judgements, strict=True):
            grade, *places = row.select("a")
            assert grade.get_text() == judgement.grade
            links = [place["href"] for place in places]
            assert links == [f"#p{n}" for n in judgement.paragraphs]
            assert grade["href"] == links[0]
            assert all(page.select_one(str(link)) for link in links)


def test_a_paragraph_says_how_to_cite_it_and_shows_its_page(site: Site, index: Index) -> None:
    found = report(index, "northmere-2024")
    paragraph = next(p for p in index.paragraphs(found.id) if p.number == "8")
    shown = site.page(report_of(found)).select_one(f"#p{paragraph.ordinal}")
    assert shown
    pilcrow, page = shown.select(".at a")
    assert pilcrow["href"] == f"#p{paragraph.ordinal}"
    assert pilcrow["aria-label"] == "Link to paragraph 8"
    assert pilcrow["data-cite"] == "Northmere, published 2 August 2024, paragraph 8, page 3"
    end = len(paragraph.text)
    query = f"paragraph={paragraph.ordinal}&start=0&end={end}"
    assert page["href"] == f"{report_of(found)}/pages/3?{query}"


def test_a_plain_text_has_no_pages(site: Site, index: Index) -> None:
    page = site.page(report_of(report(index, "northmere-2019")))
    assert len(page.select(".at .pilcrow")) == len(page.select(".paragraph"))
    assert not page.select(".at .page")


def test_the_way_to_other_reports_of_the_authority(site: Site, index: Index) -> None:
    page = site.page(report_of(report(index, "northmere-2019")))
    others = page.select(".others a")
    assert [link["href"] for link in others] == [
        report_of(report(index, "northmere-2024")),
        report_of(report(index, "northmere-2012")),
    ]


def test_doubts_about_how_a_file_was_read_are_folded(tmp_path: Path) -> None:
    path = write_ilacs(tmp_path / "reports", "Wexcombe", "4 to 8 March 2024", "1 May 2024", "Good")
    text = path.read_text("utf-8").replace("2. Plans", "4. Plans")
    path.write_text(text, encoding="utf-8")
    build(tmp_path / "index", tmp_path / "reports")
    with browsing(tmp_path / "index") as site:
        listed = site.page("/reports").select_one(".listing h2 a")
        assert listed
        page = site.follow(listed)
        doubts = [li.get_text() for li in page.select(".front details li")]
        assert any("1 to 4" in doubt for doubt in doubts)


def test_an_address_that_leads_nowhere_says_so(site: Site) -> None:
    with pytest.raises(HTTPError, match="404") as caught:
        site.page(f"/reports/{'0' * 16}")
    assert "There is no such report" in caught.value.read().decode()


def test_a_heading_that_comes_again_begins_again() -> None:
    placed = list(under_headings([_at(1, "A", "B"), _at(2, "A", "C"), _at(3), _at(4, "A", "B")]))
    opened = [[(h.level, h.text) for h in each.opened] for each in placed]
    assert opened == [[(0, "A"), (1, "B")], [(1, "C")], [], [(0, "A"), (1, "B")]]
    anchors = [h.anchor for each in placed for h in each.opened]
    assert len(set(anchors)) == len(anchors)


def _at(ordinal: int, *section: str) -> Paragraph:
    return Paragraph(f"a:{ordinal}", "a", ordinal, "text", None, f"{ordinal}", section, 1, "Words.")
