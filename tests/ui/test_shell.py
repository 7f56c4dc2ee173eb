"""Every screen has the same head: where one can go, what is loaded, and who writes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup, Tag
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from assistant import Assistant, Library, ModelOptions
from tests.assistant.libraries import add_report, index_of_one, opened
from tests.index.building import build
from tests.index.documents import write_report
from tests.ui.serving import serving
from ui import words
from ui.addresses import short_id
from ui.screens import not_found, report_at, visiting
from ui.shell import Screen, Visit, document, masthead, stylesheets
from ui.user import LOCAL, User

READER = User("wren <b>", "reader")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Over reports of 2019, 2023 and 2024, and one without authority and dates."""
    folder = tmp_path_factory.mktemp("shell")
    source = folder / "reports"
    write_report(source / "a.txt", "Northmere", "Plans drift.", end=dt.date(2019, 3, 8))
    write_report(source / "b.txt", "Northmere", "Plans are clear.")
    write_report(source / "c.txt", "Wexcombe", "Plans are late.", end=dt.date(2023, 3, 8))
    build(folder / "index", source)
    with Assistant.open(folder / "index") as opened_index:
        yield opened_index


@pytest.fixture
def visit(assistant: Assistant) -> Visit:
    return Visit(assistant, LOCAL, "reports", is_sample=False)


def read(markup: str) -> BeautifulSoup:
    return BeautifulSoup(markup, "lxml")


def loaded(visit: Visit) -> list[str]:
    return [span.text for span in read(masthead(visit)).select(".loaded span")]


def one(found: Tag | None) -> Tag:
    assert found is not None
    return found


def test_a_whole_page_has_all_that_a_page_needs(visit: Visit) -> None:
    markup = document(visit, "Plans & </title><script>", "Text <b>", read("<p>x").text)
    assert markup.startswith("<!doctype html><html ")
    page = read(markup)
    assert one(page.html)["lang"] == "en-GB"
    assert one(page.title).text == "Plans & </title><script> · Inspection assistant"
    assert one(page.find("meta", charset="utf-8")).parent == page.head
    assert "width=device-width" in str(page.find("meta", attrs={"name": "viewport"}))
    main = one(page.main)
    assert main.text == "Text <b>x"
    assert one(page.select_one("a.skip"))["href"] == f"#{main['id']}"
    assert len(page("script")) == 1
    assert page.select_one(".screen.reports > header + main") is not None


def test_all_that_a_page_refers_to_is_there(visit: Visit) -> None:
    page = read(document(visit, "Plans"))
    needed = [str(link["href"]) for link in page("link", rel="stylesheet")]
    needed += [str(script["src"]) for script in page("script")]
    assert len(needed) > 5
    assert [str(link["href"]) for link in read(stylesheets())("link")] == needed[:-1]
    with serving([]) as address:
        for path in needed:
            with urlopen(f"{address}{path}", timeout=30) as answer:
                assert answer.status == 200
                assert answer.headers.get_content_type() in {
                    "text/css",
                    "text/javascript",
                    "application/javascript",  # by what the system calls it
                }


@pytest.mark.parametrize(
    ("here", "name"),
    [("chat", "Ask"), ("reports", "Reports"), ("judgements", "Judgements"), ("add", "Add reports")],
)
def test_the_way_to_the_other_screens(visit: Visit, here: Screen, name: str) -> None:
    page = read(masthead(replace(visit, here=here)))
    links = {link.text: link for link in page.select("nav a")}
    assert {text: link["href"] for text, link in links.items()} == {
        "Ask": "/",
        "Reports": "/reports",
        "Judgements": "/judgements",
        "Add reports": "/add",
    }
    assert [text for text, link in links.items() if link.get("aria-current") == "page"] == [name]
    assert one(page.nav)["aria-label"] == words.SCREENS


