"""Nearest paragraphs by meaning: FAISS over the vectors of their windows, exact."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.embed import Vectors

__all__ = ["DenseIndex", "Positions", "Selection", "write_vectors"]

Positions = npt.NDArray[np.int64]
"""Paragraphs by their place in the corpus, from 0."""

Selection = npt.NDArray[np.bool_]
"""For each paragraph of the corpus, whether it may be found."""


def write_vectors(path: Path, vectors: Vectors) -> None:
    """One row a window, shape (windows, dimension), each of length 1."""
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    # FAISS itself would not notice that the disk is full when it closes the file.
    path.write_bytes(faiss.serialize_index(index).tobytes())


class DenseIndex:
    """The vectors of a file, each with the position of the paragraph that it is a part of.

    The file's checksum has been verified: FAISS does not notice all damage.
    """

    def __init__(self, path: Path, paragraphs: Positions) -> None:
        import faiss

        faiss.omp_set_num_threads(1)  # one question is not worth waking other cores
        self._index = faiss.read_index(str(path))
        self._paragraphs = paragraphs

    @property
    def vectors(self) -> Vectors:
        """The rows as they were added."""
        return np.asarray(self._index.reconstruct_n(0, self._index.ntotal), np.float32)

    @property
    def size(self) -> int:
        """How many windows there are."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Components of a vector."""
        return int(self._index.d)

    def search(self, vector: Vectors, k: int, allowed: Selection | None = None) -> list[int]:
        """Positions of the k paragraphs with the nearest windows, best first.

        `vector` has the shape (dimension,). Equal scores are in order of the corpus.
        """
        windows = self.size if allowed is None else int(allowed[self._paragraphs].sum())
        wanted = min(4 * k, windows)
        while True:
            best = self._best_by_paragraph(vector, wanted, allowed)
            if len(best) >= k or wanted >= windows:
                return sorted(best, key=lambda position: (-best[position], position))[:k]
            wanted = min(4 * wanted, windows)

    def _best_by_paragraph(
        self, vector: Vectors, wanted: int, allowed: Selection | None
    ) -> dict[int, float]:
        """The score of the best window of each paragraph among the `wanted` best windows."""
        import faiss

        if wanted == 0:
            return {}
        parameters = None
        if allowed is not None:
            bits = np.packbits(allowed[self._paragraphs], bitorder="little")
            selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        scores, rows = self._index.search(vector[None, :], wanted, params=parameters)
        best: dict[int, float] = {}
        for score, row in zip(scores[0].tolist(), rows[0].tolist(), strict=True):
            if row >= 0:  # FAISS fills up with -1
                best.setdefault(int(self._paragraphs[row]), score)
        return best
