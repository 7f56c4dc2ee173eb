"""Question + what the corpus holds -> Query: authorities, periods, kind, strands, intent, topic."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from assistant.dates import Period, asks_for_latest, find_periods
from assistant.glossary import expansions, learn
from assistant.grading import find_grades, find_ruled_out
from assistant.inspections import inspectors_named
from assistant.intents import find_intent, masked
from assistant.scopes import loosened, with_periods
from assistant.subject import (
    about_grades,
    compares_grades,
    names_a_list,
    names_only_grades,
    sums_up,
)
from assistant.types import Intent, Query
from assistant.wording import (
    asks_for_any,
    find_kinds,
    find_strands,
    grades_named,
    presupposes,
    without_frame,
    without_kinds,
)
from index import (
    AUTHORITIES,
    CANONICAL_JUDGEMENTS,
    DateField,
    Mention,
    Report,
    find_authorities,
)

__all__ = ["about", "intent_within", "mask", "read"]

_LONG_NAME = 5
"""Letters of a name from which on a word with one letter wrong is taken for it."""
_ALIKE = 87
"""Percent of letters that such a word shares with the name where no capital tells that it is one.

A letter too many or too few passes; another letter does not, unless the name is long.
"""
# Words, other places and surnames that are one letter away from an authority's name.
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
    alton arlington arrow barnes barnett barney baronet barrington barrow bent boston brett button
    colton dalton darby dealing deeds demon derry dorsey dutton easing eating farrow feeds garnet
    harlow harrington harrows heading healing hilton hovering hutton infield leading leads leeks
    marrow medways midway morton mutton narrow needs plough pole pool pooled pools readings rent
    reeds sealing seeds southward survey trent walton wavering weeds wessex
        """,
    )
)

# "Which council has …" looks for one, "which councils" for all.
_ONE_OF_ALL = re.compile(
    r"\b(?:which|what|whose)\s+(?:\w+\s+)?(?:council|authority|borough|city|county|la|area|place)"
    r"(?:'s)?\b(?!.*\bGRADE\b)|\bwhere (?:is|was) (?:that|this|it)\b",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:how (?:many|often|long)|since when|when)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:published|publication|released|came out (?:in|on))\b", re.IGNORECASE)
_INSPECTED = re.compile(r"\b(?:inspected|went in|visited|took place)\b", re.IGNORECASE)


def read(text: str, reports: Sequence[Report], today: dt.date) -> Query:
    """A question by itself."""
    corpus = {report.authority for report in reports if report.authority}
    mentions = _authorities(text, corpus)
    periods = find_periods(text, today)
    named = tuple(dict.fromkeys(mention.name for mention in mentions))
    present = tuple(name for name in named if name in corpus)
    query = Query(
        question=text,
        topic="",
        keywords="",
        today=today,
        learned=learn(text, reports),
        authorities=present,
        absent=tuple(name for name in named if name not in corpus),
        date_field=_date_field(text),
        latest=asks_for_latest(text),
        kinds=find_kinds(text),
        strands=find_strands(text),
        inspectors=inspectors_named(text, reports),
        grades=find_grades(text),
        ruled_out=find_ruled_out(text),
        intent=_intent(_masked(text, mentions, periods), len(named), len(periods)),
    )
    query = _of_inspectors(query, reports)
    held = [mention for mention in mentions if mention.name in corpus]
    periods = tuple(loosened(p, query, reports) for p in periods)
    topic = _topic(text, held, periods)
    if query.reports:
        topic = _without_names(topic, query.inspectors)
    query = about(with_periods(query, periods, mentions), topic)
    query = replace(query, intent=_settled(query))
    if query.intent == "aggregate" and query.grades and asks_for_any(text):
        return replace(query, strands=tuple(CANONICAL_JUDGEMENTS))
    if query.strands:
        return query
    general = about_grades(query)
    graded = names_only_grades(query) and bool(query.grades or query.ruled_out)
    if query.intent == "aggregate" and (graded or compares_grades(query)):
        return replace(query, strands=("overall",))  # "Which councils are inadequate?"
    if query.intent in ("change", "compare") and general:
        return replace(query, strands=("overall",))  # "How is it rated now compared with 2015?"
    if query.intent == "grade" and not names_only_grades(query):
        return replace(query, intent="theme")  # "How did inspectors rate the front door?"
    return query


def _of_inspectors(query: Query, reports: Sequence[Report]) -> Query:
    """The query about what the inspectors named found, where no authority says whose report."""
    if not query.inspectors or query.authorities or query.absent:
        return query
    theirs = [r for r in reports if inspectors_named(" ".join(query.inspectors), [r])]
    names = tuple(sorted({r.authority for r in theirs if r.authority}))
    if len(names) != 1:
        return query
    return replace(query, authorities=names, reports=tuple(r.id for r in theirs))


