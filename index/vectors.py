"""The vectors of all windows: kept where the same words were embedded before, else computed."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.catalog import Entry, StoredWindow
from index.context import context
from index.embed import Embedder, Vectors
from index.errors import IndexFormatError
from index.progress import counted
from index.types import Paragraph, Report

__all__ = ["Embedded", "embed_windows", "windows_of"]

_CHUNK = 256
"""Windows between two steps of the progress bar."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """One row a window, in order of the entries; `fresh` of them had to be computed."""

    rows: Vectors
    fresh: int


def windows_of(
    report: Report, paragraphs: Iterable[Paragraph], embedder: Embedder
) -> tuple[StoredWindow, ...]:
    """The windows of a report's paragraphs, each under a key made of what will be embedded."""
    windows = []
    for i, paragraph in enumerate(paragraphs):
        about = context(report, paragraph)
        for window in embedder.windows(paragraph.text, about):
            text = _embedded_text(about, paragraph.text[window.start : window.end])
            key = hashlib.sha256(f"{embedder.name}\n{text}".encode()).digest()[:16]
            windows.append(StoredWindow(i, window.start, window.end, key))
    return tuple(windows)


def embed_windows(
    entries: Sequence[Entry], embedder: Embedder, known: Mapping[bytes, Vectors], *, progress: bool
) -> Embedded:
    """The vectors of the entries' windows, taken from `known` where their key is in it."""
    keys = [window.key for entry in entries for window in entry.windows]
    missing = _missing_texts(entries, known)
    # Long texts first: the bar then errs on the safe side, and a batch holds little padding.
    order = sorted(missing, key=lambda key: len(missing[key]), reverse=True)
    chunks = [order[i : i + _CHUNK] for i in range(0, len(order), _CHUNK)]
    computed: dict[bytes, Vectors] = {}
    for chunk in counted(chunks, "embedding", len(chunks), "batch", shown=progress):
        encoded = embedder.encode([missing[key] for key in chunk])
        computed.update(zip(chunk, encoded, strict=True))
    rows = [known[key] if key in known else computed[key] for key in keys]
    if len({row.shape for row in rows}) > 1:
        raise IndexFormatError(
            f"embedding model {embedder.name} now has another dimension; embed all with --force"
        )
    if not rows:
        return Embedded(np.empty((0, embedder.dimension), np.float32), 0)
    return Embedded(np.stack(rows), sum(key not in known for key in keys))


def _missing_texts(entries: Sequence[Entry], known: Mapping[bytes, Vectors]) -> dict[bytes, str]:
    """By key, what has to be embedded."""
    texts = {}
    for entry in entries:
        for window in entry.windows:
            if window.key not in known:
                paragraph = entry.paragraphs[window.paragraph]
                texts[window.key] = _embedded_text(
                    context(entry.report, paragraph), paragraph.text[window.start : window.end]
                )
    return texts


def _embedded_text(about: str, words: str) -> str:
    return f"{about}\n{words}"
