"""How long answers take: `python -m benchmarks.latency INDEX GOLD...`.

Each question is answered, and searched for by plain dense search of the same index, in turns and in
one run; prints the median and the 95th percentile of both in milliseconds, and their ratio.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from assistant import Assistant
from eval.cases import read_cases

__all__: list[str] = []

_K = 10


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("index", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    args = parser.parse_args()
    questions = read_cases(args.gold)
    dense, answers = [], []
    with Assistant.open(args.index) as assistant:
        _dense(assistant, "a first question, which loads the model")
        for q in questions:
            dense.append(_seconds(lambda q=q: _dense(assistant, q.question)))  # type: ignore[misc]
            answers.append(
                _seconds(lambda q=q: assistant.ask(q.question, q.history))  # type: ignore[misc]
            )
    print(f"{len(questions)} questions")
    for share in (50, 95):
        plain, whole = np.percentile(dense, share), np.percentile(answers, share)
        print(
            f"p{share}: dense search {1000 * plain:.0f} ms, answer {1000 * whole:.0f} ms, "
            f"ratio {whole / plain:.0f}"
        )


def _dense(assistant: Assistant, text: str) -> None:
    """What a plain vector store does: embed, search, fetch."""
    index = assistant.index
    vector = index._embedder.encode([text])[0]  # noqa: SLF001
    for found in index._dense.search(vector, _K, None):  # noqa: SLF001
        index._catalog.at(found)  # noqa: SLF001


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    _main()
