"""Inspection files in, searchable paragraphs and a catalogue of judgements out."""

from index.authorities import (
    AUTHORITIES,
    Authority,
    Mention,
    canonical_authority,
    find_authorities,
)
from index.build import (
    BuildSummary,
    build_index,
    remove_from_index,
)
from index.check import (
    check_index,
)
from index.closing import Closing
from index.durable import (
    replace_text,
)
from index.embed import (
    packaged_model,
)
from index.errors import (
    EmbedderError,
    IndexCorrupted,
    IndexFormatError,
    IndexingError,
    IndexLocked,
    IndexMissing,
    ReadingError,
    SourceError,
)
from index.frameworks import (
    CANONICAL_GRADES,
    CANONICAL_JUDGEMENTS,
    REPORT_KINDS,
    canonical_grade,
    canonical_judgement,
    words_for,
)
from index.harvest import (
    FileWarning,
)
from index.manifest import (
    Manifest,
)
from index.number_runs import (
    number_runs,
)
from index.page_views import PageBox, PageView
from index.parsing import (
    parse_paths,
)
from index.search import (
    Index,
)
from index.store import (
    FORMAT_VERSION,
)
from index.types import (
    Abbreviation,
    DateField,
    DateRange,
    Document,
    Filters,
    Hit,
    Judgement,
    JudgementRow,
    Paragraph,
    ParagraphKind,
    PreviousInspection,
    Report,
    ReportKind,
    Span,
    Unreadable,
    iso,
)

__all__ = [
    "AUTHORITIES",
    "CANONICAL_GRADES",
    "CANONICAL_JUDGEMENTS",
    "FORMAT_VERSION",
    "REPORT_KINDS",
    "Abbreviation",
    "Authority",
    "BuildSummary",
    "Closing",
    "DateField",
    "DateRange",
    "Document",
    "EmbedderError",
    "FileWarning",
    "Filters",
    "Hit",
    "Index",
    "IndexCorrupted",
    "IndexFormatError",
    "IndexLocked",
    "IndexMissing",
    "IndexingError",
    "Judgement",
    "JudgementRow",
    "Manifest",
    "Mention",
    "PageBox",
    "PageView",
    "Paragraph",
    "ParagraphKind",
    "PreviousInspection",
    "ReadingError",
    "Report",
    "ReportKind",
    "SourceError",
    "Span",
    "Unreadable",
    "build_index",
    "canonical_authority",
    "canonical_grade",
    "canonical_judgement",
    "check_index",
    "find_authorities",
    "iso",
    "number_runs",
    "packaged_model",
    "parse_paths",
    "remove_from_index",
    "replace_text",
    "words_for",
]
