"""The reports that are loaded: an open index, replaced by a newer one while others still read."""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.llm import LanguageModel
from assistant.model_options import ModelOptions
from assistant.pipeline import Assistant
from index import Closing, Index, IndexingError

__all__ = ["Library"]


@dataclass(slots=True)
class _Edition:
    """An open index with how many are reading it."""

    assistant: Assistant
    readers: int = 0
    replaced: bool = False


class Library(Closing):
    """Lends the assistant over the newest index; threads may share it.

    Who has borrowed one keeps it until it is given back: an index that has been replaced is closed
    by its last reader.
    """

    def __init__(
        self,
        index_dir: Path,
        *,
        is_sample: bool,
        today: dt.date | None = None,
        model: ModelOptions | None = None,
    ) -> None:
        """Open the index; what `Assistant.open` raises passes through."""
        self.index_dir = index_dir
        self.is_sample = is_sample
        self._edition = _Edition(Assistant.open(index_dir, today, model=model))
        self._lock = threading.Lock()
        self._renewal = threading.Lock()

    @property
    def model(self) -> LanguageModel | None:
        """Who writes the answers; None where they are quoted."""
        return self._edition.assistant.model

    @contextmanager
    def assistant(self) -> Iterator[Assistant]:
        """The assistant over the newest index that has been taken up."""
        with self._lock:
            edition = self._edition
            edition.readers += 1
        try:
            yield edition.assistant
        finally:
            with self._lock:
                edition.readers -= 1
                unread = edition.replaced and not edition.readers
            if unread:
                edition.assistant.index.close()

    def refresh(self) -> bool:
        """Take up a newer index where one has been published; returns whether there was one.

        Where the newer one cannot be opened, the one before goes on answering.
        """
        with self._renewal:
            held = self._edition
            if held.assistant.index.is_current():
                return False
            try:
                newer = Index.open(self.index_dir)
            except (IndexingError, OSError):
                return False
            with self._lock:
                self._edition = _Edition(replace(held.assistant, index=newer))
                held.replaced = True
                unread = not held.readers
            if unread:
                held.assistant.index.close()
            return True

    def close(self) -> None:
        """Let go of the index and the model."""
        self._edition.assistant.close()
