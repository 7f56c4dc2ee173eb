"""Blocks -> drafts of paragraphs: sections, bullets inside numbered paragraphs, judgements."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.frameworks import canonical_grade, canonical_judgement
from index.structure.blocks import WEAK_HEADING, Block, respan, shift
from index.structure.grades import Graded, graded_heading, graded_sentence, of_earlier
from index.structure.opening import TABLE_HEAD, cut_front
from index.structure.sections import DEADLINE, SectionPath
from index.types import ParagraphKind, Span

__all__ = ["Draft", "assemble"]

_LONGEST_JUDGEMENT = 250
"""Characters of a sentence that gives a grade and is a paragraph by itself."""
_LETTER_END = re.compile(r"^Yours (sincerely|faithfully)\b", re.IGNORECASE)
_COPY = re.compile(r"^(Copy|Copies|cc)\b\s*(to)?\s*:", re.IGNORECASE)
_PUBLISHER = re.compile(
    r"^(The Office for Standards in Education|Any complaints about the inspection or the report)\b"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph still without its ordinal and label."""

    kind: ParagraphKind
    text: str
    page: int
    section: tuple[str, ...]
    number: str | None = None
    graded: Graded | None = None
    spans: tuple[Span, ...] = ()
    note: str = ""
    """For a heading note: what it is ("Front page", "Contents", "Copy list")."""


def assemble(blocks: Sequence[Block]) -> list[Draft]:
    """The body in reading order, front matter first."""
    front, body = cut_front(blocks)
    assembler = _Assembler()
    assembler.note("Front page", front)
    for index, block in enumerate(body):
        assembler.take(block, body[index + 1] if index + 1 < len(body) else None)
    assembler.finish()
    return assembler.drafts


