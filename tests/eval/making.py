"""Tasks, outcomes and citations in a line: a place is named like the paragraph that meets it."""

from collections.abc import Sequence

from assistant import Citation
from eval.metrics.measure import Measure
from eval.types import (
    Case,
    Cited,
    Coverage,
    Found,
    Nugget,
    Outcome,
    QuestionType,
    Refused,
    Seconds,
    Task,
    Tokens,
    Wanted,
)

__all__ = ["cited", "cited_of", "nugget", "outcome", "place", "refusable", "score", "task"]


def place(name: str, *paragraphs: str, authority: str = "Northmere") -> Wanted:
    """A place that any of the paragraphs meets; without any, the one of its own name."""
    ids = frozenset(paragraphs or (name,))
    return Wanted(name, authority, f"Inspection of {authority}", name, f"Text of {name}.", ids)


def nugget(*spellings: str, vital: bool = True) -> Nugget:
    """A fact in any of these spellings."""
    return Nugget(spellings, vital)


def task(
    gold: Sequence[str | Wanted] = (),
    also_ok: Sequence[str | Wanted] = (),
    *,
    kind: QuestionType = "lookup",
    corpus: str = "",
    nuggets: Sequence[Nugget] = (),
) -> Task:
    """An answerable question that rests on these places."""
    case = Case("q1", kind, "What?", answerable=True, corpus=corpus, nuggets=tuple(nuggets))
    return Task(case, _places(gold), _places(also_ok))


def refusable(reason: str | None = "not_mentioned", nuggets: Sequence[Nugget] = ()) -> Task:
    """A question that cannot be answered, for that reason."""
    case = Case(
        "q1", "unanswerable", "What?", answerable=False, nuggets=tuple(nuggets), reason=reason
    )
    return Task(case)


def cited(number: int, paragraph: str) -> Cited:
    """Citation `[number]` of the whole of a paragraph."""
    text = f"Text of {paragraph}."
    return Cited(
        id=number,
        paragraph_id=paragraph,
        report_id="sha256:northmere",
        file="northmere.txt",
        authority="Northmere",
        report="Inspection of Northmere",
        published="2024-08-02",
        label=paragraph,
        paragraph=None,
        page=1,
        section=(),
        text=text,
        quote=text,
        start=0,
        end=len(text),
    )


def cited_of(citation: Citation) -> Cited:
    """A citation of the assistant, as its JSON gives it."""
    report, paragraph = citation.passage.report, citation.passage.paragraph
    return Cited(
        id=citation.id,
        paragraph_id=paragraph.id,
        report_id=report.id,
        file=report.file,
        authority=report.authority,
        report=report.title,
        published=report.published.isoformat() if report.published else None,
        label=paragraph.label,
        paragraph=paragraph.number,
        page=paragraph.page,
        section=paragraph.section,
        text=paragraph.text,
        quote=citation.quote,
        start=citation.passage.start,
        end=citation.passage.end,
    )


def outcome(
    cites: Sequence[str | Cited] = (),
    *,
    hits: Sequence[str] | None = (),
    text: str = "",
    authorities: Sequence[str] = (),
    matched: int | None = None,
    refused: str | None = None,
    tokens: tuple[int, int] | None = None,
    seconds: float = 1.0,
) -> Outcome:
    """An answer that cites these paragraphs as [1], [2] …, or a refusal for that reason."""
    return Outcome(
        id="q1",
        status="refused" if refused else "answered",
        mode="quote",
        text=text,
        authorities=tuple(authorities),
        statements=(),
        citations=tuple(
            cited(number, each) if isinstance(each, str) else each
            for number, each in enumerate(cites, start=1)
        ),
        withheld=0,
        coverage=None if matched is None else Coverage(matched, with_data=40, total=50),
        refusal=Refused(refused, "No.") if refused else None,
        tokens=None if tokens is None else Tokens(1, *tokens),
        seconds=Seconds(0.25 * seconds, 0.25 * seconds, 0.5 * seconds, seconds),
        hits=None
        if hits is None
        else tuple(Found(each, 1 / rank) for rank, each in enumerate(hits, start=1)),
    )


def score(measure: Measure, of: Task, answer: Outcome) -> float | None:
    """What the measure says, without its explanation."""
    return measure.of(of, answer).value


def _places(given: Sequence[str | Wanted]) -> tuple[Wanted, ...]:
    return tuple(place(each) if isinstance(each, str) else each for each in given)
