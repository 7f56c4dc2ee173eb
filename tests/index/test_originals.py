"""Copies of the source files."""

import hashlib
from pathlib import Path

import pytest

from index.errors import IndexCorrupted, ReadingError
from index.originals import Originals

TEXT = b"Plans drift."
SHA256 = hashlib.sha256(TEXT).hexdigest()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_bytes(TEXT)
    return tmp_path / "report.txt"


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return Originals(tmp_path / "originals")


def test_a_copy_survives_its_source(originals: Originals, source: Path) -> None:
    originals.add(source, SHA256)
    source.unlink()

    assert originals.path(SHA256).read_bytes() == TEXT


def test_a_damaged_copy_is_never_handed_out(originals: Originals, source: Path) -> None:
    originals.add(source, SHA256)
    originals.path(SHA256).write_bytes(b"Plans drifx.")

    with pytest.raises(IndexCorrupted, match="is damaged"):
        originals.path(SHA256)


def test_a_missing_copy_is_told(originals: Originals) -> None:
    with pytest.raises(IndexCorrupted, match="is gone"):
        originals.path(SHA256)


def test_adding_again_mends_a_damaged_copy(originals: Originals, source: Path) -> None:
    originals.add(source, SHA256)
    originals.path(SHA256).write_bytes(b"")
    originals.add(source, SHA256)

    assert originals.path(SHA256).read_bytes() == TEXT


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    originals: Originals, source: Path
) -> None:
    source.write_bytes(b"Plans are good.")

    with pytest.raises(ReadingError, match="changed while it was read"):
        originals.add(source, SHA256)
    assert list(originals.folder.iterdir()) == []


def test_what_no_generation_needs_is_removed(originals: Originals, source: Path) -> None:
    originals.add(source, SHA256)
    (originals.folder / f".{'01' * 8}.new").write_bytes(b"half a co")
    (originals.folder / ("0" * 64)).write_bytes(b"obsolete")
    originals.keep_only({SHA256})

    assert [path.name for path in originals.folder.iterdir()] == [SHA256]


def test_a_file_that_is_no_copy_is_left_alone(originals: Originals, source: Path) -> None:
    originals.add(source, SHA256)
    (originals.folder / "report.pdf").write_bytes(b"somebody's own")
    originals.keep_only(set())

    assert [path.name for path in originals.folder.iterdir()] == ["report.pdf"]


def test_a_source_that_has_vanished_is_a_reading_error(originals: Originals, source: Path) -> None:
    source.unlink()
    with pytest.raises(ReadingError, match="cannot be opened"):
        originals.add(source, SHA256)
