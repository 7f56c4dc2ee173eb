"""What is under way for each open page: one thing at a time, which its reader may stop.

A step lasts as long as a language model is silent, so whoever stops does not wait for its end.
"""

import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Final, TypeVar

__all__ = ["Running", "until"]

_HEEDED_SECONDS: Final = 0.1
"""How soon a stop is heeded."""
_ENDED_SECONDS: Final = 5
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Run:
    stop: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)


class Running:
    """What is under way, by the page that asked for it; threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: dict[str, _Run] = {}

    @contextmanager
    def alone(self, page: str) -> Iterator[threading.Event]:
        """The sign by which this is told to stop; what the page had begun before is stopped now."""
        run = _Run()
        with self._lock:
            before = self._runs.get(page)
            self._runs[page] = run
        if before is not None:
            before.stop.set()
            before.ended.wait(_ENDED_SECONDS)
        try:
            yield run.stop
        finally:
            run.ended.set()
            with self._lock:
                if self._runs.get(page) is run:
                    del self._runs[page]

    def stop(self, page: str) -> None:
        """Stop what is under way for a page."""
        with self._lock:
            run = self._runs.get(page)
        if run is not None:
            run.stop.set()


def until(stop: threading.Event, steps: Generator[_T, None, None]) -> Iterator[_T]:
    """The steps until they are stopped; the one that is then being taken ends unseen, as the last.

    RuntimeError where they broke off.
    """
    taken: SimpleQueue[_T | None] = SimpleQueue()
    whole = threading.Event()
    threading.Thread(target=_take, args=(steps, stop, taken, whole), daemon=True).start()
    try:
        while not stop.is_set():
            try:
                step = taken.get(timeout=_HEEDED_SECONDS)
            except Empty:
                continue
            if step is None:
                break
            yield step
        if not stop.is_set() and not whole.is_set():
            raise RuntimeError("what was under way broke off")
    finally:
        stop.set()


def _take(
    steps: Generator[_T, None, None],
    stop: threading.Event,
    taken: "SimpleQueue[_T | None]",
    whole: threading.Event,
) -> None:
    """Put each step where it is waited for, and None at the end."""
    try:
        for step in steps:
            taken.put(step)
            if stop.is_set():
                return
        whole.set()
    finally:
        steps.close()
        taken.put(None)
