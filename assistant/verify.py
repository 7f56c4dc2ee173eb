"""The gate: a claim that a model wrote is kept only if what it cites bears it out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from assistant.assertions import unfounded_authorities, unfounded_dates, unfounded_names
from assistant.figures import unfounded_figures
from assistant.grade_claims import contradicted_grades, unfounded_grades
from assistant.grounds import Ground
from assistant.instructions import is_plain, is_unfit
from assistant.near_copies import changed_force
from assistant.relevance import sentences
from assistant.sources import Source, Sources
from assistant.support import Support
from assistant.types import Claim, Passage
from assistant.verbatim import find_verbatim
from assistant.withheld import Reason, Rejected
from assistant.words import listed

__all__ = ["Gate", "Kept"]

_MOST_WORDS = 250
"""Words that a statement may rest on: what one reader, or one reader's model, takes in."""
_Test: TypeAlias = Callable[[str, Sequence[Ground]], list[str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement that may be shown, and the passages that it cites."""

    text: str
    passages: tuple[Passage, ...]
    corrects: int | None = None
    """The number of the refused statement that it stands for."""


@dataclass(frozen=True, slots=True)
class _Cited:
    """A source, and what of it a claim quotes."""

    source: Source
    passages: tuple[Passage, ...]

    @property
    def ground(self) -> Ground:
        """The sentences that the quotation stands in: "all" may be what is left of "not all"."""
        source, first = self.source, self.passages[0]
        if source.computed:
            return Ground(source.text, source.headings, source.reports)
        spans = sentences(source.text)
        start = max((s for s, _ in spans if s <= first.start), default=first.start)
        end = min((e for _, e in spans if e >= first.end), default=first.end)
        return Ground(source.text[start:end], source.headings, source.reports)


@dataclass(frozen=True, slots=True)
class Gate:
    """Checks claims about the sources of one answer.

    First what can be told for certain: that sources and quotations are real, and that all figures,
    dates, grades and names are theirs. Then each of the supports must find the meaning borne out.
    """

    sources: Sources
    supports: Sequence[Support]
    authorities: Sequence[str] = ()
    """Those of the corpus, beyond the ones that everybody knows."""
    figures: frozenset[float] = frozenset()
    """Numbers that were computed for the answer as a whole."""

    def check(self, claim: Claim) -> Kept | Rejected:
        """Whether a claim may be shown."""
        if not is_plain(claim.text):
            return Rejected(claim, "not_plain_text", "write one plain sentence without any markup")
        cited = self._cited(claim)
        if isinstance(cited, Rejected):
            return cited
        grounds = [each.ground for each in cited]
        if sum(len(g.text.split()) for g in grounds) > _MOST_WORDS and not cited[0].source.computed:
            return Rejected(claim, "quotation_too_long", "quote only what you rest on")
        for reason, test, what in self._tests():
            strange = test(claim.text, grounds)
            if strange:
                said = listed([f"“{each}”" for each in dict.fromkeys(strange)])
                return Rejected(claim, reason, f"the quotations do not give the {what} {said}")
        if not _is_quoted(claim.text, grounds):
            for support in self.supports:
                if support.score(claim.text, grounds) < support.least:
                    why = "the quotations do not say all of this, or not so"
                    return Rejected(claim, "not_supported", why)
        passages = dict.fromkeys(passage for each in cited for passage in each.passages)
        return Kept(claim.text, tuple(passages), claim.corrects)

    def _tests(self) -> Sequence[tuple[Reason, _Test, str]]:
        def figures(text: str, grounds: Sequence[Ground]) -> list[str]:
            return unfounded_figures(text, grounds, self.figures)

        def authorities(text: str, grounds: Sequence[Ground]) -> list[str]:
            return unfounded_authorities(text, grounds, self.authorities)

        return (
            ("authority_not_in_source", authorities, "authority"),
            ("date_not_in_source", unfounded_dates, "date"),
            ("figure_not_in_source", figures, "figure"),
            ("grade_not_in_source", unfounded_grades, "grade"),
            ("grade_not_in_source", contradicted_grades, "grade"),
            ("name_not_in_source", unfounded_names, "name"),
            ("force_changed", changed_force, "words"),
        )

    def _cited(self, claim: Claim) -> list[_Cited] | Rejected:
        """What the claim rests on; every token and every quotation must be real."""
        if not claim.evidence:
            return Rejected(claim, "no_source", "name a source and quote it")
        cited = []
        for evidence in claim.evidence:
            source = self.sources.get(evidence.source)
            if source is None:
                why = f"there is no source “{evidence.source[:40]}”"
                return Rejected(claim, "unknown_source", why)
            if is_unfit(source.text):
                return Rejected(claim, "instruction_in_source", "this source is not to be used")
            passages = source.quoted(evidence.quotation)
            if not passages:
                why = f"source {source.token} does not print the words that you quote"
                return Rejected(claim, "quotation_not_in_source", why)
            cited.append(_Cited(source, passages))
        return cited


def _is_quoted(text: str, grounds: Sequence[Ground]) -> bool:
    """Whether a statement is nothing but whole sentences of one quotation."""
    for ground in grounds:
        found = find_verbatim(text, ground.text)
        spans = sentences(ground.text)
        if found and found[0] in {s for s, _ in spans} and found[1] in _ends(ground.text, spans):
            return True
    return False


def _ends(text: str, spans: Sequence[tuple[int, int]]) -> set[int]:
    """Where sentences end, with and without their full stop."""
    return {end for _, end in spans} | {end - 1 for _, end in spans if text[end - 1] == "."}
