"""Tasks in a process of their own, so that those who ask meanwhile are not kept waiting.

The task is one line of JSON on the process's standard input, each event one on its output. The
process has a lower priority than the app, and ends with it: its input closes then.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from index import IndexingError
from ui.editing.tasks import Event, Task, events
from ui.errors import AddingError

__all__ = ["perform"]


@dataclass(frozen=True, slots=True)
class _End:
    """The last line: why the task failed, None where it did not."""

    failure: str | None


_TASK: Final[TypeAdapter[Task]] = TypeAdapter(Task)
_LINE: Final[TypeAdapter[Event | _End]] = TypeAdapter(Event | _End)
_PRIORITY: Final = 10
_CODE: Final = "from ui.editing.build_process import _work; _work()"


def perform(task: Task) -> Iterator[Event]:
    """What happens while the task is done; whoever stops listening stops it.

    Raises AddingError where it fails.
    """
    with _process() as process:
        if process.stdin is None or process.stdout is None:
            raise _broken_off()
        try:
            process.stdin.write(_TASK.dump_json(task) + b"\n")
            process.stdin.flush()
        except OSError:
            raise _broken_off() from None
        for line in process.stdout:
            if not line.endswith(b"\n"):
                break  # it ended in the middle of it
            event = _LINE.validate_json(line)
            if not isinstance(event, _End):
                yield event
            elif event.failure is None:
                return
            else:
                raise AddingError(event.failure)
    raise _broken_off()


@contextmanager
def _process() -> Iterator["subprocess.Popen[bytes]"]:
    root = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CODE],  # -P: no file in the working folder is a module
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": paths},
            start_new_session=True,  # Ctrl+C is for the app, which ends it
        )
    except OSError as error:
        raise _broken_off() from error
    try:
        yield process
    finally:
        process.kill()
        with suppress(OSError), process:  # closes the pipes, whatever is left in them, and waits
            pass


def _broken_off() -> AddingError:
    return AddingError(
        "The work was broken off, perhaps for want of memory. Nothing is lost: try again."
    )


def _work() -> None:
    """Be the process: do the task that stands on stdin."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not break the protocol
    if hasattr(os, "nice"):
        os.nice(_PRIORITY)
    task = _TASK.validate_json(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_app, daemon=True).start()

    def tell(event: Event | _End) -> None:
        answers.write(_LINE.dump_json(event) + b"\n")
        answers.flush()

    try:
        for event in events(task, tell):
            tell(event)
        tell(_End(None))
    except (IndexingError, OSError) as error:
        tell(_End(" ".join(str(error).split())))


def _end_with_the_app() -> None:
    sys.stdin.buffer.read()
    os._exit(1)
