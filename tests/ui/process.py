"""The app as a process of its own, started as a newcomer starts it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.layout import ROOT

__all__ = ["finished", "running"]


@contextmanager
def running(home: Path, arguments: Sequence[str] = ()) -> Iterator[str]:
    """The app on some free port with an empty home; gives the address that it prints."""
    with _started(home, ["--port", "0", *arguments]) as process:
        assert process.stderr
        said = []
        try:
            for line in process.stderr:
                said.append(line)
                if "http://127.0.0.1:" in line:
                    yield line.split("(")[0].split()[-1]
                    break
            else:
                pytest.fail(f"the app did not start:\n{''.join(said)}")
        finally:
            process.send_signal(signal.SIGINT)
            said += process.stderr.readlines()
    assert "Traceback" not in "".join(said)
    assert process.returncode == 130


def finished(home: Path, arguments: Sequence[str]) -> tuple[int, list[str]]:
    """The exit status of the app and the lines that it prints, where it is to end by itself."""
    with _started(home, arguments) as process:
        _, said = process.communicate(timeout=120)
    return process.returncode, said.splitlines()


def _started(home: Path, arguments: Sequence[str]) -> subprocess.Popen[str]:
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "DATA", "CONFIG")}
    command = [sys.executable, str(ROOT / "app.py"), "--no-browser", *arguments]
    environment = {**os.environ, **folders}
    return subprocess.Popen(command, cwd=home, env=environment, stderr=subprocess.PIPE, text=True)
