"""What a folder of reports holds, as a table: a file on each line, with what looks doubtful."""

from collections.abc import Iterator, Sequence

from assistant.tables import to_table
from assistant.words import in_words
from index import Document, Unreadable, iso, number_runs

__all__ = ["parse_report"]

_COLUMNS = ("file", "published", "kind", "paragraphs", "numbers", "gaps", "judgements", "warnings")


def parse_report(parsed: Sequence[Document | Unreadable]) -> str:
    """The table, the warnings, the files that could not be read, and a line of totals."""
    documents = [item for item in parsed if isinstance(item, Document)]
    parts = [to_table([_row(document) for document in documents], _COLUMNS)] if documents else []
    parts += [
        "\n".join(part) for part in (list(_warnings(documents)), list(_skipped(parsed))) if part
    ]
    return "\n\n".join([*parts, _totals(documents, len(parsed) - len(documents))])


def _row(document: Document) -> dict[str, object]:
    report = document.report
    runs = number_runs(document.paragraphs)
    return {
        "file": report.file,
        "published": iso(report.published),
        "kind": report.kind,
        "paragraphs": len(document.paragraphs),
        "numbers": ", ".join(
            str(run.start) if run.start == run.end else f"{run.start}-{run.end}" for run in runs
        ),
        "gaps": _gaps(document),
        "judgements": len(report.judgements),
        "warnings": len(report.warnings),
    }


def _gaps(document: Document) -> int:
    """Places where the numbers jump or repeat; starting again at 1 is none."""
    return sum(run.start != 1 for run in number_runs(document.paragraphs)[1:])


def _warnings(documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        for warning in document.report.warnings:
            yield f"warning: {document.report.file}: {warning}"


def _skipped(parsed: Sequence[Document | Unreadable]) -> Iterator[str]:
    for item in parsed:
        if isinstance(item, Unreadable):
            yield f"skipped: {item.message}"


def _totals(documents: Sequence[Document], skipped: int) -> str:
    counts = (
        in_words(len(documents), "report"),
        in_words(sum(len(d.paragraphs) for d in documents), "paragraph"),
        in_words(sum(_gaps(d) for d in documents), "gap"),
        in_words(sum(len(d.report.judgements) for d in documents), "judgement"),
        in_words(sum(len(d.report.warnings) for d in documents), "warning"),
        f"{skipped} skipped",
    )
    return ", ".join(counts)
