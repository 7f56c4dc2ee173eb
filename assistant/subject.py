"""Whether a question is about printed grades, or about the inspections themselves."""

import re

from assistant.relevance import content_stems
from assistant.types import Query
from assistant.wording import (
    asks_for_inspections,
    asks_for_summary,
    listed_under,
    rankings_named,
    regions_named,
    vocabulary,
    without_frame,
    without_kinds,
    without_strands,
)

__all__ = [
    "about_grades",
    "about_inspections",
    "compares_grades",
    "names_a_list",
    "names_only_authorities",
    "names_only_grades",
    "sums_up",
    "tells_of_judgements",
]


_FINDS = re.compile(
    r"\b(?:find|finds|found|findings?|say|says|said|conclude[ds]?|criticis\w+|judged?|identif\w+"
    r"|about|show\w*(?! me| us| all| the| every))\b",
    re.IGNORECASE,
)


def about_grades(query: Query) -> bool:
    """Whether nothing is named but grades, so that the overall one is meant."""
    return _nothing_beyond(query.topic, query, "grading")


def compares_grades(query: Query) -> bool:
    """Whether authorities are to be put in order, counted or picked by how their grades compare."""
    named = set(rankings_named(query.question)) - (set() if query.grades else {"count"})
    return bool(named) and names_only_grades(query)


def names_only_grades(query: Query) -> bool:
    """Whether nothing is named but judgements, their grades and how these compare."""
    topic = without_strands(query.topic)
    for region in reversed(regions_named(topic)):
        topic = topic[: region.start()] + topic[region.end() :]
    return _nothing_beyond(topic, query, "grading", "comparing")


def tells_of_judgements(query: Query) -> bool:
    """Whether it is told how something that is judged went ("How did care leavers do?")."""
    return query.intent == "change" and bool(query.strands) and names_only_grades(query)


def about_inspections(query: Query) -> bool:
    """Whether it is asked when, how often, of what kind or by whom inspections were made."""
    topic = without_frame(without_kinds(query.topic))
    if _FINDS.search(query.question) or not asks_for_inspections(query.question):
        return False
    return _nothing_beyond(topic, query, "inspecting")


def names_a_list(query: Query) -> bool:
    """Whether nothing is named but a list that a report prints under a heading of its own."""
    topic = without_frame(without_kinds(query.topic))
    if not query.authorities or listed_under(query.question) is None:
        return False
    return _nothing_beyond(topic, query, "inspecting", "listing")


def sums_up(query: Query) -> bool:
    """Whether it is asked what a report says in general, or nothing but an authority is named."""
    topic = without_frame(without_kinds(query.topic))
    if not query.authorities:
        return False
    if asks_for_summary(query.question):
        return _nothing_beyond(topic, query, "inspecting", "summing")
    return names_only_authorities(query)


def names_only_authorities(query: Query) -> bool:
    """Whether nothing is named but authorities ("Bradford", "How is Bath doing?")."""
    topic = without_frame(without_kinds(query.topic))
    if not query.authorities or query.grades or query.strands:
        return False
    return not asks_for_inspections(query.question) and _nothing_beyond(topic, query)


def _nothing_beyond(topic: str, query: Query, *known: str) -> bool:
    """Whether the topic holds only known words, dates and the names that the query filters by."""
    names = " ".join((*query.authorities, *query.absent, *query.inspectors))
    words = " ".join(vocabulary(name) for name in (*known, "dates"))
    rest = set(content_stems(re.sub(r"\d+", " ", topic)))
    return rest <= set(content_stems(f"{names} {words}"))
