"""Hits -> Draft without a model: the paragraphs that answer, quoted in whole sentences."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.instructions import gives_instructions
from assistant.relevance import Relevance, sentences
from assistant.subject import tells_of_judgements
from assistant.types import Draft, Intent, Note, Passage, Query
from assistant.wording import answers_in_kind
from assistant.words import listed
from index import Hit, Paragraph

__all__ = ["Choice", "choose", "quote"]

_WHOLE = 90
"""Words up to which a paragraph is quoted whole."""
_BULLET = "• "
_APART = 2
"""Sentences from one that fits to the next, up to which both are quoted in one piece."""


@dataclass(frozen=True, slots=True)
class _Appetite:
    """How many paragraphs a kind of question wants of each side, and how near to its best."""

    most: int
    within: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A hit, and why it is left out of the answer; empty where it is quoted."""

    hit: Hit
    left_out: str

    @property
    def taken(self) -> bool:
        """Whether it is quoted."""
        return not self.left_out


_APPETITES: dict[Intent, _Appetite] = {
    "lookup": _Appetite(4, 0.25),
    "theme": _Appetite(10, 0.65),
    "grade": _Appetite(2, 0.3),
    "list": _Appetite(5, 0.6),
    "compare": _Appetite(3, 0.15),
    "change": _Appetite(5, 0.2),
    "aggregate": _Appetite(1, 0.0),
}
_ACROSS, _DOUBTFUL = 0.5, 0.8
"""How far below the best of all the best of an authority may be in a question about all of them.

Up to the second, authorities are named apart.
"""
_EXPLAINS = re.compile(
    r"\bwhat they mean\b|^about (?:the publisher|ofsted|us)\b|^contents\b", re.IGNORECASE
)
"""Sections about inspecting in general."""
_IN_KIND = 0.3
"""What a sentence is worth more that gives a number, or a date, where one is asked for."""
_MOST = 12
"""Paragraphs in an answer at most."""


def quote(query: Query, hits: Sequence[Hit]) -> Draft:
    """The passages that answer the query, report by report, in reading order within each.

    A change is told from its beginning; else what is newest of an authority stands first.
    """
    relevance = Relevance(query.topic, [hit.paragraph.text for hit in hits], query.learned)
    taken = [choice.hit for choice in choose(query, hits) if choice.taken]
    chosen = _in_reading_order(taken, newest_first=query.intent != "change")
    passages = [p for hit in chosen for p in _passages(hit, query.question, relevance)]
    notes = _about_all(hits) if query.intent == "aggregate" else ()
    return Draft(tuple((passage.quote, (passage,)) for passage in passages), notes)


def _about_all(hits: Sequence[Hit]) -> tuple[Note, ...]:
    """How the authorities were compared, and which of them are doubtful."""
    best: dict[str, float] = {}
    for hit in hits:
        if hit.report.authority and _tells(hit.paragraph):
            best.setdefault(hit.report.authority, hit.score)
    most = max(best.values(), default=0.0)
    doubtful = [name for name, score in best.items() if _ACROSS < most - score <= _DOUBTFUL]
    text = (
        f"Of each of {len(best)} authorities the paragraphs nearest to the question were compared, "
        "and the best are quoted: whether each bears it out is for the reader."
    )
    notes = [Note("coverage", text)]
    if doubtful:
        notes.append(Note("doubtful", f"Less near, and not quoted: {listed(sorted(doubtful))}."))
    return tuple(notes)


