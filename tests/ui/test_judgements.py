"""The judgements: every cell leads to its citation, whatever the filter; plots count the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from index import CANONICAL_GRADES
from tests.index.building import build
from tests.ui.browsing import Site, browsing, write_ilacs
from ui.browsing.grades import GRADES, LETTERS


@pytest.fixture(scope="module")
def site(sample_index: Path) -> Iterator[Site]:
    with browsing(sample_index) as site:
        yield site


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two authorities, one of them inspected since there are no overall grades."""
    folder = tmp_path_factory.mktemp("newer")
    reports = folder / "reports"
    write_ilacs(reports, "Wexcombe", "4 to 8 March 2019", "1 May 2019", *["Good"] * 3)
    write_ilacs(
        reports, "Wexcombe", "6 to 10 March 2023", "1 May 2023", "Good", "Good", "Outstanding"
    )
    write_ilacs(reports, "Wexcombe", "4 to 8 May 2026", "1 July 2026", "Inadequate", "Good")
    write_ilacs(
        reports, "Eastmarch", "6 to 10 May 2024", "1 July 2024", "Good", "Not judged", "Good"
    )
    build(folder / "index", reports)
    with browsing(folder / "index") as site:
        yield site


def rows(page: BeautifulSoup) -> list[list[str]]:
    """The table's cells as text, canonical names after the printed ones."""
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in page.select("#table tbody tr")
    ]


def said(page: BeautifulSoup) -> str:
    element = page.select_one(".selection .found")
    assert element
    return element.get_text()


def titles(page: BeautifulSoup, mark: str = "") -> list[str]:
    return [str(a["aria-label"]) for a in page.select(f"svg a:has(.mark{mark})")]


def test_every_cell_leads_to_what_it_rests_on(site: Site) -> None:
    table = site.page("/judgements").select("#table tbody tr")
    assert len(table) == 36
    for row in table[:3] + table[-2:]:
        authority, published, inspected, judgement, _, grade, report = row.select("td")
        whole = site.page(str(link(report)["href"]))
        about = " ".join(whole.get_text(" ").split())
        assert published.get_text() in about
        assert inspected.get_text() in about
        assert link(published)["href"] == link(inspected)["href"] == link(report)["href"]
        proof = site.follow(link(grade)).get_text(" ").casefold()
        assert link(grade).get_text().casefold() in proof
        assert link(judgement).get_text().casefold() in proof
        assert link(judgement)["href"] == link(grade)["href"]
        view = site.page(str(link(authority)["href"]))
        assert {cells[0] for cells in rows(view)} == {authority.get_text()}


def link(cell: Tag) -> Tag:
    found = cell.select_one("a")
    assert found, cell
    return found


def test_the_part_of_a_report_leads_there_too(site: Site) -> None:
    page = site.page("/judgements", ("authority", "Northmere"), ("grade", "inadequate"))
    (row,) = page.select("#table tbody tr")
    part = row.select("td")[4]
    assert part.get_text() == "How good are outcomes for looked after children and care leavers?"
    assert "Being healthy" in site.follow(link(part)).get_text()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ((("authority", "Wexcombe"),), 5),
        ((("authority", "Wexcombe"), ("authority", "Aldermoor")), 5),
        ((("authority", "Aldermoor"),), 0),
        ((("judgement", "overall"),), 5),
        ((("judgement", "overall"), ("grade", "adequate")), 2),
        ((("framework", "Safeguarding and LAC 2009"),), 22),
        ((("since", "2019"),), 14),
        ((("since", "2019"), ("until", "2019")), 4),
        ((("until", "2012"),), 22),
        ((("latest", "1"),), 10),
        ((("latest", "1"), ("judgement", "overall"), ("grade", "requires_improvement")), 0),
        ((("since", "2023"), ("until", "2012")), 0),
    ],
)
def test_filters(site: Site, query: tuple[tuple[str, str], ...], count: int) -> None:
    page = site.page("/judgements", *query)
    assert len(rows(page)) == count
    assert said(page).startswith(f"{count} of 36 judgements.")
    if not count:
        assert page.select_one(".no-match")


def test_coverage_is_said(site: Site, newer: Site) -> None:
    page = site.page("/judgements", ("judgement", "care_leavers"))
    assert (
        said(page)
        == "2 of 36 judgements. 2 of 3 authorities have a judgement on care leavers here."
    )
    page = newer.page("/judgements", ("judgement", "overall"))
    assert said(page).endswith("Inspections since 27 April 2026 give no overall grade.")
    page = newer.page("/judgements", ("judgement", "leadership"))
    assert "27 April" not in said(page)


def test_columns_sort_both_ways(site: Site) -> None:
    page = site.page("/judgements", ("judgement", "overall"))
    assert next(cells[1] for cells in rows(page)) == "2 August 2024"
    for column, number, first in (("Authority", 0, "Northmere"), ("Grade", 5, "Good")):
        heading = heading_of(page, column)
        rising = site.page(str(heading["href"]).partition("#")[0])
        falling = site.page(str(heading_of(rising, column)["href"]).partition("#")[0])
        values = [[cells[number] for cells in rows(each)] for each in (rising, falling)]
        assert values[0][0] == values[1][-1] == first
        assert heading_of(rising, column).parent["aria-sort"] == "ascending"  # type: ignore[index]
        assert heading_of(falling, column).parent["aria-sort"] == "descending"  # type: ignore[index]


def heading_of(page: BeautifulSoup, column: str) -> Tag:
    return next(a for a in page.select("#table thead a") if a.get_text() == column)


