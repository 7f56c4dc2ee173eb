"""The screen on which reports are added and removed, as a browser without scripts sees it."""

import datetime as dt
import html
import logging
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from assistant import Library
from index import check_index
from sample import FOLDER
from tests.index.building import build, files
from tests.index.documents import write_report
from tests.index.hostile import word_bomb
from tests.ui.serving import serving
from tests.ui.uploading import Page, form, get, press, send_files, small_library, wait_for
from ui.editing.adding import routes
from ui.user import User

HTML = b"<!doctype html><title>Not found</title>"


@dataclass(frozen=True, slots=True)
class Site:
    """A running app, and the folder in which its index lies."""

    address: str
    home: Path

    @property
    def adding(self) -> str:
        return f"{self.address}/add"

    def upload(self, *sent: tuple[str, bytes]) -> Page:
        """The page of an upload once its files have been read."""
        return self.settled(send_files(self.adding, *sent))

    def settled(self, page: Page) -> Page:
        """The page of a job once nothing is being done for it."""
        assert page.status == 200

        def look() -> Page | None:
            now = get(page.address)
            return None if "<progress" in now.text else now

        return wait_for(look)

    @property
    def waiting(self) -> list[Path]:
        """Folders of uploads that nobody has decided on."""
        return list((self.home / "index-added" / ".waiting").glob("*"))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with small_library(tmp_path) as library, serving(routes(library)) as address:
        yield Site(address, tmp_path)


def report(folder: Path, authority: str = "Wexcombe", text: str = "Visits are timely.") -> bytes:
    return write_report(folder / "made.txt", authority, text).read_bytes()


def ticked(page: Page) -> list[str]:
    """The files whose boxes are ticked."""
    boxes = re.findall(r'<input type="checkbox"[^>]*>', page.text)
    values = [re.search(r'value="([^"]*)"', box) for box in boxes if "checked" in box]
    return [html.unescape(value[1]) for value in values if value]


def test_what_was_recognised_is_shown_and_then_published(site: Site, tmp_path: Path) -> None:
    pdf = FOLDER / "wexcombe-2023-03-28-ilacs.pdf"
    page = site.upload((pdf.name, pdf.read_bytes()), ("page.pdf", HTML), ("note.txt", b"Eggs."))
    for told in (
        *("Wexcombe", "ILACS inspection", "28 March 2023", "Overall effectiveness", "inadequate"),
        *("page.pdf is named .pdf but its content is HTML", "This is no inspection report"),
    ):
        assert told in page.text
    assert "Wexcombe" not in get(site.adding).text, "nothing is published yet"

    page = site.settled(press(f"{page.address}/publish", file=ticked(page)))
    assert "1 report published" in page.text
    assert re.search(r'href="/reports/[0-9a-f]{16}">Wexcombe, published 28 March 2023', page.text)
    assert "page.pdf is named .pdf" in page.text
    assert "Wexcombe" in get(site.adding).text
    assert site.waiting == []


def test_loaded_reports_are_listed_by_the_day_in_their_names(tmp_path: Path) -> None:
    for name, inspected, published in (("Wex", 8, 20), ("Alder", 9, 18), ("North", 7, 19)):
        made = write_report(
            tmp_path / "reports" / f"{name}.txt", name, end=dt.date(2024, 3, inspected)
        )
        made.write_text(f"Published: {published} April 2024\n\n{made.read_text('utf-8')}", "utf-8")
    build(tmp_path / "index", tmp_path / "reports")
    with (
        Library(tmp_path / "index", is_sample=False) as library,
        serving(routes(library)) as address,
    ):
        shown = get(f"{address}/add").text
    assert re.findall(r">(\w+), published (\d+) April", shown)[:3] == [
        ("Wex", "20"),
        ("North", "19"),
        ("Alder", "18"),
    ]


def test_what_is_there_already_is_said_and_not_ticked(site: Site, tmp_path: Path) -> None:
    loaded = (tmp_path / "reports" / "north.txt").read_bytes()
    twice = report(tmp_path)
    page = site.upload(
        *(("same.txt", loaded), ("version.txt", loaded + b"\n1. More.\n")),
        *(("a.txt", twice), ("b.txt", twice), ("c.txt", twice + b"\n1. More.\n")),
    )
    assert ticked(page) == ["a.txt"]
    for told in (
        "This very file is loaded already",
        "Another file with the same authority and dates is loaded",
        "This very file came twice, also as a.txt",
        "Same authority and dates as a.txt",
    ):
        assert page.text.count(told) == 1
    assert 'value="version.txt"' in page.text, "who wants both can tick it"
    assert 'value="same.txt"' not in page.text


def test_hostile_names_and_texts_stay_words(site: Site, tmp_path: Path) -> None:
    hostile = report(tmp_path, "<img src=x onerror=alert(1)>", "</table><script>alert(2)</script>")
    names = ("../../x.txt", "<script>alert(3)</script>.txt", "n" * 300 + ".txt", "x.txt")
    page = site.upload(*((name, hostile + name.encode()) for name in names))
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    for name in ("x.txt", "x (2).txt", "script_.txt"):
        assert f'value="{name}"' in page.text
    page = site.settled(press(f"{page.address}/publish", file=["x.txt", "../x.txt", "/etc/passwd"]))
    assert "1 report published" in page.text
    added = [path.name for path in (tmp_path / "index-added").iterdir() if path.name[0] != "."]
    assert added == ["x.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("index", "index-added", "made.txt", "reports")
    ]