class _Assembler:
    """Takes blocks one by one and keeps where in the report they stand."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.path = SectionPath()
        self.numbered = False
        """Whether the last draft is a numbered paragraph that may still take bullets."""
        self.bare: list[Block] = []
        """Headings at the end of the drafts with nothing under them yet."""
        self.above: Block | None = None
        """The heading that the next block follows directly."""
        self.tail: str | None = None
        """Set once the body is over: what the rest is."""
        self.contents = 0
        """The page of the contents list, while it lasts."""

    @property
    def section(self) -> tuple[str, ...]:
        return self.path.titles

    def note(self, name: str, blocks: Sequence[Block]) -> None:
        """One heading note out of several blocks, a line each."""
        for page in sorted({block.page for block in blocks}):
            texts: list[str] = []
            spans: list[Span] = []
            for block in blocks:
                if block.page == page:
                    by = sum(len(text) + 1 for text in texts)
                    spans += shift(block.spans, by)
                    texts.append(block.text)
            self.drafts.append(
                Draft("heading_note", "\n".join(texts), page, (), spans=tuple(spans), note=name)
            )

    def take(self, block: Block, following: Block | None) -> None:
        """Put one block where it belongs."""
        if self._ends_body(block) or self._is_contents(block):
            return
        if block.kind == "heading":
            self._heading(block, following)
        elif block.kind == "row":
            self._row(block, following)
        elif block.kind == "bullet":
            self._bullet(block)
        elif block.kind == "numbered":
            if self.section and self.section[-1].lower() == "summary":
                self.path.leave()  # the summary of a part ends where its numbers begin
            self._add("numbered", block, number=block.number)
            self.numbered = True
        elif block.kind == "note":
            self._append_note("Contents", block)
        else:
            self._text(block)
        if block.kind != "heading":
            self.bare = []
        titled = block.kind == "heading" or (block.kind == "row" and block.text in self.section)
        self.above = block if titled else None

    def finish(self) -> None:
        """Headings with nothing under them at the end are closing lines, such as a signature."""
        for block in self.bare:
            self._append_note("Closing", block)

    def _ends_body(self, block: Block) -> bool:
        """Signature, copy list and the publisher's own lines are notes."""
        if _LETTER_END.match(block.text):
            self.tail = "Signature"
        elif _COPY.match(block.text) and self.tail:
            self.tail = "Copy list"
            self._add_note(block)
            return True
        elif _PUBLISHER.match(block.text) and not block.number:
            self.tail = "About the publisher"
        if self.tail is None:
            return False
        self._append_note(self.tail, block)
        return True

    def _is_contents(self, block: Block) -> bool:
        if block.kind == "heading" and block.text.strip(" :").lower() == "contents":
            self.contents = block.page
            self._append_note("Contents", block)
            return True
        if not self.contents:
            return False
        listed = re.fullmatch(r".{3,120}\s\d{1,3}", block.text)
        if listed and block.page <= self.contents + 1:
            self._append_note("Contents", block)
            return True
        self.contents = 0
        return False

    def _append_note(self, name: str, block: Block) -> None:
        last = self.drafts[-1] if self.drafts else None
        if last and last.kind == "heading_note" and last.note == name and last.page == block.page:
            by = len(last.text) + 1
            self.drafts[-1] = replace(
                last,
                text=f"{last.text}\n{block.text}",
                spans=last.spans + shift(block.spans, by),
            )
        else:
            self.note(name, [block])

    def _add_note(self, block: Block) -> None:
        self.note(self.tail or "", [block])

    def _add(self, kind: ParagraphKind, block: Block, *, number: str | None = None) -> None:
        self.drafts.append(
            Draft(kind, block.text, block.page, self.section, number, spans=block.spans)
        )
        self.numbered = False

    def _judgement(self, block: Block, graded: Graded, above: int = 0) -> None:
        """A judgement; `above` is 1 where the innermost heading is its own label."""
        section = self.section[: len(self.section) - above]
        spans = respan(block.text, block.spans, graded.text)
        self.drafts.append(
            Draft("judgement", graded.text, block.page, section, None, graded, spans)
        )
        self.numbered = False

    def _heading(self, block: Block, following: Block | None) -> None:
        text = block.text.strip()
        if TABLE_HEAD.match(text):
            return
        if self.section and canonical_grade(text):
            label = self.section[-1]
            self._judgement(block, Graded(label, text, f"{label} {text}"), above=1)
            return
        if self._belongs_to_number(text, following):
            self._extend(block, "\n")
            return
        sentence = graded_sentence(text) if block.page <= 2 else None
        if sentence:
            self._judgement(block, sentence)
            return
        heading = graded_heading(text)
        if heading:
            self._push_judged(block, heading.label)
            self._judgement(block, heading, above=1)
            return
        self._push(block, text)
        self.bare.append(block)
        self.numbered = False

    def _belongs_to_number(self, text: str, following: Block | None) -> bool:
        """Sub-headings between the bullets of a numbered paragraph stay inside it."""
        if not self.numbered or following is None or following.kind != "bullet":
            return False
        draft = self.drafts[-1]
        return bool(DEADLINE.match(text)) or draft.text.endswith(":") or text.endswith(":")

    def _push(self, block: Block, text: str) -> None:
        before = self.bare[-1] if self.bare else None
        if before and before.level == block.level == WEAK_HEADING:
            # Lines that stand alone one below the other are a list, not headings.
            self.path.leave()
            self._add("text", before)
            self.bare.pop()
            self.above = None
        self.path.enter(block, text, self.above)

    def _push_judged(self, block: Block, label: str) -> None:
        self.path.enter_judged(block, label, self.above)
        self.numbered = False

    def _row(self, block: Block, following: Block | None) -> None:
        grade = block.grade or ""
        if self._on_earlier():
            self._text(replace(block, kind="text", text=f"{block.text} {grade}"))
            return
        last = self.drafts[-1] if self.drafts else None
        alone = not (following and following.kind == "row") and not (last and last.graded)
        heads = bool(block.level) or (alone and self._has_numbers())  # a box at a part's head
        if heads:
            self._push_judged(block, block.text)
        text = f"{block.text} {grade}"
        self._judgement(replace(block, text=text), Graded(block.text, grade, text), int(heads))

    def _bullet(self, block: Block) -> None:
        last = self.drafts[-1] if self.drafts else None
        graded = self._listed_grade(block)
        if graded:
            self._judgement(block, graded)
            return
        nested = last and last.kind == "bullet" and block.level > 1 and last.section == self.section
        if self.numbered or nested:
            self._extend(block, "\n• ")
        else:
            self._add("bullet", block)

    def _listed_grade(self, block: Block) -> Graded | None:
        """The judgement that a bullet gives before the findings, but not those of earlier years."""
        if self._has_numbers() or self._on_earlier() or self.path.to_improve:
            return None
        graded = graded_heading(block.text)
        return graded if graded and canonical_judgement(graded.label) else None

    def _on_earlier(self) -> bool:
        """Whether the section is one on earlier inspections."""
        return any(of_earlier(title) for title in self.section)

    def _extend(self, block: Block, joint: str) -> None:
        last = self.drafts[-1]
        by = len(last.text) + len(joint)
        self.drafts[-1] = replace(
            last,
            text=f"{last.text}{joint}{block.text}",
            spans=last.spans + shift(block.spans, by),
        )

    def _text(self, block: Block) -> None:
        sentence = self._graded(block)
        if sentence:
            self._judgement(block, sentence)
        elif DEADLINE.match(block.text):
            self._push(replace(block, level=WEAK_HEADING if block.spans else 0), block.text)
        else:
            self._add("text", block)

    def _graded(self, block: Block) -> Graded | None:
        """The judgement that a text of its own gives, early in the report or in a box of grades."""
        if len(block.text) > _LONGEST_JUDGEMENT or self._on_earlier():
            return None
        sentence = graded_sentence(block.text)
        if sentence and block.page <= 2 and not self._has_numbers():
            return sentence
        above = self.drafts[-1].graded if self.drafts else None
        if sentence and above and block.text.rstrip(" .").endswith(sentence.grade):
            same = canonical_judgement(above.label) == canonical_judgement(sentence.label)
            return sentence if same else None
        whole = graded_heading(block.text) if self._has_numbers() else None
        return whole if whole and canonical_judgement(whole.label) else None

    def _has_numbers(self) -> bool:
        return any(draft.kind == "numbered" for draft in self.drafts)
