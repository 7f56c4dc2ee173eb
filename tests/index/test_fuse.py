"""Rank fusion, against values worked by hand."""

import pytest

from index.fuse import Fused, reciprocal_rank


def test_scores_are_sums_of_reciprocal_ranks() -> None:
    fused = reciprocal_rank({"dense": [7, 3], "sparse": [3, 9]}, {})

    assert [f.item for f in fused] == [3, 7, 9]
    assert fused[0].score == pytest.approx(1 / 12 + 1 / 11)
    assert fused[1].score == pytest.approx(1 / 11)
    assert fused[2].score == pytest.approx(1 / 12)


def test_each_item_knows_who_found_it() -> None:
    fused = reciprocal_rank({"dense": [7, 3], "sparse": [3, 9]}, {})

    assert {f.item: f.found_by for f in fused} == {
        3: ("dense", "sparse"),
        7: ("dense",),
        9: ("sparse",),
    }


def test_equal_scores_stand_in_order_of_the_items() -> None:
    assert [f.item for f in reciprocal_rank({"dense": [5, 1], "sparse": [1, 5]}, {})] == [1, 5]


def test_a_weight_counts_a_ranking_more() -> None:
    even = reciprocal_rank({"dense": [1], "sparse": [2]}, {})
    weighted = reciprocal_rank({"dense": [1], "sparse": [2]}, {"sparse": 2.0})

    assert [f.item for f in even] == [1, 2]
    assert weighted == [Fused(2, 2 / 11, ("sparse",)), Fused(1, 1 / 11, ("dense",))]


def test_nothing_found_is_nothing_fused() -> None:
    assert reciprocal_rank({"dense": [], "sparse": []}, {}) == []
