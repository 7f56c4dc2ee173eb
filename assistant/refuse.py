"""Query + Hits + Facts + Draft -> why the question cannot be answered, or None."""

from collections.abc import Sequence
from functools import partial

from assistant.compute import asks_for_grade
from assistant.premises import false_grade, false_list
from assistant.relevance import Relevance, content_stems, content_words, sentences, share_mentioned
from assistant.subject import sums_up
from assistant.types import Draft, Facts, Query, Silence
from assistant.verdict import Verdict
from assistant.wording import (
    about_sector,
    asks_for_name,
    beyond_reports,
    gives_name,
    gives_number,
    greets,
    is_errand,
    speaks_of,
)
from assistant.words import listed, period, report_name
from index import (
    Filters,
    Hit,
    Index,
    Paragraph,
    Report,
    find_authorities,
    words_for,
)

__all__ = ["refuse"]

_LIKELY = 2.25
"""The score of a best hit from which on it probably has to do with the question."""
_MOST_NAMED = 8
_FIRST = 3
_SPECIFIC = 2
_SOME_OF_IT = 0.2
_MOST_OF_IT = 0.5
"""The share of a subject that a sentence in another report has to cover."""

# Subjects that an inspection of contact, referral and assessment never looks at.
_OUTSIDE = {"unannounced_contact_referral": {"adoption", "care_leavers", "in_care"}}
# Subjects that a report names whenever it says anything about them.
_ALWAYS_NAMED = {"adoption", "care_leavers", "lscb"}


def refuse(
    index: Index, query: Query, hits: Sequence[Hit], found: Facts | Silence | None, draft: Draft
) -> Verdict | None:
    """The first reason that fits, None where the question can be answered.

    `found` is what was computed, or why nothing could be.
    """
    facts = found if isinstance(found, Facts) else None
    return (
        _greeted(index, query)
        or _off_topic(query, hits, facts)
        or _nothing_asked(query, facts)
        or _absent(index, query, hits)
        or _no_report(index, query)
        or false_grade(index, query)
        or false_list(query, hits, facts)
        or _not_inspected(index, query, facts)
        or (_silent(index, query, found) if isinstance(found, Silence) else None)
        or _not_mentioned(index, query, facts, draft)
        or _unknown(index, query, hits, facts)
        or _no_evidence(query, hits, facts, draft)
    )


def _greeted(index: Index, query: Query) -> Verdict | None:
    """Nothing is asked yet, or only what can be."""
    if not greets(query.question):
        return None
    example = next((f" “What must {name} improve?”," for name in index.authorities()), "")
    message = (
        f"Ask what inspection reports on children's services say:{example} “What did inspectors "
        "say about care leavers?”, “Which authorities are inadequate?”."
    )
    return Verdict("off_topic", message, offers_nearest=False)


def _off_topic(query: Query, hits: Sequence[Hit], facts: Facts | None) -> Verdict | None:
    best = hits[0].score if hits else 0.0
    texts = [hit.paragraph.text for hit in hits] if best >= _LIKELY else []
    beyond = beyond_reports(query.question, texts)
    named = query.authorities or query.absent or query.kinds or about_sector(query.question)
    if not (
        beyond or is_errand(query.question) or (not named and facts is None and best < _LIKELY)
    ):
        return None
    message = "These are inspection reports on children's services; they do not cover this."
    return Verdict("off_topic", message, offers_nearest=False)


def _nothing_asked(query: Query, facts: Facts | None) -> Verdict | None:
    """Only a kind of report is named, or not even that ("What is an ILACS inspection?")."""
    named = query.authorities or query.absent or query.strands or query.grades or query.following
    if facts is not None or named or content_stems(query.topic):
        return None
    message = (
        "No subject was found in this question. Reports say what inspectors found: ask about an "
        "authority, or about a part of its work."
    )
    return Verdict("no_evidence", message, offers_nearest=False)


def _absent(index: Index, query: Query, hits: Sequence[Hit]) -> Verdict | None:
    """None of the authorities asked about has a report, and nobody else's answers for it."""
    if not query.absent or query.authorities or _told_elsewhere(query, hits):
        return None
    here = index.authorities()
    held = listed(here) if len(here) <= _MOST_NAMED else f"{len(here)} others"
    message = f"There is no report of {listed(query.absent, 'or')} in this index; it holds {held}."
    return Verdict("authority_not_in_corpus", message, offers_nearest=False)


def _told_elsewhere(query: Query, hits: Sequence[Hit]) -> bool:
    """Whether a sentence about another authority names this one and most of the subject.

    "Who did X share its adoption groups with?" may be answered by the report of a neighbour.
    """
    names = set(content_stems(" ".join(query.absent)))
    subject = " ".join(w for w in content_words(query.topic) if names.isdisjoint(content_stems(w)))
    if query.intent != "lookup" or len(subject.split()) < _SPECIFIC:
        return False
    texts = [hit.paragraph.text for hit in hits]
    relevance = Relevance(subject, texts, query.learned)
    for text in texts[:_FIRST]:
        for start, end in sentences(text):
            named = {mention.name for mention in find_authorities(text[start:end])}
            if named & set(query.absent) and relevance(text[start:end]) >= _MOST_OF_IT:
                return True
    return False


