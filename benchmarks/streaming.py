"""How long after its last character a statement of a model is shown: the time that the gate takes.

`python -m benchmarks.streaming CASES INDEX`: true statements are replayed as a model's reply to a
question, one character at a time, and the time until each is ready is taken; the first, which
loads the models, is left out.
"""

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from assistant import Assistant, Reply, Request, StatementReady, Stop
from assistant.entailment import Reader
from benchmarks.claims import Case, read_cases
from index import Index

__all__ = ["main"]


class _Replayed:
    """A model that says one statement about the first source that it is given."""

    name, host, room, timeout = "replayed", "nowhere", 14_000, 120.0

    def __init__(self, case: Case) -> None:
        self._case = case
        self.done = 0.0

    def reply(self, request: Request) -> Reply:
        """The statement, with the words of the case as its quotation, letter by letter."""
        prompt = request.instructions[1].content
        rows = (json.loads(row) for row in prompt.splitlines() if row.startswith('{"source"'))
        quotation = self._case.passages[0].quote
        token = next((row["source"] for row in rows if quotation in row["text"]), "none")
        evidence = [{"source": token, "quotation": quotation}]
        said = {"statements": [{"evidence": evidence, "statement": self._case.statement}]}
        text = json.dumps(said, ensure_ascii=False)
        end = text.rindex('"')  # the last mark of the sentence
        yield from text[:end]
        self.done = time.perf_counter()
        yield from text[end:]
        yield Stop()

    def close(self) -> None:
        """Nothing to let go of."""


def main() -> None:
    """Print the median and the 95th percentile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("index", type=Path)
    args = parser.parse_args()
    with Index.open(args.index) as index:
        cases = [c for c in read_cases(args.cases, index) if c.kind == "true"]
        reader = Reader()
        waits = [wait for case in cases[:200] for wait in _waits(index, case, reader)][1:]
    shown = [1000 * float(np.quantile(waits, q)) for q in (0.5, 0.95, 1.0)]
    print(
        f"{len(waits)} statements: p50 {shown[0]:.0f} ms, p95 {shown[1]:.0f}, most {shown[2]:.0f}"
    )


def _waits(index: Index, case: Case, reader: Reader) -> Iterator[float]:
    """Seconds until the statement was ready; none where it was withheld or its source not found."""
    model = _Replayed(case)
    passage = case.passages[0]
    question = f"What was said of {passage.heading} in {passage.report.authority}? {passage.quote}"
    assistant = Assistant(index, model=model, supports=(reader,))
    for event in assistant.stream(question[:500]):
        if isinstance(event, StatementReady) and event.statement.origin == "written":
            yield time.perf_counter() - model.done


if __name__ == "__main__":
    main()
