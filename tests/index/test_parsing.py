"""Files are parsed by processes within limits; one that breaks costs its file and no other."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import IndexingError, ReadingError
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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_file_that_never_ends_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    good = _report(tmp_path / "a.pdf")
    endless = tmp_path / "endless.pdf"
    os.mkfifo(endless)
    with ParserPool(1, seconds=1) as parsers:
        with pytest.raises(ReadingError) as caught:
            parsers.parse(endless, endless.name)
        assert caught.value.code == "timed_out"
        assert isinstance(parsers.parse(good, "a.pdf"), Document)


def test_a_worker_lost_by_chance_costs_no_file(tmp_path: Path) -> None:
    path = _report(tmp_path / "a.pdf")
    with ParserPool(1) as parsers:
        parsers.parse(path, "a.pdf")
        (worker,) = parsers._workers._workers
        assert worker._process is not None
        os.kill(worker._process.pid, signal.SIGKILL)
        worker._process.wait()
        assert isinstance(parsers.parse(path, "a.pdf"), Document)


def test_modules_in_the_working_folder_are_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _report(tmp_path / "a.pdf")
    (tmp_path / "pypdfium2.py").write_text("raise RuntimeError('taken from the working folder')")
    monkeypatch.chdir(tmp_path)
    with ParserPool(1) as parsers:
        assert isinstance(parsers.parse(path, "a.pdf"), Document)


def test_where_no_worker_starts_the_reason_is_told_and_no_file_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _report(tmp_path / "a.pdf")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "pypdfium2.py").write_text("raise ImportError('the library is broken')")
    monkeypatch.setenv("PYTHONPATH", str(broken))
    with ParserPool(1) as parsers:
        with pytest.raises(IndexingError, match="library is broken") as caught:
            parsers.parse(path, "a.pdf")
        assert not isinstance(caught.value, ReadingError)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with ParserPool(1) as parsers, pytest.raises(IndexingError, match="No such file"):
        parsers.parse(path, "a.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limits")
@pytest.mark.parametrize("limit", ["-v 1500000", "-t 40"])
def test_limits_that_are_set_already_are_kept(tmp_path: Path, limit: str) -> None:
    path = _report(tmp_path / "a.pdf")
    code = (
        "from pathlib import Path; from index.parsing import ParserPool\n"
        f"with ParserPool(1) as p: print(p.parse(Path({str(path)!r}), 'a.pdf').report.authority)"
    )
    result = subprocess.run(
        ["bash", "-c", f'ulimit {limit}; exec "$0" -c "$1"', sys.executable, code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert result.stdout.strip() == "Northmere"


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
