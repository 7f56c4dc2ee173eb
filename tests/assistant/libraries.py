"""A library over an invented report, and ways to make its index newer or unreadable."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from assistant import Library
from tests.index.building import build
from tests.index.documents import write_report

__all__ = ["add_report", "damage", "index_of_one", "opened"]


def index_of_one(folder: Path) -> Path:
    """An index in the folder, of one report of Northmere."""
    return shutil.copytree(Path(_made().name) / "index", folder / "index")


@cache
def _made() -> tempfile.TemporaryDirectory[str]:
    """Where such an index was made once; it is removed when the tests end."""
    made = tempfile.TemporaryDirectory()
    folder = Path(made.name)
    write_report(folder / "reports" / "north.txt", "Northmere", "Homes are stable.")
    build(folder / "index", folder / "reports")
    return made


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    """A library over such an index."""
    with Library(index_of_one(folder), is_sample=False) as library:
        yield library


def add_report(folder: Path, authority: str = "Wexcombe", *, anew: bool = False) -> None:
    """Publish a newer index, with a report of another authority; anew, with no other."""
    write_report(folder / authority / "report.txt", authority, "Plans drift.")
    build(folder / "index", folder / authority, force=anew, prune=anew)


def damage(folder: Path) -> None:
    """Break a file of the newest index."""
    newest = max(folder.glob("index/generations/*"), key=lambda path: int(path.name.split("-")[0]))
    catalogue = newest / "catalog.sqlite"
    catalogue.write_bytes(catalogue.read_bytes()[:-1])
