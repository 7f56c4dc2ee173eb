"""Rows as a plain table, CSV or JSON for the command line."""

import csv
import io
import json
from collections.abc import Mapping, Sequence

__all__ = ["to_csv", "to_json", "to_table"]

_Row = Mapping[str, object]


def to_json(rows: Sequence[_Row]) -> str:
    """One JSON array, a row on each line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]" if rows else "[]"


def to_csv(rows: Sequence[_Row], columns: Sequence[str]) -> str:
    """CSV with a heading line; unknown values are empty, line ends are those of the platform."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({key: _plain(value) for key, value in row.items()} for row in rows)
    return text.getvalue().rstrip("\n")


def to_table(rows: Sequence[_Row], columns: Sequence[str]) -> str:
    """Columns as wide as their widest cell, with a heading line."""
    cells = [list(columns)] + [[_plain(row.get(column)) for column in columns] for row in rows]
    widths = [max(len(line[n]) for line in cells) for n in range(len(columns))]
    lines = ("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) for line in cells)
    return "\n".join(line.rstrip() for line in lines)


def _plain(value: object) -> str:
    """A value in one line; text that a spreadsheet would run as a formula is marked as text."""
    text = "" if value is None else " ".join(str(value).split())
    return f"'{text}" if text[:1] in ("=", "+", "@") else text
