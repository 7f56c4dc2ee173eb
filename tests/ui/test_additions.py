"""The folder of added files: held by one app, and nothing that was confirmed is lost from it."""

import hashlib
from pathlib import Path

import pytest

from ui.editing.additions import Additions
from ui.errors import AddingError


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def additions(tmp_path: Path) -> Additions:
    additions = Additions(tmp_path / "index")
    assert additions.hold(frozenset()) == []
    return additions


def staged(additions: Additions, **files: str) -> Path:
    folder = additions.stage()
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def test_it_lies_beside_the_index_and_is_for_its_owner_alone(
    additions: Additions, tmp_path: Path
) -> None:
    folder = additions.stage()
    assert additions.folder == tmp_path / "index-added"
    assert folder.is_relative_to(additions.folder / ".waiting")
    for place in (additions.folder, folder.parent, folder):
        assert place.stat().st_mode & 0o777 == 0o700


def test_files_move_in_under_names_that_are_free_and_out_again(additions: Additions) -> None:
    (additions.folder / "a.txt").write_text("first")
    folder = staged(additions, a="second", b="third")
    places = additions.accept(folder, ["a.txt", "b.txt"])
    assert [place.name for place in places.values()] == ["a (2).txt", "b.txt"]
    assert list(folder.iterdir()) == []
    additions.give_back(places, folder)
    assert (folder / "a.txt").read_text() == "second"
    assert (additions.folder / "a.txt").read_text() == "first"


def test_where_one_file_cannot_move_none_does(additions: Additions) -> None:
    folder = staged(additions, a="first")
    with pytest.raises(AddingError, match="cannot be kept"):
        additions.accept(folder, ["a.txt", "gone.txt"])
    assert (folder / "a.txt").read_text() == "first"
    assert not (additions.folder / "a.txt").exists()


def test_only_files_of_the_content_that_is_meant_are_deleted(additions: Additions) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (additions.folder / name).write_text("same" if name != "b.txt" else "other")
    outside = additions.folder.parent / "outside.txt"
    outside.write_text("same")
    additions.delete(sha256("same"), ["a.txt", "b.txt", "../outside.txt", "none.txt"])
    assert sorted(p.name for p in additions.folder.glob("*.txt")) == ["b.txt", "c.txt"]
    assert outside.exists()


def test_two_apps_cannot_hold_it(additions: Additions, tmp_path: Path) -> None:
    staged(additions, a="words")
    second = Additions(tmp_path / "index")
    with pytest.raises(AddingError, match="Another copy of the app"):
        second.hold(frozenset())
    assert len(list((additions.folder / ".waiting").iterdir())) == 1, "it waits for the first app"
    additions.release()
    assert second.hold(frozenset()) == []
    assert list((additions.folder / ".waiting").iterdir()) == []


def test_files_that_never_reached_the_index_wait_over_any_number_of_starts(
    additions: Additions, tmp_path: Path
) -> None:
    (additions.folder / "known.txt").write_text("known")
    (additions.folder / "lost.txt").write_text("lost")
    staged(additions, never="decided")
    for _ in range(2):
        additions.release()
        additions = Additions(tmp_path / "index")
        (kept,) = additions.hold({sha256("known")})
        assert [path.name for path in kept.iterdir()] == ["lost.txt"]
        assert [path.name for path in additions.folder.glob("*.txt")] == ["known.txt"]
        assert list((additions.folder / ".waiting").iterdir()) == [kept]


def test_a_place_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "index-added").write_text("a file stands in the way")
    with pytest.raises(AddingError, match=r"index-added .*Make room") as told:
        Additions(tmp_path / "index").hold(frozenset())
    assert len(str(told.value).splitlines()) == 1
