"""The index on the disk: generations, each complete before one rename and one pointer publish it.

    CURRENT             which generation answers, and its manifest's hash
    build.lock          held by whoever builds
    originals/<sha256>  the source files, shared by the generations
    generations/<n>-<random>/
        manifest.json   hashes of the files below; what they were made from
        …               the files of `LAYOUT`

A build writes into generations/new-<random>, flushes it to the disk, renames it, and only then
replaces CURRENT. So a crash at any moment leaves the generation before in place. The generation
before the current one stays for readers that are about to open it; older ones are removed.
"""

import datetime as dt
import json
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from index.durable import make_folder, replace_text, sha256_of, sync_folder, sync_tree
from index.errors import IndexCorrupted, IndexFormatError, IndexLocked, IndexMissing
from index.manifest import Counts, Manifest, Source, StoredFile
from index.originals import Originals

__all__ = [
    "BM25",
    "CATALOG",
    "FORMAT_VERSION",
    "LAYOUT",
    "VECTORS",
    "Generation",
    "Part",
    "Workshop",
    "building",
    "current_generation",
    "open_current",
    "originals_of",
]

FORMAT_VERSION = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A file or folder of a generation and what it holds."""

    name: str
    holds: str


CATALOG = Part("catalog.sqlite", "reports, judgements, paragraphs, word places, windows (SQLite)")
VECTORS = Part("vectors.faiss", "one vector a window, in the catalogue's order (FAISS, flat)")
BM25 = Part("bm25", "word scores of every paragraph (bm25s: npy and JSON); none if empty")
LAYOUT = (CATALOG, VECTORS, BM25)

_POINTER = "CURRENT"
_LOCK = "build.lock"
_MANIFEST = "manifest.json"
_GENERATIONS = "generations"
_ORIGINALS = "originals"
_UNFINISHED = "new-"
_GENERATION = re.compile(r"(?P<number>\d+)-[0-9a-f]{8}")
_KEPT = 2
_REBUILD = "index its sources again with --force, or index them into another folder"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation."""

    folder: Path
    manifest: Manifest

    def path(self, part: Part) -> Path:
        """Where a part of it lies."""
        return self.folder / part.name

    def damage(self) -> Iterator[str]:
        """What is wrong with its files, a line each."""
        for stored in self.manifest.files:
            path = self.folder / stored.name
            if not path.is_file():
                yield f"{path} is gone"
            elif path.stat().st_size != stored.size or sha256_of(path) != stored.sha256:
                yield f"{path} is damaged (its checksum differs)"


@dataclass(frozen=True, slots=True)
class _Pointer:
    """What CURRENT says; `manifest` is the SHA-256 of the generation's manifest."""

    format: int
    generation: str
    manifest: str


def originals_of(index_dir: Path) -> Originals:
    """The source files that the index keeps."""
    return Originals(index_dir / _ORIGINALS)


def current_generation(index_dir: Path) -> Generation:
    """The generation that answers, its manifest verified but not yet its other files.

    Raises IndexMissing, IndexFormatError or IndexCorrupted.
    """
    pointer = _read_pointer(index_dir)
    folder = index_dir / _GENERATIONS / pointer.generation
    path = folder / _MANIFEST
    if not path.is_file() or sha256_of(path) != pointer.manifest:
        raise IndexCorrupted(f"{path} is gone or damaged; {_REBUILD}")
    return Generation(folder, _read_manifest(folder))


def open_current(index_dir: Path, load: Callable[[Generation], _T]) -> _T:
    """What `load` makes of the generation that answers, every file verified before.

    Starts again where a builder has meanwhile replaced that generation and removed its files.
    """
    pointer = _read_pointer(index_dir)
    while True:
        try:
            return load(_verified(index_dir))
        except (IndexCorrupted, OSError):
            before, pointer = pointer, _read_pointer(index_dir)
            if pointer == before:
                raise


