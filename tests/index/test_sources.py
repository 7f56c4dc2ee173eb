"""An index follows its sources: files come, change, go, and are named more than once."""

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from index import Index, SourceError, build_index
from tests.index.building import PLANS, VISITS, build, files
from tests.index.documents import write_report


def test_a_file_that_is_gone_is_removed(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    (source / "north.txt").unlink()
    summary = build(index_dir, source)

    assert set(files(index_dir)) == {"deep/east.txt"}
    assert (summary.removed, summary.embedded) == (1, 0)


def test_a_renamed_file_keeps_its_vectors(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    (source / "north.txt").rename(source / "renamed.txt")
    summary = build(index_dir, source)

    assert set(files(index_dir)) == {"renamed.txt", "deep/east.txt"}
    assert (summary.embedded, summary.removed) == (0, 0)


def test_what_is_read_from_a_name_is_read_again(index_dir: Path, tmp_path: Path) -> None:
    source = tmp_path / "reports"
    path = write_report(source / "Northmere - 30 April 2024.txt", "Northmere", PLANS)
    build(index_dir, source)
    path.rename(source / "Northmere - 7 May 2024.txt")
    build(index_dir, source)

    with Index.open(index_dir) as index:
        assert [report.published for report in index.reports()] == [dt.date(2024, 5, 7)]


def test_a_report_goes_by_the_name_that_is_left(
    source: Path, index_dir: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    shutil.copy(source / "north.txt", other)
    build(index_dir, source, other)
    (source / "north.txt").unlink()
    build(index_dir, source)

    assert set(files(index_dir)) == {"other.txt", "deep/east.txt"}


def test_sources_that_are_not_named_stay(source: Path, index_dir: Path, tmp_path: Path) -> None:
    build(index_dir, source)
    west = write_report(tmp_path / "west.txt", "Westmere", "Leaders know their staff.")
    (source / "north.txt").unlink()
    build(index_dir, west)

    assert set(files(index_dir)) == {"north.txt", "deep/east.txt", "west.txt"}
    with Index.open(index_dir) as index:
        assert index.sources == (str(source), str(west))


def test_the_same_content_twice_is_one_report(source: Path, index_dir: Path) -> None:
    shutil.copy(source / "north.txt", source / "north copy.txt")
    summary = build(index_dir, source)

    assert summary.reports == 2
    assert [(w.file, w.text) for w in summary.warnings if "same content" in w.text] == [
        ("north.txt", "same content as north copy.txt; indexed once")
    ]
    assert build(index_dir, source).warnings == (), "it is said once"
    (source / "north copy.txt").unlink()
    build(index_dir, source)
    assert set(files(index_dir)) == {"north.txt", "deep/east.txt"}


@pytest.mark.parametrize("known", [True, False], ids=["indexed before", "new"])
@pytest.mark.parametrize("missing", [True, False], ids=["missing", "empty"])
def test_a_missing_or_empty_source_is_an_error(
    source: Path,
    index_dir: Path,
    known: bool,  # noqa: FBT001
    missing: bool,  # noqa: FBT001
) -> None:
    if known:
        build(index_dir, source)
    shutil.rmtree(source)
    if not missing:
        source.mkdir()

    with pytest.raises(SourceError, match="does not exist" if missing else "holds no files"):
        build(index_dir, source)
    if known:
        assert len(files(index_dir)) == 2


def test_a_missing_source_is_forgotten_if_asked(
    source: Path, index_dir: Path, tmp_path: Path
) -> None:
    west = write_report(tmp_path / "west.txt", "Westmere", "Leaders know their staff.")
    build(index_dir, source, west)
    shutil.rmtree(source)
    summary = build(index_dir, source, prune=True)

    assert set(files(index_dir)) == {"west.txt"}
    assert summary.removed == 2
    with Index.open(index_dir) as index:
        assert index.sources == (str(west),)


def test_a_file_that_can_no_longer_be_read_keeps_its_place(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    (source / "north.txt").write_text("<html><body>404 Not Found</body></html>")
    summary = build(index_dir, source)

    assert files(index_dir)["north.txt"] == VISITS
    kept = next(skipped for skipped in summary.skipped if skipped.file == "north.txt")
    assert kept.message.endswith("(its last version is kept)")

    build(index_dir, source, prune=True)
    assert set(files(index_dir)) == {"deep/east.txt"}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_skipped(source: Path, index_dir: Path) -> None:
    (source / "north.txt").chmod(0)
    summary = build(index_dir, source)

    assert set(files(index_dir)) == {"deep/east.txt"}
    assert "north.txt cannot be opened" in summary.skipped[0].message


def test_an_index_inside_its_source_is_refused(source: Path) -> None:
    with pytest.raises(SourceError, match="holds the index itself"):
        build(source / "index", source)
    assert not (source / "index").exists()


def test_a_source_inside_the_index_is_refused(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    with pytest.raises(SourceError, match="inside the index"):
        build(index_dir, index_dir / "originals")


@pytest.mark.parametrize("name", ["", " "])
def test_a_source_without_a_name_is_not_the_working_folder(index_dir: Path, name: str) -> None:
    with pytest.raises(SourceError, match="no name"):
        build_index([name], index_dir, embedder="hashing")


def test_a_name_in_another_encoding_is_told_as_well_as_can_be(
    source: Path, index_dir: Path
) -> None:
    report = write_report(source / "west.txt", "Westmere", PLANS)
    report.rename(Path(os.fsdecode(os.fsencode(source) + b"/w\xff\n.txt")))
    build(index_dir, source)
    assert "w\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}.txt" in files(index_dir)
    assert not build(index_dir, source).changed


def test_a_folder_that_may_not_be_read_is_an_error(
    source: Path, index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(index_dir, source)
    real = os.scandir

    def denied(path: str) -> object:
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", denied)
    with pytest.raises(SourceError, match="deep cannot be read: Permission denied"):
        build(index_dir, source)
    monkeypatch.undo()
    assert "deep/east.txt" in files(index_dir)
