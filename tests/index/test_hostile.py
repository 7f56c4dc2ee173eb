"""Whatever a file holds, it ends in a report or in one clear line, and the next file is read."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.errors import ReadingError
from index.parsing import ParserPool
from index.types import Document
from sample import FOLDER
from tests.index import hostile

__all__: list[str] = []

MEMORY = 600 * 1024**2
PDFS = sorted(FOLDER.glob("*.pdf"))


@pytest.fixture(scope="module")
def parsers() -> Iterator[ParserPool]:
    with ParserPool(2, seconds=30, memory=MEMORY) as pool:
        yield pool


def _bombs() -> list[tuple[str, Callable[[Path], Path]]]:
    return [
        ("form.pdf", hostile.self_referencing),
        ("stream.pdf", lambda path: hostile.stream_bomb(path, gigabytes=1)),
        ("pages.pdf", hostile.endless_pages),
        ("bomb.docx", lambda path: hostile.word_bomb(path, gigabytes=1)),
        ("nested.html", hostile.nested_html),
    ]


@pytest.mark.parametrize(("name", "make"), _bombs(), ids=lambda v: v if isinstance(v, str) else "")
def test_a_file_made_to_stop_its_reader_costs_only_itself(
    tmp_path: Path, parsers: ParserPool, name: str, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path / name)
    with pytest.raises(ReadingError) as caught:
        parsers.parse(path, name)
    message = str(caught.value)
    assert message.startswith(name)
    assert "\n" not in message
    assert caught.value.code in {"unreadable", "timed_out", "too_large", "crashed"}
    assert isinstance(parsers.parse(PDFS[0], PDFS[0].name), Document)


def test_damaged_files_end_in_a_report_or_a_reason(tmp_path: Path, parsers: ParserPool) -> None:
    originals = [path.read_bytes() for path in PDFS]
    path = tmp_path / "damaged.pdf"
    outcomes: dict[str, int] = {}
    for data in hostile.mutations(originals, 150):
        path.write_bytes(data)
        try:
            parsers.parse(path, path.name)
            outcome = "report"
        except ReadingError as error:
            outcome = "fault" if "report the fault" in str(error) else error.code
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    assert set(outcomes) <= {
        "report", "unreadable", "timed_out", "no_text", "encrypted", "empty", "wrong_suffix",
        "binary", "not_inspection", "too_large",
    }  # fmt: skip
    assert outcomes["report"] > 10, "flipped bits often do no harm"
