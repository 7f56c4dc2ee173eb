"""BM25 over stemmed words."""

from pathlib import Path

import numpy as np
import pytest

from index.sparse import SparseIndex, Tokenizer, write_scores

TEXTS = [
    "Care leavers have pathway plans.",
    "Decision-making is timely in 75% of cases.",
    "Children in care are well cared for; visits are regular.",
    "The B&B placements of 1,200 families ended.",
]


@pytest.fixture
def index(tmp_path: Path) -> SparseIndex:
    write_scores(tmp_path / "bm25", TEXTS)
    return SparseIndex(tmp_path / "bm25")


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("decision-making", ["decisionmak", "decis", "make"]),
        ("75%", ["75", "percent"]),
        ("75 per cent", ["75", "percent"]),
        ("1,200 children’s plans", ["1200", "children", "plan"]),
        ("3.5 times", ["3.5", "time"]),
        ("B&B", ["b&b"]),
        ("What did the inspectors say about it?", ["inspector"]),
        ("", []),
    ],
)
def test_words_become_stems(text: str, stems: list[str]) -> None:
    assert Tokenizer()(text) == stems


def test_a_spaced_hyphenated_or_joined_word_is_found_by_any_spelling(index: SparseIndex) -> None:
    for spelling in ("decision-making", "decision making", "decisionmaking", "decision‑making"):
        assert index.search(spelling, 4)[0] == 1


def test_who_shares_more_words_comes_first(index: SparseIndex) -> None:
    assert index.search("plans of care leavers", 4) == [0, 2]


def test_what_shares_no_word_is_not_found(index: SparseIndex) -> None:
    assert index.search("fostering", 4) == []
    assert index.search("what about the", 4) == []
    assert index.search("", 4) == []


def test_what_is_not_allowed_is_never_found(index: SparseIndex) -> None:
    allowed = np.array([False, True, True, True])

    assert index.search("plans of care leavers", 4, allowed) == [2]


def test_equal_scores_stand_in_order_of_the_corpus(tmp_path: Path) -> None:
    write_scores(tmp_path / "bm25", ["plan", "plan, plan", "plan and review"] * 20)
    found = SparseIndex(tmp_path / "bm25").search("plan", 60)

    assert found == [*range(1, 60, 3), *range(0, 60, 3), *range(2, 60, 3)]


def test_nothing_is_pickled(tmp_path: Path) -> None:
    write_scores(tmp_path / "bm25", TEXTS)

    for path in (tmp_path / "bm25").glob("*.npy"):
        np.load(path, allow_pickle=False)
    assert {path.suffix for path in (tmp_path / "bm25").iterdir()} == {".npy", ".json"}


def test_an_empty_corpus_has_no_answers(tmp_path: Path) -> None:
    write_scores(tmp_path / "bm25", [])
    index = SparseIndex(tmp_path / "bm25")

    assert index.search("plan", 3) == []
    assert index.size == 0