def _no_report(index: Index, query: Query) -> Verdict | None:
    """The authority has reports, but none of the time or kind that the question names."""
    asked = query.authorities or query.kinds
    if not asked or any(index.reports(side) for side in query.sides):
        return None
    kind = f" from a {listed([words_for(k) for k in query.kinds], 'or')}" if query.kinds else ""
    when = f" for {period(query.since, query.until)}" if query.since or query.until else ""
    if not query.authorities:
        return Verdict("report_not_in_corpus", f"There is no report{kind}{when} in this index.")
    held = [report_name(r) for r in index.reports(Filters(authorities=query.authorities))]
    message = (
        f"There is no report of {listed(query.authorities, 'or')}{kind}{when} in this index. "
        f"It holds: {'; '.join(held)}."
    )
    return Verdict("report_not_in_corpus", message, offers_nearest=False)


def _not_inspected(index: Index, query: Query, facts: Facts | None) -> Verdict | None:
    """A grade that nobody printed, or a subject that such an inspection never looks at."""
    if facts is not None or not (query.authorities or asks_for_grade(query)):
        return None
    reports = _reports(index, query)
    what = listed([words_for(strand) for strand in query.strands], "or")
    names = _searched(index, query)
    if asks_for_grade(query):
        message = f"No grade for {what or 'overall effectiveness'} is printed in: {names}."
        return Verdict("not_inspected", message)
    outside = [set(query.strands) & _OUTSIDE.get(report.kind, set()) for report in reports]
    if reports and all(outside):
        message = f"Inspections of this kind do not look at {what}: {names}."
        return Verdict("not_inspected", message)
    return None


def _silent(index: Index, query: Query, silence: Silence) -> Verdict:
    """Which authorities do not do a thing, or do what no report names."""
    if silence.unmentioned:
        names = listed([f"“{name}”" for name in silence.unmentioned], "or")
        return Verdict("not_mentioned", f"{names} is not mentioned in: {_searched(index, query)}.")
    message = (
        "What reports do not mention cannot be told from them; ask which authorities' reports "
        "do mention it."
    )
    return Verdict("no_evidence", message)


def _not_mentioned(index: Index, query: Query, facts: Facts | None, draft: Draft) -> Verdict | None:
    """The reports never name the subject, or give no number where one is asked for."""
    if facts is not None or not query.authorities or query.intent == "aggregate":
        return None
    names = _searched(index, query)
    for strand in query.strands:
        spoken = index.scan(partial(_speaks_of, strand), query.filters)
        if strand in _ALWAYS_NAMED and next(spoken, None) is None:
            message = f"Nothing about {words_for(strand)} is said in: {names}."
            return Verdict("not_mentioned", message)
    passages = [passage.quote for _, told in draft.statements for passage in told]
    if query.intent not in ("lookup", "theme"):
        return None
    if not gives_number(query.question, "\n".join(passages)):
        return Verdict("not_mentioned", f"Such a figure is not given in: {names}.")
    if asks_for_name(query.question) and not any(map(gives_name, _without_own(passages, query))):
        return Verdict("not_mentioned", f"No such name is given in: {names}.")
    return None


def _without_own(passages: Sequence[str], query: Query) -> list[str]:
    """The passages without the names of the authorities that the question itself gives."""
    return [_without(text, query.authorities) for text in passages]


def _without(text: str, names: Sequence[str]) -> str:
    cut = list(text)
    for mention in find_authorities(text, names):
        if mention.name in names:
            cut[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(cut)


def _speaks_of(strand: str, paragraph: Paragraph) -> bool:
    return speaks_of(strand, paragraph.text)


def _unknown(
    index: Index, query: Query, hits: Sequence[Hit], facts: Facts | None
) -> Verdict | None:
    """Hardly a word of the subject, nor of what the glossary knows for it, is in the reports.

    The subject of a judgement goes by many words, and is looked for by itself.
    """
    if query.strands or sums_up(query):
        return None
    texts = [hit.paragraph.text for hit in hits]
    if facts is not None or share_mentioned(query.topic, texts, query.learned) >= _SOME_OF_IT:
        return None
    subject = " ".join(content_words(query.topic))
    return Verdict("not_mentioned", f"“{subject}” is not mentioned in: {_searched(index, query)}.")


def _no_evidence(
    query: Query, hits: Sequence[Hit], facts: Facts | None, draft: Draft
) -> Verdict | None:
    """Nothing was found to quote, or nothing sure enough to be said of whole authorities."""
    best = hits[0].score if hits else 0.0
    sure = best > 0 and (query.intent != "aggregate" or best >= _LIKELY)
    if facts is not None or (sure and draft.statements):
        return None
    return Verdict("no_evidence", "Nothing in these reports supports an answer.")


def _searched(index: Index, query: Query) -> str:
    """The reports that were searched, by name while they are few."""
    names = [report_name(report) for report in _reports(index, query)]
    return "; ".join(names) if len(names) <= _MOST_NAMED else f"the {len(names)} reports searched"


def _reports(index: Index, query: Query) -> list[Report]:
    found = (report for side in query.sides for report in index.reports(side))
    return list({report.id: report for report in found}.values())
