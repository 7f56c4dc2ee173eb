"""Boxes stand on the words as the page is shown, whichever way it is turned and cropped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fpdf import FPDF

from index.page_boxes import page_box, printed_lines
from index.pictures import PagePictures, Sheet
from index.reading.pdf import read_pdf
from index.types import Span
from tests.index.drawn import read_png, turned_pdf
from tests.index.pdfs import text_pdf

WIDTH = 1000
CROP = (40.0, 300.0, 500.0, 800.0)


@pytest.fixture(scope="module")
def pictures() -> Iterator[PagePictures]:
    with PagePictures() as pool:
        yield pool


def _spans(path: Path) -> list[Span]:
    """The words of a file's first page, as if they were a paragraph."""
    spans: list[Span] = []
    for word in (word for line in read_pdf(path)[0].lines for word in line.words):
        start = spans[-1].end + 1 if spans else 0
        box = (word.left, word.top, word.right, word.bottom)
        spans.append(Span(start, start + len(word.text), 1, box))
    return spans


def _word(start: int, left: float, top: float = 100, page: int = 1) -> Span:
    """A word of four letters, 30 points wide and 12 high."""
    return Span(start, start + 4, page, (left, top, left + 30, top + 12))


@pytest.mark.parametrize("crop", [None, CROP], ids=["whole", "cropped"])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_box_frames_the_ink_of_its_words(
    tmp_path: Path,
    pictures: PagePictures,
    turn: int,
    crop: tuple[float, float, float, float] | None,
) -> None:
    good = text_pdf(tmp_path / "good.pdf", [[(120, 20, False, "Huts hold 14 guests")]])
    path = turned_pdf(tmp_path / "turned.pdf", good, turn, crop)
    (line,) = printed_lines(_spans(path), 0, 99)
    sheet = pictures.sheet(path, path.name, 1)
    box = page_box(line, sheet)
    assert box is not None
    assert (sheet.width > sheet.height) == (turn in (90, 270))

    picture = read_png(pictures.picture(path, path.name, 1, WIDTH))
    left, top, right, bottom = picture.ink()
    sides = (box.left, box.left + box.width, box.top, box.top + box.height)
    scales = (picture.width, picture.width, picture.height, picture.height)
    x1, x2, y1, y2 = (side * scale for side, scale in zip(sides, scales, strict=True))
    assert x1 - 1 <= left < right <= x2 + 1
    assert y1 - 1 <= top < bottom <= y2 + 1
    spare = (x2 - x1) - (right - left), (y2 - y1) - (bottom - top)
    size = 20 * picture.width / sheet.width
    assert max(spare) < 0.7 * size, "no larger than the line"
    assert min(spare) < 0.2 * size, "nor longer than its words"


def test_a_word_that_is_printed_upwards_is_framed_too(
    tmp_path: Path, pictures: PagePictures
) -> None:
    document = FPDF(unit="pt", format="A4")
    document.add_page()
    document.set_font("Helvetica", "", 20)
    with document.rotation(90, 200, 400):
        document.text(200, 400, "Huts")
    document.output(str(tmp_path / "up.pdf"))
    (line,) = printed_lines(_spans(tmp_path / "up.pdf"), 0, 99)
    box = page_box(line, pictures.sheet(tmp_path / "up.pdf", "up.pdf", 1))
    picture = read_png(pictures.picture(tmp_path / "up.pdf", "up.pdf", 1, WIDTH))

    left, top, right, bottom = picture.ink()
    assert box is not None
    assert box.height > box.width
    assert box.left * picture.width <= left < right <= (box.left + box.width) * picture.width
    assert box.top * picture.height - 1 <= top
    assert bottom <= (box.top + box.height) * picture.height + 1


def test_what_is_cut_off_has_no_box_and_what_is_half_cut_off_half_of_one() -> None:
    sheet = Sheet(1, 400, 500, (0, 0, 400, 500), 0)
    cut = page_box(_word(0, 385), sheet)

    assert cut is not None
    assert cut.left + cut.width == 1
    assert cut.width == pytest.approx(15 / 400)
    assert page_box(_word(0, 401), sheet) is None
    assert page_box(_word(0, 10, top=-20), sheet) is None


def test_words_that_follow_one_another_in_a_line_are_one() -> None:
    words = [_word(0, 72), _word(5, 105), _word(10, 138), _word(15, 72, top=114)]
    lines = printed_lines(words, 0, 19)

    assert [(line.start, line.end, line.box) for line in lines] == [
        (0, 14, (72, 100, 168, 112)),
        (15, 19, (72, 114, 102, 126)),
    ]


def test_a_raised_sign_belongs_to_its_line() -> None:
    sign = Span(5, 6, 1, (102, 97, 106, 105))
    assert [line.box for line in printed_lines([_word(0, 72), sign], 0, 6)] == [(72, 97, 106, 112)]


@pytest.mark.parametrize(
    "second",
    [_word(5, 300), _word(5, 40), _word(5, 105, page=2)],
    ids=["in another cell", "further left", "on another page"],
)
def test_words_apart_from_one_another_stay_apart(second: Span) -> None:
    words = [_word(0, 72), second]
    assert printed_lines(words, 0, 9) == words


def test_only_words_that_the_stretch_overlaps_count() -> None:
    words = [_word(0, 72), _word(5, 300), _word(10, 500)]

    assert printed_lines(words, 0, 4) == words[:1]
    assert printed_lines(words, 3, 6) == words[:2]
    assert printed_lines(words, 4, 5) == []
    assert printed_lines(words, 7, 7) == []
    assert printed_lines((), 0, 9) == []
