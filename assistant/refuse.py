"""Query + Hits + Facts + Draft -> why the question cannot be answered, or None."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from assistant.answer import RefusalReason
from assistant.catalogue import find_judgements
from assistant.compute import asks_for_grade
from assistant.grading import find_grades, step_on_scale
from assistant.relevance import Relevance, content_stems, content_words, sentences, share_mentioned
from assistant.subject import sums_up
from assistant.types import Draft, Facts, Passage, Query, Silence
from assistant.wording import (
    about_sector,
    asks_for_name,
    beyond_reports,
    gives_name,
    gives_number,
    is_errand,
    presupposes,
    speaks_of,
)
from assistant.words import listed, period, report_name
from index import (
    Filters,
    Hit,
    Index,
    JudgementRow,
    Paragraph,
    Report,
    find_authorities,
    words_for,
)

__all__ = ["Verdict", "refuse"]

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
_CHANGE = re.compile(r"\bfrom\s+(?P<before>[\w ]+?)\s+to\s+(?P<after>[\w ]+)", re.IGNORECASE)
_NO_ACTIONS = re.compile(r"\bno (?:areas for )?priority actions?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A refusal before its evidence is numbered."""

    reason: RefusalReason
    message: str
    evidence: tuple[Passage, ...] = ()
    offers_nearest: bool = True


def refuse(
    index: Index, query: Query, hits: Sequence[Hit], found: Facts | Silence | None, draft: Draft
) -> Verdict | None:
    """The first reason that fits, None where the question can be answered.

    `found` is what was computed, or why nothing could be.
    """
    facts = found if isinstance(found, Facts) else None
    return (
        _off_topic(query, hits, facts)
        or _absent(index, query, hits)
        or _no_report(index, query)
        or _false_grade(index, query)
        or _false_list(query, hits, facts)
        or _not_inspected(index, query, facts)
        or (_silent(index, query, found) if isinstance(found, Silence) else None)
        or _not_mentioned(index, query, facts, draft)
        or _unknown(index, query, hits, facts)
        or _no_evidence(query, hits, facts, draft)
    )


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


def _false_grade(index: Index, query: Query) -> Verdict | None:
    """The question takes a grade for granted that the catalogue contradicts."""
    if not (query.grades and query.authorities and presupposes(query.question)):
        return None
    changed = _CHANGE.search(query.question)
    claimed = (find_grades(f"to {changed['after']}") if changed else ()) or query.grades
    rows = [row for side in query.sides for row in find_judgements(index, query, side)]
    if not rows:
        return None
    said: JudgementRow | None = rows[-1]
    if any(row.judgement.canonical_grade in claimed for row in rows):
        said = _other_before(index, rows[-1], changed["before"]) if changed else None
    if said is None:
        return None
    grade = f"“{said.judgement.name}: {said.judgement.grade}”"
    message = f"The grade was another: the report on {report_name(said.report)}, says {grade}."
    return Verdict("false_premise", message, _proof(index, said))


def _other_before(index: Index, row: JudgementRow, claimed: str) -> JudgementRow | None:
    """The judgement before a row's, where it was of another step than is claimed."""
    steps = {step_on_scale(grade) for grade in find_grades(f"to {claimed}")}
    same = index.judgements(
        Filters(authorities=(row.report.authority or "",)), canonical=row.judgement.canonical
    )
    reports = [each.report.id for each in same]
    before = same[: reports.index(row.report.id)] if row.report.id in reports else []
    last = before[-1] if before and before[-1].judgement.part == row.judgement.part else None
    if last is None or not steps or step_on_scale(last.judgement.canonical_grade) in steps:
        return None
    return last


def _proof(index: Index, row: JudgementRow) -> tuple[Passage, ...]:
    if row.paragraph_id is None:
        return ()
    paragraph = index.paragraph(row.paragraph_id)
    return (Passage(paragraph, row.report, 0, len(paragraph.text)),)


def _false_list(query: Query, hits: Sequence[Hit], facts: Facts | None) -> Verdict | None:
    """The question asks for priority actions where the report says that there are none."""
    if (
        query.intent != "list"
        or facts is not None
        or "priority action" not in query.question.lower()
    ):
        return None
    for hit in hits:
        text = hit.paragraph.text
        for start, end in sentences(text):
            if _NO_ACTIONS.search(text[start:end]):
                evidence = Passage(hit.paragraph, hit.report, start, end)
                message = f"The report on {report_name(hit.report)}, names no priority action."
                return Verdict("false_premise", message, (evidence,))
    return None


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
