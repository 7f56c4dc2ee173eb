"""The JSON of the contracts as types, so that other programs can be told its schema."""

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Mode, RefusalReason, Status
from assistant.types import Intent
from assistant.withheld import Reason
from index import ParagraphKind, ReportKind

__all__ = [
    "AnswerObject",
    "HitObject",
    "HitsObject",
    "JudgementsObject",
    "ParagraphObject",
    "PassageObject",
    "ReportObject",
    "ReportsObject",
]


class _Object(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class ParagraphObject(_Object):
    """A paragraph and the report in which it stands."""

    report_id: str
    file: str
    authority: str | None
    report: str
    """The report's title."""
    inspection_start: dt.date | None
    inspection_end: dt.date | None
    published: dt.date | None
    url: str | None
    """Where the inspectorate publishes the report."""
    paragraph_id: str
    paragraph: str | None
    """The number printed before it; null where there is none."""
    label: str
    """What to cite it by: "21", or "What needs to improve, bullet 3"."""
    kind: ParagraphKind
    section: tuple[str, ...]
    """The headings above it, outermost first."""
    page: int
    text: str
    """The whole paragraph, verbatim."""


class HitObject(ParagraphObject):
    """A paragraph that a search found."""

    score: float


class HitsObject(_Object):
    """Paragraphs that a search found, best first."""

    hits: tuple[HitObject, ...]


class PassageObject(_Object):
    """A paragraph with those around it."""

    before: tuple[ParagraphObject, ...]
    paragraph: ParagraphObject
    after: tuple[ParagraphObject, ...]


class _Citation(ParagraphObject):
    id: int
    """The number by which the answer's text names it: [1]."""
    quote: str
    """The words that are cited, verbatim: `text[start:end]`."""
    start: int
    end: int


class _Understood(_Object):
    question: str
    authorities: tuple[str, ...]
    since: dt.date | None = Field(alias="from")
    until: dt.date | None = Field(alias="to")
    latest: bool
    kinds: tuple[ReportKind, ...]
    strands: tuple[str, ...]
    grades: tuple[str, ...]
    intent: Intent
    today: dt.date


class _Note(_Object):
    kind: str
    text: str


class _Statement(_Object):
    text: str
    citations: tuple[int, ...]


class _Row(_Object):
    cells: tuple[str, ...]
    citations: tuple[int, ...]


class _Coverage(_Object):
    matched: int
    with_data: int
    total: int


class _Table(_Object):
    columns: tuple[str, ...]
    rows: tuple[_Row, ...]
    coverage: _Coverage | None


class _Withheld(_Object):
    text: str
    reason: Reason


class _Refusal(_Object):
    reason: RefusalReason
    message: str
    evidence: tuple[_Citation, ...]
    """What contradicts a false premise."""
    nearest: tuple[HitObject, ...]
    """What comes nearest to an answer, without being one."""


class _Usage(_Object):
    requests: int
    prompt_tokens: int
    completion_tokens: int


class _Provenance(_Object):
    index: str
    corpus: str
    prompts: dict[str, str]
    model: str | None
    usage: _Usage | None
    version: str
    created: dt.datetime


class _Seconds(_Object):
    understand: float
    retrieve: float
    answer: float
    total: float


class AnswerObject(_Object):
    """An answer, or why there is none."""

    id: str | float | None
    question: str
    status: Status
    text: str
    """Notes and statements in reading order, each statement followed by its [n]."""
    mode: Mode
    authorities: tuple[str, ...]
    """Those that the answer is about."""
    understood: _Understood
    notes: tuple[_Note, ...]
    """What is known of the reports themselves; never a finding."""
    statements: tuple[_Statement, ...]
    citations: tuple[_Citation, ...]
    table: _Table | None
    withheld: tuple[_Withheld, ...]
    """What a model wrote and the reports did not bear out: not to be passed on."""
    refusal: _Refusal | None
    provenance: _Provenance
    seconds: _Seconds


class _Judgement(_Object):
    report_id: str
    file: str
    authority: str | None
    published: dt.date | None
    inspection_end: dt.date | None
    framework: str | None
    name: str
    """As printed."""
    canonical: str | None
    """What the same judgement is called across frameworks."""
    grade: str
    canonical_grade: str
    part: str | None
    paragraph_id: str | None
    """The paragraph that prints it."""


class JudgementsObject(_Object):
    """Judgements, newest report last."""

    total: int
    """How many there are; more than are listed where there is a limit."""
    judgements: tuple[_Judgement, ...]


class ReportObject(_Object):
    """What a report says about itself."""

    report_id: str
    file: str
    authority: str | None
    title: str
    kind: ReportKind
    framework: str | None
    inspection_start: dt.date | None
    inspection_end: dt.date | None
    published: dt.date | None
    lead_inspector: str | None
    url: str | None
    judgements: int
    """How many it prints."""


class ReportsObject(_Object):
    """Reports, newest last."""

    total: int
    """How many there are; more than are listed where there is a limit."""
    reports: tuple[ReportObject, ...]