def choose(query: Query, hits: Sequence[Hit]) -> list[Choice]:
    """Each hit, taken or not: of each side the best, and only those near to its best."""
    appetite = _APPETITES[query.intent]
    telling = [hit for hit in hits if _tells(hit.paragraph)]
    older = _of_older_reports(query, telling)
    telling = [hit for hit in telling if hit.report.id not in older]
    best: dict[str, float] = {}
    for hit in telling:
        best.setdefault(_side(query, hit), hit.score)
    least = max(best.values(), default=0.0) - _ACROSS if query.intent == "aggregate" else 0.0
    taken: Counter[str] = Counter()
    choices = []
    judged = tells_of_judgements(query)
    for hit in hits:
        side = _side(query, hit)
        if judged and "catalogue" in hit.retrievers:
            why = ""  # the grade stands beside what is found, and takes no place from it
        elif not _tells(hit.paragraph):
            why = "tells no finding"
        elif hit.report.id in older:
            why = "a newer report of its authority tells almost as much"
        elif best[side] < least:
            why = f"its authority's best is more than {_ACROSS:g} below the best of all"
        elif hit.score < best[side] - appetite.within:
            why = f"more than {appetite.within:g} below the best"
        elif taken[side] >= appetite.most:
            why = f"beyond the first {appetite.most}"
        elif taken.total() >= _MOST and query.intent != "aggregate":
            why = f"beyond the {_MOST} of an answer"
        else:
            taken[side] += 1
            why = ""
        choices.append(Choice(hit, why))
    return choices


def _of_older_reports(query: Query, hits: Sequence[Hit]) -> set[str]:
    """Ids of reports that stand back where authorities are compared, and no time is named.

    What one did years ago is not held against what another does now: of each the newest report
    counts that is near to its best.
    """
    dated = any(side.since or side.until or side.latest for side in query.sides)
    if query.intent != "compare" or dated:
        return set()
    older: set[str] = set()
    sides: dict[str, list[Hit]] = {}
    for hit in hits:
        sides.setdefault(_authority(hit), []).append(hit)
    for side in sides.values():
        near = [hit.report for hit in side if hit.score >= side[0].score - _ACROSS]
        newest = max(near, key=lambda report: report.date or dt.date.min)
        older |= {hit.report.id for hit in side} - {newest.id}
    return older


def _tells(paragraph: Paragraph) -> bool:
    """Whether it may hold a finding.

    No bare grade does, no contents list, no word on inspecting in general or to a machine.

    Other notes may: a copy list says who chairs the board.
    """
    if paragraph.kind == "judgement" or gives_instructions(paragraph.text):
        return False
    titles = (*paragraph.section, paragraph.label if paragraph.kind == "heading_note" else "")
    return not any(_EXPLAINS.search(title) for title in titles)


def _side(query: Query, hit: Hit) -> str:
    """What a hit competes with: its report, its authority, or all."""
    if query.intent == "change":
        return hit.report.id
    if query.intent in ("compare", "aggregate"):
        return _authority(hit)
    return ""


def _authority(hit: Hit) -> str:
    """Whose report it is; one that names nobody is its own."""
    return hit.report.authority or hit.report.id


def _in_reading_order(hits: Sequence[Hit], *, newest_first: bool) -> list[Hit]:
    """Authorities as they first appear, the reports of each by date, and each as printed."""
    order = {side: n for n, side in enumerate(dict.fromkeys(map(_authority, hits)))}

    def place(hit: Hit) -> tuple[int, int, str, int]:
        day = (hit.report.date or dt.date.min).toordinal()
        at = -day if newest_first else day
        return (order[_authority(hit)], at, hit.report.id, hit.paragraph.ordinal)

    return sorted(hits, key=place)


def _passages(hit: Hit, question: str, relevance: Relevance) -> Iterator[Passage]:
    """A short paragraph whole, else each run of sentences that fit, one misfit inside allowed."""
    text = hit.paragraph.text
    if len(text.split()) <= _WHOLE:
        yield Passage(hit.paragraph, hit.report, 0, len(text))
        return
    spans = sentences(text)
    scores = [
        relevance(said := text[start:end]) + _IN_KIND * answers_in_kind(question, said)
        for start, end in spans
    ]
    fitting = [n for n, score in enumerate(scores) if score >= 0.5 * max(scores)]
    runs = [[fitting[0], fitting[0]]]
    for n in fitting[1:]:
        if n - runs[-1][1] > _APART:
            runs.append([n, n])
        runs[-1][1] = n
    for first, last in runs:
        start, end = spans[first][0], spans[last][1]
        bullet = text.startswith(_BULLET, start) and end > start + len(_BULLET)
        yield Passage(hit.paragraph, hit.report, start + bullet * len(_BULLET), end)
