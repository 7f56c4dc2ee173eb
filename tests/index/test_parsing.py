"""Files are parsed by processes within limits; one that breaks costs its file and no other."""

import os
import signal
import time
from pathlib import Path

import pytest

from index.errors import ReadingError
from index.parsing import ParserPool, parse_paths
from index.structure import parse_file
from index.types import Document, Unreadable
from tests.index.pdfs import damaged_pdf, text_pdf

__all__: list[str] = []

REPORT = [
    (100, 20, True, "Inspection of Northmere local authority children’s services"),
    (140, 12, False, "Inspection dates: 3 to 7 February 2025"),
    (180, 12, False, "1.   Children are seen soon after a referral is made."),
]


def _report(path: Path) -> Path:
    return text_pdf(path, [REPORT])


def test_a_worker_gives_what_the_parser_gives(tmp_path: Path) -> None:
    path = _report(tmp_path / "a.pdf")
    with ParserPool(1) as parsers:
        assert parsers.parse(path, "a.pdf") == parse_file(path, "a.pdf")


def test_a_file_that_needs_too_much_memory_costs_only_itself(tmp_path: Path) -> None:
    path = _report(tmp_path / "a.pdf")
    with ParserPool(1, memory=32 * 1024**2) as parsers, pytest.raises(ReadingError) as caught:
        parsers.parse(path, "a.pdf")
    assert caught.value.code == "unreadable"
    assert "a.pdf" in str(caught.value)


def test_a_slow_file_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    path = _report(tmp_path / "a.pdf")
    with ParserPool(1, seconds=0.001) as parsers:
        begun = time.monotonic()
        with pytest.raises(ReadingError) as caught:
            parsers.parse(path, "a.pdf")
        assert caught.value.code == "timed_out"
        assert time.monotonic() - begun < 30
    with ParserPool(1) as parsers:
        assert isinstance(parsers.parse(path, "a.pdf"), Document)


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    path = _report(tmp_path / "a.pdf")
    with ParserPool(1) as parsers:
        parsers.parse(path, "a.pdf")
        (worker,) = parsers._workers
        assert worker._process is not None
        os.kill(worker._process.pid, signal.SIGKILL)
        worker._process.wait()
        with pytest.raises(ReadingError):
            parsers.parse(path, "a.pdf")
        assert isinstance(parsers.parse(path, "a.pdf"), Document)


def test_files_come_in_order_whatever_becomes_of_them(tmp_path: Path) -> None:
    for name in ("a", "c", "d"):
        _report(tmp_path / f"{name}.pdf")
    damaged_pdf(tmp_path / "b.pdf", tmp_path / "a.pdf")
    results = list(parse_paths([tmp_path]))
    names = [r.file if isinstance(r, Unreadable) else r.report.file for r in results]
    assert names == ["a.pdf", "b.pdf", "c.pdf", "d.pdf"]
    assert isinstance(results[1], Unreadable)
    assert sum(isinstance(r, Document) for r in results) == 3


def test_a_name_of_any_bytes_is_read(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.pdf")
    try:
        _report(tmp_path / name)
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (result,) = parse_paths([tmp_path])
    assert isinstance(result, Document)
