"""What is under way for each open page: one thing at a time, which its reader may stop.

A step lasts as long as a language model is silent, so whoever stops does not wait for its end.
"""

import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Final, Generic, TypeVar

__all__ = ["Run", "Running", "until"]

_HEEDED_SECONDS: Final = 0.1
"""How soon a stop is heeded."""
_ENDED_SECONDS: Final = 5
_T = TypeVar("_T")


class Run(Generic[_T]):
    """One thing that is under way."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        """Set when this is to end."""
        self.ended = threading.Event()
        self.left: _T | None = None
        """What it has come to so far; at first, what the one that it replaces had come to."""


class Running(Generic[_T]):
    """What is under way, by the page that asked for it; threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: dict[str, Run[_T]] = {}

    @contextmanager
    def alone(self, page: str) -> Iterator[Run[_T]]:
        """What is now under way for a page; what it had begun before is stopped first."""
        run = Run[_T]()
        with self._lock:
            before = self._runs.get(page)
            self._runs[page] = run
        if before is not None:
            before.stop.set()
            before.ended.wait(_ENDED_SECONDS)
            run.left = before.left
        try:
            yield run
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
    """The steps until they are stopped; one that then takes long ends unseen, as the last.

    RuntimeError where they broke off.
    """
    taken: SimpleQueue[_T | None] = SimpleQueue()
    whole = threading.Event()
    taking = threading.Thread(target=_take, args=(steps, stop, taken, whole), daemon=True)
    taking.start()
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
        taking.join(_HEEDED_SECONDS)  # what has been done already is not undone by a stop
        while not taken.empty():
            step = taken.get()
            if step is not None:
                yield step
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
