"""Where a quotation stands: around it, on the printed page, and in the file as it was indexed."""

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urljoin

import docx
import pytest
from bs4 import BeautifulSoup, Tag

from assistant import Library
from index import Index, Paragraph, Report
from tests.assistant.libraries import opened
from tests.index.building import build
from tests.index.documents import write_report
from tests.index.drawn import read_png
from tests.index.pdfs import text_pdf
from tests.ui.serving import serving
from ui import words
from ui.addresses import near, original, page_of, page_picture, report_of, viewer
from ui.chat import proof

SCRIPT = "<script>alert('x')</script> & <img src=//evil.example/x onerror=alert(1)>"
TITLE = "Inspection of Northmere local authority children’s services"
DATES = "Inspection dates: 3 to 7 February 2025"
PAGE = f"""<!DOCTYPE html><html><body><h1>{TITLE}</h1><p>{DATES}</p><h2>Findings</h2>
<p>1. Homes are &lt;script&gt;stable&lt;/script&gt;.</p><script>alert(1)</script></body></html>"""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Message
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get_content_type()

    @property
    def page(self) -> BeautifulSoup:
        assert self.kind == "text/html"
        return BeautifulSoup(self.body, "lxml")


@dataclass(frozen=True, slots=True)
class Site:
    """The addresses on a server, and the index behind them."""

    address: str
    index: Index
    folder: Path

    def get(self, path: str) -> Reply:
        try:
            with urllib.request.urlopen(urljoin(self.address, path), timeout=30) as answer:
                return Reply(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.headers, error.read())

    def report(self, name: str) -> Report:
        return next(each for each in self.index.reports() if each.file == name)

    def paragraph(self, name: str, words_in_it: str) -> Paragraph:
        of = self.index.paragraphs(self.report(name).id)
        return next(each for each in of if words_in_it in each.text)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("proof")
    source = folder / "reports"
    many = [f"Finding number {number} is clear." for number in range(1, 9)]
    write_report(source / "east.txt", "Eastmarch", *many[:4], SCRIPT, *many[4:])
    front = [(100.0, 20.0, True, TITLE), (140.0, 12.0, False, DATES)]
    first = "1.   Social workers visit children often, and they listen to"
    rows = [*front, (180.0, 12.0, False, first), (196.0, 12.0, False, "them with care.")]
    text_pdf(source / "north.pdf", [rows, [(100.0, 12.0, False, "2.   Plans are clear.")]])
    text_pdf(source / "unnamed", [[*front, (180.0, 12.0, False, "1.   Reviews are late.")]])
    (source / "page.html").write_text(PAGE, "utf-8")
    word = docx.Document()
    word.add_heading(TITLE, 0)
    word.add_paragraph("Inspection dates: 10 to 14 March 2025")
    word.add_paragraph("Homes are warm.", style="List Number")
    word.save(str(source / "Northmere “report”.docx"))
    build(folder / "index", source)
    with (
        Library(folder / "index", is_sample=False) as library,
        library.assistant() as assistant,
        serving(proof.routes(library)) as address,
    ):
        yield Site(address, assistant.index, folder)


def test_a_paragraph_stands_between_its_neighbours(site: Site) -> None:
    cited = site.paragraph("east.txt", "number 4")
    start = cited.text.index("number")
    reply = site.get(near(cited, viewer(cited, start, start + len("number 4"))))
    assert reply.status == 200
    shown = reply.page.select(".around > div")
    texts = [site.index.paragraphs(cited.report_id)[cited.ordinal + n].text for n in range(-3, 2)]
    assert [each.select("p")[1].text for each in shown] == texts
    assert [each.get("class") for each in shown] == [None, None, ["cited"], None, None]
    assert [mark.text for mark in reply.page("mark")] == ["number 4"]
    links = [str(each.a["href"]) for each in shown if each.a]
    assert links[2] == f"{report_of(site.report('east.txt'))}#p{cited.ordinal}"
    assert len(set(links)) == 5
    assert reply.page.h1 is not None
    assert reply.page.h1.text == site.report("east.txt").title
    ways = [str(way["href"]) for way in reply.page.select(".ways a")]
    assert ways[:2] == [report_of(site.report("east.txt")), original(site.report("east.txt"))]


