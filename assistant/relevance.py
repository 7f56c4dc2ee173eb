"""How much of what a question asks for a text says: concepts covered, weighted by their rarity."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import Stemmer

from assistant.glossary import look_up
from assistant.types import Learned

__all__ = [
    "Relevance",
    "content_stems",
    "content_words",
    "essence",
    "sentences",
    "share_mentioned",
]

# Words that carry no meaning of their own in a question.
_STOP = frozenset(files("assistant").joinpath("stop_words.txt").read_text("utf-8").split())
_STEMMER = Stemmer.Stemmer("english")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|£|%")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[A-Z“\"‘(])|\n(?=•)|(?<=:)\n|(?<=;)\n")


_SATURATION = 0.3
"""How little a second mention adds to a first, as in BM25."""


@dataclass(frozen=True, slots=True)
class _Concept:
    """Something that a question asks for: any one of the alternatives, each a set of stems."""

    alternatives: tuple[frozenset[str], ...]

    def covered(self, counts: Mapping[str, int]) -> float:
        """Near 1 where an alternative is there in full and repeated, part of it for a part."""
        return max(self._part(counts, wanted) for wanted in self.alternatives)

    @staticmethod
    def _part(counts: Mapping[str, int], wanted: frozenset[str]) -> float:
        there = [counts[stem] for stem in wanted if stem in counts]
        if not there:
            return 0.0
        return len(there) / len(wanted) * min(there) / (min(there) + _SATURATION)


def share_mentioned(topic: str, texts: Iterable[str], learned: Learned = ()) -> float:
    """The share of the topic's concepts that some of the texts have in full; 1 without any."""
    concepts = _concepts(topic, learned)
    stems = [frozenset(content_stems(text)) for text in texts]
    found = [any(w <= s for w in each.alternatives for s in stems) for each in concepts]
    return sum(found) / len(found) if found else 1.0


class Relevance:
    """Scores texts from 0 to 1 by the share of a topic's concepts that they cover.

    A concept is a word of the topic, or a glossary word with all that reports print for it. It
    weighs the more, the fewer of the `pool` of candidate texts contain it.
    """

    def __init__(self, topic: str, pool: Sequence[str], learned: Learned = ()) -> None:
        self._concepts = _concepts(topic, learned)
        counts = [Counter(content_stems(text)) for text in pool]
        self._weights = [
            math.log(1 + (len(counts) + 1) / (0.5 + sum(c.covered(n) for n in counts)))
            for c in self._concepts
        ]

    def __call__(self, text: str) -> float:
        """The weighted share of concepts that the text covers; 0 for a topic without any."""
        total = sum(self._weights)
        if not total:
            return 0.0
        counts = Counter(content_stems(text))
        covered = (
            w * c.covered(counts) for w, c in zip(self._weights, self._concepts, strict=True)
        )
        return sum(covered) / total


def content_stems(text: str) -> list[str]:
    """The stems of the words of a text that carry meaning, in order."""
    return [_stem(_bare(word)) for word in content_words(text)]


def content_words(text: str) -> list[str]:
    """The words of a text that carry meaning, as written, in order."""
    return [word for word in _WORD.findall(text) if _bare(word) not in _STOP]


def essence(text: str) -> str:
    """A text from its first word that carries meaning to its last; empty where none does."""
    telling = [m for m in _WORD.finditer(text) if _bare(m.group()) not in _STOP]
    return text[telling[0].start() : telling[-1].end()] if telling else ""


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence or bullet of a paragraph, without the space between them."""
    cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    spans = []
    for start, end in pairwise(cuts):
        left = start + len(text[start:end]) - len(text[start:end].lstrip())
        right = start + len(text[start:end].rstrip())
        if left < right:
            spans.append((left, right))
    return spans


def _concepts(topic: str, learned: Learned) -> list[_Concept]:
    """Glossary words first, then every other word that carries meaning, each once."""
    rest = list(topic)
    concepts: dict[tuple[frozenset[str], ...], None] = {}
    for found in look_up(topic, learned):
        said = topic[found.start : found.end]
        alternatives = _alternatives((said, *found.means))
        if alternatives:
            concepts[alternatives] = None
        rest[found.start : found.end] = " " * (found.end - found.start)
    for stem in content_stems("".join(rest)):
        concepts[(frozenset({stem}),)] = None
    return [_Concept(alternatives) for alternatives in concepts]


def _alternatives(phrases: Iterable[str]) -> tuple[frozenset[str], ...]:
    return tuple(dict.fromkeys(s for p in phrases if (s := frozenset(content_stems(p)))))


@cache
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))
