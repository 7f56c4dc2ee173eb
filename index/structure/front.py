"""Front matter: authority, title, kind, dates and lead inspector."""

import datetime as dt
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from index.authorities import bare_name, canonical_authority, find_authorities
from index.frameworks import report_kind
from index.structure.assemble import Draft
from index.structure.dates import date_in, date_ranges
from index.types import DateRange, ReportKind

__all__ = ["Front", "read_front"]

_LABELLED = re.compile(
    r"(?:inspection|visit|review)\s+(?:dates?|carried out)\s*:?\s*(?P<rest>.{6,160})", re.IGNORECASE
)
_CONDUCTED = re.compile(
    r"(?:conducted|carried out|undertaken|took place|visit(?:ed)?\b.{0,120}?|inspected)\s+"
    r"(?:on|from|between)\s+(?P<rest>[^.]{6,80})",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"publi(?:shed|cation(?: date)?)(?: on)?\s*:?\s*(?P<rest>.{6,40})", re.IGNORECASE
)
_INSPECTOR = re.compile(
    r"(?:lead|reporting)\s+inspectors?\s*:?\s*(?P<names>[A-Z][^\n:;]{3,120})", re.IGNORECASE
)
_TITLES = re.compile(
    r",?\s*\b(?:HMI|HHMI|(?:His|Her) Majesty[’']s Inspectors?|"
    r"(?:Regulatory|Social Care|Ofsted|Senior)\b[^,;]*|"
    r"Divisional Manager[^;]*)\b.*$",
    re.IGNORECASE,
)
_INSPECTORS_WERE = re.compile(r"\bThe inspectors? (?:was|were) (?P<names>[^.]{5,200})\.")
_NAME = r"(?:the )?(?P<name>[A-Z][\w’'-]+(?:,? (?:(?:and|of|upon|on|the) )?[A-Z][\w’'-]+){0,5})"
_UNKNOWN_NAMES = (
    re.compile(rf"[Ii]nspection of {_NAME}(?= local authority| [Cc]hildren.s| [Cc]ouncil)"),
    re.compile(rf"[Vv]isit to {_NAME}(?= local authority| [Cc]hildren.s| [Cc]ouncil)"),
    re.compile(rf"[Cc]hildren.s services in {_NAME}(?= (?:are|is|requires?)\b)"),
    re.compile(rf"(?:within|to|of) {_NAME}(?= local authority| [Cc]hildren.s| [Cc]ouncil)"),
    re.compile(
        r"^(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}?)"
        r"(?: (?:Metropolitan|City|County|Borough|District))* Council$",
        re.MULTILINE,
    ),
    re.compile(r"(?:Borough|City|County|Council) of (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"),
)
"""Where a title names an authority that the list of English authorities lacks."""

_HEADING = re.compile(
    r"(?:[^.]{0,60}: )?(?:(?:annual|joint|short|targeted|area|unannounced|focus+ed|monitoring) )*"
    r"(?:inspection|visit|review)\b",
    re.IGNORECASE,
)
"""How the title of a report begins, but not a sentence about one."""

