"""How an answer came about: how the question was read, what was found, what was taken and why."""

from collections.abc import Iterator

from assistant.answer import Answer
from assistant.quote import choose
from assistant.types import Query
from assistant.words import listed, period, report_name

__all__ = ["explain"]


def explain(answer: Answer) -> str:
    """Several lines, for a person."""
    lines = ["Read as", *_reading(answer.query), "", "Found, best first", *_found(answer), ""]
    return "\n".join((*lines, f"Answered: {_outcome(answer)}"))


def _reading(query: Query) -> Iterator[str]:
    said = {
        "asks for": query.intent,
        "authorities": listed((*query.authorities, *(f"{name} (absent)" for name in query.absent))),
        "period": period(query.since, query.until) if query.since or query.until else "",
        "reports": "the latest" if query.latest else "",
        "kinds": listed(query.kinds, "or"),
        "judgements": listed(query.strands),
        "grades": listed((*query.grades, *(f"not {grade}" for grade in query.ruled_out)), "or"),
        "sides": f"{len(query.scopes)}, each searched by itself" if query.scopes else "",
        "topic": query.topic,
        "words": query.keywords if query.keywords != query.topic else "",
        "reports define": "; ".join(f"{word}: {listed(means)}" for word, means in query.learned),
    }
    return (f"  {name:<15} {what}" for name, what in said.items() if what)


def _found(answer: Answer) -> Iterator[str]:
    cited = {citation.passage.paragraph.id for citation in answer.citations}
    quoting = answer.mode == "quote"
    for choice in choose(answer.query, answer.hits):
        hit = choice.hit
        left_out = choice.left_out if quoting else "not what the answer was made from"
        fate = "cited" if hit.paragraph.id in cited else left_out or "not cited"
        where = f"{report_name(hit.report)}, {hit.paragraph.label}"
        by = ", ".join(hit.retrievers)
        yield f"  {hit.rank:>3}  {hit.score:.2f}  {where}  ({by})  {fate}"


def _outcome(answer: Answer) -> str:
    if answer.refusal is not None:
        return f"refused, {answer.refusal.reason}"
    rows = f", {len(answer.table.rows)} rows" if answer.table is not None else ""
    return f"{answer.mode}{rows}, {len(answer.citations)} citations"