def test_what_nothing_is_called_by_is_left_out_and_said(site: Site) -> None:
    page = site.page(
        "/judgements",
        ("authority", "Nowhere"),
        ("judgement", "' OR 1=1"),
        ("since", "abc"),
        ("until", "-1"),
        ("sort", "<script>"),
        ("page", "x"),
    )
    assert len(rows(page)) == 36
    assert "“Nowhere”" in page.select("p.quiet[role=status]")[0].get_text()


def test_an_authority_over_time(newer: Site) -> None:
    page = newer.page("/judgements", ("authority", "Wexcombe"))
    chart = page.select("figure")[0]
    assert chart.select("h2")[0].get_text() == "Wexcombe: judgements over time"
    marks = list(chart.select("svg a"))
    assert [a["aria-label"] for a in marks] == [
        "Overall effectiveness, 8 March 2019: Good",
        "Overall effectiveness, 10 March 2023: Outstanding",
        "Overall effectiveness, 8 May 2026: no overall grade is printed",
        "Leadership, 8 March 2019: Good",
        "Leadership, 10 March 2023: Good",
        "Leadership, 8 May 2026: Inadequate",
        "Help and protection, 8 March 2019: Good",
        "Help and protection, 10 March 2023: Good",
        "Help and protection, 8 May 2026: Good",
    ]
    assert "Inadequate" in newer.follow(marks[5]).get_text()
    assert len(chart.select(".hollow")) == 1
    places = [float(str(a.rect["x"])) for a in marks if a.rect]
    assert places[:3] == sorted(set(places[:3])) == places[3:6], "time runs to the right"


def test_what_frameworks_do_to_a_comparison_is_said(site: Site, newer: Site) -> None:
    notes = site.page("/judgements", ("authority", "Northmere")).select_one(".cautions")
    assert notes
    assert "“Adequate”, a grade until 2012, is not “requires improvement”" in notes.get_text()
    assert "different frameworks" in notes.get_text()
    assert "13 judgements that only one inspection made are in the table" in notes.get_text()
    notes = newer.page("/judgements", ("authority", "Wexcombe")).select_one(".cautions")
    assert notes
    assert "different frameworks" not in notes.get_text(), "ILACS changed in the overall grade only"


def test_frameworks_are_bands_that_begin_when_they_did(newer: Site) -> None:
    plot = newer.page("/judgements", ("authority", "Wexcombe")).select("figure svg")[0]
    first, second = plot.select(".band0, .band1")
    names = [band.parent.select("title")[0].get_text() for band in (first, second) if band.parent]
    assert names == [
        "ILACS (January 2018 to April 2026)",
        "ILACS without an overall grade (since 27 April 2026)",
    ]
    begins = float(str(plot.select("line.grid")[-1]["x1"]))  # the year 2026
    ends = float(str(plot["viewbox"]).split()[2])
    assert begins + (ends - begins) / 5 < float(str(second["x"])) < (begins + ends) / 2


def test_every_grade_has_its_place() -> None:
    assert set(GRADES) == set(LETTERS) == set(CANONICAL_GRADES)


def test_two_grades_of_one_inspection_stand_apart(site: Site) -> None:
    page = site.page("/judgements", ("authority", "Northmere"), ("judgement", "leadership"))
    first, second = page.select("figure")[0].select("svg a")[:2]
    assert "Adequate" in str(first["aria-label"])
    assert "Good" in str(second["aria-label"])
    assert first.rect
    assert second.rect
    assert first.rect["x"] == second.rect["x"]
    assert first.rect["y"] != second.rect["y"]


def test_authorities_side_by_side(newer: Site) -> None:
    page = newer.page("/judgements", ("authority", "Wexcombe"), ("authority", "Eastmarch"))
    table = page.select_one(".compared table")
    assert table
    assert [th.get_text() for th in table.select("thead th")] == [
        "Judgement",
        "Wexcombe",
        "Eastmarch",
    ]
    cells = [
        [c.get_text(" ", strip=True) for c in r.select("th, td")] for r in table.select("tbody tr")
    ]
    assert cells == [
        [
            "Overall effectiveness",
            "Outstanding 10 March 2023 None from the inspection that ended 8 May 2026",
            "Good 10 May 2024",
        ],
        ["Leadership", "Inadequate 8 May 2026", "Good 10 May 2024"],
        ["Help and protection", "Good 8 May 2026", "Not judged 10 May 2024"],
    ]
    for grade in table.select("a.grade"):
        assert grade.get_text().casefold() in newer.follow(grade).get_text(" ").casefold()
    assert [a["aria-label"] for a in page.select(".chosen a")] == [
        "Leave out Wexcombe",
        "Leave out Eastmarch",
    ]
    assert page.select(".chosen a")[0]["href"] == "/judgements?authority=Eastmarch"


def test_grades_by_year_count_what_the_table_lists(newer: Site) -> None:
    page = newer.page("/judgements")
    assert titles(page) == [
        "2019, Good: 1",
        "2023, Outstanding: 1",
        "2024, Good: 1",
        "2026, No overall grade: 1",
    ]
    chart = page.select("figure")[0]
    assert "not authorities" in chart.get_text()
    cells = [[c.get_text() for c in r.select("th, td")] for r in chart.select("tbody tr")]
    assert [row for row in cells if row[-1] != "0"] == [
        ["2019", "1", "0", "0", "1"],
        ["2023", "0", "1", "0", "1"],
        ["2024", "1", "0", "0", "1"],
        ["2026", "0", "0", "1", "1"],
    ]
    assert [row[0] for row in cells] == [str(year) for year in range(2019, 2027)]
    for bar in chart.select("svg a:not(:has(.hollow))"):
        listed = rows(newer.page(str(bar["href"]).partition("#")[0]))
        assert str(len(listed)) == str(bar["aria-label"]).rpartition(" ")[2]
        year = str(bar["aria-label"])[:4]
        assert f"&since={year}&until={year}#" in str(bar["href"])
