"""A report or a source is taken out of an index."""

from pathlib import Path

import pytest

from index import Index, IndexMissing, SourceError, remove_from_index
from tests.index.building import build, files
from tests.index.documents import write_report


def test_a_report_is_removed_by_file_id_or_beginning_of_its_id(
    source: Path, index_dir: Path
) -> None:
    for cut in (0, 13, 7 + 8):
        build(index_dir, source)
        with Index.open(index_dir) as index:
            report = next(r for r in index.reports() if r.file == "north.txt")
        summary = remove_from_index(index_dir, report.id[:cut] if cut else "north.txt")

        assert (summary.removed, summary.embedded, summary.changed) == (1, 0, True)
        assert set(files(index_dir)) == {"deep/east.txt"}


def test_a_source_is_removed_by_its_path(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    summary = remove_from_index(index_dir, str(source))

    assert (summary.removed, summary.reports) == (2, 0)
    with Index.open(index_dir) as index:
        assert index.sources == ()
        assert index.reports() == []
        assert index.search("plans") == []


def test_what_is_not_there_cannot_be_removed(source: Path, index_dir: Path) -> None:
    with pytest.raises(IndexMissing):
        remove_from_index(index_dir, "north.txt")
    assert not index_dir.exists()
    build(index_dir, source)
    with pytest.raises(SourceError, match=r"south\.txt is not in the index"):
        remove_from_index(index_dir, "south.txt")


def test_a_name_that_two_reports_share_removes_neither(index_dir: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write_report(tmp_path / folder / "report.txt", "Northmere", f"In folder {folder}.")
    build(index_dir, tmp_path / "one", tmp_path / "two")

    with pytest.raises(SourceError, match="names several reports"):
        remove_from_index(index_dir, "report.txt")


def test_nothing_is_not_the_working_folder(
    source: Path, index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(index_dir, source)
    monkeypatch.chdir(source)
    with pytest.raises(SourceError, match="nothing is named"):
        remove_from_index(index_dir, "")
