"""Whether what a saved answer says is still borne out by what it cites in an open index."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Literal

from assistant.citation_check import CitationCheck, sentences_around
from assistant.known_facts import known_facts, known_refusals, known_spells
from assistant.recheck import Recheck
from assistant.relevance import sentences
from assistant.saved import SavedAnswer, SavedRefusal, SavedRow, SavedStatement
from assistant.sources import Source, Sources
from assistant.support import Attribution
from assistant.types import Claim, Evidence, Fact, Passage, Query
from assistant.verify import Gate, Kept
from assistant.withheld import why_withheld
from index import Index, iso

__all__ = ["Bearing", "ClaimCheck", "ClaimKind", "check_claims"]

ClaimKind = Literal["statement", "row", "refusal", "text"]
"""`text` is the answer in one piece, which must say what its parts say."""

Bearing = Literal["quoted", "computed", "supported", "unsupported"]
"""Word for word what is cited; what the index computes again; what passes the gate; or neither."""

_BULLET = "• "
_UNCITED = "what it cites does not hold"
_CITES_NOTHING = "it cites nothing, or a number that is not there"
_NOT_QUOTED = "it is not what it cites, word for word"
_NOT_COMPUTED = "the index does not say this of what it cites"


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """What became of a statement, of a row, of a refusal, or of the text as a whole."""

    kind: ClaimKind
    number: int
    """Its place among those of its kind, from 1."""
    text: str
    outcome: Bearing
    why: str = ""
    """Why it is unsupported."""

    @property
    def holds(self) -> bool:
        """Whether it is borne out."""
        return self.outcome != "unsupported"

    @property
    def falls_with_citation(self) -> bool:
        """Whether it does not hold because a citation of it does not."""
        return self.why == _UNCITED


def check_claims(
    recheck: Recheck, answer: SavedAnswer, citations: Sequence[CitationCheck]
) -> list[ClaimCheck]:
    """All that an answer says and cites; notes say only what an index holds, and cite nothing."""
    checker = _Checker(recheck, answer, {check.cited.id: check for check in citations})
    claims = [checker.statement(n, each) for n, each in enumerate(answer.statements, start=1)]
    rows = answer.table.rows if answer.table is not None else ()
    claims += [checker.row(n, each) for n, each in enumerate(rows, start=1)]
    if answer.refusal is not None and answer.refusal.evidence:
        claims.append(checker.refusal(answer.refusal))
    claims.append(_judged("text", 1, answer.text, known=answer.text == _composed(answer)))
    return claims


def _judged(kind: ClaimKind, number: int, text: str, *, known: bool) -> ClaimCheck:
    if known:
        return ClaimCheck(kind, number, text, "computed")
    why = "it does not say what the statements say" if kind == "text" else _NOT_COMPUTED
    return ClaimCheck(kind, number, text, "unsupported", why)


def _composed(answer: SavedAnswer) -> str:
    """The text that the parts of an answer make."""
    lines = [answer.refusal.message] if answer.refusal is not None else []
    lines += [note.text for note in answer.notes]
    for said in answer.statements:
        lines.append(f"{said.text} {''.join(f'[{number}]' for number in said.citations)}")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Checker:
    """Checks the statements and rows of one answer."""

    recheck: Recheck
    answer: SavedAnswer
    citations: Mapping[int, CitationCheck]

    @property
    def _index(self) -> Index:
        return self.recheck.index

    def statement(self, number: int, said: SavedStatement) -> ClaimCheck:
        """A sentence: quoted, computed again, or put through the gate."""
        outcome, why = self._bearing(said)
        return ClaimCheck("statement", number, said.text, outcome, why)

    def row(self, number: int, row: SavedRow) -> ClaimCheck:
        """A row: its cells must be what the index has for what it cites."""
        text = " | ".join(row.cells)
        passages, why = self._passages(row.citations)
        if why:
            return ClaimCheck("row", number, text, "unsupported", why)
        quoted = (cells for n in row.citations for cells in _quoted_cells(self.citations[n]))
        if row.cells in set(quoted):
            return ClaimCheck("row", number, text, "quoted")
        known = row.cells in {fact.cells for fact in known_facts(self._index, passages)}
        return _judged("row", number, text, known=known)

    def refusal(self, refusal: SavedRefusal) -> ClaimCheck:
        """A refusal that says what the reports print instead."""
        passages, why = self._passages([cited.id for cited in refusal.evidence])
        if why:
            return ClaimCheck("refusal", 1, refusal.message, "unsupported", why)
        known = refusal.message in known_refusals(self._index, passages)
        return _judged("refusal", 1, refusal.message, known=known)

    def _bearing(self, said: SavedStatement) -> tuple[Bearing, str]:
        passages, why = self._passages(said.citations)
        if why:
            return "unsupported", why
        if any(_quotes(said.text, self.citations[n]) for n in said.citations):
            return "quoted", ""
        if self.answer.mode == "quote":
            return "unsupported", _NOT_QUOTED
        return self._derived(said.text, passages)

    def _derived(self, text: str, passages: Sequence[Passage]) -> tuple[Bearing, str]:
        """A sentence that was computed, or written by a model, or both."""
        facts: list[Fact] = []
        if self.answer.mode != "llm":
            facts = [*known_facts(self._index, passages), *self._spells(passages)]
        if any(text == fact.text for fact in facts):
            return "computed", ""
        if self.answer.mode == "computed":
            return "unsupported", _NOT_COMPUTED
        fault = self.recheck.fault(text, [_in_sentences(passage) for passage in passages])
        if fault is None or self._follows(text, facts):
            return "supported", ""
        return "unsupported", why_withheld(fault)

    def _passages(self, numbers: Sequence[int]) -> tuple[list[Passage], str]:
        """What is cited, as it stands now; and why that is not all, where it is not."""
        if not numbers or not self.citations.keys() >= set(numbers):
            return [], _CITES_NOTHING
        held = [self.citations[number].passage for number in numbers]
        passages = [passage for passage in held if passage is not None]
        return passages, "" if len(passages) == len(held) else _UNCITED

    def _spells(self, passages: Sequence[Passage]) -> list[Fact]:
        """How long grades held, as the question was understood; where the passages prove it."""
        asked = self.answer.understood
        query = Query(
            *(asked.question, "", "", dt.date.min),
            authorities=asked.authorities,
            strands=asked.strands,
            grades=asked.grades,
        )
        cited = {passage.paragraph.id for passage in passages}
        spells = known_spells(self._index, query)
        return [s for s in spells if {p.paragraph.id for p in s.passages} <= cited]

    def _follows(self, text: str, facts: Sequence[Fact]) -> bool:
        """Whether the gate lets a sentence pass that a model made of computed rows."""
        sources = Sources(tuple(Source(f.text, f.text, f.passages, computed=True) for f in facts))
        supports = (Attribution(self._index.similarity), self.recheck.reader)
        gate = Gate(sources, supports, self._index.authorities(), self._counts())
        evidence = tuple(Evidence(fact.text, fact.text) for fact in facts)
        return isinstance(gate.check(Claim(text, evidence)), Kept)

    def _counts(self) -> frozenset[float]:
        """How many authorities the table says that there are, where that can be counted again."""
        table = self.answer.table
        if table is None or table.coverage is None:
            return frozenset()
        matched, with_data, total = astuple(table.coverage)
        named = {row.cells[:1] for row in table.rows}
        held = len(self._index.authorities())
        counted = matched == len(named) and matched <= with_data <= total == held
        return frozenset(map(float, (matched, with_data, total))) if counted else frozenset()


def _quotes(text: str, check: CitationCheck) -> bool:
    """Whether a text is the words of a citation, and these no mere part of a sentence or line."""
    passage = check.passage
    if passage is None or text != check.cited.quote:
        return False
    printed, spans = passage.paragraph.text, sentences(passage.paragraph.text)
    starts = {s + len(_BULLET) * printed.startswith(_BULLET, s) for s, _ in spans}
    starts |= {s for s, _ in spans} | {m.end() for m in re.finditer("\n", printed)}
    ends = {e for _, e in spans} | {m.start() for m in re.finditer("\n", printed)}
    return passage.start in starts and passage.end in ends


def _in_sentences(passage: Passage) -> Passage:
    """The passage with the rest of its sentences, which may turn what it says."""
    around = sentences_around(passage.paragraph.text, passage.start, passage.end)
    return Passage(passage.paragraph, passage.report, *around)


def _quoted_cells(check: CitationCheck) -> set[tuple[str, ...]]:
    """The rows in which a table quotes a citation that holds."""
    quote = check.cited.quote
    if check.passage is None or not _quotes(quote, check):
        return set()
    report, paragraph = check.passage.report, check.passage.paragraph
    opening = report.authority or "", iso(report.published) or ""
    titled = report.authority or report.title, iso(report.published) or ""
    labels = {check.cited.label, paragraph.label}
    return {(*opening, quote)} | {(*titled, label, quote) for label in labels}
