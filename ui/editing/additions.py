"""The folder of added files, which is a source of the index, and files that wait to join it.

    <index>-added/              beside the index; what lies here has been published
        .lock                   held by the one app that adds to the index
        .waiting/<token>        files of one upload, until they are published or discarded
        .waiting/kept-<token>   files of a publication that was cut off, until somebody decides

The index passes over hidden folders. What an earlier app left waiting is removed when the next one
begins, apart from what had been confirmed.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from ui.editing.file_names import distinct_name
from ui.errors import AddingError

__all__ = ["Additions"]

_PRIVATE: Final = 0o700
_KEPT: Final = "kept-"


class Additions:
    """Keeps what was added to one index; only one app at a time may hold it."""

    def __init__(self, index_dir: Path) -> None:
        self.folder = index_dir.resolve().with_name(f"{index_dir.resolve().name}-added")
        self._waiting = self.folder / ".waiting"
        # One thread takes the lock for all.
        self._lock = FileLock(self.folder / ".lock", timeout=0, thread_local=False)

    def hold(self, indexed: AbstractSet[str]) -> list[Path]:
        """Make the folder ready; folders with files that had been confirmed but not published.

        `indexed` are the hashes of all files that the index holds. None are told where the folder
        is held already. Raises AddingError where another app holds it.
        """
        if self._lock.is_locked:
            return []
        with _told(self.folder):
            for folder in (self.folder, self._waiting):
                folder.mkdir(_PRIVATE, parents=True, exist_ok=True)
            try:
                self._lock.acquire()
            except Timeout:
                raise AddingError(
                    "Another copy of the app adds reports to this index. Use that one, or stop it "
                    "and try again."
                ) from None
            self._sweep()
            self._set_apart(indexed)
            return sorted(self._waiting.glob(f"{_KEPT}*"))

    def release(self) -> None:
        """Let another app hold the folder."""
        self._lock.release()

    def stage(self) -> Path:
        """A new folder for files that are to wait."""
        with _told(self.folder):
            folder = self._waiting / secrets.token_hex(8)
            folder.mkdir(_PRIVATE)
            return folder

    def accept(self, waiting: Path, names: Sequence[str]) -> dict[str, Path]:
        """Move files in; where each of them lies now, by its name."""
        with _told(self.folder):
            taken = [path.name for path in self.folder.iterdir()]
            places = {}
            for name in names:
                places[name] = self.folder / distinct_name(name, taken)
                taken.append(places[name].name)
            try:
                for name, place in places.items():
                    (waiting / name).rename(place)
            except OSError:
                self.give_back({n: p for n, p in places.items() if p.exists()}, waiting)
                raise
            _flush(self.folder)
            return places

    def give_back(self, places: dict[str, Path], waiting: Path) -> None:
        """Move files out again, to where they waited."""
        with _told(self.folder):
            for name, place in places.items():
                place.rename(waiting / name)

    def holding(self, sha256: str, names: Collection[str]) -> list[Path]:
        """The files of that content among those of these names."""
        places = [self.folder / name for name in names if "/" not in name]
        return [place for place in places if place.is_file() and _sha256_of(place) == sha256]

    def delete(self, sha256: str, names: Collection[str]) -> None:
        """Delete the files of that content among those of these names."""
        with _told(self.folder):
            for place in self.holding(sha256, names):
                place.unlink()

    def drop(self, waiting: Path) -> None:
        """Remove files that wait."""
        shutil.rmtree(waiting, ignore_errors=True)

    def _sweep(self) -> None:
        for folder in self._waiting.iterdir():
            if not folder.name.startswith(_KEPT):
                self.drop(folder)

    def _set_apart(self, indexed: AbstractSet[str]) -> None:
        """Make files wait that came in and never reached the index: their app was stopped."""
        files = [path for path in self.folder.iterdir() if path.is_file() and path.name[0] != "."]
        lost = [path for path in files if _sha256_of(path) not in indexed]
        if lost:
            kept = self._waiting / f"{_KEPT}{secrets.token_hex(8)}"
            kept.mkdir(_PRIVATE)
            for path in lost:
                path.rename(kept / path.name)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Troubles with the disk in one line."""
    try:
        yield
    except OSError as error:
        raise AddingError(
            f"Files cannot be kept in {folder} ({error.strerror or error}). Make room there, or "
            "let the app write there, and try again."
        ) from error


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(folder: Path) -> None:
    """Return only when the names in the folder are on the disk, where the system can say so."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