def test_a_bomb_costs_itself_only(site: Site, tmp_path: Path) -> None:
    bomb = word_bomb(tmp_path / "bomb.docx", gigabytes=1).read_bytes()
    page = site.upload(("bomb.docx", bomb), ("good.txt", report(tmp_path)))
    assert ticked(page) == ["good.txt"]
    assert re.search(r"<dt>bomb.docx</dt><dd>\S+", page.text)


def test_an_upload_of_nothing_is_said_on_the_screen_itself(site: Site) -> None:
    page = send_files(site.adding, ("", b""))
    assert page.status == 400
    assert 'role="alert">No files were sent' in page.text
    assert site.waiting == []


def test_an_upload_that_is_cut_off_leaves_nothing(site: Site) -> None:
    parts = urlsplit(site.address)
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as line:
        head = "POST /add HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n"
        head += "Content-Type: multipart/form-data; boundary=----upload\r\n\r\n"
        line.sendall(head.encode() + form([("a.txt", b"x" * 100_000)])[:50_000])
        wait_for(lambda: site.waiting)
    wait_for(lambda: not site.waiting)
    assert "Uploads and removals" not in get(site.adding).text


def test_a_report_is_removed_after_a_question(site: Site, tmp_path: Path) -> None:
    page = get(f"{site.adding}?find=NORTHMERE+2024")
    (question,) = re.findall(r'href="(/add/remove/[0-9a-f]{16})"', page.text)
    asked = get(site.address + question)
    assert "Remove Northmere, inspected 8 March 2024?" in asked.text
    assert f"Its file stays in {tmp_path / 'reports'}" in asked.text
    assert set(files(tmp_path / "index")) == {"north.txt", "east.txt"}

    page = site.settled(press(site.address + question))
    assert "Removed: Northmere" in page.text
    assert set(files(tmp_path / "index")) == {"east.txt"}
    assert get(site.address + question).status == 404
    assert press(site.address + question).status == 404


def test_of_an_added_report_it_is_said_that_its_file_goes(site: Site, tmp_path: Path) -> None:
    page = site.upload(("wex.txt", report(tmp_path)))
    site.settled(press(f"{page.address}/publish", file=ticked(page)))
    (question,) = re.findall(r'href="(/add/remove/\w+)"', get(f"{site.adding}?find=wex.txt").text)
    assert "its file is deleted" in get(site.address + question).text


def test_nothing_is_changed_by_looking(site: Site, tmp_path: Path) -> None:
    page = site.upload(("wex.txt", report(tmp_path)))
    for action in ("publish", "discard", "again"):
        assert get(f"{page.address}/{action}").status == 405
    assert ticked(get(page.address)) == ["wex.txt"]
    assert press(f"{page.address}/discard").address == site.adding
    assert get(page.address).status == 404
    assert site.waiting == []


def test_readers_may_do_nothing_of_it(tmp_path: Path) -> None:
    reader = User("rob", "reader")
    with small_library(tmp_path) as library, serving(routes(library), reader) as address:
        for path in ("", "/remove/0123456789abcdef", "/0123456789abcdef"):
            for page in (get(f"{address}/add{path}"), press(f"{address}/add{path}")):
                assert page.status in {403, 405}
        for action in ("publish", "discard", "again"):
            assert press(f"{address}/add/0123456789abcdef/{action}").status == 403
        page = send_files(f"{address}/add", ("wex.txt", report(tmp_path)))
        assert (page.status, "Only editors may add reports" in page.text) == (403, True)
        assert '<a href="/add"' not in page.text
    assert not (tmp_path / "index-added").exists()


def test_nothing_is_added_to_the_sample(sample_index: Path, tmp_path: Path) -> None:
    with Library(sample_index, is_sample=True) as library, serving(routes(library)) as address:
        page = get(f"{address}/add")
        assert "bootstrap.py app FOLDER" in page.text
        assert "<form" not in page.text
        assert send_files(f"{address}/add", ("wex.txt", report(tmp_path))).status == 403
        assert press(f"{address}/add/remove/0123456789abcdef").status == 403
    assert not sample_index.with_name(f"{sample_index.name}-added").exists()


def test_what_is_done_is_logged(
    site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "ui.adding")
    page = site.upload(("wex.txt", report(tmp_path)))
    site.settled(press(f"{page.address}/publish", file=ticked(page)))
    (question,) = re.findall(r'href="(/add/remove/\w+)"', get(f"{site.adding}?find=wex.txt").text)
    site.settled(press(site.address + question))
    said = [record.getMessage() for record in caplog.records if record.name == "ui.adding"]
    assert [line.split(" as ")[0].split(",")[0] for line in said] == [
        *("local uploaded wex.txt", "local published wex.txt", "local removed wex.txt")
    ]
    assert check_index(tmp_path / "index") == ()