@pytest.mark.parametrize(("ordinal", "shown"), [(1, 3), (2, 4), (0, 0), (-1, 4), (-2, 0)])
def test_at_the_ends_there_are_fewer(site: Site, ordinal: int, shown: int) -> None:
    """-1 is the last but one, -2 the one after the last."""
    report = site.report("east.txt")
    count = len(site.index.paragraphs(report.id))
    at = {-1: count - 1, -2: count + 1}.get(ordinal, ordinal)
    reply = site.get(f"{report_of(report)}/near/{at}")
    assert (reply.status, len(reply.page.select(".around > div"))) == (200 if shown else 404, shown)
    assert not reply.page("mark")


def test_a_fragment_is_what_another_page_lacks(site: Site) -> None:
    cited = site.paragraph("north.pdf", "Social")
    report = site.report("north.pdf")
    for address in (near(cited, viewer(cited, 0, 6)), page_of(report, 1, viewer(cited, 0, 6))):
        whole, part = site.get(address), site.get(f"{address}&fragment=1")
        assert part.status == 200
        assert b"<html" not in part.body
        assert part.body in whole.body
        assert whole.page.title is not None
        assert report.title in whole.page.title.text


def test_a_page_is_shown_with_its_words_marked(site: Site) -> None:
    report, cited = site.report("north.pdf"), site.paragraph("north.pdf", "Social")
    marked = viewer(cited, cited.text.index("visit"), len(cited.text))
    reply = site.get(page_of(report, 1, marked))
    assert reply.status == 200
    picture = reply.page.img
    assert picture is not None
    assert picture["src"] == page_picture(report, 1)
    assert picture["alt"] == f"Page 1 of 2 of {report.title}, as printed"
    assert (picture["width"], picture["height"]) == ("595", "842")
    boxes = [_percent(box) for box in reply.page.select(".sheet > .box")]
    first, second = boxes
    for box in boxes:
        assert all(0 <= value <= 100 for value in box.values())
        assert box["left"] + box["width"] <= 100
        assert box["top"] + box["height"] <= 100
    assert first["left"] > second["left"], "it begins in the middle of a line"
    assert 100 * 168 / 842 < first["top"] < 100 * 180 / 842 < second["top"] < 100 * 196 / 842
    turning = reply.page.figcaption
    assert turning is not None
    assert turning.select("span")[0].get("aria-hidden") == "true", "there is no page before"
    assert [str(a["href"]) for a in turning("a")] == [page_of(report, 2, marked)]

    after = site.get(page_of(report, 2, marked)).page
    assert not after.select(".box")
    assert [str(a["href"]) for a in after.select("figcaption a")] == [page_of(report, 1, marked)]


def _percent(box: Tag) -> dict[str, float]:
    sides = re.findall(r"(\w+):([\d.]+)%;", str(box["style"]))
    assert [name for name, _ in sides] == ["left", "top", "width", "height"]
    return {name: float(value) for name, value in sides}


def test_a_picture_is_a_png_that_may_be_kept(site: Site) -> None:
    for name in ("north.pdf", "unnamed"):
        reply = site.get(page_picture(site.report(name), 1))
        assert (reply.status, reply.kind) == (200, "image/png")
        assert reply.headers["Cache-Control"] == "private, max-age=86400"
        assert read_png(reply.body).width == 1100


@pytest.mark.parametrize(
    "page",
    ["0", "3", "-1", "1e0", "01x", "%C2%B2", "999999", "9" * 5000, "1%2F..", "%00", "../1", "1%0A"],
)
def test_a_page_that_is_not_there_is_said(site: Site, page: str) -> None:
    for address in (f"pages/{page}", f"pages/{page}.png"):
        reply = site.get(f"{report_of(site.report('north.pdf'))}/{address}")
        assert reply.status == 404
        assert b"Traceback" not in reply.body


@pytest.mark.parametrize("name", ["east.txt", "page.html", "Northmere “report”.docx"])
def test_a_file_without_pages_has_none(site: Site, name: str) -> None:
    reply = site.get(page_of(site.report(name), 1))
    assert reply.status == 404
    assert words.NO_SUCH_PAGE in reply.page.text
    assert site.get(page_picture(site.report(name), 1)).status == 404


