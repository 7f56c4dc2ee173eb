"""FAISS over windows of paragraphs."""

from pathlib import Path

import numpy as np
import pytest

from index.dense import DenseIndex, write_vectors
from index.embed import Vectors


def unit(*rows: tuple[float, ...]) -> Vectors:
    vectors = np.array(rows, np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


# Paragraph 0 has two windows, paragraph 2 three.
VECTORS = unit((1, 0, 0), (0, 1, 0), (0.9, 0.1, 0), (0, 0, 1), (0.1, 0, 1), (0.2, 0, 1))
PARAGRAPHS = np.array([0, 0, 1, 2, 2, 2])


@pytest.fixture
def index(tmp_path: Path) -> DenseIndex:
    write_vectors(tmp_path / "vectors.faiss", VECTORS)
    return DenseIndex(tmp_path / "vectors.faiss", PARAGRAPHS)


def test_the_nearest_paragraphs_come_first(index: DenseIndex) -> None:
    assert index.search(VECTORS[0], 3) == [0, 1, 2]
    assert index.search(VECTORS[3], 3) == [2, 0, 1]


def test_a_paragraph_counts_once_by_its_best_window(index: DenseIndex) -> None:
    assert index.search(VECTORS[3], 2) == [2, 0]


def test_more_windows_are_asked_for_until_there_are_enough_paragraphs(tmp_path: Path) -> None:
    crowd = unit(*[(1, i / 1000, 0) for i in range(40)], (0, 1, 1))
    write_vectors(tmp_path / "v", crowd)
    index = DenseIndex(tmp_path / "v", np.array([0] * 40 + [1]))

    assert index.search(crowd[0], 2) == [0, 1]


def test_what_is_not_allowed_is_never_found(index: DenseIndex) -> None:
    allowed = np.array([False, True, True])

    assert index.search(VECTORS[0], 3, allowed) == [1, 2]
    assert index.search(VECTORS[0], 1, allowed) == [1]
    assert index.search(VECTORS[0], 3, np.zeros(3, bool)) == []


def test_equal_scores_stand_in_order_of_the_corpus(tmp_path: Path) -> None:
    write_vectors(tmp_path / "v", unit((1, 0), (1, 0), (1, 0)))
    index = DenseIndex(tmp_path / "v", np.array([2, 0, 1]))

    assert index.search(unit((1, 0))[0], 3) == [0, 1, 2]


def test_the_vectors_come_back_as_they_were(index: DenseIndex) -> None:
    assert np.array_equal(index.vectors, VECTORS)
    assert (index.size, index.dimension) == (6, 3)


def test_an_empty_corpus_has_no_answers(tmp_path: Path) -> None:
    write_vectors(tmp_path / "v", np.empty((0, 3), np.float32))

    assert DenseIndex(tmp_path / "v", np.array([], np.int64)).search(VECTORS[0], 5) == []
