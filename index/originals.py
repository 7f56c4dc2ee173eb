"""The source files as they were indexed, kept by their hash and shared by all generations."""

import re
import secrets
import shutil
from collections.abc import Set as AbstractSet
from pathlib import Path

from index.durable import sha256_of, sync_file, sync_folder
from index.errors import IndexCorrupted, ReadingError

__all__ = ["Originals"]

_COPY = re.compile(r"[0-9a-f]{64}|\.[0-9a-f]{16}\.new")
"""The name of a copy, finished or not."""


class Originals:
    """A folder of files whose names are the SHA-256 of their bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, path: Path, sha256: str) -> None:
        """Keep a copy; on the disk once `flush` has returned.

        Raises ReadingError where the file no longer has the hash that it was read with.
        """
        kept = self.folder / sha256
        if kept.is_file() and sha256_of(kept) == sha256:
            return
        self.folder.mkdir(exist_ok=True)
        draft = self.folder / f".{secrets.token_hex(8)}.new"
        try:
            source = path.open("rb")
        except OSError as error:
            message = f"{path.name} cannot be opened: {error.strerror}; index it again"
            raise ReadingError("unreadable", message) from None
        with source, draft.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        if sha256_of(draft) != sha256:
            draft.unlink()
            message = f"{path.name} changed while it was read; index it again"
            raise ReadingError("unreadable", message)
        sync_file(draft)
        draft.replace(kept)

    def flush(self) -> None:
        """Return only when the names of all copies are on the disk."""
        if self.folder.is_dir():
            sync_folder(self.folder)

    def path(self, sha256: str) -> Path:
        """The copy, verified; IndexCorrupted where it is gone or damaged."""
        kept = self.folder / sha256
        if not kept.is_file():
            raise IndexCorrupted(f"{kept} is gone; index its source again")
        if sha256_of(kept) != sha256:
            raise IndexCorrupted(f"{kept} is damaged; index its source again")
        return kept

    def keep_only(self, needed: AbstractSet[str]) -> None:
        """Remove every other copy, unfinished ones among them, and nothing that is no copy."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.name not in needed and _COPY.fullmatch(path.name):
                    path.unlink(missing_ok=True)
