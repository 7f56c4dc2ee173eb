"""Saved answers against an open index: which citations hold, and what is still borne out."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.citation_check import CitationCheck, check_citation
from assistant.recheck import Recheck
from assistant.saved import SavedAnswer, SavedCitation
from assistant.statement_check import ClaimCheck, check_claims
from index import Filters, Index, Report

__all__ = ["AnswerCheck", "verify_answers"]


@dataclass(frozen=True, slots=True)
class AnswerCheck:
    """What became of a saved answer."""

    answer: SavedAnswer
    citations: tuple[CitationCheck, ...]
    claims: tuple[ClaimCheck, ...]
    same_reports: bool
    """Whether the index holds exactly the reports from which the answer was made."""
    newer: tuple[Report, ...]
    """Reports on the same authorities, later than those it cites, where the reports are others."""

    @property
    def holds(self) -> bool:
        """Whether all citations hold, moved ones included, and all that is said of them."""
        return all(c.holds for c in self.citations) and all(c.holds for c in self.claims)

    def to_dict(self) -> dict[str, object]:
        """What `verify --json` prints of an answer."""
        return {
            "id": self.answer.id,
            "question": self.answer.question,
            "holds": self.holds,
            "same_reports": self.same_reports,
            "citations": [_citation_dict(each) for each in self.citations],
            "claims": [
                {"kind": c.kind, "number": c.number, "outcome": c.outcome, "why": c.why}
                for c in self.claims
            ],
            "newer": [{"report_id": r.id, "file": r.file} for r in self.newer],
        }


def verify_answers(index: Index, answers: Sequence[SavedAnswer]) -> list[AnswerCheck]:
    """Look up every citation again, and check all that was said against what stands there."""
    recheck = Recheck(index)
    return [_verified(recheck, answer) for answer in answers]


def _verified(recheck: Recheck, answer: SavedAnswer) -> AnswerCheck:
    index = recheck.index
    citations = tuple(check_citation(index, cited) for cited in _cited(answer))
    claims = tuple(check_claims(recheck, answer, citations))
    same = answer.provenance.corpus == index.corpus
    newer = () if same else tuple(_newer(index, answer))
    return AnswerCheck(answer, citations, claims, same, newer)


def _cited(answer: SavedAnswer) -> list[SavedCitation]:
    """The citations, and evidence of a refusal that is not the same as one of them."""
    evidence = answer.refusal.evidence if answer.refusal is not None else ()
    return list(dict.fromkeys((*answer.citations, *evidence)))


def _newer(index: Index, answer: SavedAnswer) -> Iterator[Report]:
    """Reports of the time asked about that are later than the newest cited of their authority."""
    cited: dict[str, dt.date] = {}
    for each in answer.citations:
        date = _date(each.inspection_end) or _date(each.published)
        if each.authority is not None and date is not None:
            cited[each.authority] = max(date, cited.get(each.authority, date))
    asked = answer.understood
    filters = Filters(tuple(answer.authorities), _date(asked.since), _date(asked.until))
    for report in index.reports(filters) if answer.authorities else ():
        latest = cited.get(report.authority or "")
        if latest is None or (report.date is not None and report.date > latest):
            yield report


def _date(text: str | None) -> dt.date | None:
    """A date of a file, None where it is none."""
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


def _citation_dict(check: CitationCheck) -> dict[str, object]:
    passage = check.passage
    return {
        "id": check.cited.id,
        "outcome": check.outcome,
        "why": check.why,
        "saved": check.saved,
        "printed": check.printed,
        "report_id": passage.report.id if passage else None,
        "paragraph_id": passage.paragraph.id if passage else None,
    }