@pytest.mark.parametrize(
    ("query", "marks", "boxes"),
    [
        ("paragraph={p}&start=0&end=6", ["Social"], 1),
        ("paragraph={p}&start=6&end=0", [], 0),
        ("paragraph={p}&start=0&end=999999", None, 2),
        ("paragraph={p}&start=-5&end=6", ["Social"], 1),
        ("paragraph={p}&start=x&end=y", [], 0),
        ("paragraph={p}&start=٣&end=%00", [], 0),
        ("paragraph={p}&start=0&end=" + "9" * 4000, [], 0),
        ("paragraph={p}&start=0&start=3&end=6&end=6", ["ial"], 1),
        ("paragraph=99&start=0&end=6", ["Social"], 0),
        ("paragraph=%3Cscript%3E&start=0&end=6", ["Social"], 0),
        ("report=sha256&page=2&paragraph={p}&start=0&end=6", ["Social"], 1),
        ("start[]=0&end[]=6&__proto__=x&fragment", [], 0),
    ],
)
def test_whatever_is_asked_to_be_marked(
    site: Site, query: str, marks: list[str] | None, boxes: int
) -> None:
    cited = site.paragraph("north.pdf", "Social")
    asked = urllib.parse.quote(query.format(p=cited.ordinal), safe="=&%[]")
    around = site.get(near(cited, asked))
    assert around.status == 200
    whole = [re.sub(r"\s+", " ", cited.text)]
    assert [mark.text for mark in around.page("mark")] == (whole if marks is None else marks)
    shown = site.get(page_of(site.report("north.pdf"), 1, asked))
    assert (shown.status, len(shown.page.select(".box"))) == (200, boxes)
    assert b"<script>" not in around.body + shown.body


def test_text_stays_text(site: Site) -> None:
    for name, said in (("east.txt", SCRIPT), ("page.html", "<script>stable</script>")):
        cited = site.paragraph(name, said)
        reply = site.get(near(cited, viewer(cited, 2, 9)))
        assert said in reply.page.text
        assert reply.page.find("script", src=False) is None
        assert reply.page.find("img") is None


@pytest.mark.parametrize(
    ("name", "kind", "disposition"),
    [
        ("north.pdf", "application/pdf", 'inline; filename="north.pdf"'),
        ("east.txt", "text/plain", 'inline; filename="east.txt"'),
        ("page.html", "application/octet-stream", 'attachment; filename="page.html"'),
        ("unnamed", "application/octet-stream", 'attachment; filename="unnamed"'),
        (
            "Northmere “report”.docx",
            "application/octet-stream",
            "attachment; filename*=utf-8''Northmere%20%E2%80%9Creport%E2%80%9D.docx",
        ),
    ],
)
def test_the_original_is_the_very_file(site: Site, name: str, kind: str, disposition: str) -> None:
    reply = site.get(original(site.report(name)))
    assert (reply.status, reply.kind) == (200, kind)
    assert reply.headers["Content-Disposition"] == disposition
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.body == (site.folder / "reports" / name).read_bytes()


@pytest.mark.parametrize(
    "trick",
    ["0" * 16, "..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "short", "{hash}0", "{HASH}", "%00", "*",
     "sha256:{hash}", "{hash}%0A", "{hash}%20", "９" * 4],
)  # fmt: skip
def test_no_other_name_leads_to_a_report(site: Site, trick: str) -> None:
    known = report_of(site.report("north.pdf")).rpartition("/")[2]
    name = trick.format(hash=known, HASH=known.upper())
    name = name if name.isascii() else urllib.parse.quote(name)
    for rest in ("original", "pages/1", "pages/1.png", "near/1"):
        reply = site.get(f"/reports/{name}/{rest}")
        assert reply.status == 404
        assert b"root:" not in reply.body
        assert b"Traceback" not in reply.body


def test_a_file_that_is_gone_is_said_without_its_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        opened(tmp_path) as library,
        library.assistant() as assistant,
        serving(proof.routes(library)) as address,
    ):
        (report,) = assistant.index.reports()
        (kept,) = (tmp_path / "index" / "originals").iterdir()
        kept.write_bytes(b"something else")
        reply = Site(address, assistant.index, tmp_path).get(original(report))
    assert (reply.status, str(tmp_path) in reply.page.text) == (404, False)
    assert words.NOT_SHOWN in reply.page.text
    assert str(kept) in caplog.text, "who runs the app is told"
