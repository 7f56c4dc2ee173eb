"""How the parser bears damaged files: thousands of mutations, counted by how they end.

python -m benchmarks.mutations [--count 1000] [--seed 0] [FOLDER]

FOLDER holds the PDFs to damage, the bundled sample unless given. Prints the outcomes, the longest
time that one file took, and the largest memory of a worker.
"""

import argparse
import resource
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index.errors import ReadingError
from index.parsing import ParserPool
from sample import FOLDER
from tests.index.hostile import mutations

__all__: list[str] = []


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    originals = [path.read_bytes() for path in sorted(args.folder.rglob("*.pdf"))]
    outcomes: Counter[str] = Counter()
    longest = 0.0

    with tempfile.TemporaryDirectory() as folder, ParserPool() as parsers:

        def parse(numbered: tuple[int, bytes]) -> tuple[str, float]:
            path = Path(folder, f"{numbered[0]}.pdf")
            path.write_bytes(numbered[1])
            begun = time.perf_counter()
            try:
                parsers.parse(path, path.name)
                return "report", time.perf_counter() - begun
            except ReadingError as error:
                fault = "fault of ours" if "report the fault" in str(error) else error.code
                return fault, time.perf_counter() - begun
            finally:
                path.unlink()

        with ThreadPoolExecutor(parsers.size) as threads:
            damaged = enumerate(mutations(originals, args.count, args.seed))
            for outcome, seconds in threads.map(parse, damaged):
                outcomes[outcome] += 1
                longest = max(longest, seconds)
    for outcome, count in outcomes.most_common():
        print(f"{count:6} {outcome}")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"longest {longest:.1f} s, largest worker {memory >> 10} MiB")


if __name__ == "__main__":
    _main()
