"""Files are read by what they hold, within limits, and refused with a reason."""

from pathlib import Path

import pytest

from index.errors import ReadingError
from index.reading import read_file
from index.reading.lines import Word, group_lines
from tests.index.pdfs import damaged_pdf, empty_page_pdf, encrypted_pdf, text_pdf

__all__: list[str] = []


def _code(path: Path) -> str:
    with pytest.raises(ReadingError) as caught:
        read_file(path, path.name)
    assert path.name in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value.code


def _file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_text_in_three_encodings(tmp_path: Path) -> None:
    text = "Children’s services in Northmere – £20 a week"
    for encoding in ("utf-8", "utf-16", "cp1252"):
        path = _file(tmp_path, f"{encoding}.txt", text.encode(encoding))
        assert read_file(path, path.name) == text


def test_pdf_words_have_place_size_and_weight(tmp_path: Path) -> None:
    path = text_pdf(
        tmp_path / "a.pdf", [[(100, 20, True, "Heading"), (130, 12, False, "Body text")]]
    )
    pages = read_file(path, "a.pdf")
    assert not isinstance(pages, str)
    heading, body = pages[0].lines
    assert (heading.text, heading.bold, heading.size) == ("Heading", True, 20)
    assert (body.text, body.bold, body.size) == ("Body text", False, 12)
    assert heading.baseline < body.baseline
    assert [word.text for word in body.words] == ["Body", "text"]
    assert body.words[0].right < body.words[1].left


def test_pdf_is_told_by_content_when_it_has_no_suffix(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "report", [[(100, 12, False, "Words")]])
    assert not isinstance(read_file(path, "report"), str)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("page.pdf", b"<!DOCTYPE html><html><body>Not found</body></html>", "wrong_suffix"),
        ("page.txt", b"<html><body>Report</body></html>", "wrong_suffix"),
        ("page.html", b"<html><body><script>1</script></body></html>", "empty"),
        ("text.pdf", b"Inspection of Northmere children's services", "wrong_suffix"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        ("short.pdf", b"%PDF-1.7 and nothing else", "unreadable"),
    ],
)
def test_unusable_content_is_refused_by_code(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    assert _code(_file(tmp_path, name, data)) == code


def test_a_pdf_named_text_is_refused(tmp_path: Path) -> None:
    assert _code(text_pdf(tmp_path / "a.txt", [[(100, 12, False, "Words")]])) == "wrong_suffix"


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    assert _code(encrypted_pdf(tmp_path / "secret.pdf")) == "encrypted"


def test_a_scan_is_refused(tmp_path: Path) -> None:
    assert _code(empty_page_pdf(tmp_path / "scan.pdf")) == "no_text"


def test_a_truncated_pdf_does_not_stop_the_next(tmp_path: Path) -> None:
    good = text_pdf(tmp_path / "good.pdf", [[(100, 12, False, "Words")]])
    assert _code(damaged_pdf(tmp_path / "bad.pdf", good)) in {"unreadable", "no_text"}
    assert not isinstance(read_file(good, "good.pdf"), str)


def _word(text: str, left: float, baseline: float, size: float = 12) -> Word:
    return Word(
        text, left, baseline - size, left + 6 * len(text), baseline, baseline, size, bold=False
    )


def test_words_are_grouped_by_baseline_from_left_to_right() -> None:
    lines = group_lines(
        1, [_word("second", 140, 100), _word("first", 72, 100.4), _word("x", 72, 115)]
    )
    assert [line.text for line in lines] == ["first second", "x"]


def test_a_raised_mark_joins_the_line_below_it() -> None:
    lines = group_lines(1, [_word("improve?", 72, 107, 14), _word("1", 243, 102, 9)])
    assert [line.text for line in lines] == ["improve? 1"]


def test_cells_are_cut_at_wide_gaps() -> None:
    (line,) = group_lines(
        1, [_word("Overall", 72, 100), _word("grade", 118, 100), _word("Good", 303, 100)]
    )
    assert [cell.text for cell in line.cells(13)] == ["Overall grade", "Good"]
