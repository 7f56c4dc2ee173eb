"""The list of reports: what is said of each, and which filters leave which."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.index.building import build
from tests.ui.browsing import Site, browsing, write_ilacs


@pytest.fixture(scope="module")
def site(sample_index: Path) -> Iterator[Site]:
    with browsing(sample_index) as site:
        yield site


def listed(page: BeautifulSoup) -> list[str]:
    """Authority and year of each entry, in the order of the list."""
    found = []
    for entry in page.select(".listing > li"):
        name = entry.select_one("h2 a")
        dates = entry.select_one(".when p")
        assert name
        assert dates
        found.append(f"{name.find(string=True)} {dates.get_text()[-4:]}")
    return found


def said(page: BeautifulSoup) -> str:
    element = page.select_one(".found")
    assert element
    return element.get_text()


def test_every_report_is_listed_newest_first(site: Site) -> None:
    page = site.page("/reports")
    assert said(page) == "7 reports"
    assert listed(page) == [
        "Northmere 2024",
        "Wexcombe 2023",
        "Aldermoor 2022",
        "Northmere 2019",
        "Northmere 2012",
        "Wexcombe 2011",
        "Aldermoor 2010",
    ]


def test_an_entry_says_what_a_reader_looks_for(site: Site) -> None:
    entry = site.page("/reports").select(".listing > li")[0]
    text = entry.get_text(" ", strip=True)
    for words in (
        "ILACS inspection",
        "Inspection of Northmere local authority children’s services",
        "Inspected 10 to 21 June 2024",
        "Published 2 August 2024",
        "57 paragraphs",
    ):
        assert words in text
    (grade,) = entry.select(".grade")
    assert grade.get_text() == "Good"
    assert "Overall effectiveness Good" in site.follow(grade).get_text(" ", strip=True)


def test_a_report_of_two_parts_has_two_overall_grades(site: Site) -> None:
    entry = site.page("/reports", ("year", "2012")).select(".listing > li")[0]
    assert [p.get_text(" ", strip=True) for p in entry.select(".judged p")] == [
        "Safeguarding services Grade 3 (Adequate)",
        "Services for looked after children Grade 3 (Adequate)",
    ]


def test_a_report_without_an_overall_grade_says_so(site: Site) -> None:
    page = site.page("/reports", ("kind", "focused_visit"))
    assert [e.get_text() for e in page.select(".listing .judged")] == ["No judgements"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ((("authority", "Wexcombe"),), ["Wexcombe 2023", "Wexcombe 2011"]),
        ((("year", "2019"),), ["Northmere 2019"]),
        ((("kind", "unannounced_contact_referral"),), ["Wexcombe 2011", "Aldermoor 2010"]),
        ((("judgement", "help_protection"), ("grade", "inadequate")), ["Wexcombe 2023"]),
        ((("judgement", "care_leavers"),), ["Northmere 2024", "Wexcombe 2023"]),
        ((("judgement", "care_leavers"), ("grade", "inadequate")), []),
        ((("grade", "adequate"),), ["Northmere 2012"]),
        ((("text", "focused VISIT"),), ["Aldermoor 2022"]),
        ((("text", "northmere"), ("kind", "ilacs")), ["Northmere 2024", "Northmere 2019"]),
        ((("authority", "Wexcombe"), ("order", "oldest")), ["Wexcombe 2011", "Wexcombe 2023"]),
    ],
)
def test_filters(site: Site, query: tuple[tuple[str, str], ...], expected: list[str]) -> None:
    page = site.page("/reports", *query)
    assert listed(page) == expected
    assert said(page) == f"{len(expected)} of 7 reports"


def test_in_alphabetical_order_the_newest_of_each_comes_first(site: Site) -> None:
    assert listed(site.page("/reports", ("order", "authority"))) == [
        "Aldermoor 2022",
        "Aldermoor 2010",
        "Northmere 2024",
        "Northmere 2019",
        "Northmere 2012",
        "Wexcombe 2023",
        "Wexcombe 2011",
    ]


def test_the_form_keeps_what_was_asked(site: Site) -> None:
    page = site.page("/reports", ("text", "council"), ("grade", "good"), ("order", "oldest"))
    assert page.select_one("input[name=text][value=council]")
    assert page.select_one("select[name=grade] option[value=good][selected]")
    assert page.select_one("input[type=hidden][name=order][value=oldest]")
    assert page.select_one(".filters a[href='/reports']"), "a way to clear the fields"
    newest = next(a for a in page.select(".orders a") if "Newest" in a.get_text())
    assert newest["href"] == "/reports?text=council&grade=good"


def test_an_empty_list_says_what_to_change(site: Site) -> None:
    page = site.page("/reports", ("authority", "Aldermoor"), ("grade", "good"))
    nothing = page.select_one(".no-match")
    assert nothing
    assert "back to “Any”" in nothing.get_text()
    assert "ask about it" not in page.get_text()


def test_words_that_only_texts_hold_lead_to_the_question(site: Site) -> None:
    page = site.page("/reports", ("text", "bed and breakfast"))
    assert page.select_one(".no-match ~ p a[href='/']")


def test_what_nothing_is_called_by_is_left_out_and_said(site: Site) -> None:
    page = site.page(
        "/reports",
        ("authority", "<b>Nowhere</b>"),
        ("year", "abc"),
        ("year", "²"),
        ("kind", "x" * 5000),
        ("page", "9" * 400),
        ("foreign", "1"),
    )
    assert said(page) == "7 reports"
    assert page.select_one(".listing + nav") is None
    (status,) = (p.get_text() for p in page.select("p.quiet[role=status]"))
    assert status.startswith("Nothing here is called “<b>Nowhere</b>”, “abc”, “²” and 1 more;")


def test_the_address_of_a_view_holds_what_was_set_and_nothing_else(site: Site) -> None:
    _, _, address = site.file("/reports", ("authority", "Northmere"), ("year", ""), ("text", ""))
    assert address == "/reports?authority=Northmere"


def test_a_long_list_comes_in_pages(tmp_path: Path) -> None:
    for number in range(53):
        dates = f"{1 + number % 25} to {3 + number % 25} March {2019 + number % 5}"
        write_ilacs(tmp_path / "reports", f"Wexcombe {number}", dates, "1 May 2024", "Good")
    build(tmp_path / "index", tmp_path / "reports")
    with browsing(tmp_path / "index") as site:
        first = site.page("/reports", ("kind", "ilacs"))
        assert said(first) == "53 reports"
        (after,) = first.select(".leaves a")
        second = site.page(str(after["href"]))
        assert len(listed(first)) == 50
        assert len(listed(second)) == 3
        titles = {e.get_text() for p in (first, second) for e in p.select(".name > p")}
        assert len(titles) == 53
        (before,) = second.select(".leaves a")
        assert before["href"] == "/reports?kind=ilacs"
