"""Uploaded files -> a folder, each written as it arrives and only as far as it may be.

What a browser says of a file, its name, size and type, is not believed: the name is made safe,
bytes are counted as they come, and the format is told by whoever reads the file.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from index import Unreadable
from ui.editing.file_names import distinct_name, safe_name
from ui.editing.form_parts import FormParts
from ui.errors import UploadRefused

__all__ = ["LIMITS", "Limits", "Received", "receive"]

_MB: Final = 1024**2


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come at once, in files and in bytes."""

    files: int
    file_bytes: int
    total_bytes: int


LIMITS: Final = Limits(files=50, file_bytes=50 * _MB, total_bytes=500 * _MB)


@dataclass(frozen=True, slots=True)
class Received:
    """The names of the files that now lie in the folder, and which were left out."""

    files: tuple[str, ...]
    left_out: tuple[Unreadable, ...]


async def receive(request: Request, folder: Path, limits: Limits = LIMITS) -> Received:
    """Write the files of a form into an empty folder.

    A file that is too large, and all beyond the number that is allowed, are left out. Raises
    UploadRefused where there are none, where all together are too much, or where the form is
    damaged or cut off.
    """
    sink = _Folder(folder, limits)
    parts = FormParts(request.headers.get("content-type"), sink)
    total = 0
    try:
        async for piece in request.stream():
            total += len(piece)
            if total > limits.total_bytes:
                raise UploadRefused(
                    f"These files have over {limits.total_bytes // _MB} MB together; send them in "
                    "several goes."
                )
            await run_in_threadpool(parts.write, piece)
    except ClientDisconnect:
        raise UploadRefused("The upload was cut off; send the files again.") from None
    except OSError as error:
        raise UploadRefused(
            f"The files could not be stored ({error.strerror or error}); make room on the disk of "
            "the app, and send them again."
        ) from error
    finally:
        sink.close()
    parts.finish()
    if not sink.files and not sink.left_out:
        raise UploadRefused("No files were sent; choose some and send them again.")
    return Received(tuple(sink.files), tuple(sink.left_out))


class _Folder:
    """Writes files within their limits."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.files: list[str] = []
        self.left_out: list[Unreadable] = []
        self._folder = folder
        self._limits = limits
        self._name = ""
        self._file: BinaryIO | None = None

    def begin(self, name: str) -> None:
        self._name = distinct_name(safe_name(name), self.files)
        if len(self.files) < self._limits.files:
            self._file = (self._folder / self._name).open("xb")
        else:
            self._leave_out(f"at most {self._limits.files} files can be sent at once")

    def take(self, data: bytes) -> None:
        if self._file is None:
            return
        if self._file.tell() + len(data) <= self._limits.file_bytes:
            self._file.write(data)
        else:
            self.close()
            (self._folder / self._name).unlink()
            self._leave_out(f"it has over {self._limits.file_bytes // _MB} MB")

    def end(self) -> None:
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self.close()
            self.files.append(self._name)

    def close(self) -> None:
        """Let go of the file that is being written."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _leave_out(self, why: str) -> None:
        self.left_out.append(Unreadable(self._name, "too_large", f"{self._name}: {why}"))
