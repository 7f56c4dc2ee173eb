"""Checking an index."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from index import IndexMissing, check_index
from index.store import CATALOG, building, current_generation, originals_of


@pytest.fixture
def index_dir(sample_index: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample_index, tmp_path / "index")
    return tmp_path / "index"


def test_a_whole_index_has_no_problems(index_dir: Path) -> None:
    assert check_index(index_dir) == ()


def test_no_index_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        check_index(tmp_path)


def test_every_damaged_or_missing_file_is_named(index_dir: Path) -> None:
    folder = current_generation(index_dir).folder
    with (folder / "vectors.faiss").open("r+b") as vectors:
        vectors.seek(500)
        vectors.write(b"\x01\x02\x03")
    (folder / "bm25" / "vocab.index.json").unlink()
    original = next(originals_of(index_dir).folder.iterdir())
    original.write_bytes(b"")
    problems = check_index(index_dir)

    assert len(problems) == 3
    assert any("vocab.index.json is gone" in problem for problem in problems)
    assert any("vectors.faiss is damaged" in problem for problem in problems)
    assert any(f"{original.name} is damaged" in problem for problem in problems)
    assert not any("\n" in problem for problem in problems)


def test_a_damaged_manifest_is_a_problem(index_dir: Path) -> None:
    (current_generation(index_dir).folder / "manifest.json").write_text("{}")

    assert len(check_index(index_dir)) == 1


def test_parts_that_do_not_fit_together_are_told(index_dir: Path) -> None:
    whole = current_generation(index_dir)
    with building(index_dir) as workshop:
        parts = shutil.ignore_patterns("manifest.json")
        shutil.copytree(whole.folder, workshop.folder, ignore=parts, dirs_exist_ok=True)
        database = sqlite3.connect(workshop.path(CATALOG))
        database.execute("DELETE FROM windows WHERE row = (SELECT max(row) FROM windows)")
        database.execute("UPDATE judgements SET paragraphs = '[9999]' WHERE rowid = 1")
        database.commit()
        database.close()
        workshop.publish(
            embedder=whole.manifest.embedder,
            dimension=whole.manifest.dimension,
            corpus="sha256:0",
            counts=whole.manifest.counts,
            sources=whole.manifest.sources,
        )
    problems = "\n".join(check_index(index_dir))

    assert "windows but has" in problems
    assert "paragraph 9999" in problems
    assert "other reports than its manifest says" in problems
