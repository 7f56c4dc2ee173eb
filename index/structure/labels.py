"""Drafts -> paragraphs: ordinals, labels that are unique in the report."""

from collections import Counter
from collections.abc import Sequence

from index.frameworks import canonical_judgement, words_for
from index.structure.assemble import Draft
from index.structure.sections import DEADLINE
from index.types import Paragraph

__all__ = ["label_paragraphs"]

_TIMES = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def label_paragraphs(report_id: str, drafts: Sequence[Draft]) -> tuple[Paragraph, ...]:
    """Paragraphs in reading order."""
    labels = _Labels()
    prefix = report_id.removeprefix("sha256:")[:16]
    return tuple(
        Paragraph(
            id=f"{prefix}:{ordinal}",
            report_id=report_id,
            ordinal=ordinal,
            kind=draft.kind,
            number=draft.number,
            label=labels.of(draft),
            section=draft.section,
            page=draft.page,
            text=draft.text,
            spans=draft.spans,
        )
        for ordinal, draft in enumerate(drafts, 1)
    )


class _Labels:
    """Gives out labels and remembers those given."""

    def __init__(self) -> None:
        self.given: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.places: dict[str, tuple[str, ...]] = {}
        self.part = ""
        self.last = 0

    def of(self, draft: Draft) -> str:
        return self._unique(self._wanted(draft))

    def _unique(self, label: str) -> str:
        self.given[label] += 1
        times = self.given[label]
        if times == 1:
            return label
        return self._unique(f"{label}, {_TIMES.get(times, f'{times}th')}")

    def _wanted(self, draft: Draft) -> str:
        if draft.kind == "numbered" and draft.number is not None:
            return self._numbered(draft, draft.number)
        if draft.kind == "judgement":
            return f"Judgement: {_judgement_words(draft)}"
        if draft.kind == "heading_note":
            return draft.note
        noun = "bullet" if draft.kind == "bullet" else "paragraph"
        place = self._place(draft)
        self.counts[f"{place}, {noun}"] += 1
        return f"{place}, {noun} {self.counts[f'{place}, {noun}']}"

    def _place(self, draft: Draft) -> str:
        """The heading above; where another part has one of that name, with the part before it."""
        place, above = _heading(draft.section)
        while self.places.setdefault(place, draft.section) != draft.section and above:
            canonical = canonical_judgement(above[-1])
            part = words_for(canonical) if canonical else above[-1]
            place, above = f"{part[0].upper()}{part[1:]}: {place}", above[:-1]
        return place

    def _numbered(self, draft: Draft, number: str) -> str:
        value = int(number)
        if value == 1 and self.last >= 1:
            self.part = _part(draft)
        self.last = value
        return f"{self.part}, {number}" if self.part else number


def _part(draft: Draft) -> str:
    """A short name for the part of the report in which numbering starts again."""
    if any(canonical_judgement(heading) == "lscb" for heading in draft.section):
        return "LSCB review"
    return draft.section[-1] if draft.section else "Second part"


def _heading(section: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The heading that a person would name, with its deadline if it has one, and those above."""
    if not section:
        return "Opening", ()
    heading = section[-1].rstrip(".")
    if DEADLINE.match(heading) and len(section) > 1:
        return f"{section[-2].rstrip('.')}, {heading.lower()}", section[:-2]
    return heading, section[:-1]


def _judgement_words(draft: Draft) -> str:
    label = draft.graded.label if draft.graded else draft.text
    canonical = canonical_judgement(label)
    return words_for(canonical) if canonical else label
