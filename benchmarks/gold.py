"""Questions with the paragraphs that answer them, and how well an answer meets them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from assistant import Answer, Message
from index import Hit, Paragraph, Report

__all__ = ["Place", "Question", "place_of", "precision_of", "read_questions", "recall_of"]

Place: TypeAlias = tuple[str, str]
"""A paragraph as questions name it: its report's file and its label."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as eval/gold/README.md describes it."""

    id: str
    type: str
    question: str
    history: tuple[Message, ...]
    answerable: bool
    gold: frozenset[Place]
    also_ok: frozenset[Place]


def read_questions(path: Path) -> Iterator[Question]:
    """The questions of a file, in order."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Question(
            row["id"],
            row["type"],
            row["question"],
            tuple(Message(turn["role"], turn["content"]) for turn in row.get("history", [])),
            row["answerable"],
            frozenset((place["file"], place["label"]) for place in row.get("gold", [])),
            frozenset((place["file"], place["label"]) for place in row.get("also_ok", [])),
        )


def place_of(report: Report, paragraph: Paragraph) -> Place:
    """Where a paragraph stands."""
    return report.file, paragraph.label


def precision_of(question: Question, answer: Answer) -> float:
    """The share of an answer's citations that support a right one; 0 without any."""
    cited = _cited(answer)
    right = question.gold | question.also_ok
    return sum(place in right for place in cited) / len(cited) if cited else 0.0


def recall_of(question: Question, found: Answer | Sequence[Hit]) -> float:
    """The share of the wanted paragraphs that are cited, or found.

    Of a question about all authorities, the share of the reports' folders that are proved.
    """
    if isinstance(found, Answer):
        places = set(_cited(found))
    else:
        places = {place_of(hit.report, hit.paragraph) for hit in found}
    if question.type != "aggregate":
        return len(question.gold & places) / len(question.gold)
    right = places & (question.gold | question.also_ok)
    wanted = {file.split("/")[0] for file, _ in question.gold}
    return len(wanted & {file.split("/")[0] for file, _ in right}) / len(wanted)


def _cited(answer: Answer) -> list[Place]:
    passages = [citation.passage for citation in answer.citations]
    return [place_of(passage.report, passage.paragraph) for passage in passages]
