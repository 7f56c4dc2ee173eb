"""What the commands about files and indexes do; `cli.py` reads the arguments and words the errors.

A command prints its results on stdout, everything else on stderr, and returns its exit status.
"""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.errors import SettingsError
from assistant.parse_report import parse_report
from assistant.settings import Settings
from assistant.tables import to_csv, to_json, to_table
from assistant.terminal import json_line, named, reading_folder, say
from assistant.words import in_words, report_name
from index import (
    CANONICAL_GRADES,
    CANONICAL_JUDGEMENTS,
    BuildSummary,
    Document,
    Filters,
    Index,
    Report,
    build_index,
    canonical_grade,
    canonical_judgement,
    check_index,
    iso,
    parse_paths,
    remove_from_index,
)

__all__ = ["build", "check", "judgements", "parse", "remove", "reports"]

_DONE, _FAILED = 0, 1
_REPORT_COLUMNS = ("authority", "kind", "inspection_end", "published", "judgements", "file")
_JUDGEMENT_COLUMNS = ("authority", "published", "name", "grade", "part", "file")
_JUDGEMENT_FIELDS = (
    "report_id",
    "file",
    "authority",
    "published",
    "inspection_end",
    "framework",
    "name",
    "canonical",
    "grade",
    "canonical_grade",
    "part",
    "paragraph_id",
)


def parse(args: Namespace) -> int:
    """The structure of files, one line each, or a table of them all."""
    results = parse_paths(args.paths, force=args.force, progress=sys.stderr.isatty())
    if args.report:
        everything = list(results)
        print(parse_report(everything))
        return _DONE if any(isinstance(item, Document) for item in everything) else _FAILED
    read = 0
    for parsed in results:
        read += isinstance(parsed, Document)
        if args.json:
            print(json_line(parsed.to_dict()))
        elif isinstance(parsed, Document):
            print(_summary_of(parsed))
        else:
            say(f"skipped: {parsed.message}")
    return _DONE if read else _FAILED


def build(args: Namespace) -> int:
    """Build or update an index."""
    folder = Settings.from_environment().index_to_build(args.index)
    summary = build_index(
        args.sources,
        folder,
        embedder=args.embedder,
        prune=args.prune,
        force=args.force,
        progress=sys.stderr.isatty(),
    )
    _report_build(summary, folder)
    return _DONE if summary.read or not summary.skipped else _FAILED


def remove(args: Namespace) -> int:
    """Take a source or a report out of an index."""
    folder = Settings.from_environment().index_to_build(args.index)
    _report_build(remove_from_index(folder, args.name), folder)
    return _DONE


def check(args: Namespace) -> int:
    """Verify an index's checksums and consistency."""
    folder = reading_folder(args.index)
    problems = check_index(folder)
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{folder}: no problems found")
    return _FAILED if problems else _DONE


def reports(args: Namespace) -> int:
    """What is in an index."""
    with Index.open(reading_folder(args.index)) as index:
        rows = [_report_row(report) for report in index.reports()]
    print(to_json(rows) if args.json else to_table(rows, _REPORT_COLUMNS))
    return _DONE


def judgements(args: Namespace) -> int:
    """Judgements as rows."""
    grade = _canonical(args.grade, CANONICAL_GRADES, canonical_grade, "--grade")
    name = _canonical(args.judgement, CANONICAL_JUDGEMENTS, canonical_judgement, "--judgement")
    with Index.open(reading_folder(args.index)) as index:
        filters = Filters(
            authorities=named(args.authority, index.authorities()),
            since=args.since,
            until=args.until,
            date_field="published",
            latest=args.latest,
        )
        rows = [row.to_dict() for row in index.judgements(filters, canonical=name, grade=grade)]
    if args.csv:
        print(to_csv(rows, _JUDGEMENT_FIELDS))
    else:
        print(to_json(rows) if args.json else to_table(rows, _JUDGEMENT_COLUMNS))
    return _DONE


def _canonical(
    said: str | None, known: Mapping[str, str], read: Callable[[str], str | None], option: str
) -> str | None:
    """A grade or judgement by its canonical name, however the user wrote it."""
    if said is None or said in known:
        return said
    found = read(said.replace("_", " "))
    if found is None:
        raise SettingsError(f"{option}: unknown “{said}”; known are {', '.join(known)}.")
    return found


def _report_build(summary: BuildSummary, folder: Path) -> None:
    for skipped in summary.skipped:
        say(f"skipped: {skipped.message}")
    for warning in summary.warnings:
        say(f"warning: {warning.file}: {warning.text}")
    if not summary.changed:
        print(f"{folder}: nothing has changed ({in_words(summary.reports, 'report')})")
        return
    print(
        f"{folder}: {in_words(summary.reports, 'report')}, "
        f"{in_words(summary.paragraphs, 'paragraph')}; {summary.embedded:,} windows embedded, "
        f"{summary.reused:,} taken over, {in_words(summary.removed, 'report')} removed, "
        f"{summary.seconds:.1f} seconds"
    )


def _summary_of(document: Document) -> str:
    report = document.report
    counts = (
        in_words(len(document.paragraphs), "paragraph"),
        in_words(len(report.judgements), "judgement"),
        in_words(len(report.warnings), "warning"),
    )
    return f"{report.file}: {report_name(report)}; {', '.join(counts)}"


def _report_row(report: Report) -> dict[str, object]:
    return {
        "report_id": report.id,
        "file": report.file,
        "authority": report.authority,
        "title": report.title,
        "kind": report.kind,
        "framework": report.framework,
        "inspection_start": iso(report.inspection_start),
        "inspection_end": iso(report.inspection_end),
        "published": iso(report.published),
        "lead_inspector": report.lead_inspector,
        "url": report.url,
        "judgements": len(report.judgements),
        "warnings": list(report.warnings),
    }
