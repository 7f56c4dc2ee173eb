"""Which paragraphs are drawn, of the sample's real index."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from eval.sampling import Drawn, Stratum, allocate, draw
from index import Index, Paragraph, Report

ALL = 10_000
BULLETS, NUMBERED, TEXT = (
    Stratum("ilacs", "ILACS 2018", "bullet"),
    Stratum("ilacs", "ILACS 2018", "numbered"),
    Stratum("ilacs", "ILACS 2018", "text"),
)


def may_be_drawn(paragraph: Paragraph) -> bool:
    """Lines of judgement aside."""
    long_enough = len(paragraph.text.split()) >= 10
    return paragraph.kind in {"numbered", "text", "bullet"} and long_enough


def stratum(report: Report, paragraph: Paragraph) -> Stratum:
    return Stratum(report.kind, report.framework, paragraph.kind)


def sizes(index: Index) -> Counter[Stratum]:
    """Counted apart from the sampler: all that may be drawn, one line of judgement a report."""
    found = Counter(stratum(*each) for each in index.scan(may_be_drawn))
    judged = {r.id: stratum(r, p) for r, p in index.scan(lambda p: p.kind == "judgement")}
    return found + Counter(judged.values())


@pytest.mark.parametrize(
    ("held", "count", "expected"),
    [
        # 10 of 100: quotas 7, 2 and 1, nothing to round
        ((70, 20, 10), 10, (7, 2, 1)),
        # 7 of 100: quotas 3.5, 2.1, 1.4; floors 3, 2, 1; the one left over goes to .5
        ((50, 30, 20), 7, (4, 2, 1)),
        # 5 of 100: quotas 4.8, .1, .1; both small ones get one, which leaves 3
        ((96, 2, 2), 5, (3, 1, 1)),
        # 10 of 100: quotas 8.9, 1, .1; the third gets one, which leaves the second
        # 10 x 9 / 99 = .91, so it gets one too
        ((89, 10, 1), 10, (8, 1, 1)),
        # 2 for three strata: the two largest
        ((5, 9, 7), 2, (0, 1, 1)),
        ((5, 9, 7), 3, (1, 1, 1)),
        # more than there are
        ((3, 2, 1), 50, (3, 2, 1)),
        # equal remainders: by name
        ((2, 2, 2), 5, (2, 2, 1)),
    ],
)
def test_a_count_is_shared_out(
    held: tuple[int, int, int], count: int, expected: tuple[int, int, int]
) -> None:
    strata = (BULLETS, NUMBERED, TEXT)
    shares = allocate(dict(zip(strata, held, strict=True)), count)
    assert tuple(shares.get(each, 0) for each in strata) == expected


def test_nothing_is_shared_out_of_nothing() -> None:
    assert allocate({}, 5) == {}


@pytest.mark.parametrize("count", [5, 12, 40, 150])
def test_each_stratum_is_drawn_from_in_proportion(index: Index, count: int) -> None:
    held = sizes(index)
    assert len(held) >= 10
    drawn = Counter(each.stratum for each in draw(index, count, seed=1))
    assert drawn == allocate(held, count)
    assert sum(drawn.values()) == count
    assert len(drawn) == min(count, len(held))
    if count >= 40:
        for each, size in held.items():
            # never two away from its share, but for the one that small strata are given
            share = count * size / held.total()
            assert share - 2 < drawn[each] < max(share, 1) + 1


def test_whoever_asks_for_more_gets_everything_that_may_be_drawn(index: Index) -> None:
    drawn = draw(index, ALL, seed=1)
    found = {each.paragraph.id for each in drawn if each.paragraph.kind != "judgement"}
    assert found == {paragraph.id for _, paragraph in index.scan(may_be_drawn)}
    assert not any(each.paragraph.kind == "heading_note" for each in drawn)


def test_a_line_of_judgement_stands_for_all_of_its_report(index: Index) -> None:
    lines = [each for each in draw(index, ALL, seed=1) if each.paragraph.kind == "judgement"]
    reports = Counter(each.report.id for each in lines)
    assert set(reports) == {r.id for r, _ in index.scan(lambda p: p.kind == "judgement")}
    assert set(reports.values()) == {1}


def spread(drawn: list[Drawn]) -> dict[Stratum, Counter[str]]:
    """How often each report was drawn from in each stratum."""
    counts: dict[Stratum, Counter[str]] = defaultdict(Counter)
    for each in drawn:
        counts[each.stratum][each.report.id] += 1
    return counts


@pytest.mark.parametrize("seed", range(5))
def test_no_report_is_drawn_from_again_before_the_others(index: Index, seed: int) -> None:
    held = spread(draw(index, ALL, seed))
    repeated = 0
    for each, counts in spread(draw(index, 60, seed)).items():
        least = min(
            (counts[report] for report, size in held[each].items() if counts[report] < size),
            default=ALL,
        )
        repeated += max(counts.values()) > 1
        assert max(counts.values()) <= least + 1
    assert repeated >= 3


@pytest.mark.parametrize("seed", range(15))
def test_no_authority_is_drawn_from_again_where_another_would_do(index: Index, seed: int) -> None:
    # ILACS reports: two of Northmere and one of Wexcombe, which has to come first or second
    counts = Counter(e.report.authority for e in draw(index, 12, seed) if e.stratum == NUMBERED)
    assert counts == {"Northmere": 1, "Wexcombe": 1}


def test_a_seed_always_draws_the_same(sample_index: Path, index: Index) -> None:
    drawn = draw(index, 30, seed=4)
    with Index.open(sample_index) as again:
        assert draw(again, 30, seed=4) == drawn
    assert {each.paragraph.id for each in draw(index, 30, seed=5)} != {
        each.paragraph.id for each in drawn
    }


def test_every_paragraph_that_may_be_drawn_is_drawn_by_some_seed(index: Index) -> None:
    seen = {each.paragraph.id for seed in range(150) for each in draw(index, 30, seed)}
    assert {paragraph.id for _, paragraph in index.scan(may_be_drawn)} <= seen


def test_ids_are_unique_and_name_the_seed(index: Index) -> None:
    ids = [each.id for each in draw(index, 30, seed=4)]
    assert ids[0] == "s4-001"
    assert ids[-1] == "s4-030"
    assert len(set(ids)) == 30


def test_the_order_is_random(index: Index) -> None:
    """Whoever stops half way has not only asked about large strata, or about some reports."""
    half = {each.report.id for each in draw(index, 100, seed=2)[:50]}
    assert half == {report.id for report in index.reports()}
    places = [
        place
        for seed in range(100)
        for place, each in enumerate(draw(index, 30, seed))
        if each.stratum == TEXT  # a small one
    ]
    # uniform over 0 to 29: mean 14.5, and a standard error of 8.7 / sqrt(100)
    assert sum(places) / len(places) == pytest.approx(14.5, abs=2.5)


@pytest.mark.parametrize("count", [0, -1])
def test_less_than_one_cannot_be_drawn(index: Index, count: int) -> None:
    with pytest.raises(ValueError, match=f"{count} paragraphs"):
        draw(index, count, seed=1)
