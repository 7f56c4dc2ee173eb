"""A question and the turns before it -> Query: what a follow-up leaves out is put in."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.corrections import correct
from assistant.errors import QuestionError
from assistant.question import about, intent_within, read
from assistant.relevance import content_stems
from assistant.scopes import of_time, side_by_side
from assistant.subject import names_only_authorities
from assistant.types import Intent, Message, Query
from assistant.wording import is_errand, presupposes, without_strands
from index import Report

__all__ = ["LONGEST_QUESTION", "understand"]

LONGEST_QUESTION = 2000
_SOME = 2
"""Words that carry meaning from which on a question says what it is about."""

_OPENS = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|right|yes|no|great|good|thanks)\W+)*"
    r"(?:and|but|so|what about|how about|what of)\b",
    re.IGNORECASE,
)
# "Why so few?" and "How come?" leave out all that they are about.
_ASKS = re.compile(
    r"^\W*(?:(?:and|but|so|ok(?:ay)?)\W+)*(?:why|how|when|where|who|since when)\b", re.IGNORECASE
)
_FROM_THEN_ON = re.compile(
    r"\bsince(?: then)?\W*$|\b(?:since then|now|nowadays|these days|today|by now)\b", re.IGNORECASE
)
_AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|is not|isn['’]t)"
# Words for the report or authority that was spoken of; "is there" and "there are" name no place.
_PLACE = re.compile(
    rf"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )\bthere\b(?!\W+{_AUX}\b)"
    r"|\b(?:same|next|previous|also|as well|too(?=\W*$))\b"
    r"|\b(?:that|this|those|these) (?:council|authorit|borough|area|report|inspection|visit)",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:their|its)\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?:they|them|it|(?:the|that|this|those|these) (?:\w+ )?ones?)\b", re.IGNORECASE
)
# "Did that change?" points back; "that council", "say that the …" and "those in care" do not.
_BEFORE = rf"(?:{_AUX}|about|of|on|for|with|to|from|by|like|than|since|after|why|how|when|and|so)"
_VERB = rf"(?:{_AUX}|changed?|improved?|mean|happen(?:ed)?|get|got|go|compare|still|also|ever|now)"
_DEMONSTRATIVE = re.compile(
    rf"(?:^|\b{_BEFORE}\W+)(?:(?:that|this)(?=\W+(?:in|at|by|true|the case|since|then)\b)"
    rf"|(?:that|this|those|these)(?=\W*$|\W+{_VERB}\b))",
    re.IGNORECASE,
)
# "Is it true that …" and "it is hard to …" speak of what follows.
_EXPLETIVE = re.compile(
    r"\b(?:(?:is|was|isn['’]t|wasn['’]t|be) it|it(?: is| was|['’]s| seems| appears))"
    r"(?: \w+){1,3}? (?:that|to|if|whether|how|why)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:that|who|which|when|whenever|where|while|if|because|whether|until|before|after|once"
    rf"|unless|although|though|as|(?:and|or|but)(?= {_AUX}\b| how\b| why\b| what\b))\b|[,;:]"
    # "Do children feel they are heard?" has two clauses, "how well did they …" has one.
    r"|(?<=\w{4})(?<!\bhave)(?<!\bwere)(?<!\bdoes)(?<!\bwill)(?<!ould) (?=they\b)",
    re.IGNORECASE,
)
_REPLACES = re.compile(r"\b(?:same|there as well|there too|what about (?!the ones))", re.IGNORECASE)
_SAME = re.compile(r"\b(?:what|how) about\b|\bsame\b", re.IGNORECASE)
_ANYWHERE = re.compile(
    r"\b(?:who|where) else\b|\b(?:which|what|any|all|every|other|another) (?:other )?"
    r"(?:councils?|authorit|boroughs?|areas?\b(?! (?:for|of|to)\b)|LAs?\b|reports?)",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|great|good|perfect|lovely|cheers|many|thanks?|thank you|bye|very|so|much"
    r"|a lot|helpful|for that|that(?:['’]s| is| was) (?:all|helpful|great))\W*)+$",
    re.IGNORECASE,
)
# "Which of them were good before?", after a question about all authorities.
_OF_THESE = re.compile(
    r"^\W*(?:and )?(?:which|who|how many)(?: \w+)? of (?:them|these|those)\b\s*(?P<rest>.*?)\W*$",
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
    query = query if earlier is None else _follow(query, earlier, reports)
    chosen = query.since or query.until or query.scopes or query.kinds or query.reports
    if names_only_authorities(query) and not chosen:
        return replace(query, latest=True)  # "How is Bradford doing?"
    return query


def _earlier(history: Sequence[Message], reports: Sequence[Report], today: dt.date) -> Query | None:
    """How the question before was understood, with the whole conversation before that."""
    query: Query | None = None
    held = {report.authority for report in reports if report.authority}
    for message in history:
        text = " ".join(message.content.split())
        if not text:
            continue
        read_of = read(text[:LONGEST_QUESTION].encode(errors="replace").decode(), reports, today)
        if message.role == "user":
            if _names_any(read_of) or not _asks_nothing(read_of.question):
                query = read_of if query is None else _follow(read_of, query, reports)
                query = correct(query, message.correction, held)
        elif query is not None and not _names_any(query) and len(read_of.authorities) == 1:
            query = replace(query, authorities=read_of.authorities)
    return query


def _asks_nothing(text: str) -> bool:
    """Whether the words are an errand, or thanks, for which no conversation makes a question."""
    return is_errand(text) or _COURTESY.search(text) is not None


def _names_any(query: Query) -> bool:
    return bool(query.authorities or query.absent)


def _follow(query: Query, earlier: Query, reports: Sequence[Report]) -> Query:
    """A follow-up completed with what it leaves out; a question of its own stays as it is.

    Its own words are what the rules about words read, unless there are none ("and in 2019?").
    """
    further = _OF_THESE.search(query.question)
    if further and earlier.intent == "aggregate" and not _names_any(query):
        return _narrowed(further["rest"], earlier, reports)
    fragment = _is_fragment(query, earlier)
    follows = _opens(query) or fragment or _means_the_place(query)
    if _stands_alone(query) or (earlier.absent and not earlier.authorities and not follows):
        return query
    completed = replace(query, learned=(*query.learned, *earlier.learned))
    if not _names_any(query):
        kept = earlier if follows else replace(earlier, absent=())
        completed = _same_reports(completed, kept, reports)
    if fragment and _was_graded(completed, reports):
        return _asked_again(completed, earlier)
    if _points_back(query) and not _REPLACES.search(query.question):
        topic = f"{query.topic} {earlier.topic}"
        completed = replace(about(completed, topic), strands=query.strands or earlier.strands)
    if completed == replace(query, learned=completed.learned):
        return completed
    completed = replace(completed, intent=_intent_after(completed, earlier, reports))
    return replace(completed, following=earlier.standalone[:LONGEST_QUESTION])


def _stands_alone(query: Query) -> bool:
    """Whether the question has all that it needs, or is none."""
    if _asks_nothing(query.question) or _ANYWHERE.search(query.question):
        return True
    if _names_any(query):
        return not _opens(query)
    return query.intent == "aggregate" and not (_opens(query) or _means_the_place(query))


def _opens(query: Query) -> bool:
    """Whether the words go on from what was said ("and …", "what about …", "… it …")."""
    return _points_back(query) or _OPENS.search(query.question) is not None


def _is_fragment(query: Query, earlier: Query) -> bool:
    """Whether only a place or a time is named, or another judgement ("and for care leavers?")."""
    graded = earlier.intent in ("grade", "aggregate") and (earlier.grades or earlier.strands)
    topic = without_strands(query.topic) if graded and _opens(query) else query.topic
    return not _says_more(replace(query, topic=topic))


def _intent_after(query: Query, earlier: Query, reports: Sequence[Report]) -> Intent:
    """What a follow-up asks for: the same of something else, or one thing more."""
    intent = query.intent
    if _SAME.search(query.question):
        intent = earlier.intent
    elif intent == "aggregate":
        intent = intent_within(query.question, query.today)
    if intent == "theme" or (intent == "grade" and not _was_graded(query, reports)):
        return "lookup"
    return intent


def _was_graded(query: Query, reports: Sequence[Report]) -> bool:
    """Whether some report in question gives a judgement on what is named, if anything is."""
    graded = {
        judgement.canonical
        for report in reports
        if not query.authorities or report.authority in query.authorities
        if of_time(report, query.since, query.until)
        for judgement in report.judgements
    }
    return not query.strands or bool(graded & set(query.strands))


def _asked_again(query: Query, earlier: Query) -> Query:
    """The question before, about the place or time that a fragment gives ("and in 2019?")."""
    topic = f"{query.topic} {earlier.topic}" if _says_more(query) else earlier.topic
    explains = earlier.intent == "grade" and presupposes(query.question)
    intent: Intent = "theme" if explains else earlier.intent
    return replace(
        about(query, topic),
        question=f"{query.question} (following: {earlier.asked})"[:LONGEST_QUESTION],
        following=earlier.following,
        strands=query.strands or earlier.strands or (("overall",) if explains else ()),
        grades=query.grades or earlier.grades,
        ruled_out=query.ruled_out or earlier.ruled_out,
        chosen=earlier.chosen,
        intent="compare" if query.intent == "compare" else intent,
    )


def _says_more(query: Query) -> bool:
    """Whether the words name more than an authority."""
    names = content_stems(" ".join(query.authorities + query.absent))
    return not set(content_stems(query.topic)) <= set(names)


def _narrowed(rest: str, earlier: Query, reports: Sequence[Report]) -> Query:
    """The question before about all authorities, with what a follow-up demands besides."""
    both = f"{earlier.asked.rstrip(' ?.!')} and {rest}?"[:LONGEST_QUESTION]
    return replace(read(both, reports, earlier.today), following=earlier.following)


def _points_back(query: Query) -> bool:
    """Whether a word stands for the subject before, and not for one in the same sentence."""
    if _DEMONSTRATIVE.search(query.question):
        return True
    if _ASKS.search(query.question) and len(set(content_stems(query.topic))) < _SOME:
        return True
    plain = _EXPLETIVE.sub(" ", query.topic)
    for pronoun in _PRONOUN.finditer(plain):
        *clauses, _ = _CLAUSE.split(plain[: pronoun.end()])
        if not content_stems(" ".join(clauses)):
            return True
    return False


def _means_the_place(query: Query) -> bool:
    """Whether a word stands for the report or authority before ("there", "their", "also")."""
    own = _OWN.search(query.topic)
    if own is not None and not content_stems(query.topic[: own.start()]):
        return True
    return _PLACE.search(query.question) is not None


def _same_reports(query: Query, earlier: Query, reports: Sequence[Report]) -> Query:
    """The query about the reports that the earlier one was about, or the ones next to them."""
    query = replace(query, authorities=earlier.authorities, absent=earlier.absent)
    dated = query.since or query.until or query.latest
    if dated:
        return replace(query, scopes=query.scopes or side_by_side(query))
    if _NEXT.search(query.question) or _PREVIOUS.search(query.question):
        return _neighbour(query, earlier, reports)
    until_now = _FROM_THEN_ON.search(query.question) is not None
    return replace(
        query,
        since=earlier.since,
        until=None if until_now else earlier.until,
        date_field=earlier.date_field,
        latest=earlier.latest,
        kinds=query.kinds or earlier.kinds,
        scopes=() if until_now else earlier.scopes,
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
