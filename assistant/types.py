"""What the steps hand to one another: queries, passages, facts and drafts."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from index import DateField, Filters, Paragraph, Report, ReportKind, iso

__all__ = [
    "INTENTS",
    "Claim",
    "Correction",
    "Coverage",
    "Draft",
    "Evidence",
    "Fact",
    "Facts",
    "Intent",
    "Learned",
    "Message",
    "Note",
    "Passage",
    "Query",
    "Silence",
]


Learned: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Words of a question, and what reports define them to mean or to be abbreviated as."""

Intent = Literal["lookup", "theme", "grade", "list", "compare", "change", "aggregate"]
INTENTS: tuple[Intent, ...] = get_args(Intent)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reader puts in the place of how a question was read; None leaves a part as it was.

    An empty part takes the restriction away.
    """

    authorities: tuple[str, ...] | None = None
    period: tuple[dt.date | None, dt.date | None] | None = None
    """First and last day, either of them open."""
    latest: bool | None = None
    kinds: tuple[ReportKind, ...] | None = None
    strands: tuple[str, ...] | None = None
    grades: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One earlier turn of the conversation."""

    role: Literal["user", "assistant"]
    content: str
    correction: Correction = field(default_factory=Correction)
    """What its reader put in the place of how a question was read."""


@dataclass(frozen=True, slots=True)
class Query:
    """How a question was understood."""

    question: str
    """As it was asked, which is what all rules about its words read."""
    topic: str
    """What is searched for: the question without its filters."""
    keywords: str
    """The topic widened by the glossary's words, for the search by words."""
    today: dt.date
    learned: Learned = ()
    """What the reports define for words of the question."""
    authorities: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    """Authorities that are named but have no report in the corpus."""
    since: dt.date | None = None
    until: dt.date | None = None
    date_field: DateField = "either"
    latest: bool = False
    kinds: tuple[ReportKind, ...] = ()
    reports: tuple[str, ...] = ()
    """Ids of reports; only a caller's filters name any."""
    inspectors: tuple[str, ...] = ()
    """Lead inspectors that are named."""
    strands: tuple[str, ...] = ()
    """Canonical judgement names."""
    grades: tuple[str, ...] = ()
    """Canonical grades that are asked for."""
    ruled_out: tuple[str, ...] = ()
    """Canonical grades that are ruled out ("not inadequate")."""
    intent: Intent = "lookup"
    following: str = ""
    """The question that a follow-up completes; empty for a question of its own."""
    instead: str = ""
    """What a reader put in the place of what the words say; empty where nothing."""
    chosen: bool = False
    """Whether a reader chose the judgements or grades, whatever the words say."""
    scopes: tuple[Filters, ...] = ()
    """The sides of a comparison, each searched by itself; empty where there is only one."""

    @property
    def asked(self) -> str:
        """The question with what a reader put in the place of what its words say."""
        if not self.instead:
            return self.question
        return f"{self.question} (asked instead about: {self.instead})"

    @property
    def standalone(self) -> str:
        """The question with the one that it follows."""
        return f"{self.asked} (following: {self.following})" if self.following else self.asked

    @property
    def filters(self) -> Filters:
        """The part of the query that restricts which reports are searched, over all sides."""
        return Filters(
            authorities=self.authorities,
            since=self.since,
            until=self.until,
            date_field=self.date_field,
            kinds=self.kinds,
            reports=self.reports,
            latest=self.latest,
        )

    @property
    def sides(self) -> tuple[Filters, ...]:
        """The sides of a comparison, or everything that the query searches as the only one."""
        return self.scopes or (self.filters,)

    def to_dict(self) -> dict[str, object]:
        """The `understood` object of an answer."""
        return {
            "question": self.standalone,
            "authorities": list(self.authorities + self.absent),
            "from": iso(self.since),
            "to": iso(self.until),
            "latest": self.latest,
            "kinds": list(self.kinds),
            "strands": list(self.strands),
            "grades": list(self.grades),
            "intent": self.intent,
            "today": iso(self.today),
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one paragraph; `quote` comes from the span, so it is always verbatim."""

    paragraph: Paragraph
    report: Report
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.paragraph.text):
            raise ValueError(f"span {self.start}-{self.end} is outside {self.paragraph.id}")

    @property
    def quote(self) -> str:
        """The words of the paragraph between `start` and `end`."""
        return self.paragraph.text[self.start : self.end]

    @property
    def heading(self) -> str:
        """The heading right above it; empty where it stands under none."""
        return self.paragraph.section[-1] if self.paragraph.section else ""


@dataclass(frozen=True, slots=True)
class Note:
    """An uncited sentence holding only what the catalogue or the index knows, never a finding."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many authorities match, have the data at all, and are in the corpus."""

    matched: int
    with_data: int
    total: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One computed row: what is said in words, its cells, and the passages that prove it.

    One without cells is said before the table and stands in no row of it.
    """

    text: str
    cells: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What was computed from the catalogue for a question."""

    columns: tuple[str, ...]
    rows: tuple[Fact, ...]
    coverage: Coverage | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """Why no paragraph can prove what is asked of all authorities."""

    unmentioned: tuple[str, ...] = ()
    """Names that no report in scope prints."""
    denied: bool = False
    """Whether it is asked who does not do a thing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a model says that a statement rests on: a source's token, and words from the source."""

    source: str
    quotation: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as a model wrote it, unverified."""

    text: str
    evidence: tuple[Evidence, ...]
    corrects: int | None = None
    """The number of the refused statement that it stands for, from 1."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Statements with the passages they rest on, before they are verified and numbered."""

    statements: tuple[tuple[str, tuple[Passage, ...]], ...]
    notes: tuple[Note, ...] = ()
