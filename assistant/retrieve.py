"""Query -> Hits: filters first, each side of a comparison by itself, the catalogue first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.catalogue import find_judgements, find_list, find_summary
from assistant.ranking import ranked
from assistant.subject import sums_up, tells_of_judgements
from assistant.types import Query
from index import Filters, Hit, Index

__all__ = ["retrieve", "sides"]

_POOL = 50
"""Paragraphs that the search hands over for each side."""
_MOST_SIDES = 6
_OF_EACH, _POOL_OF_EACH = 2, 8
"""Paragraphs of each authority that are compared where all are asked about, and out of how many."""
_UNTELLING = ("judgement", "heading_note")
_SURE = 4.0
"""The score of what the catalogue found."""


def retrieve(index: Index, query: Query, k: int = 10) -> list[Hit]:
    """The best `k` paragraphs for the query, best first; scores run from 0 to about 4."""
    if query.intent == "aggregate" and not query.authorities:
        return _numbered(_of_each_authority(index, query), k)
    rankings = [_ranking(index, query, side, k) for side in sides(index, query)]
    return _taking_turns(rankings, k)


def sides(index: Index, query: Query) -> tuple[Filters, ...]:
    """What is searched apart from the rest, so that none crowds out another.

    The sides that the question names; for a change over time each report; else everything at once.
    """
    if query.scopes:
        return query.scopes
    if query.intent != "change" or not query.authorities:
        return (query.filters,)
    reports = index.reports(query.filters)
    if len(reports) > _MOST_SIDES:
        reports = [reports[0], *reports[1 - _MOST_SIDES :]]
    return tuple(Filters(reports=(report.id,)) for report in reports) or (query.filters,)


def _ranking(index: Index, query: Query, side: Filters, k: int) -> list[Hit]:
    """One side: what the catalogue holds, then what the search found, ordered by relevance."""
    found = index.search(query.topic, max(k, _POOL), side, keywords=query.keywords)
    near = [hit for hit, _ in ranked(index, query, found)]
    first = list(_from_catalogue(index, query, side))
    known = {hit.paragraph.id for hit in first}
    return first + [hit for hit in near if hit.paragraph.id not in known]


def _of_each_authority(index: Index, query: Query) -> list[Hit]:
    """What each authority's reports say nearest to the question: none is passed over."""
    found: list[Hit] = []
    for name in sorted({r.authority for r in index.reports(query.filters) if r.authority}):
        side = replace(query.filters, authorities=(name,))
        near = index.search(query.topic, _POOL_OF_EACH, side, keywords=query.keywords)
        found += [hit for hit in near if hit.paragraph.kind not in _UNTELLING][:_OF_EACH]
    return [hit for hit, _ in ranked(index, query, found, len(found))]


def _from_catalogue(index: Index, query: Query, side: Filters) -> Iterator[Hit]:
    """Judgements for questions about grades, the list or the summary for questions about these."""
    graded = query.grades or "overall" in query.strands or tells_of_judgements(query)
    if query.intent == "grade" or graded:
        for row in reversed(find_judgements(index, query, side)):
            if row.paragraph_id is not None:
                yield Hit(index.paragraph(row.paragraph_id), row.report, _SURE, 0, ("catalogue",))
    if sums_up(query):
        for paragraph in find_summary(index, side):
            report = index.report(paragraph.report_id)
            yield Hit(paragraph, report, _SURE, 0, ("catalogue",))
    if query.intent == "list":
        for entry in find_list(index, query, side):
            yield Hit(entry.paragraph, entry.report, _SURE, 0, ("catalogue",))


def _taking_turns(rankings: Sequence[Sequence[Hit]], k: int) -> list[Hit]:
    """The first of each, the second of each, and so on, each paragraph once, `k` in all."""
    taken: dict[str, Hit] = {}
    for row in zip_longest(*rankings):
        for hit in row:
            if hit is not None:
                taken.setdefault(hit.paragraph.id, hit)
    return _numbered(list(taken.values()), k)


def _numbered(hits: Sequence[Hit], k: int) -> list[Hit]:
    return [replace(hit, rank=n) for n, hit in enumerate(hits[:k], start=1)]
