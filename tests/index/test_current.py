"""Whether an open index is the newest, and whether a report is in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index import Index, remove_from_index
from tests.index.building import build
from tests.index.documents import write_report


def test_an_index_is_current_until_the_next_is_published(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    with Index.open(index_dir) as before:
        assert before.is_current()
        write_report(source / "west.txt", "Westmere", "Plans drift.")
        build(index_dir, source)
        assert not before.is_current()
        with Index.open(index_dir) as after:
            assert after.is_current()
        build(index_dir, source, force=True)
        assert not before.is_current()


def _gone(index_dir: Path) -> None:
    (index_dir / "CURRENT").unlink()


def _no_pointer(index_dir: Path) -> None:
    (index_dir / "CURRENT").write_text("generation 7")


def _a_folder(index_dir: Path) -> None:
    (index_dir / "CURRENT").unlink()
    (index_dir / "CURRENT").mkdir()


def _of_the_future(index_dir: Path) -> None:
    (index_dir / "CURRENT").write_text('{"format": 99, "generation": "1-aa", "manifest": "bb"}')


def _without_manifest(index_dir: Path) -> None:
    for manifest in index_dir.glob("generations/*/manifest.json"):
        manifest.write_text("{}")


@pytest.mark.parametrize("harm", [_gone, _no_pointer, _a_folder, _of_the_future, _without_manifest])
def test_what_cannot_be_told_now_is_no_news(
    source: Path, index_dir: Path, harm: Callable[[Path], None]
) -> None:
    build(index_dir, source)
    with Index.open(index_dir) as index:
        harm(index_dir)
        assert index.is_current()
        assert index.search("visits"), "it goes on answering"


def test_a_report_is_held_while_it_is_indexed(source: Path, index_dir: Path) -> None:
    build(index_dir, source)
    with Index.open(index_dir) as before:
        gone, stays = before.reports()
        assert before.holds(gone.id)
        assert not before.holds(gone.id[:-1])
        assert not before.holds("")
        remove_from_index(index_dir, gone.id)
        assert before.holds(gone.id), "this generation has it"
    with Index.open(index_dir) as after:
        assert not after.holds(gone.id)
        assert after.holds(stays.id)
