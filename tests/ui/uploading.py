"""Small indexes to add reports to, and uploads as browsers send them."""

import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

import pytest

from assistant import Library
from tests.index.building import PLANS, VISITS, build
from tests.index.documents import write_report
from ui.editing.editor import Editor
from ui.editing.jobs import Job
from ui.editing.uploads import Received

__all__ = [
    "Page",
    "children",
    "form",
    "get",
    "press",
    "send",
    "send_files",
    "settled",
    "small_library",
    "uploaded",
    "wait_for",
]

_BOUNDARY = "----upload"
_PATIENCE = 180.0
_Found = TypeVar("_Found")


@contextmanager
def small_library(folder: Path) -> Iterator[Library]:
    """A library of two reports, with the embedder that needs no model."""
    write_report(folder / "reports" / "north.txt", "Northmere", PLANS, VISITS)
    write_report(folder / "reports" / "east.txt", "Eastmere", "Homes are stable.")
    build(folder / "index", folder / "reports")
    with Library(folder / "index", is_sample=False) as library:
        yield library


def uploaded(editor: Editor, *files: Path) -> Job:
    """A job of these files, once they have been read."""
    folder = editor.stage()
    for file in files:
        (folder / file.name).write_bytes(file.read_bytes())
    return settled(editor, editor.add("ada", folder, Received(tuple(f.name for f in files), ())))


def settled(editor: Editor, job: Job) -> Job:
    """The job when nothing is being done for it any more."""

    def still() -> Job | None:
        now = editor.jobs.find(job.id)
        return None if now is None or now.is_busy else now

    return wait_for(still)


def wait_for(look: Callable[[], _Found | None]) -> _Found:
    """What a look finds as soon as it finds something."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.02)
    pytest.fail("nothing came of it")


def children(parent: int | None = None) -> list[int]:
    """The building processes that a process has started and that still run."""
    listed = Path(f"/proc/{parent or os.getpid()}/task").glob("*/children")
    found = [int(child) for path in listed for child in path.read_text().split()]
    return [child for child in found if _builds(child)]


def _builds(process: int) -> bool:
    """Whether it is one of ours; other tests may have left others in this process."""
    try:
        return b"build_process" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def form(files: Sequence[tuple[str, bytes]]) -> bytes:
    """The body of a form with files."""
    head = 'Content-Disposition: form-data; name="files"; filename="{}"\r\n\r\n'
    parts = (f"--{_BOUNDARY}\r\n{head.format(n)}".encode() + data + b"\r\n" for n, data in files)
    return b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()


@dataclass(frozen=True, slots=True)
class Page:
    """What came back, from which address in the end."""

    status: int
    address: str
    text: str


def get(address: str) -> Page:
    """A page as a browser opens it."""
    return _open(urllib.request.Request(address))


def press(address: str, **fields: Sequence[str] | str) -> Page:
    """What comes of pressing a button of a form."""
    return send(address, urlencode(fields, doseq=True).encode(), {})


def send_files(address: str, *files: tuple[str, bytes]) -> Page:
    """What comes of an upload."""
    return send(address, form(files))


def send(
    address: str,
    body: bytes | Iterable[bytes],
    headers: Mapping[str, str] = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"},
) -> Page:
    """What comes of a body that is posted; one in pieces goes without its length."""
    return _open(urllib.request.Request(address, body, dict(headers), method="POST"))


def _open(request: urllib.request.Request) -> Page:
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            return Page(answer.status, answer.url, answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return Page(error.code, error.url or "", error.read().decode())
