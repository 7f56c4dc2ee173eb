"""What a caller or a reader puts in the place of how a question was read -> the changed Query."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.notes import differences
from assistant.question import about, intent_within
from assistant.scopes import side_by_side
from assistant.types import Correction, Query
from assistant.wording import without_strands
from index import CANONICAL_JUDGEMENTS, Filters

__all__ = ["correct", "narrow"]


def narrow(query: Query, filters: Filters, held: Collection[str]) -> Query:
    """The query within a caller's filters, which win over the words of the question.

    `held` are the authorities that have a report.
    """
    dated = filters.since or filters.until
    if filters.authorities:
        query = _about_authorities(query, filters.authorities, held)
    narrowed = replace(
        query,
        since=filters.since if dated else query.since,
        until=filters.until if dated else query.until,
        date_field=filters.date_field if dated else query.date_field,
        kinds=filters.kinds or query.kinds,
        reports=filters.reports,
        latest=filters.latest or query.latest,
        scopes=query.scopes if filters == Filters() else (),
    )
    return replace(narrowed, scopes=narrowed.scopes or side_by_side(narrowed))


def _about_authorities(query: Query, names: Sequence[str], held: Collection[str]) -> Query:
    """The query about other authorities, those without a report among them counted as absent."""
    return replace(
        query,
        authorities=tuple(name for name in names if name in held),
        absent=tuple(name for name in names if name not in held),
    )


def correct(query: Query, correction: Correction, held: Collection[str]) -> Query:
    """The query with what a reader put in the place of parts of it.

    `held` are the authorities that have a report.
    """
    changed = query
    if correction.authorities is not None:
        changed = replace(_about_authorities(changed, correction.authorities, held), reports=())
    if correction.period is not None:
        since, until = correction.period
        changed = replace(changed, since=since, until=until, date_field="either")
    if correction.latest is not None:
        changed = replace(changed, latest=correction.latest)
    if correction.kinds is not None:
        changed = replace(changed, kinds=correction.kinds)
    if correction.grades is not None:
        changed = replace(changed, grades=correction.grades, ruled_out=())
    if correction.strands is not None:
        changed = _about_strands(changed, correction.strands)
    if query.intent == "aggregate" and correction.authorities:
        changed = _within(changed)
    same = changed.filters == query.filters
    return replace(
        changed,
        scopes=query.scopes if same else side_by_side(changed),
        instead=differences(query, changed),
        chosen=(changed.strands, changed.grades) != (query.strands, query.grades) or query.chosen,
    )


def _within(query: Query) -> Query:
    """What is asked of all authorities, asked of some: of grades, which they have."""
    intent = intent_within(query.question, query.today)
    if intent != "grade":
        return replace(query, intent=intent)
    return replace(query, intent=intent, grades=(), ruled_out=())


def _about_strands(query: Query, strands: tuple[str, ...]) -> Query:
    """The query about other judgements than the ones that its words name."""
    if query.intent == "aggregate" and query.grades and not strands:
        strands = ("overall",)
    named = " ".join(CANONICAL_JUDGEMENTS[name] for name in strands if name in CANONICAL_JUDGEMENTS)
    topic = f"{without_strands(query.topic)} {named}".strip()
    return replace(about(query, topic or query.topic), strands=strands)
