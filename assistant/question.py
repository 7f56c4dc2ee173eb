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
    about_inspections,
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
    listed_under,
    presupposes,
    speaks_of_now,
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
# What is left of "in Leeds and Bradford on leadership", and at the end of "since 2018 in Leeds?".
_DANGLING = re.compile(
    r"\b(?:in|at|for|of|by|from|to|and|or|the|between|with|than)\s+(?=[,.;?!)]|$)"
    r"|(?:\b(?:in|at|of|between|and|or)\s+)+(?=(?:in|on|at|for|about|over|with)\b)",
    re.IGNORECASE,
)
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
        grades=find_grades(_cut(text, mentions)),
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
    query = _where_given(replace(query, intent=_settled(query)), reports)
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


def _where_given(query: Query, reports: Sequence[Report]) -> Query:
    """The query about the newest report that gave the grade whose reasons are asked for.

    Of what is said to hold now, the latest report decides whether it does.
    """
    timed = query.since or query.until or query.latest or query.scopes or query.reports
    asks = query.grades and presupposes(query.question) and not speaks_of_now(query.question)
    if timed or query.kinds or not asks or len(query.authorities) != 1:
        return query
    strands = query.strands or ("overall",)
    days = [
        report.date
        for report in reports
        for judgement in report.judgements
        if report.authority in query.authorities and report.date
        if judgement.canonical in strands and judgement.canonical_grade in query.grades
    ]
    if not days:
        return query
    return replace(query, since=max(days), until=max(days), date_field="inspected")


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
    if query.intent in ("theme", "lookup") and names_a_list(query):
        return "list"  # "What were the strengths?"
    if query.intent == "list" and listed_under(query.question) is None and about_inspections(query):
        return "lookup"  # "List all inspections of Rotherham"
    if sums_up(query) and query.intent in ("grade", "lookup"):
        return "theme"
    return _settled_by_grades(query)


def _settled_by_grades(query: Query) -> Intent:
    """The same, for questions that are about grades, or seem to be."""
    explains = presupposes(query.question)
    if query.intent == "grade" and explains:
        return "theme"  # "Why was it judged inadequate?"
    if query.authorities and query.grades and _HELD.search(query.question):
        return "grade" if names_only_grades(query) else query.intent
    if not (query.authorities or query.absent) and compares_grades(query):
        return "aggregate"  # "Who is the best for care leavers?"
    bare = query.grades and names_only_grades(query) and not explains
    if bare and query.intent in ("theme", "lookup") and not query.absent:
        return "grade" if query.authorities else "aggregate"  # "Is Leeds good?", "Inadequate"
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
    found = find_authorities(text, corpus)
    slips = _slips(text, corpus, sure=not found)
    new = (s for s in slips if not any(s.start < m.end and m.start < s.end for m in found))
    return tuple(sorted((*found, *new), key=lambda mention: mention.start))


def _date_field(text: str) -> DateField:
    """Which of a report's dates the words speak of."""
    if _PUBLISHED.search(text):
        return "published"
    return "inspected" if _INSPECTED.search(text) else "either"


def about(query: Query, topic: str) -> Query:
    """The query with this topic, and with the keywords that the glossary adds to it."""
    widened = (topic, *expansions(topic, query.learned))
    return replace(query, topic=topic, keywords=" ".join(widened))


def _slips(text: str, corpus: Iterable[str], *, sure: bool) -> tuple[Mention, ...]:
    """Authorities behind words with one letter wrong.

    In a question with capitals a name has one, or is long and has a letter too many or too few.
    Where it is not sure that an authority is named, beside others, capitals are not enough.
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
        named = sure and (word.group()[0].isupper() or text.islower())
        if named or fuzz.ratio(written, near[0]) >= _ALIKE:
            found.append(Mention(names[near[0]], word.start(), word.end()))
    return tuple(found)


def _cut(text: str, places: Iterable[Mention | Period]) -> str:
    """The text with blanks in these places."""
    cut = list(text)
    for place in places:
        cut[place.start : place.end] = " " * (place.end - place.start)
    return "".join(cut)


def _topic(text: str, mentions: Iterable[Mention], periods: Iterable[Period]) -> str:
    """The words of the question that say what it is about."""
    bare = _cut(text, (*mentions, *periods))
    bare = re.sub(r"(?<=\s)['’]s\b|(?<=\s)['’](?=\s)", " ", bare)
    bare = without_frame(without_kinds(bare))
    bare = _DANGLING.sub(" ", bare)
    words = " ".join(re.sub(r"\(\s*\)|\s+(?=[,.;?!)])", " ", bare).split())
    timeless = " ".join(_cut(text, periods).split())
    return next((each for each in (words, timeless) if re.search(r"\w{3}", each)), text)