class Workshop:
    """Where the next generation is made while its builder holds the lock."""

    def __init__(self, index_dir: Path, folder: Path) -> None:
        self.index_dir = index_dir
        self.folder = folder

    def path(self, part: Part) -> Path:
        """Where a part of the next generation is to be written."""
        return self.folder / part.name

    def publish(
        self,
        *,
        embedder: str,
        dimension: int,
        corpus: str,
        counts: Counts,
        sources: Sequence[Source],
    ) -> Generation:
        """Make what was written the generation that answers, and remove what is obsolete."""
        generations = self.index_dir / _GENERATIONS
        number = 1 + max(_numbered(generations), default=0)
        manifest = Manifest(
            generation=f"{number}-{secrets.token_hex(4)}",
            created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            package=_package_version(),
            embedder=embedder,
            dimension=dimension,
            corpus=corpus,
            counts=counts,
            sources=tuple(sources),
            files=tuple(_stored_files(self.folder)),
        )
        (self.folder / _MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        digest = sha256_of(self.folder / _MANIFEST)
        sync_tree(self.folder)
        originals_of(self.index_dir).flush()
        target = self.folder.rename(generations / manifest.generation)
        sync_folder(generations)
        pointer = _Pointer(FORMAT_VERSION, target.name, digest)
        replace_text(self.index_dir / _POINTER, json.dumps(asdict(pointer)) + "\n")
        _sweep(self.index_dir)
        return Generation(target, manifest)


@contextmanager
def building(index_dir: Path) -> Iterator[Workshop]:
    """A workshop for one builder at a time; what it leaves unpublished is removed.

    Raises IndexLocked where another process is building, IndexFormatError where the folder holds
    something else.
    """
    if index_dir.is_dir() and any(index_dir.iterdir()) and not _is_ours(index_dir):
        raise IndexFormatError(
            f"{index_dir} holds files that are no index; name a new or empty folder with --index"
        )
    make_folder(index_dir)
    lock = FileLock(index_dir / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise IndexLocked(
            f"another process is building {index_dir}; try again when it is done"
        ) from None
    try:
        make_folder(index_dir / _GENERATIONS)
        _sweep(index_dir)
        folder = index_dir / _GENERATIONS / f"{_UNFINISHED}{secrets.token_hex(8)}"
        folder.mkdir()
        try:
            yield Workshop(index_dir, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        lock.release()


def _is_ours(index_dir: Path) -> bool:
    """Whether a builder has been at work in the folder."""
    return (index_dir / _POINTER).is_file() or (index_dir / _LOCK).is_file()


def _verified(index_dir: Path) -> Generation:
    generation = current_generation(index_dir)
    for problem in generation.damage():
        raise IndexCorrupted(f"{problem}; {_REBUILD}")
    return generation


def _read_pointer(index_dir: Path) -> _Pointer:
    path = index_dir / _POINTER
    try:
        data = json.loads(path.read_bytes())
        pointer = _Pointer(int(data["format"]), str(data["generation"]), str(data["manifest"]))
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(
            f"there is no index in {index_dir}; make one with "
            f"`inspection-assistant index SOURCE --index {index_dir}`"
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise IndexCorrupted(f"{path} is damaged; {_REBUILD}") from error
    if pointer.format != FORMAT_VERSION:
        raise IndexFormatError(
            f"the index in {index_dir} has format {pointer.format}, this version reads format "
            f"{FORMAT_VERSION}; {_REBUILD}"
        )
    return pointer


def _stored_files(folder: Path) -> Iterator[StoredFile]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            yield StoredFile(name, sha256_of(path), path.stat().st_size)


def _numbered(generations: Path) -> dict[int, Path]:
    """The generations in the folder, published or not, by their number."""
    named = ((_GENERATION.fullmatch(path.name), path) for path in generations.iterdir())
    return {int(name["number"]): path for name, path in named if name}


def _sweep(index_dir: Path) -> None:
    """Remove what crashed builds left, generations before the last two, and unused originals.

    Where the pointer cannot be read by this version only unfinished work is removed.
    """
    generations = index_dir / _GENERATIONS
    for path in generations.glob(_UNFINISHED + "*"):
        shutil.rmtree(path, ignore_errors=True)
    try:
        latest = int(_read_pointer(index_dir).generation.partition("-")[0])
        numbered = _numbered(generations)
        kept = sorted(number for number in numbered if number <= latest)[-_KEPT:]
        needed = [_read_manifest(numbered[number]).originals for number in kept]
    except IndexMissing:
        numbered, kept, needed = _numbered(generations), [], []
    except (IndexFormatError, IndexCorrupted):
        return
    for number, folder in numbered.items():
        if number not in kept:
            shutil.rmtree(folder, ignore_errors=True)
    originals_of(index_dir).keep_only(frozenset().union(*needed))


def _read_manifest(folder: Path) -> Manifest:
    path = folder / _MANIFEST
    try:
        return Manifest.from_json(path.read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexCorrupted(f"{path} is gone or damaged; {_REBUILD}") from error


def _package_version() -> str:
    try:
        return version("inspection-assistant")
    except PackageNotFoundError:
        return "unknown"  # run from a checkout that is not installed
