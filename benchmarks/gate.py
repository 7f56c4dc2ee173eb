"""How many distorted statements pass the gate, and how many true ones it withholds, by kind.

`python -m benchmarks.gate CASES INDEX [CASES INDEX ...]`: files of statements, each with the index
of the reports that they quote. Beside the gate stand its rules without the reading of meaning, and
gates that only look for copied words: peers ask for 35 % of them.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.entailment import Reader
from assistant.relevance import content_stems
from assistant.support import Attribution, Entailment, Support
from assistant.verify import Gate, Kept
from assistant.withheld import Rejected
from benchmarks.claims import Case, read_cases
from index import Index

__all__ = ["main"]


@dataclass(frozen=True, slots=True)
class _Judged:
    """A case, and what becomes of it by the rules alone and by the whole gate."""

    case: Case
    by_rules: Kept | Rejected
    by_gate: Kept | Rejected


def main() -> None:
    """Print a table for the statements that were held back, or for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="CASES INDEX")
    parser.add_argument("--all", action="store_true", help="not only those that were held back")
    parser.add_argument("--entailment", metavar="NAME", help="a cross-encoder that must agree")
    parser.add_argument("--wrong", action="store_true", help="show what is judged wrongly")
    args = parser.parse_args()
    also = (Entailment(args.entailment),) if args.entailment else ()
    reader = Reader()
    judged: list[_Judged] = []
    for path, folder in zip(args.files[::2], args.files[1::2], strict=True):
        with Index.open(folder) as index:
            supports = (Attribution(index.similarity), reader, *also)
            cases = (c for c in read_cases(path, index) if c.held_back or args.all)
            judged += [_judge(case, supports, index.authorities()) for case in cases]
    _print(judged)
    if args.wrong:
        _print_wrong(judged)


def _judge(case: Case, supports: Sequence[Support], authorities: Sequence[str]) -> _Judged:
    by_rules = Gate(case.sources, (), authorities).check(case.claim)
    by_gate = Gate(case.sources, supports, authorities).check(case.claim)
    return _Judged(case, by_rules, by_gate)


def _print(judged: Sequence[_Judged]) -> None:
    tests: dict[str, Callable[[_Judged], bool]] = {
        "35% of words": lambda each: _overlap(each.case) >= 0.35,
        "half of words": lambda each: _overlap(each.case) >= 0.5,
        "rules alone": lambda each: isinstance(each.by_rules, Kept),
        "gate": lambda each: isinstance(each.by_gate, Kept),
    }
    print(f"{'share that passes':20}{'n':>6}" + "".join(f"{name:>18}" for name in tests))
    false = [each for each in judged if each.case.kind != "true"]
    rows = [("true", [each for each in judged if each.case.kind == "true"]), ("distorted", false)]
    kinds = sorted({each.case.kind for each in false})
    rows += [(kind, [each for each in false if each.case.kind == kind]) for kind in kinds]
    for name, group in rows:
        passed = [_share([test(each) for each in group]) for test in tests.values()]
        print(f"{name:20}{len(group):>6}" + "".join(f"{share:>18}" for share in passed))
    reasons = Counter(j.by_gate.reason for j in judged if isinstance(j.by_gate, Rejected))
    print("withheld for:", ", ".join(f"{reason} {n}" for reason, n in reasons.most_common()))


def _share(passed: Sequence[bool]) -> str:
    """A share with its 95 % interval (Wilson 1927)."""
    if not passed:
        return "–"
    n, z = len(passed), 1.96
    p = float(np.mean(passed))
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * float(np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)))
    return f"{p:.2f} [{max(0, middle - half):.2f} {min(1, middle + half):.2f}]"


def _overlap(case: Case) -> float:
    said = content_stems(case.statement)
    quoted = {stem for passage in case.passages for stem in content_stems(passage.quote)}
    return sum(stem in quoted for stem in said) / max(1, len(said))


def _print_wrong(judged: Sequence[_Judged]) -> None:
    for each in judged:
        case, verdict = each.case, each.by_gate
        if isinstance(verdict, Kept) == (case.kind != "true"):
            why = verdict.reason if isinstance(verdict, Rejected) else "passes"
            print(f"\n{case.id} {case.kind}: {why}\n  {case.statement}")
            for passage in case.passages:
                print(f"    {passage.report.authority} {passage.report.date}: {passage.quote}")


if __name__ == "__main__":
    main()
