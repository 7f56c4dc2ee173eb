"""Builds that are killed, each in a fork of its own; `python -m tests.index.crashes FOLDER`.

A process of its own, so that no thread or library is running when it forks. It kills builds with
SIGKILL at each of their operations on the index folder in turn (Python tells an audit hook of
them), then at random moments, for what C libraries write in between.
"""

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

# Imported once, here, for all forks; none starts a thread by being imported.
import bm25s  # noqa: F401
import faiss  # noqa: F401
import Stemmer  # noqa: F401

from index import Document, Index, build_index, check_index
from index.parsing import ParserPool
from index.structure import parse_file
from tests.index.documents import write_report

__all__ = ["main", "reading_here"]

_RANDOM_KILLS = 15


def in_fork(work: Callable[[], None]) -> int:
    """The status of a child that does the work: 0 done, 1 failed, -9 killed."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:  # whatever happens, the child goes no further
            if status:
                traceback.print_exc()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@contextmanager
def reading_here() -> Iterator[None]:
    """Let builds read files themselves: to start a process for it takes longer than the rest."""

    def parse(_: ParserPool, path: Path, file: str, *, force: bool = False) -> Document:
        return parse_file(path, file, force=force)

    with patch.object(ParserPool, "parse", parse):
        yield


def build(source: Path, index_dir: Path) -> None:
    build_index([source], index_dir, embedder="hashing")


def build_until(source: Path, index_dir: Path, operation: int) -> None:
    """A build that is killed just before its n-th operation on the index folder."""
    done = 0

    def count(_: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        if any(str(index_dir) in str(argument) for argument in arguments):
            done += 1
            if done == operation:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    build(source, index_dir)


def build_for(source: Path, index_dir: Path, seconds: float) -> None:
    """A build that is killed after so long."""
    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    build(source, index_dir)


def verify(index_dir: Path, text: str) -> None:
    """The index is whole and finds the paragraph."""
    assert check_index(index_dir) == ()
    with Index.open(index_dir) as index:
        assert index.search(text)[0].paragraph.text == text


def kill_updates(folder: Path) -> int:
    """Kill updates of one index; what it held before always stays. The number of kills."""
    source, index_dir = folder / "reports", folder / "index"
    kept = "Foster carers relish jazz."
    write_report(source / "north.txt", "Northmere", kept)
    started = time.monotonic()
    assert in_fork(lambda: build(source, index_dir)) == 0
    span = time.monotonic() - started
    kills = operation = 0
    status = -9
    with reading_here():
        while status == -9:  # until a build has fewer operations than that
            operation += 1
            write_report(source / "east.txt", "Eastmere", f"Round {operation} is over.")
            status = in_fork(lambda: build_until(source, index_dir, operation))  # noqa: B023
            kills += status == -9
            assert in_fork(lambda: verify(index_dir, kept)) == 0, f"at operation {operation}"
    assert status == 0
    chance = random.Random(7)  # noqa: S311
    for kill in range(_RANDOM_KILLS):
        write_report(source / "east.txt", "Eastmere", f"Later round {kill} is over.")
        moment = chance.uniform(0.001, span)
        status = in_fork(lambda: build_for(source, index_dir, moment))  # noqa: B023
        assert status in (0, -9)
        kills += status == -9
        assert in_fork(lambda: verify(index_dir, kept)) == 0, f"after {moment} s"
    last = f"Later round {_RANDOM_KILLS - 1} is over."
    assert in_fork(lambda: build(source, index_dir)) == 0
    assert in_fork(lambda: verify(index_dir, last)) == 0
    assert len(list((index_dir / "generations").iterdir())) == 2, "leftovers"
    return kills


def kill_first_builds(folder: Path) -> int:
    """Kill first builds; the next one always succeeds. The number of kills."""
    source = folder / "reports"
    text = "Foster carers relish jazz."
    write_report(source / "north.txt", "Northmere", text)
    kills = 0
    status = -9
    while status == -9:
        index_dir = folder / f"index {kills}"
        status = in_fork(lambda: build_until(source, index_dir, kills + 1))  # noqa: B023
        kills += status == -9
        assert in_fork(lambda: build(source, index_dir)) == 0, f"after kill {kills}"  # noqa: B023
        assert in_fork(lambda: verify(index_dir, text)) == 0, f"after kill {kills}"  # noqa: B023
        assert len(list((index_dir / "generations").iterdir())) == 1, "leftovers"
    assert status == 0
    return kills


def main() -> None:
    """Print how many kills were survived; fail at the first that was not."""
    folder = Path(sys.argv[1])
    with reading_here():
        first = kill_first_builds(folder / "first")
    print(first, kill_updates(folder / "updates"))


if __name__ == "__main__":
    main()