_FILLER = re.compile(
    r"^(inspection|visit|review|report|lead|reporting|published|publication|age group|date|©|"
    r"http|www|this (document|publication)|further copies|website|telephone|contents|judge?ment)"
    r"\b.*(:|©|may be|copies)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Front:
    """What a report says about itself."""

    authority: str | None
    title: str
    kind: ReportKind | None
    inspections: tuple[DateRange, ...]
    published: dt.date | None
    published_source: Literal["text", "file name"] | None
    lead_inspector: str | None


def read_front(drafts: Sequence[Draft], file: str) -> Front:
    """Front matter from a report's paragraphs, helped out by its file name.

    `kind` is None where neither title nor opening reads like an inspection report.
    """
    notes = "\n".join(d.text for d in drafts if d.note == "Front page")
    opening = "\n".join(d.text for d in drafts[:12] if d.kind != "numbered")[:4000]
    lines = [line.strip() for line in notes.splitlines() if line.strip()]
    title = _title(lines)
    kind = (report_kind(title) if title else None) or report_kind(notes) or report_kind(opening)
    published, source = _published(lines, notes, file)
    inspections = _inspections(notes, opening)
    inspector = _lead_inspector(notes, drafts)
    if not (inspections or source == "text" or inspector or _HEADING.match(title)):
        kind = None  # a text that merely speaks of an inspection
    return Front(
        authority=_authority(title, notes, opening, file),
        title=title or (lines[0] if lines else file),
        kind=kind,
        inspections=inspections,
        published=published,
        published_source=source,
        lead_inspector=inspector,
    )


def _title(lines: Sequence[str]) -> str:
    """The heading of the report or the subject of the letter, whole though it may be wrapped."""
    after = next((i for i, line in enumerate(lines) if line.startswith("Dear ")), -1) + 1
    picked: list[str] = []
    for line in lines[after:] if after else lines:
        furniture = _FILLER.match(line) or (date_in(line) and not report_kind(line))
        if furniture:
            if picked:
                break
            continue
        picked.append(line.rstrip("."))
        if after and report_kind(line):
            break
    if not any(report_kind(line) for line in picked) and not report_kind(" ".join(picked)):
        return ""
    if picked and not report_kind(picked[0]) and len(picked) > 1 and canonical_authority(picked[0]):
        return f"{picked[0]}: {' '.join(picked[1:])}"
    return " ".join(picked)


def _authority(title: str, notes: str, opening: str, file: str) -> str | None:
    for text in (title, notes, file, opening):
        mentions = find_authorities(text)
        if mentions:
            return mentions[0].name
        for pattern in _UNKNOWN_NAMES:
            match = pattern.search(text)
            if match:
                return bare_name(match["name"])
    return None


_AFTER_DATES = re.compile(r"Lead inspector|Report|Published")
"""What is printed behind the dates of an inspection, and may be followed by dates of its own."""


def _inspections(notes: str, opening: str) -> tuple[DateRange, ...]:
    for pattern, text in ((_LABELLED, notes), (_CONDUCTED, opening), (_LABELLED, opening)):
        for match in pattern.finditer(re.sub(r"\s+", " ", text)):
            ranges = date_ranges(_AFTER_DATES.split(match["rest"], maxsplit=1)[0])
            if ranges:
                return ranges
    return ()


def _published(
    lines: Sequence[str], notes: str, file: str
) -> tuple[dt.date | None, Literal["text", "file name"] | None]:
    for match in _PUBLISHED.finditer(notes):
        date = date_in(match["rest"])
        if date:
            return date, "text"
    for line in lines:
        if line.startswith("Dear "):
            break
        date = date_in(line)
        if date and len(line) < 25:
            return date, "text"
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ")
    named = date_in(stem)
    iso = re.search(r"\b(\d{4})-(\d{2})-(\d{2})\b", stem)
    if not named and iso:
        with suppress(ValueError):  # digits that are no date
            named = dt.date.fromisoformat(iso.group())
    return (named, "file name") if named else (None, None)


def _lead_inspector(notes: str, drafts: Sequence[Draft]) -> str | None:
    texts = [notes, *(d.text for d in drafts if d.note != "Front page")]
    for text in texts:
        match = _INSPECTOR.search(text)
        if match and (names := _names(match["names"])):
            return names
    for text in texts:
        match = _INSPECTORS_WERE.search(text)
        if match and (names := _names(match["names"])):
            return names
    signature = next((d.text for d in drafts if d.note == "Signature"), "")
    lines = [line.strip() for line in signature.splitlines()[1:] if line.strip()]
    return _names(lines[0]) if lines else None


def _names(text: str) -> str | None:
    """The persons in a list of inspectors, without their titles, joined by "; "."""
    titled = r"(?:HMI|(?:His|Her) Majesty[’']s Inspectors?)"
    pieces = re.split(rf",?\s*{titled}\s*(?:,|;|and|&|\band\b)*\s*|;|\s+and\s+", text)
    names = []
    for piece in pieces:
        name = _TITLES.sub("", piece).strip(" ,.*")
        if re.fullmatch(r"(?:[A-Z][\w’'.-]*\.?\s*){1,4}", name) and len(name) > 3:
            names.append(name)
    return "; ".join(dict.fromkeys(names)) or None