def test_readers_are_not_led_where_they_may_not_go(visit: Visit) -> None:
    page = read(masthead(replace(visit, user=READER)))
    assert [link.text for link in page.select("nav a")] == ["Ask", "Reports", "Judgements"]
    assert page.form is None, "where there is no login, there is none to leave"
    assert READER.name not in page.text

    page = read(masthead(replace(visit, user=READER, may_leave=True)))
    form = one(page.form)
    assert (form["action"], form["method"]) == ("/logout", "post")
    assert one(page.select_one(".who")).text == READER.name
    assert page.b is None


def test_the_head_says_what_is_loaded_and_how_fresh(visit: Visit) -> None:
    what, fresh, writer = loaded(visit)
    assert what == "3 reports, 2 authorities, 2019 to 2024"
    made = dt.datetime.fromisoformat(visit.assistant.index.manifest.created).date()
    assert fresh == f"brought up to date {words.day(made)}"
    assert writer == words.QUOTES_ONLY


def test_the_newest_report_is_named_where_its_date_is_known(sample_index: Path) -> None:
    with Assistant.open(sample_index) as assistant:
        what, *_ = loaded(Visit(assistant, LOCAL, "chat", is_sample=True))
    assert what == "7 reports, 3 authorities, 2010 to 2024, newest published 2 August 2024"


def test_one_report_is_one(tmp_path: Path) -> None:
    with Assistant.open(index_of_one(tmp_path)) as assistant:
        what, *_ = loaded(Visit(assistant, LOCAL, "chat", is_sample=False))
    assert what == "1 report, 1 authority, 2024"


def test_the_sample_says_that_it_is_one(visit: Visit) -> None:
    assert words.SAMPLE not in masthead(visit)
    page = read(masthead(replace(visit, is_sample=True)))
    banner = one(page.select_one("[role=note] .banner"))
    assert banner.text == f"{words.SAMPLE} {words.SAMPLE_REMEDY}"


def test_the_model_that_writes_is_named_with_its_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with Assistant.open(index_of_one(tmp_path), model=ModelOptions("<scribe>")) as assistant:
        *_, writer = loaded(Visit(assistant, LOCAL, "chat", is_sample=False))
    assert writer.startswith("Answers are written by the model <scribe> at 127.0.0.1:9: ")
    assert "are sent there" in writer


def test_a_visit_keeps_what_it_reads_open(tmp_path: Path) -> None:
    with opened(tmp_path) as library:

        def screen(request: Request) -> Response:
            with visiting(request, library, "judgements") as visit:
                assert (visit.user, visit.here, visit.may_leave) == (READER, "judgements", False)
                (known,) = visit.assistant.index.reports()
                add_report(tmp_path)
                assert library.refresh()
                assert report_at(visit, short_id(known.id)) == known
                assert report_at(visit, known.id) is None
                assert report_at(visit, "") is None
                assert visit.assistant.index.paragraphs(known.id)
                return HTMLResponse(document(visit, "Here"))

        routes = [Route("/here", screen)]
        with serving(routes, READER) as address, urlopen(f"{address}/here", timeout=30) as answer:
            page = read(answer.read().decode())
    assert one(page.select_one(".loaded span")).text.startswith("1 report,")


def test_each_visit_sees_the_newest(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        assert _counted(library) == 1
        add_report(tmp_path)
        assert _counted(library) == 2


def _counted(library: Library) -> int:
    state = {"user": LOCAL, "login": "local"}
    request = Request({"type": "http", "headers": [], "state": state})
    with visiting(request, library, "chat") as visit:
        assert visit.may_leave
        return len(visit.assistant.index.reports())


def test_an_address_that_leads_nowhere_has_a_page_all_the_same(visit: Visit) -> None:
    answer = not_found(visit, "No <such> report.")
    assert answer.status_code == 404
    page = read(bytes(answer.body).decode())
    assert one(page.h1).text == words.NOT_FOUND
    assert one(page.select_one("main p")).text == "No <such> report."
    assert page.nav is not None
