"""The catalogue of one generation: reports, judgements, paragraphs and windows, in SQLite."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from index.catalog_rows import (
    SCHEMA,
    judgement_of,
    judgement_row,
    paragraph_of,
    paragraph_row,
    report_of,
    report_row,
)
from index.dense import Positions, Selection
from index.errors import IndexCorrupted
from index.spans import unpack
from index.types import Judgement, Paragraph, Report

__all__ = ["Catalog", "Entry", "StoredWindow", "write_catalog"]


@dataclass(frozen=True, slots=True)
class StoredWindow:
    """A stretch of a paragraph that has a vector.

    `paragraph` counts the report's paragraphs from 0; `key` is a hash of what was embedded.
    """

    paragraph: int
    start: int
    end: int
    key: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A report as the catalogue keeps it; `spans` holds the packed spans of each paragraph."""

    report: Report
    paragraphs: tuple[Paragraph, ...]
    spans: tuple[bytes, ...]
    windows: tuple[StoredWindow, ...]


def write_catalog(path: Path, entries: Sequence[Entry]) -> None:
    """A new catalogue of the reports in the order given; the caller flushes it to the disk.

    Raises OSError where the file cannot be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
            for statement in SCHEMA.split(";"):
                database.execute(statement)
            _write_entries(database, entries)
            database.execute("COMMIT")
    except sqlite3.OperationalError as error:  # so SQLite says that the disk is full
        raise OSError(f"the catalogue cannot be written to {path}: {error}") from error


def _write_entries(database: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    position = row = 0
    for number, entry in enumerate(entries):
        _write_entry(database, entry, number, position, row)
        position += len(entry.paragraphs)
        row += len(entry.windows)


def _write_entry(
    database: sqlite3.Connection, entry: Entry, number: int, position: int, row: int
) -> None:
    """One report; its paragraphs and windows are numbered from `position` and `row` on."""
    _insert(database, "reports", [(number, *report_row(entry.report))])
    _insert(database, "judgements", [(number, *judgement_row(j)) for j in entry.report.judgements])
    _insert(
        database,
        "paragraphs",
        [(position + i, number, *paragraph_row(p)) for i, p in enumerate(entry.paragraphs)],
    )
    _insert(database, "spans", [(position + i, packed) for i, packed in enumerate(entry.spans)])
    _insert(
        database,
        "windows",
        [
            (row + i, position + w.paragraph, w.start, w.end, w.key)
            for i, w in enumerate(entry.windows)
        ],
    )


def _insert(
    database: sqlite3.Connection, table: str, rows: Sequence[tuple[str | int | bytes | None, ...]]
) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        # The table's name comes from the lines above, never from data.
        database.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608


class Catalog:
    """A catalogue opened for reading; threads may share it.

    The file stays readable to who has it open when its generation is removed.
    """

    def __init__(self, path: Path) -> None:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            self._database = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._database.row_factory = sqlite3.Row
            self.reports = self._read_reports()
        except sqlite3.DatabaseError as error:
            raise IndexCorrupted(
                f"{path} is not a catalogue ({error}); index the sources again with --force"
            ) from error
        self._numbers = {report.id: number for number, report in enumerate(self.reports)}

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def report(self, report_id: str) -> Report:
        """The report of that id; KeyError where there is none."""
        return self.reports[self._numbers[report_id]]

    def holds(self, report_id: str) -> bool:
        """Whether there is a report of that id."""
        return report_id in self._numbers

    def paragraphs(self, report_id: str) -> list[Paragraph]:
        """A report's paragraphs in reading order, without spans; KeyError for an unknown report."""
        rows = self._database.execute(
            "SELECT * FROM paragraphs WHERE report = ? ORDER BY position",
            (self._numbers[report_id],),
        )
        return [paragraph_of(row, report_id) for row in rows]

    def paragraph(self, paragraph_id: str, *, spans: bool = False) -> Paragraph:
        """The paragraph of that id; KeyError where there is none."""
        row = self._database.execute(
            "SELECT * FROM paragraphs WHERE id = ?", (paragraph_id,)
        ).fetchone()
        if row is None:
            raise KeyError(paragraph_id)
        paragraph = self._paragraph(row)
        if not spans:
            return paragraph
        packed = self._database.execute(
            "SELECT words FROM spans WHERE position = ?", (row["position"],)
        ).fetchone()
        return replace(paragraph, spans=unpack(packed["words"]))

    def has_places(self, report_id: str) -> bool:
        """Whether it is known where a report's words stand on pages; KeyError if unknown."""
        rows = self._database.execute(
            "SELECT words FROM spans JOIN paragraphs USING (position) WHERE report = ?",
            (self._numbers[report_id],),
        )
        return any(unpack(row["words"]) for row in rows)

    def at(self, position: int) -> Paragraph:
        """The paragraph at that place of the corpus."""
        row = self._database.execute(
            "SELECT * FROM paragraphs WHERE position = ?", (position,)
        ).fetchone()
        return self._paragraph(row)

    def paragraph_id(self, report_id: str, ordinal: int) -> str | None:
        """The id of a report's paragraph, None where it has none of that ordinal."""
        row = self._database.execute(
            "SELECT id FROM paragraphs WHERE report = ? AND ordinal = ?",
            (self._numbers[report_id], ordinal),
        ).fetchone()
        return None if row is None else row["id"]

    def selection(self, reports: Sequence[Report]) -> Selection:
        """For each paragraph of the corpus, whether it belongs to one of the reports."""
        return np.isin(self._owners, [self._numbers[report.id] for report in reports])

    def window_paragraphs(self) -> Positions:
        """For each vector, the position of its paragraph."""
        return self._column("SELECT position FROM windows ORDER BY row")

    def window_keys(self) -> list[bytes]:
        """For each vector, the hash of what was embedded."""
        rows = self._database.execute("SELECT key FROM windows ORDER BY row")
        return [row["key"] for row in rows]

    def entry(self, report_id: str) -> Entry:
        """Everything kept about a report, to be written into another catalogue."""
        number = self._numbers[report_id]
        spans = self._database.execute(
            "SELECT words FROM spans JOIN paragraphs USING (position) "
            "WHERE report = ? ORDER BY position",
            (number,),
        )
        windows = self._database.execute(
            "SELECT position, start, end, key FROM windows JOIN paragraphs USING (position) "
            "WHERE report = ? ORDER BY row",
            (number,),
        )
        first = self._database.execute(
            "SELECT min(position) FROM paragraphs WHERE report = ?", (number,)
        ).fetchone()[0]
        return Entry(
            self.reports[number],
            tuple(self.paragraphs(report_id)),
            tuple(row["words"] for row in spans),
            tuple(
                StoredWindow(row["position"] - first, row["start"], row["end"], row["key"])
                for row in windows
            ),
        )

    @cached_property
    def _owners(self) -> Positions:
        """For each paragraph of the corpus, the number of its report."""
        return self._column("SELECT report FROM paragraphs ORDER BY position")

    def _paragraph(self, row: sqlite3.Row) -> Paragraph:
        return paragraph_of(row, self.reports[row["report"]].id)

    def _column(self, query: str) -> Positions:
        return np.array([row[0] for row in self._database.execute(query)], np.int64)

    def _read_reports(self) -> tuple[Report, ...]:
        judgements: dict[int, list[Judgement]] = {}
        for row in self._database.execute("SELECT * FROM judgements ORDER BY rowid"):
            judgements.setdefault(row["report"], []).append(judgement_of(row))
        rows = self._database.execute("SELECT * FROM reports ORDER BY report")
        return tuple(report_of(row, tuple(judgements.get(row["report"], ()))) for row in rows)
