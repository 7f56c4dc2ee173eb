"""What a model is given to cite: paragraphs and computed rows, each under an opaque token."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from assistant.instructions import is_unfit
from assistant.llm import as_data
from assistant.quote import choose
from assistant.types import Fact, Facts, Passage, Query
from assistant.verbatim import find_verbatim
from assistant.words import period, report_name
from index import Hit, Paragraph, Report

__all__ = ["Source", "Sources", "sources_of", "whole_sources"]

_MOST = 24
"""Paragraphs that are given at most."""


@dataclass(frozen=True, slots=True)
class Source:
    """One paragraph, or one computed row with the passages that prove it."""

    token: str
    """Nobody who writes a report can know it: it depends on the question and on the file's hash."""
    text: str
    passages: tuple[Passage, ...]
    computed: bool = False

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports that it is from."""
        return tuple(dict.fromkeys(passage.report for passage in self.passages))

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings over its passages, outermost first."""
        return tuple(h for passage in self.passages for h in passage.paragraph.section)

    def quoted(self, quotation: str) -> tuple[Passage, ...]:
        """The passages that a quotation means; none where its words do not stand there.

        A computed row is cited as a whole, since its words are ours and not a report's.
        """
        if self.computed:
            return self.passages
        found = find_verbatim(quotation, self.text)
        if found is None:
            return ()
        return tuple(Passage(each.paragraph, each.report, *found) for each in self.passages)

    def to_json(self) -> str:
        """One line for a prompt; as a JSON string, its text cannot pass for anything else."""
        paragraph = self.passages[0].paragraph
        described: dict[str, object] = {
            "source": self.token,
            "report": "; ".join(map(_described, self.reports)),
        }
        if self.computed:
            described["computed"] = True
        else:
            described["paragraph"] = paragraph.label
            described["heading"] = " > ".join(paragraph.section)
        return as_data(described | {"text": self.text})


@dataclass(frozen=True)
class Sources:
    """All that one request may cite, in the order in which it is given."""

    items: tuple[Source, ...]

    def __iter__(self) -> Iterator[Source]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def _by_token(self) -> dict[str, Source]:
        return {source.token: source for source in self.items}

    def get(self, token: str) -> Source | None:
        """The source of that token; None for one that was not given."""
        return self._by_token.get(token.strip())

    def within(self, characters: int) -> "Sources":
        """As many of them, from the first on, as fit into so much text; one at least."""
        lengths = accumulate(len(source.to_json()) + 1 for source in self.items)
        return self.first(sum(length <= characters for length in lengths))

    def first(self, count: int) -> "Sources":
        """The first of them; one at least."""
        return Sources(self.items[: max(1, count)])

    def in_reading_order(self) -> "Sources":
        """The same, report by report and as printed, computed rows first."""
        order = {r: n for n, r in enumerate(dict.fromkeys(r for s in self for r in s.reports))}

        def place(source: Source) -> tuple[bool, int, int]:
            first = source.passages[0]
            return (not source.computed, order[first.report], first.paragraph.ordinal)

        return Sources(tuple(sorted(self.items, key=place)))

    def to_json(self) -> str:
        """One line for each."""
        return "\n".join(source.to_json() for source in self.items)


def sources_of(query: Query, hits: Sequence[Hit], facts: Facts | None) -> Sources:
    """What may be cited for a query, the most telling first.

    Where rows were computed, they alone; else the paragraphs that would be quoted, then the rest
    of what was found.
    """
    if facts is not None:
        rows = [fact for fact in facts.rows if fact.passages]
        kept = [fact for fact in rows if not is_unfit(fact.text)]
        return Sources(tuple(_computed(query, n, fact) for n, fact in enumerate(kept)))
    choices = [c for c in choose(query, hits) if _may_be_cited(c.hit.paragraph)]
    choices.sort(key=lambda choice: not choice.taken)
    return Sources(tuple(_paragraph(query, choice.hit) for choice in choices[:_MOST]))


def whole_sources(passages: Sequence[Passage]) -> Sources:
    """The paragraphs of passages, each once and whole, its id being its token."""
    wholes = {
        p.paragraph.id: Passage(p.paragraph, p.report, 0, len(p.paragraph.text)) for p in passages
    }
    return Sources(tuple(Source(k, p.paragraph.text, (p,)) for k, p in wholes.items()))


def _may_be_cited(paragraph: Paragraph) -> bool:
    printed = "\n".join((*paragraph.section, paragraph.label, paragraph.text))
    return paragraph.kind != "heading_note" and not is_unfit(printed)


def _paragraph(query: Query, hit: Hit) -> Source:
    whole = Passage(hit.paragraph, hit.report, 0, len(hit.paragraph.text))
    return Source(_token(query, hit.paragraph.id), hit.paragraph.text, (whole,))


def _computed(query: Query, number: int, fact: Fact) -> Source:
    about = " ".join(passage.paragraph.id for passage in fact.passages)
    return Source(_token(query, f"{number} {about}"), fact.text, fact.passages, computed=True)


def _token(query: Query, about: str) -> str:
    digest = hashlib.sha256(f"{query.standalone}\n{about}".encode()).hexdigest()
    return f"s{digest[:7]}"


def _described(report: Report) -> str:
    days = period(report.inspection_start, report.inspection_end)
    inspected = f" (inspected {days})" if report.inspections and report.published else ""
    return f"{report_name(report)}{inspected}"
