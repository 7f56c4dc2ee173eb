"""The format on disk: publishing, opening, locking, sweeping."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import IndexCorrupted, IndexFormatError, IndexLocked, IndexMissing
from index.manifest import Counts, Manifest, Source, SourceFile
from index.store import (
    CATALOG,
    FORMAT_VERSION,
    LAYOUT,
    Generation,
    building,
    current_generation,
    open_current,
    originals_of,
)
from index.types import Unreadable
from tests.layout import ROOT

SOURCES = (
    Source(
        "/reports",
        (
            SourceFile("a/b.pdf", "a" * 64, 1),
            SourceFile("ü.txt", "b" * 64, 1, Unreadable("ü.txt", "empty", "ü.txt is empty")),
        ),
    ),
)


def publish(index_dir: Path, text: str, sources: tuple[Source, ...] = SOURCES) -> Generation:
    with building(index_dir) as workshop:
        workshop.path(CATALOG).write_text(text)
        return workshop.publish(
            embedder="hashing",
            dimension=256,
            corpus="sha256:0",
            counts=Counts(1, 2, 3, 4),
            sources=sources,
        )


def interrupted(index_dir: Path) -> None:
    with building(index_dir) as workshop:
        workshop.path(CATALOG).write_text("half")
        raise KeyboardInterrupt


def read(index_dir: Path) -> str:
    return open_current(index_dir, lambda generation: generation.path(CATALOG).read_text())


def generations(index_dir: Path) -> list[str]:
    return sorted(path.name for path in (index_dir / "generations").iterdir())


def test_what_was_published_last_is_opened(tmp_path: Path) -> None:
    publish(tmp_path / "index", "one")
    publish(tmp_path / "index", "two")

    assert read(tmp_path / "index") == "two"


def test_the_manifest_comes_back_whole(tmp_path: Path) -> None:
    published = publish(tmp_path, "one").manifest

    assert current_generation(tmp_path).manifest == published
    assert Manifest.from_json(published.to_json()) == published
    assert published.sources == SOURCES
    assert published.originals == {"a" * 64}
    assert [file.name for file in published.files] == [CATALOG.name]


def test_every_file_of_a_real_index_is_declared(sample_index: Path) -> None:
    names = {f.name.partition("/")[0] for f in current_generation(sample_index).manifest.files}

    assert names == {part.name for part in LAYOUT}


def test_the_generation_before_stays_for_its_readers(tmp_path: Path) -> None:
    names = [publish(tmp_path, text).manifest.generation for text in ("one", "two", "three")]

    assert [name.partition("-")[0] for name in names] == ["1", "2", "3"]
    assert generations(tmp_path) == names[1:]


def test_a_failed_build_leaves_nothing(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    before = generations(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path)

    assert generations(tmp_path) == before
    assert read(tmp_path) == "one"


def test_what_a_crash_left_is_swept_by_the_next_build(tmp_path: Path) -> None:
    first = publish(tmp_path, "one").manifest.generation
    for leftover in ("new-0123", "2-beefbeef"):  # unfinished; complete but never pointed to
        (tmp_path / "generations" / leftover).mkdir()
        (tmp_path / "generations" / leftover / CATALOG.name).write_text("half")
    originals_of(tmp_path).folder.mkdir()
    for name in ("a" * 64, "c" * 64, f".{'01' * 8}.new"):
        (originals_of(tmp_path).folder / name).write_text("copy")
    second = publish(tmp_path, "two").manifest.generation

    assert generations(tmp_path) == [first, second]
    assert [path.name for path in originals_of(tmp_path).folder.iterdir()] == ["a" * 64]


def test_originals_of_the_generation_before_are_kept(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    originals_of(tmp_path).folder.mkdir()
    (originals_of(tmp_path).folder / ("a" * 64)).write_text("copy")
    publish(tmp_path, "two", ())
    assert list(originals_of(tmp_path).folder.iterdir())

    publish(tmp_path, "three", ())
    assert not list(originals_of(tmp_path).folder.iterdir())


def test_a_second_builder_is_told_so(tmp_path: Path) -> None:
    with (
        building(tmp_path),
        pytest.raises(IndexLocked, match="another process is building"),
        building(tmp_path),
    ):
        pass


def test_a_builder_that_was_killed_holds_no_lock(tmp_path: Path) -> None:
    hold = (
        "import pathlib, time, sys\n"
        "from index.store import building\n"
        "with building(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", hold, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(IndexLocked):
            publish(tmp_path, "one")
        process.kill()
    publish(tmp_path, "one")

    assert read(tmp_path) == "one"


@pytest.mark.parametrize("there", [True, False])
def test_no_index_is_told_with_the_remedy(tmp_path: Path, there: bool) -> None:  # noqa: FBT001
    folder = tmp_path if there else tmp_path / "nowhere"

    with pytest.raises(IndexMissing, match=r"inspection-assistant index SOURCE --index"):
        current_generation(folder)


def test_a_file_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")

    with pytest.raises(IndexMissing):
        current_generation(tmp_path / "file")


def test_another_format_is_not_read(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    pointer = json.loads((tmp_path / "CURRENT").read_text())
    (tmp_path / "CURRENT").write_text(json.dumps(pointer | {"format": FORMAT_VERSION + 1}))

    with pytest.raises(IndexFormatError, match=f"has format {FORMAT_VERSION + 1}.*--force"):
        read(tmp_path)


def test_a_generation_of_another_format_is_not_removed(tmp_path: Path) -> None:
    name = publish(tmp_path, "one").manifest.generation
    pointer = json.loads((tmp_path / "CURRENT").read_text())
    (tmp_path / "CURRENT").write_text(json.dumps(pointer | {"format": FORMAT_VERSION + 1}))
    with building(tmp_path):
        assert name in generations(tmp_path)


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b"\xff", b'{"format": null}'])
def test_a_damaged_pointer_is_told(tmp_path: Path, damage: bytes) -> None:
    publish(tmp_path, "one")
    (tmp_path / "CURRENT").write_bytes(damage)

    with pytest.raises(IndexCorrupted, match="CURRENT is damaged"):
        read(tmp_path)


@pytest.mark.parametrize("name", [CATALOG.name, "manifest.json"])
def test_no_damaged_file_is_opened(tmp_path: Path, name: str) -> None:
    path = publish(tmp_path, "one").folder / name
    data = bytearray(path.read_bytes())
    data[0] ^= 1
    path.write_bytes(data)

    with pytest.raises(IndexCorrupted, match=name):
        open_current(tmp_path, lambda _: pytest.fail("opened"))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    publish(tmp_path, "one").path(CATALOG).unlink()

    with pytest.raises(IndexCorrupted, match="is gone"):
        read(tmp_path)


def test_opening_starts_again_when_the_generation_is_replaced_meanwhile(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    seen = []

    def slowly(generation: Generation) -> str:
        seen.append(generation.manifest.generation)
        if len(seen) == 1:
            publish(tmp_path, "two")
            publish(tmp_path, "three")  # removes the generation that is being opened
        return generation.path(CATALOG).read_text()

    assert open_current(tmp_path, slowly) == "three"
    assert len(seen) == 2
