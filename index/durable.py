"""Files that survive a crash: hashed, flushed to the disk, and replaced in one step."""

import hashlib
import os
import sys
from pathlib import Path

__all__ = ["make_folder", "replace_text", "sha256_of", "sync_file", "sync_folder", "sync_tree"]


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_file(path: Path) -> None:
    """Return only when the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Return only when the names in the folder are on the disk (Windows cannot say)."""
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """The same for a folder and everything in it, the innermost first."""
    for path in folder.iterdir():
        if path.is_dir():
            sync_tree(path)
        else:
            sync_file(path)
    sync_folder(folder)


def make_folder(path: Path) -> None:
    """The folder with all above it, their names on the disk."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def replace_text(path: Path, text: str) -> None:
    """The file holds either its old or its new text, whenever the power fails."""
    draft = path.with_name(path.name + ".new")
    draft.write_text(text, encoding="utf-8", newline="")
    sync_file(draft)
    draft.replace(path)
    sync_folder(path.parent)
