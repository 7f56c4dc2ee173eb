"""The tools that other assistants are offered: search, answers, paragraphs, judgements, reports."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, Field

from assistant.answer import Answer, hit_dict
from assistant.errors import QuestionError
from assistant.mcp_parameters import FilteredTool, Several, Told, Tool
from assistant.pipeline import Assistant
from assistant.render import to_text
from assistant.schemas import (
    AnswerObject,
    HitsObject,
    JudgementsObject,
    ParagraphObject,
    PassageObject,
    ReportObject,
    ReportsObject,
)
from assistant.tables import to_table
from assistant.types import Message
from assistant.words import report_name
from index import (
    CANONICAL_GRADES,
    CANONICAL_JUDGEMENTS,
    Filters,
    Hit,
    Paragraph,
    Report,
    canonical_grade,
    canonical_judgement,
)

__all__ = ["TOOLS"]

_JUDGEMENT_COLUMNS = ("authority", "published", "name", "grade", "part", "paragraph_id")
_REPORT_COLUMNS = ("authority", "kind", "inspection_end", "published", "judgements", "file")


def _canonical(known: Mapping[str, str], read: Callable[[str], str | None]) -> AfterValidator:
    """Takes a name however it is worded, and gives its canonical form."""

    def canonical(said: str | None) -> str | None:
        found = said if said is None or said in known else read(said.replace("_", " "))
        if said is not None and found is None:
            raise ValueError(f"unknown; known are {', '.join(known)}")
        return found

    return AfterValidator(canonical)


_Judged: TypeAlias = Annotated[str | None, _canonical(CANONICAL_JUDGEMENTS, canonical_judgement)]
_Grade: TypeAlias = Annotated[str | None, _canonical(CANONICAL_GRADES, canonical_grade)]
_Limit: TypeAlias = Annotated[int, Field(ge=1, le=1000)]


class _Search(FilteredTool):
    """Find paragraphs of inspection reports, best first, by meaning and by words.

    Names of authorities, years and "latest" in the query restrict it by themselves; filters win.
    For material to read; to have a question answered with sources, use `ask`.
    """

    name: ClassVar[str] = "search"
    title: ClassVar[str] = "Search the reports"
    result: ClassVar[type[BaseModel]] = HitsObject

    query: str
    """What to look for, in plain words: "initial health assessments in Northmere 2024"."""
    k: int = Field(default=10, ge=1, le=100)
    """How many paragraphs at most."""

    def run(self, assistant: Assistant) -> Told:
        hits = assistant.search(self.query, self.k, self.filters(assistant))
        found = "\n\n".join(_printed(hit.report, hit.paragraph) for hit in hits)
        return Told(found or "Nothing found.", {"hits": [hit_dict(hit) for hit in hits]})


class _Turn(BaseModel):
    """An earlier turn of the conversation."""

    role: Literal["user", "assistant"]
    content: str


class _Ask(FilteredTool):
    """Answer a question about inspections of children's services, each statement with its source.

    Grades, counts, lists and comparisons over all authorities are computed. What the reports do
    not say is refused, with the reason and what comes nearest. Names of authorities, years and
    "latest" in the question restrict it by themselves; filters win.
    """

    name: ClassVar[str] = "ask"
    title: ClassVar[str] = "Ask the reports"
    result: ClassVar[type[BaseModel]] = AnswerObject
    asks_model: ClassVar[bool] = True

    question: str
    """One question in plain words."""
    history: Annotated[tuple[_Turn, ...], Several] = ()
    """The turns before it, oldest first, where the question goes on from them."""

    def run(self, assistant: Assistant) -> Told:
        history = tuple(Message(turn.role, turn.content) for turn in self.history)
        answer = assistant.ask(self.question, history, self.filters(assistant))
        return Told(_with_ids(answer), answer.to_dict())


class _Paragraph(Tool):
    """Read one paragraph with those around it, to check a quotation in its context."""

    name: ClassVar[str] = "paragraph"
    title: ClassVar[str] = "Read a paragraph in its context"
    result: ClassVar[type[BaseModel]] = PassageObject

    paragraph_id: str
    """As a hit, a citation or a judgement gives it."""
    around: int = Field(default=2, ge=0, le=20)
    """How many paragraphs before it and after it."""

    def run(self, assistant: Assistant) -> Told:
        try:
            wanted = assistant.index.paragraph(self.paragraph_id)
        except KeyError:
            raise QuestionError(
                "paragraph_id: there is no such paragraph here; take one from a hit or a citation."
            ) from None
        report = assistant.index.report(wanted.report_id)
        near = [
            paragraph
            for paragraph in assistant.index.paragraphs(report.id)
            if abs(paragraph.ordinal - wanted.ordinal) <= self.around
        ]
        passage = PassageObject(
            before=tuple(_object(report, p) for p in near if p.ordinal < wanted.ordinal),
            paragraph=_object(report, wanted),
            after=tuple(_object(report, p) for p in near if p.ordinal > wanted.ordinal),
        )
        return Told("\n\n".join(_printed(report, p) for p in near), passage.model_dump(mode="json"))


class _Judgements(FilteredTool):
    """List judgements (grades) as reports print them, one for each row, newest report last.

    Frameworks differ and change: no row means that nothing was printed, not that all was well.
    """

    name: ClassVar[str] = "judgements"
    title: ClassVar[str] = "List judgements"
    result: ClassVar[type[BaseModel]] = JudgementsObject

    judgement: _Judged = Field(
        default=None, description=f"One of {', '.join(CANONICAL_JUDGEMENTS)}."
    )
    grade: _Grade = Field(default=None, description=f"One of {', '.join(CANONICAL_GRADES)}.")
    limit: _Limit = 100
    """How many at most: the newest."""

    def run(self, assistant: Assistant) -> Told:
        filters = self.filters(assistant) or Filters()
        found = assistant.index.judgements(filters, canonical=self.judgement, grade=self.grade)
        rows = [row.to_dict() for row in found[-self.limit :]]
        text = _table(rows, _JUDGEMENT_COLUMNS, len(found))
        return Told(text, {"total": len(found), "judgements": rows})


class _Reports(FilteredTool):
    """List the reports that are loaded, newest last: nothing else can be answered from."""

    name: ClassVar[str] = "reports"
    title: ClassVar[str] = "List the reports"
    result: ClassVar[type[BaseModel]] = ReportsObject

    limit: _Limit = 100
    """How many at most: the newest."""

    def run(self, assistant: Assistant) -> Told:
        found = assistant.index.reports(self.filters(assistant) or Filters())
        rows = [_about(report).model_dump(mode="json") for report in found[-self.limit :]]
        text = _table(rows, _REPORT_COLUMNS, len(found))
        return Told(text, {"total": len(found), "reports": rows})


TOOLS: tuple[type[Tool], ...] = (_Ask, _Search, _Paragraph, _Judgements, _Reports)
"""All tools, the most useful first."""


def _printed(report: Report, paragraph: Paragraph) -> str:
    """A paragraph under the words by which it is cited, and its id."""
    place = f"paragraph {paragraph.label}" if paragraph.number else paragraph.label
    return f"{report_name(report)}, {place} (id {paragraph.id})\n{paragraph.text}"


def _with_ids(answer: Answer) -> str:
    """An answer in words, with the ids by which its sources can be read in their context."""
    ids = ", ".join(f"[{c.id}] {c.passage.paragraph.id}" for c in answer.citations)
    return (
        f"{to_text(answer)}\n\nTo read a source in its context: {ids}" if ids else to_text(answer)
    )


def _object(report: Report, paragraph: Paragraph) -> ParagraphObject:
    """A paragraph as a hit shows it, without a score."""
    return ParagraphObject.model_validate(hit_dict(Hit(paragraph, report, score=0, rank=1)))


def _about(report: Report) -> ReportObject:
    return ReportObject(
        report_id=report.id,
        file=report.file,
        authority=report.authority,
        title=report.title,
        kind=report.kind,
        framework=report.framework,
        inspection_start=report.inspection_start,
        inspection_end=report.inspection_end,
        published=report.published,
        lead_inspector=report.lead_inspector,
        url=report.url,
        judgements=len(report.judgements),
    )


def _table(rows: Sequence[Mapping[str, object]], columns: Sequence[str], total: int) -> str:
    """Rows as a table; how many there are is said where they are not all."""
    if not rows:
        return "None."
    rest = f"\n\n{len(rows)} of {total}: a filter or a higher limit shows others."
    return to_table(rows, columns) + (rest if len(rows) < total else "")
