"""What is under way for a page can be stopped, without waiting for what is slow in it."""

import threading
from collections.abc import Generator
from queue import SimpleQueue

import pytest

from ui.chat.running import Running, until

PATIENCE = 30


class Slow:
    """Steps of which the second is taken only when it may."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.closed = threading.Event()

    def steps(self) -> Generator[int, None, None]:
        try:
            yield 1
            self.go.wait(PATIENCE)
            yield 2
            yield 3
        finally:
            self.closed.set()


def test_steps_arrive_until_there_are_no_more() -> None:
    slow = Slow()
    slow.go.set()
    assert list(until(threading.Event(), slow.steps())) == [1, 2, 3]
    assert slow.closed.wait(PATIENCE)


def test_a_stop_is_heeded_while_a_step_is_being_taken() -> None:
    slow, stop = Slow(), threading.Event()
    steps = until(stop, slow.steps())
    assert next(steps) == 1
    stop.set()
    assert list(steps) == []
    assert not slow.closed.is_set()
    slow.go.set()
    assert slow.closed.wait(PATIENCE), "what it holds is given back once the step has been taken"


def test_what_was_done_before_a_stop_is_not_lost() -> None:
    slow, stop = Slow(), threading.Event()
    slow.go.set()
    steps = until(stop, slow.steps())
    assert next(steps) == 1
    assert slow.closed.wait(PATIENCE)
    stop.set()
    assert list(steps) == [2, 3]


def test_who_leaves_stops_it() -> None:
    slow = Slow()
    steps = until(threading.Event(), slow.steps())
    next(steps)
    assert isinstance(steps, Generator)
    steps.close()
    slow.go.set()
    assert slow.closed.wait(PATIENCE)


def test_steps_that_break_off_are_not_taken_for_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    said: SimpleQueue[str] = SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", lambda fault: said.put(str(fault.exc_value)))

    def broken() -> Generator[int, None, None]:
        yield 1
        raise KeyError("a fault")

    steps = until(threading.Event(), broken())
    assert next(steps) == 1
    with pytest.raises(RuntimeError, match="broke off"):
        next(steps)
    assert "a fault" in said.get(timeout=PATIENCE), "whoever runs the app is told why"


def test_a_page_does_one_thing_at_a_time() -> None:
    running = Running[str]()
    order: list[str] = []

    def second() -> None:
        with running.alone("a") as run:
            order.append("second")
            assert not run.stop.is_set()
            assert run.left == "as far as it came"

    with running.alone("a") as first, running.alone("b") as other:
        thread = threading.Thread(target=second)
        thread.start()
        assert first.stop.wait(PATIENCE), "what comes next stops what is under way"
        assert not other.stop.is_set()
        order.append("first")
        first.left = "as far as it came"
    thread.join()
    assert order == ["first", "second"]


def test_what_is_stopped_is_what_the_page_does_now() -> None:
    running = Running[str]()
    running.stop("a")
    with running.alone("a") as run, running.alone("b") as other:
        running.stop("a")
        assert run.stop.is_set()
        assert not other.stop.is_set()
    with running.alone("a") as run:
        assert not run.stop.is_set()
        assert run.left is None
