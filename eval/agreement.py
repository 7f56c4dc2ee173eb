"""How far two persons who filled in the same sheet agree, beyond what chance would do.

Kappa: Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
Measurement 20, 1960. Its interval is a percentile bootstrap over rows, as in `statistics.py`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eval.rows import Row, read_rows
from eval.statistics import LEVEL

__all__ = ["Agreement", "Kappa", "Pair", "agreement"]

_RESAMPLES = 2_000
_SEED = 7
"""The same sheets always give the same interval."""


@dataclass(frozen=True, slots=True)
class Kappa:
    """1 for full agreement, 0 for what chance would do.

    Where two persons never differ the interval is [1, 1], however few the rows are: resampling
    cannot show what it has not seen.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Pair:
    """How often the first person wrote the one value and the second the other."""

    first: str
    second: str
    rows: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two persons wrote in one column; rows that only one of them filled in are not in it."""

    column: str
    both: int
    """How many rows both filled in."""
    raw: float | None
    """Share of these in which they wrote the same; None without any."""
    kappa: Kappa | None
    why_no_kappa: str
    """Empty where there is one."""
    pairs: tuple[Pair, ...]
    """The confusion table, without its empty cells."""
    differing: tuple[str, ...]
    """Ids of the rows in which they differ."""
    only_first: tuple[str, ...]
    """Ids of the rows that only the first person filled in."""
    only_second: tuple[str, ...]
    neither: tuple[str, ...]


def agreement(first: Path, second: Path, column: str) -> Agreement:
    """How far two sheets agree in a column, rows matched by id, blanks and capitals aside.

    Raises SheetError where a sheet cannot be read, or has two values for one id.
    """
    column = column.strip().casefold()
    one, other = _values(first, column), _values(second, column)
    ids = list(dict.fromkeys((*one, *other)))
    filled = {i: (one.get(i, ""), other.get(i, "")) for i in ids}
    both = [pair for pair in filled.values() if all(pair)]
    kappa, why = _kappa(both)
    return Agreement(
        column=column,
        both=len(both),
        raw=sum(a == b for a, b in both) / len(both) if both else None,
        kappa=kappa,
        why_no_kappa=why,
        pairs=tuple(Pair(a, b, rows) for (a, b), rows in sorted(Counter(both).items())),
        differing=tuple(i for i, (a, b) in filled.items() if a and b and a != b),
        only_first=tuple(i for i, (a, b) in filled.items() if a and not b),
        only_second=tuple(i for i, (a, b) in filled.items() if b and not a),
        neither=tuple(i for i, (a, b) in filled.items() if not a and not b),
    )


def _values(sheet: Path, column: str) -> dict[str, str]:
    """The column's value for each id; a row may be repeated for a further paragraph."""
    said: dict[str, Row] = {}
    for row in read_rows(sheet, ("id", column)):
        if not row["id"]:
            if row[column]:
                raise row.error("id", "empty; copy the id from the sheet that was handed out")
            continue
        earlier = said.setdefault(row["id"], row)
        if not earlier[column]:
            said[row["id"]] = row
        elif row[column] and _folded(row[column]) != _folded(earlier[column]):
            raise row.error(
                column,
                f"“{row[column]}”, but “{earlier[column]}” in row {earlier.number} for the same "
                "id; leave one of the two",
            )
    return {row["id"]: _folded(row[column]) for row in said.values()}


def _folded(value: str) -> str:
    return " ".join(value.casefold().split())


def _kappa(pairs: Sequence[tuple[str, str]]) -> tuple[Kappa | None, str]:
    """Kappa, or None and why."""
    if not pairs:
        return None, "no row is filled in in both sheets"
    values = sorted({value for pair in pairs for value in pair})
    if len(values) == 1:
        return None, f"both wrote “{values[0]}” in every row, as chance would have them do too"
    codes = np.array([[values.index(a), values.index(b)] for a, b in pairs])
    rng = np.random.default_rng(_SEED)
    resampled = (codes[rng.integers(len(codes), size=len(codes))] for _ in range(_RESAMPLES))
    # A resample may hold a single value, and then says nothing.
    kappas = [_cohen(each) for each in resampled if np.ptp(each)]
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(kappas, [tail, 1 - tail])
    return Kappa(_cohen(codes), float(low), float(high)), ""


def _cohen(codes: npt.NDArray[np.int_]) -> float:
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(codes[:, 0], codes[:, 1]))
