"""Statements that are true of their quotations, and distorted ones, as eval/gold/README.md says."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant import Passage
from assistant.grounds import Ground
from assistant.sources import Sources, whole_sources
from assistant.types import Claim, Evidence
from assistant.verbatim import find_verbatim
from index import Index, Paragraph

__all__ = ["Case", "read_cases"]


@dataclass(frozen=True, slots=True)
class Case:
    """A statement with the passages that it is said to rest on."""

    id: str
    kind: str
    """ "true", or what is distorted."""
    held_back: bool
    statement: str
    passages: tuple[Passage, ...]

    @property
    def grounds(self) -> list[Ground]:
        """The passages as the gate sees them."""
        return [Ground(p.quote, p.paragraph.section, (p.report,)) for p in self.passages]

    @property
    def sources(self) -> Sources:
        """The cited paragraphs, as they would be given to a model."""
        return whole_sources(self.passages)

    @property
    def claim(self) -> Claim:
        """The statement as a model would give it."""
        return Claim(
            self.statement, tuple(Evidence(p.paragraph.id, p.quote) for p in self.passages)
        )


def read_cases(path: Path, index: Index) -> Iterator[Case]:
    """The cases of a file, in order; KeyError for a place that the index does not hold."""
    paragraphs = {
        (report.file, paragraph.label): paragraph
        for report in index.reports()
        for paragraph in index.paragraphs(report.id)
    }
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        passages = []
        for cited in row["evidence"]:
            paragraph = paragraphs[cited["file"], cited["label"]]
            passages.append(_passage(index, paragraph, cited["quotation"]))
        yield Case(row["id"], row["kind"], row["held_back"], row["statement"], tuple(passages))


def _passage(index: Index, paragraph: Paragraph, quotation: str) -> Passage:
    found = find_verbatim(quotation, paragraph.text)
    if found is None:
        raise KeyError(f"{paragraph.id}: not its words: {quotation}")
    return Passage(paragraph, index.report(paragraph.report_id), *found)
