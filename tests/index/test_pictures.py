"""Pages of real files are drawn by processes within limits, and the words found on them."""

import gc
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from index import (
    Index,
    IndexCorrupted,
    PageBox,
    PageView,
    ReadingError,
    Report,
    build_index,
    remove_from_index,
)
from index.pictures import PagePictures
from tests.index import hostile
from tests.index.building import build
from tests.index.documents import write_report
from tests.index.drawn import read_png
from tests.index.pdfs import text_pdf

FRONT = [
    (100.0, 20.0, True, "Inspection of Northmere local authority children’s services"),
    (140.0, 12.0, False, "Inspection dates: 3 to 7 February 2025"),
]
VISITS = "Social workers visit children often and listen to them."


@pytest.fixture(scope="module")
def sample(sample_index: Path) -> Iterator[Index]:
    with Index.open(sample_index) as index:
        yield index


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with a PDF of two pages, whose name does not say so, and a text."""
    folder = tmp_path / "reports"
    write_report(folder / "east.txt", "Eastmarch", "Homes are stable.")
    rows = [*FRONT, (180.0, 12.0, False, f"1.   {VISITS}")]
    text_pdf(folder / "north", [rows, [(100.0, 12.0, False, "2.   Plans are clear.")]])
    return folder


def _report(index: Index, file: str) -> Report:
    return next(report for report in index.reports() if report.file == file)


def _pdfs(index: Index) -> list[Report]:
    return [report for report in index.reports() if index.has_pages(report.id)]


def _processes(pictures: PagePictures) -> list["subprocess.Popen[bytes]"]:
    workers = pictures._workers._workers
    return [worker._process for worker in workers if worker._process is not None]


def _words(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _under(document: pypdfium2.PdfDocument, box: PageBox) -> str:
    """What stands under a box; lines may touch, so its middle decides."""
    page = document[box.page - 1]
    width, height = page.get_size()
    top, deep = height * (1 - box.top), height * box.height
    left, right = width * box.left, width * (box.left + box.width)
    found = page.get_textpage().get_text_bounded(
        left - 0.3, top - 0.7 * deep, right + 0.3, top - 0.3 * deep
    )
    return str(found)


def test_only_pdf_files_have_pages(sample: Index) -> None:
    for report in sample.reports():
        assert sample.has_pages(report.id) == report.file.endswith(".pdf")
    assert len(_pdfs(sample)) == 2


def test_a_view_says_how_large_a_page_is_and_how_many_there_are(sample: Index) -> None:
    for report in _pdfs(sample):
        with pypdfium2.PdfDocument(sample.original(report.id)) as document:
            for number, page in enumerate(document, start=1):
                view = sample.page_view(report.id, number)
                assert view == PageView(report.id, number, len(document), *page.get_size())


@pytest.mark.parametrize(
    ("asked", "given"), [(1100, 1100), (777, 777), (1, 200), (2000, 2000), (10**9, 2000)]
)
def test_a_picture_has_the_width_asked_for_within_bounds(
    sample: Index, asked: int, given: int
) -> None:
    report = _pdfs(sample)[0]
    picture = read_png(sample.page_picture(report.id, 2, asked))
    view = sample.page_view(report.id, 2)

    assert picture.width == given
    assert picture.height == pytest.approx(given * view.height / view.width, abs=1)


def test_the_colours_are_those_of_the_page(tmp_path: Path) -> None:
    red = tmp_path / "red.pdf"
    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(300, 300)
        square = pypdfium2.raw.FPDFPageObj_CreateNewRect(0, 150, 300, 150)
        pypdfium2.raw.FPDFPageObj_SetFillColor(square, 250, 20, 10, 255)
        pypdfium2.raw.FPDFPath_SetDrawMode(square, pypdfium2.raw.FPDF_FILLMODE_WINDING, 0)
        pypdfium2.raw.FPDFPage_InsertObject(page, square)
        page.gen_content()
        document.save(red)
    with PagePictures() as pictures:
        picture = read_png(pictures.picture(red, "red.pdf", 1, 201))  # rows of 603 bytes

    assert picture.rows[50] == bytes((250, 20, 10)) * 201
    assert picture.rows[150] == bytes((255, 255, 255)) * 201


def test_the_words_of_every_paragraph_stand_under_its_boxes(sample: Index) -> None:
    for report in _pdfs(sample):
        with pypdfium2.PdfDocument(sample.original(report.id)) as document:
            for paragraph in sample.paragraphs(report.id):
                boxes = sample.page_boxes(paragraph.id, 0, len(paragraph.text))
                found = "".join(_under(document, box) for box in boxes)
                assert _words(found) == _words(paragraph.text)
                assert all(0 <= box.left <= box.left + box.width <= 1 for box in boxes)


def test_a_quotation_has_boxes_for_its_words_only(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    with Index.open(index_dir) as index:
        report = _report(index, "north")
        (paragraph,) = (p for p in index.paragraphs(report.id) if p.text == VISITS)
        start = VISITS.index("children")
        (box,) = index.page_boxes(paragraph.id, start + 2, start + 12)
        with pypdfium2.PdfDocument(index.original(report.id)) as document:
            assert _under(document, box).strip() == "children often"
        assert index.page_boxes(paragraph.id, 5, 5) == ()


def test_a_report_without_pages_says_so(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    with Index.open(index_dir) as index:
        text = _report(index, "east.txt")
        paragraph = index.paragraphs(text.id)[-1]
        assert not index.has_pages(text.id)
        assert index.has_pages(_report(index, "north").id), "the content decides, not the name"
        assert index.page_boxes(paragraph.id, 0, len(paragraph.text)) == ()
        for look in (index.page_view, index.page_picture):
            with pytest.raises(KeyError):
                look(text.id, 1)
        assert not _processes(index._pictures), "nothing had to be drawn"


def test_what_is_unknown_is_a_key_error(sample: Index) -> None:
    report = _pdfs(sample)[0]
    count = sample.page_view(report.id, 1).count
    for look in (sample.page_view, sample.page_picture):
        for number in (0, -1, count + 1):
            with pytest.raises(KeyError):
                look(report.id, number)
        with pytest.raises(KeyError):
            look("sha256:none", 1)
    with pytest.raises(KeyError):
        sample.has_pages("sha256:none")
    with pytest.raises(KeyError):
        sample.page_boxes("none:1", 0, 5)


def test_several_may_ask_at_once(sample: Index) -> None:
    report = _pdfs(sample)[0]
    numbers = list(range(1, sample.page_view(report.id, 1).count + 1)) * 4

    def look(index: Index, number: int) -> bytes:
        return index.page_picture(report.id, number, 400)

    with Index.open(sample.directory) as alone:
        expected = [look(alone, number) for number in numbers]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda number: look(sample, number), numbers))
    assert found == expected
    assert len(set(found)) == len(set(numbers)), "each page has a picture of its own"


def test_processes_live_from_the_first_picture_to_the_end(sample_index: Path) -> None:
    with Index.open(sample_index) as index:
        assert not _processes(index._pictures)
        report = _pdfs(index)[0]
        assert not _processes(index._pictures)
        index.page_picture(report.id, 1)
        (process,) = _processes(index._pictures)
        assert process.poll() is None
    assert process.poll() is not None


def test_a_process_ends_with_an_index_that_nobody_closed(sample_index: Path) -> None:
    index = Index.open(sample_index)
    index.page_picture(_pdfs(index)[0].id, 1)
    (process,) = _processes(index._pictures)
    index._catalog.close()
    del index
    gc.collect()
    assert process.poll() is not None


def test_a_picture_that_was_drawn_is_kept(source: Path) -> None:
    path = source / "north"
    with PagePictures() as pictures:
        drawn = pictures.picture(path, path.name, 2, 500)
    assert pictures.picture(path, path.name, 2, 500) == drawn, "no process is left to draw it"


def test_an_older_generation_shows_its_pages_until_the_file_is_gone(
    source: Path, index_dir: Path
) -> None:
    build(index_dir, source)
    with Index.open(index_dir) as old:
        report = _report(old, "north")
        for number in range(3):
            write_report(source / "east.txt", "Eastmarch", f"Round {number} is over.")
            build_index([source], index_dir)
        assert old.page_view(report.id, 2).count == 2
        (source / "north").unlink()
        for number in range(2):  # the generation before the last keeps its files
            remove_from_index(index_dir, ["north", "east.txt"][number])
        for look in (old.page_view, old.page_picture):
            with pytest.raises(IndexCorrupted, match="gone; index"):
                look(report.id, 1)
        assert old.has_pages(report.id)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (hostile.self_referencing, "crashed"),
        (lambda path: hostile.stream_bomb(path, gigabytes=1), "crashed"),
        (lambda path: shutil.copy(__file__, path), "unreadable"),
    ],
    ids=["form", "stream", "no PDF"],
)
def test_a_file_made_to_stop_its_reader_costs_only_its_request(
    tmp_path: Path, source: Path, make: Callable[[Path], Path], code: str
) -> None:
    path = make(tmp_path / "bad.pdf")
    good = source / "north"
    with PagePictures(memory=600 * 1024**2, seconds=60) as pictures:
        for ask in (pictures.sheet, partial(pictures.picture, width=500)):
            with pytest.raises(ReadingError, match=r"^bad\.pdf, page 1,") as caught:
                ask(path, path.name, 1)
            assert caught.value.code == code, "memory runs out before the time"
            assert "\n" not in str(caught.value)
        assert read_png(pictures.picture(good, good.name, 1, 500)).width == 500


def _empty_page(path: Path, width: float, height: float) -> Path:
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(width, height)
        document.save(path)
    return path


def test_a_picture_is_not_a_pixel_too_wide(tmp_path: Path) -> None:
    path = _empty_page(tmp_path / "slip.pdf", 102, 300)  # 500 / 102 * 102 is more than 500
    with PagePictures() as pictures:
        assert read_png(pictures.picture(path, path.name, 1, 500)).width == 500


@pytest.mark.parametrize(("width", "height"), [(10, 14_000), (14_000, 14_000)])
def test_a_page_of_any_shape_becomes_a_picture_of_bounded_size(
    tmp_path: Path, width: float, height: float
) -> None:
    path = _empty_page(tmp_path / "odd.pdf", width, height)
    with PagePictures() as pictures:
        picture = read_png(pictures.picture(path, path.name, 1, 2000))
    assert picture.width * picture.height < 8_100_000
    assert picture.height / picture.width == pytest.approx(height / width, rel=0.02)
