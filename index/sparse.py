"""Paragraphs that share words with a question: BM25 over stemmed words."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.dense import Selection

__all__ = ["SparseIndex", "Tokenizer", "write_scores"]

_K1 = 0.9
_B = 0.4
"""BM25's parameters as Anserini sets them: paragraphs are short, and their lengths mean little."""

_EMPTY_WORDS = """
a about am an and any are as at be been being but by can could did do does for from had has have
how i if in into is it its me my of on or our say says said she he so such tell than that the
their them then there these they this those to us was we were what when where whether which who
why will with would you your
"""
_STOP_WORDS = frozenset(_EMPTY_WORDS.split())
_FOLD = str.maketrans("‘’‐‑–—−", "''-----")
# Words keep inner hyphens and "&" (B&B), figures their point; thousands' commas are removed before.
_WORD = re.compile(r"\w+(?:\.\d+)?(?:[-&]\w+)*%?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


class Tokenizer:
    """Text to stems; remembers the stem of every word it has met. Not to be shared by threads."""

    def __init__(self) -> None:
        import Stemmer

        self._stem = Stemmer.Stemmer("english").stemWord
        self._known: dict[str, tuple[str, ...]] = {}

    def __call__(self, text: str) -> list[str]:
        """The stems in order, stop words left out.

        "decision-making" gives the joined word and both parts; "75%" and "75 per cent" give the
        same stems.
        """
        folded = _THOUSANDS.sub("", text.lower().translate(_FOLD))
        folded = folded.replace("per cent", "percent").replace("'s", "")
        stems: list[str] = []
        for word in _WORD.findall(folded):
            known = self._known.get(word)
            if known is None:
                known = self._known[word] = self._stems(word)
            stems += known
        return stems

    def _stems(self, word: str) -> tuple[str, ...]:
        parts = word.removesuffix("%").split("-")
        forms = ["".join(parts), *parts] if len(parts) > 1 else parts
        if word.endswith("%"):
            forms.append("percent")
        return tuple(self._stem(form) for form in forms if form not in _STOP_WORDS)


def write_scores(folder: Path, texts: Sequence[str]) -> None:
    """From the text of each paragraph, in order of the corpus; no folder where there is none.

    Arrays and vocabulary are written without pickle.
    """
    from bm25s import BM25

    if texts:
        tokenize = Tokenizer()
        bm25 = BM25(k1=_K1, b=_B)
        bm25.index([tokenize(text) for text in texts], show_progress=False)
        bm25.save(folder, show_progress=False)


class SparseIndex:
    """The BM25 scores of every word in every paragraph, from a folder of `write_scores`."""

    def __init__(self, folder: Path) -> None:
        from bm25s import BM25

        self._bm25 = BM25.load(folder, show_progress=False) if folder.is_dir() else None

    @property
    def size(self) -> int:
        """How many paragraphs there are."""
        return 0 if self._bm25 is None else int(self._bm25.scores["num_docs"])

    def search(self, text: str, k: int, allowed: Selection | None = None) -> list[int]:
        """Positions of the k paragraphs that share most with the text, best first.

        Fewer where fewer share any word. Equal scores are in order of the corpus.
        """
        if self._bm25 is None:
            return []
        words = self._bm25.get_tokens_ids(list(dict.fromkeys(Tokenizer()(text))))
        if not words:
            return []
        scores = self._bm25.get_scores_from_ids(words, weight_mask=allowed)
        found = np.flatnonzero(scores)
        order = np.argsort(-scores[found], kind="stable")
        return [int(position) for position in found[order[:k]]]
