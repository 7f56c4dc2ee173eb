"""Sources become an index, and only what is new is done again."""

import datetime as dt
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
)
from index.store import current_generation
from tests.index.building import PLANS, VISITS, build, files
from tests.index.documents import write_report


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
        assert not [warning for warning in summary.warnings if warning.file in said]


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

    assert set(files(index_dir)) == {"north.txt", "deep/east.txt"}, "the recipe stays out"


def test_an_index_made_anew_loses_no_source_unsaid(
    source: Path, index_dir: Path, tmp_path: Path
) -> None:
    other = write_report(tmp_path / "west.txt", "Westmere", "Homes are stable.")
    build(index_dir, source, other)
    (current_generation(index_dir).folder / "vectors.faiss").write_bytes(b"")
    with pytest.raises(SourceError, match=r"would lose .*west\.txt"):
        build(index_dir, source, force=True)
    assert build_index([source, other], index_dir, force=True).reports == 3
    with Index.open(index_dir) as index:
        assert {report.authority for report in index.reports()} >= {"Westmere"}
    assert current_generation(index_dir).manifest.embedder == "hashing", "the embedder stays"


def test_a_folder_of_other_things_becomes_no_index(source: Path, tmp_path: Path) -> None:
    for folder in ("originals", "generations/3-letters"):
        write_report(tmp_path / "mine" / folder / "north.txt", "Northmere", PLANS)
    before = sorted((tmp_path / "mine").rglob("*"))
    with pytest.raises(IndexFormatError, match="no index"):
        build(tmp_path / "mine", source)
    assert sorted((tmp_path / "mine").rglob("*")) == before


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


def test_long_paragraphs_are_found_by_their_end(index_dir: Path, tmp_path: Path) -> None:
    text = "Social workers see children in good time. " * 40 + "Foster carers relish jazz."
    build(index_dir, write_report(tmp_path / "north.txt", "Northmere", text, PLANS))

    with Index.open(index_dir) as index:
        found = index.search("relish jazz")[0]
    assert found.paragraph.text == text
    assert found.retrievers == ("dense", "sparse")
