"""What can be done with files and with an index, and what happens while it is done."""

import io
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from index import Document, Report, Unreadable, build_index, parse_paths, remove_from_index

__all__ = ["Build", "Event", "Read", "Recognised", "Remove", "Step", "Task", "events"]


@dataclass(frozen=True, slots=True)
class Read:
    """Read files and say what is recognised in them."""

    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Build:
    """Bring an index up to date with a source."""

    index_dir: str
    source: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a report out of an index."""

    index_dir: str
    report_id: str


Task: TypeAlias = Read | Build | Remove


@dataclass(frozen=True, slots=True)
class Step:
    """How far work has come; `waiting` is for other work to end."""

    stage: Literal["waiting", "reading", "embedding"]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file was read as."""

    report: Report
    paragraphs: int


Event: TypeAlias = Step | Recognised | Unreadable

_BAR: Final = re.compile(r"(reading|embedding):.* (\d+)/(\d+) \[")


def events(task: Task, tell: Callable[[Step], None]) -> Iterator[Event]:
    """Do the task: what is known of each file, while steps are told as they are made.

    Raises IndexingError and OSError. It takes over this process's stderr: the bars that a build
    draws there are its steps.
    """
    match task:
        case Read(files):
            for parsed in parse_paths(files):
                yield (
                    Recognised(parsed.report, len(parsed.paragraphs))
                    if isinstance(parsed, Document)
                    else parsed
                )
        case Build(index_dir, source):
            sys.stderr = _Bars(tell)
            yield from build_index([source], Path(index_dir), progress=True).skipped
        case Remove(index_dir, report_id):
            remove_from_index(Path(index_dir), report_id)


class _Bars(io.TextIOBase):
    """A stderr on which progress bars become steps; all else goes where it went before."""

    def __init__(self, tell: Callable[[Step], None]) -> None:
        self._tell = tell
        self._before = sys.stderr

    def write(self, text: str) -> int:
        bar = _BAR.search(text)
        if bar:
            done, total = int(bar[2]), int(bar[3])
            self._tell(Step("reading" if bar[1] == "reading" else "embedding", done, total))
        elif text.strip():
            self._before.write(text)
        return len(text)

    def flush(self) -> None:
        self._before.flush()
