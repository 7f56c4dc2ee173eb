"""Sources become an index, and only what is new is done again."""

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from index import (
    Index,
    IndexCorrupted,
    IndexFormatError,
    IndexingError,
    IndexMissing,
    SourceError,
    build_index,
    remove_from_index,
)
from index.build import BuildSummary
from index.store import current_generation
from tests.index.documents import write_report

PLANS = "Plans for children in need drift."
VISITS = "Social workers visit children often."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with two reports and a file that is none."""
    folder = tmp_path / "reports"
    write_report(folder / "north.txt", "Northmere", PLANS, VISITS)
    write_report(folder / "deep" / "east.txt", "Eastmere", "Homes are stable.")
    (folder / "recipe.txt").write_text("Whisk three eggs with a spoon of sugar.\n")
    return folder


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    return tmp_path / "index"


def build(
    index_dir: Path, *sources: Path, prune: bool = False, force: bool = False
) -> BuildSummary:
    return build_index(sources, index_dir, embedder="hashing", prune=prune, force=force)


def files(index_dir: Path) -> dict[str, str]:
    """File -> the words of its last paragraph."""
    with Index.open(index_dir) as index:
        return {r.file: index.paragraphs(r.id)[-1].text for r in index.reports()}


def test_a_folder_is_indexed(source: Path, index_dir: Path) -> None:
    summary = build(index_dir, source)

    assert files(index_dir) == {"north.txt": VISITS, "deep/east.txt": "Homes are stable."}
    assert (summary.reports, summary.changed, summary.removed) == (2, True, 0)
    assert summary.embedded >= summary.paragraphs > 4
    assert [(skipped.file, skipped.code) for skipped in summary.skipped] == [
        ("recipe.txt", "not_inspection")
    ]
    with Index.open(index_dir) as index:
        assert index.sources == (str(source),)


def test_equal_files_that_cannot_be_read_are_each_named(source: Path, index_dir: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        (source / name).write_text("<!doctype html><title>Not found</title>")
    for summary in (build(index_dir, source), build(index_dir, source)):
        said = {skipped.file: skipped.message for skipped in summary.skipped}
        assert "one.pdf is named .pdf" in said["one.pdf"]
        assert "two.pdf is named .pdf" in said["two.pdf"]
        assert summary.warnings == ()


def test_an_unchanged_folder_is_left_alone(source: Path, index_dir: Path) -> None:
    first = build(index_dir, source)
    second = build(index_dir, source)

    assert (second.changed, second.embedded, second.generation) == (False, 0, first.generation)
    assert (second.reports, second.paragraphs) == (first.reports, first.paragraphs)
    assert second.skipped == first.skipped, "what is skipped is said each time"


def test_only_what_is_new_is_embedded(source: Path, index_dir: Path) -> None:
    first = build(index_dir, source)
    write_report(source / "west.txt", "Westmere", "Leaders know their staff.")
    second = build(index_dir, source)

    assert set(files(index_dir)) == {"north.txt", "deep/east.txt", "west.txt"}
    assert second.reused == first.embedded
    assert second.embedded == second.paragraphs - first.paragraphs


def test_the_vectors_that_are_reused_belong_to_their_paragraphs(
    source: Path, index_dir: Path, tmp_path: Path
) -> None:
    build(index_dir, source)
    # Older than the others: every paragraph moves to another place.
    write_report(source / "west.txt", "Westmere", "Leaders know.", end=dt.date(2019, 3, 8))
    build(index_dir, source)
    build(tmp_path / "anew", source)

    with Index.open(index_dir) as updated, Index.open(tmp_path / "anew") as anew:
        for text in (PLANS, VISITS, "Leaders know.", "Homes are stable."):
            assert updated.search(text) == anew.search(text)
            assert updated.search(text)[0].paragraph.text == text
        assert updated.corpus == anew.corpus


def test_a_changed_file_replaces_what_it_was(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    write_report(source / "north.txt", "Northmere", PLANS, "Visits are rare.")
    summary = build(index_dir, source)

    assert files(index_dir)["north.txt"] == "Visits are rare."
    assert (summary.reports, summary.removed) == (2, 1)
    assert summary.embedded == 1, "the words that stayed are not embedded again"


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


def test_nothing_readable_makes_no_index(source: Path, index_dir: Path) -> None:
    summary = build(index_dir, source / "recipe.txt")

    assert (summary.generation, summary.reports, len(summary.skipped)) == (None, 0, 1)
    with pytest.raises(IndexMissing):
        Index.open(index_dir)


def test_force_takes_a_text_that_is_no_inspection(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    summary = build(index_dir, source, force=True)

    assert summary.skipped == ()
    assert "recipe.txt" in files(index_dir)
    assert build(index_dir, source).changed is False, "and it stays"


def test_another_embedder_needs_force(source: Path, index_dir: Path) -> None:
    (source / "recipe.txt").unlink()
    first = build(index_dir, source)
    with pytest.raises(IndexFormatError, match=r"embedded with hashing, not with .*--force"):
        build_index([source], index_dir, embedder="all-MiniLM-L6-v2")
    summary = build_index([source], index_dir, embedder="all-MiniLM-L6-v2", force=True)

    assert (summary.embedded, summary.reused) == (first.embedded, 0)
    with Index.open(index_dir) as index:
        steady, drifting = index.similarity("a steady household", ["Homes are stable.", PLANS])
        assert steady > drifting + 0.2, "the vectors are those of the model"


def test_the_embedder_of_an_index_need_not_be_named_again(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    write_report(source / "west.txt", "Westmere", "Leaders know their staff.")
    build_index([source], index_dir)

    assert current_generation(index_dir).manifest.embedder == "hashing"


def test_an_index_that_cannot_be_read_is_made_anew_with_force(
    source: Path, index_dir: Path
) -> None:
    build(index_dir, source)
    catalog = current_generation(index_dir).folder / "catalog.sqlite"
    catalog.write_bytes(catalog.read_bytes()[:-100])
    with pytest.raises(IndexCorrupted, match="--force"):
        build(index_dir, source)
    build(index_dir, source, force=True)

    assert "north.txt" in files(index_dir)


def test_an_index_inside_its_source_is_refused(source: Path) -> None:
    with pytest.raises(SourceError, match="holds the index itself"):
        build(source / "index", source)


def test_a_folder_that_cannot_be_written_is_one_clear_line(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(IndexingError, match=r"cannot be written .*--index") as caught:
        build(tmp_path / "file" / "index", source)
    assert "\n" not in str(caught.value)


def test_the_original_outlives_its_source(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    content = (source / "north.txt").read_bytes()
    shutil.rmtree(source)

    with Index.open(index_dir) as index:
        report = next(r for r in index.reports() if r.file == "north.txt")
        assert index.original(report.id).read_bytes() == content


def test_a_lost_original_is_put_back(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    with Index.open(index_dir) as index:
        path = index.original(index.reports()[0].id)
        path.unlink()
        build(index_dir, source)
        assert index.original(index.reports()[0].id) == path


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


def test_long_paragraphs_are_found_by_their_end(index_dir: Path, tmp_path: Path) -> None:
    text = "Social workers see children in good time. " * 40 + "Foster carers relish jazz."
    build(index_dir, write_report(tmp_path / "north.txt", "Northmere", text, PLANS))

    with Index.open(index_dir) as index:
        found = index.search("relish jazz")[0]
    assert found.paragraph.text == text
    assert found.retrievers == ("dense", "sparse")