def _without_names(topic: str, names: Sequence[str]) -> str:
    """A topic without the inspectors whose reports are asked anyway."""
    named = "|".join(map(re.escape, names))
    return re.sub(
        rf"\b(?:(?:HMI|inspector) )?(?:{named})(?:['’]s)?", "", topic, flags=re.IGNORECASE
    )


def _settled(query: Query) -> Intent:
    """The intent where the words leave no doubt of it, whatever the classifier reads in them."""
    if names_a_list(query) and query.intent in ("theme", "lookup"):
        return "list"  # "What were the strengths?"
    if sums_up(query) and query.intent in ("grade", "lookup"):
        return "theme"
    if query.intent == "grade" and presupposes(query.question):
        return "theme"  # "Why was it judged inadequate?"
    if query.authorities and query.grades and _HELD.search(query.question):
        return "grade" if names_only_grades(query) else query.intent
    if not (query.authorities or query.absent) and compares_grades(query):
        return "aggregate"  # "Who is the best for care leavers?"
    return query.intent


def _intent(text: str, authorities: int, periods: int) -> Intent:
    """What a masked question asks for; two authorities are there to be compared."""
    if authorities < 2:
        excluded: tuple[Intent, ...] = ("aggregate",) if _ONE_OF_ALL.search(text) else ()
        return find_intent(text, excluded if periods > 1 else (*excluded, "compare"))
    found = find_intent(text)
    return "compare" if found in ("lookup", "theme") else found


def intent_within(question: str, today: dt.date) -> Intent:
    """What a question asks for that leaves out the one authority that it is about."""
    text = f"{mask(question, today)} AUTHORITY"
    return find_intent(text, excluded=("aggregate", "compare"))


def mask(text: str, today: dt.date) -> str:
    """A question with its authorities, dates and grades masked, as its intent is read from it."""
    return _masked(text, _authorities(text, ()), find_periods(text, today))


def _masked(text: str, mentions: Sequence[Mention], periods: Sequence[Period]) -> str:
    places = [(m.start, m.end, "AUTHORITY") for m in mentions]
    places += [(p.start, p.end, "WHEN") for p in periods]
    return masked(text, [*places, *((s, e, "GRADE") for _, s, e in grades_named(text))])


def _authorities(text: str, corpus: Iterable[str]) -> tuple[Mention, ...]:
    corpus = set(corpus)
    return tuple(find_authorities(text, corpus)) or _slips(text, corpus)


def _date_field(text: str) -> DateField:
    """Which of a report's dates the words speak of."""
    if _PUBLISHED.search(text):
        return "published"
    return "inspected" if _INSPECTED.search(text) else "either"


def about(query: Query, topic: str) -> Query:
    """The query with this topic, and with the keywords that the glossary adds to it."""
    widened = (topic, *expansions(topic, query.learned))
    return replace(query, topic=topic, keywords=" ".join(widened))


def _slips(text: str, corpus: Iterable[str]) -> tuple[Mention, ...]:
    """Authorities behind words with one letter wrong; asked only when no name was found.

    In a question with capitals a name has one, or is long and has a letter too many or too few.
    """
    known = (*sorted(corpus), *(authority.name for authority in AUTHORITIES))
    names = {name.lower(): name for name in reversed(known) if len(name) >= _LONG_NAME}
    found = []
    for word in re.finditer(r"[^\W\d_]{4,}", text):
        written = word.group().lower()
        near = process.extractOne(written, list(names), scorer=OSA.distance, score_cutoff=1)
        # a name that is spelt right was passed over for a reason
        if near is None or near[1] == 0 or written in _NO_NAMES:
            continue
        named = word.group()[0].isupper() or text.islower()
        if named or fuzz.ratio(written, near[0]) >= _ALIKE:
            found.append(Mention(names[near[0]], word.start(), word.end()))
    return tuple(found)


def _topic(text: str, mentions: Iterable[Mention], periods: Iterable[Period]) -> str:
    """The words of the question that say what it is about."""
    cut = list(text)
    places = [(m.start, m.end) for m in mentions] + [(p.start, p.end) for p in periods]
    for start, end in places:
        cut[start:end] = " " * (end - start)
    bare = re.sub(r"(?<=\s)['’]s\b|(?<=\s)['’](?=\s)", " ", "".join(cut))
    bare = without_frame(without_kinds(bare))
    bare = re.sub(r"\b(?:in|at|for|of|by|from|to|and|or|the)\s+(?=[,.;?!)]|$)", " ", bare)
    words = " ".join(re.sub(r"\(\s*\)|\s+(?=[,.;?!)])", " ", bare).split())
    return words if re.search(r"\w{3}", words) else text
