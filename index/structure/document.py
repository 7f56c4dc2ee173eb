"""Files -> documents: every step of the parser in one short function."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from index.abbreviations import find_abbreviations
from index.addresses import official_url
from index.errors import ReadingError, SourceError
from index.frameworks import framework_of
from index.reading import read_file
from index.structure.assemble import assemble
from index.structure.doubts import doubts
from index.structure.front import read_front
from index.structure.judgements import collect_judgements
from index.structure.labels import label_paragraphs
from index.structure.layout import layout_blocks
from index.structure.plain import plain_blocks
from index.structure.previous import previous_inspections
from index.types import Document, Report

__all__ = ["PARSER_VERSION", "list_files", "parse_file", "readable"]

PARSER_VERSION = 9
"""Raised whenever the same file would be parsed differently: an update then parses all again."""


def parse_file(path: Path, file: str, *, force: bool = False) -> Document:
    """Read a file and find its structure; `file` is the name by which it is known.

    `force` takes a text whose front matter is not that of an inspection report.
    Raises ReadingError.
    """
    content = read_file(path, file)
    blocks = plain_blocks(content) if isinstance(content, str) else layout_blocks(content)
    drafts = assemble(blocks)
    front = read_front(drafts, file)
    if front.kind is None and not force:
        raise ReadingError(
            "not_inspection",
            f"{file} is not an inspection text (no inspection is named at its beginning); "
            "leave it out, or take it all the same with --force",
        )
    kind = front.kind or "other"
    report_id = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    paragraphs = label_paragraphs(report_id, drafts)
    inspected = max((r.end for r in front.inspections), default=front.published)
    report = Report(
        id=report_id,
        file=file,
        authority=front.authority,
        title=front.title,
        kind=kind,
        framework=framework_of(kind, inspected),
        inspections=front.inspections,
        published=front.published,
        published_source=front.published_source,
        lead_inspector=front.lead_inspector,
        url=official_url(front.authority, front.published),
        judgements=collect_judgements(drafts, kind),
        previous=previous_inspections(drafts, inspected),
        abbreviations=find_abbreviations(paragraphs),
    )
    return Document(replace(report, warnings=doubts(report, paragraphs)), paragraphs)


def list_files(source: Path) -> list[tuple[Path, str]]:
    """The files of a source with the names they go by: all below a folder, or the one file.

    Hidden files and folders are passed over. Raises SourceError where there is nothing, or a folder
    that may not be read: what lies in it must not pass for gone.
    """
    if source.is_file():
        return [(source, readable(Path(source.name)))]
    if not source.is_dir():
        raise SourceError(f"{source} does not exist; name a folder or file of inspection texts")
    found = (
        Path(folder, name)
        for folder, _, names in os.walk(source, onerror=_unreadable)
        for name in names
    )
    named = sorted((readable(p.relative_to(source)), p) for p in found if p.is_file())
    return [
        (path, name)
        for name, path in named
        if not any(part.startswith(".") for part in name.split("/"))
    ]


def readable(path: Path) -> str:
    """The path as text that can be printed and stored, whatever bytes the file system holds."""
    text = os.fsencode(path.as_posix()).decode("utf-8", "replace")
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def _unreadable(error: OSError) -> NoReturn:
    raise SourceError(f"{error.filename} cannot be read: {error.strerror}; check who may read it")
