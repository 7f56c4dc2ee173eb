"""How the chat bears many users: `python -m benchmarks.users INDEX GOLD...`.

Starts the app over the index and asks it as browsers do: one user after the other first, then 20 at
once, each a question of their own; every answer of the second round must be the one of the first.
Prints the 95th percentiles and their ratio. Then memory after 50 and after 500 questions, each in a
session of its own, and its ratio.
"""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from eval.cases import read_cases

__all__: list[str] = []

_USERS = 20
_ROUNDS = 3
_FEW, _MANY = 50, 500
_ROOT = Path(__file__).parents[1]
_SOURCES = 2
"""Which of what changes on the page shows the sources."""


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("index", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    args = parser.parse_args()
    cases = [case for case in read_cases(args.gold) if not case.history]
    questions = [case.question for case in cases]
    with _app(args.index) as (address, process):
        browser = _Browser(address)
        first = questions[:_USERS]
        browser.ask(first[0])
        alone = [browser.ask(question) for question in first * _ROUNDS]
        _tell("one user", [seconds for _, seconds in alone])
        with ThreadPoolExecutor(_USERS) as users:
            together = [a for _ in range(_ROUNDS) for a in users.map(browser.ask, first)]
        _tell(f"{_USERS} at once", [seconds for _, seconds in together])
        ratio = _p95([s for _, s in together]) / _p95([s for _, s in alone])
        wrong = sum(a[0] != b[0] for a, b in zip(alone, together, strict=True))
        print(f"ratio of the 95th percentiles {ratio:.1f}; {wrong} answers differ")
        _tell_memory(browser, process.pid, questions)


def _tell_memory(browser: "_Browser", pid: int, questions: Sequence[str]) -> None:
    asked = 0
    figures = []
    for number in (_FEW, _MANY):
        while asked < number:
            browser.ask(questions[asked % len(questions)])
            asked += 1
        figures.append(_megabytes(pid))
        print(f"after {number} more questions: {figures[-1]:.0f} MB")
    print(f"ratio {figures[1] / figures[0]:.3f}")


class _Browser:
    """Asks over HTTP what the page asks, each question in a session of its own."""

    def __init__(self, address: str) -> None:
        self._address = address
        with urllib.request.urlopen(f"{address}/config") as answer:  # noqa: S310
            events = json.load(answer)["dependencies"]
        typed = 2  # the question and the conversation
        submits = [e for e in events if e["targets"][0][1] == "submit"]
        self._event = next(e["id"] for e in submits if len(e["inputs"]) == typed)

    def ask(self, question: str) -> tuple[str, float]:
        """The sources that are shown in the end, and the seconds until then."""
        start = time.perf_counter()
        session = secrets.token_hex(6)
        asked = {"data": [question, None], "fn_index": self._event, "session_hash": session}
        request = urllib.request.Request(  # noqa: S310
            f"{self._address}/gradio_api/queue/join",
            json.dumps(asked).encode(),
            {"Content-Type": "application/json"},
        )
        urllib.request.urlopen(request).close()  # noqa: S310
        events = f"{self._address}/gradio_api/queue/data?session_hash={session}"
        with urllib.request.urlopen(events) as stream:  # noqa: S310
            for line in stream:
                message = json.loads(line[len("data:") :]) if line.startswith(b"data:") else {}
                if message.get("msg") == "process_completed":
                    if not message["success"]:
                        raise RuntimeError(f"no answer to {question}: {message}")
                    shown = str(message["output"]["data"][_SOURCES])
                    return shown, time.perf_counter() - start
        raise RuntimeError(f"no answer to {question}")


@contextmanager
def _app(index: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The app in a process of its own, with an empty home and no limit on questions."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
        start = (
            "import ui.chat.throttle as t, app, sys; "
            "t.QuestionLimit.__init__.__defaults__ = (10**6,); sys.exit(app.main(sys.argv[1:]))"
        )
        options = ["--no-browser", "--port", "0", "--index", str(index.resolve())]
        process = subprocess.Popen(
            [sys.executable, "-c", start, *options],
            cwd=_ROOT,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            address = next(
                line.split("(")[0].split()[-1]
                for line in process.stderr or ()
                if "http://127.0.0.1:" in line
            )
            yield address, process
        finally:
            process.kill()
            process.wait()


def _p95(seconds: Sequence[float]) -> float:
    return float(np.percentile(seconds, 95))


def _tell(who: str, seconds: Sequence[float]) -> None:
    middle = 1000 * float(np.percentile(seconds, 50))
    print(f"{who}: p50 {middle:.0f} ms, p95 {1000 * _p95(seconds):.0f} ms")


def _megabytes(pid: int) -> float:
    """Memory that a process holds alone or shares, as Linux counts it."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    _main()
