"""A question and the turns before it -> Query: what a follow-up leaves out is put in."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.errors import QuestionError
from assistant.question import about, of_time, read, side_by_side
from assistant.relevance import content_stems
from assistant.types import Message, Query
from index import Report

__all__ = ["LONGEST_QUESTION", "understand"]

LONGEST_QUESTION = 2000

_FOLLOWS = re.compile(
    r"^\W*(?:and|but|so|what about|how about|what of)\b"
    r"|\b(?:there|they|them|their|it|its|that|those|these|ones?|same|next|previous|also|as well)\b",
    re.IGNORECASE,
)
# "that council" and "these children" name what they mean; "that they are late" points nowhere
_REFERS = re.compile(
    r"\b(?:they|them|ones?|it)\b|\b(?:those|these|that)\b(?=\W*$|\W+(?:is|are|was|were|do|did|has|have"
    r"|change|get|go|in|at|by|since|then|too|as)\b)",
    re.IGNORECASE,
)
_REPLACES = re.compile(r"\b(?:same|there as well|there too|what about (?!the ones))", re.IGNORECASE)
_ANYWHERE = re.compile(
    r"\b(?:which|what|any|all|every|other|another) (?:other )?"
    r"(?:councils?|authorit|boroughs?|areas?|LAs?\b|reports?)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(?:the )?(?:next|following|later|subsequent)\b", re.IGNORECASE)
_PREVIOUS = re.compile(
    r"\b(?:previous|earlier|the one before|before that|last time)\b", re.IGNORECASE
)


def understand(
    question: str,
    history: Sequence[Message] = (),
    *,
    reports: Sequence[Report],
    today: dt.date,
) -> Query:
    """Read a question, and its conversation, against the reports of a corpus.

    Raises:
        QuestionError: the question is empty or longer than `LONGEST_QUESTION` characters.
    """
    text = " ".join(question.split())
    if not text:
        raise QuestionError("The question is empty: type what you want to know.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise QuestionError("The question holds characters that are no text.") from None
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(text):,} characters, more than {LONGEST_QUESTION:,}: "
            "shorten it."
        )
    query = read(text, reports, today)
    earlier = _earlier(history, reports, today)
    return query if earlier is None else _follow(query, earlier, reports)


def _earlier(history: Sequence[Message], reports: Sequence[Report], today: dt.date) -> Query | None:
    """How the question before was understood, with the whole conversation before that."""
    query: Query | None = None
    for message in history:
        text = " ".join(message.content.split())
        if not text:
            continue
        text = text[:LONGEST_QUESTION].encode(errors="replace").decode()
        if message.role == "user":
            asked = read(text, reports, today)
            query = asked if query is None else _follow(asked, query, reports)
        elif query is not None and not query.authorities and not query.absent:
            answered = read(text, reports, today)
            if len(answered.authorities) == 1:
                query = replace(query, authorities=answered.authorities)
    return query


def _follow(query: Query, earlier: Query, reports: Sequence[Report]) -> Query:
    """A follow-up completed with what it leaves out; a question of its own stays as it is."""
    named = bool(query.authorities or query.absent)
    if named and not _FOLLOWS.search(query.question):
        return query
    if _ANYWHERE.search(query.question) or query.intent == "aggregate":
        return query
    completed = query
    if not named:
        completed = _same_reports(query, earlier, reports)
    empty = not content_stems(query.topic)
    points_back = _REFERS.search(query.question) and not _REPLACES.search(query.question)
    if empty or points_back:
        completed = about(completed, f"{query.topic} {earlier.topic}")
        completed = replace(
            completed,
            strands=query.strands or earlier.strands,
            intent=earlier.intent if empty and query.intent == "lookup" else query.intent,
        )
    return replace(completed, following=earlier.standalone)


def _same_reports(query: Query, earlier: Query, reports: Sequence[Report]) -> Query:
    """The query about the reports that the earlier one was about, or the ones next to them."""
    absent = earlier.absent if _FOLLOWS.search(query.question) else ()
    query = replace(query, authorities=earlier.authorities, absent=absent)
    dated = query.since or query.until or query.latest
    if dated:
        return replace(query, scopes=query.scopes or side_by_side(query))
    if _NEXT.search(query.question) or _PREVIOUS.search(query.question):
        return _neighbour(query, earlier, reports)
    return replace(
        query,
        since=earlier.since,
        until=earlier.until,
        date_field=earlier.date_field,
        latest=earlier.latest,
        kinds=query.kinds or earlier.kinds,
        scopes=earlier.scopes,
    )


def _neighbour(query: Query, earlier: Query, reports: Sequence[Report]) -> Query:
    """The query about the report after, or before, the ones that were spoken of."""
    mine = [r for r in reports if r.authority in query.authorities and r.date]
    dates = sorted(r.date for r in mine if r.date)
    known = [r.date for r in mine if r.date and of_time(r, earlier.since, earlier.until)]
    if not known:
        return query
    if _NEXT.search(query.question):
        day = next((d for d in dates if d > max(known)), None)
    else:
        day = next((d for d in reversed(dates) if d < min(known)), None)
    return query if day is None else replace(query, since=day, until=day, date_field="inspected")
