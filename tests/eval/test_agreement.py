"""Agreement of two persons, against values worked by hand."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.agreement import Agreement, Pair, agreement
from eval.errors import SheetError
from eval.marking import Marked, write_marking_sheet
from eval.rows import write_sheet


def sheet(path: Path, values: Sequence[str], ids: Sequence[str] = ()) -> Path:
    """A sheet with these marks, for rows named r0 and so on."""
    names = ids or [f"r{n}" for n in range(len(values))]
    write_sheet(
        path, ("id", "text", "mark"), [(i, "…", v) for i, v in zip(names, values, strict=True)]
    )
    return path


def compare(folder: Path, pairs: Sequence[tuple[str, str]]) -> Agreement:
    """The agreement over rows that one marked so and the other so."""
    first = sheet(folder / "first.csv", [a for a, _ in pairs])
    return agreement(first, sheet(folder / "second.csv", [b for _, b in pairs]), "mark")


def test_two_values(tmp_path: Path) -> None:
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no of 50: observed 35/50 = .7;
    # by chance 25/50 x 30/50 + 25/50 x 20/50 = .3 + .2 = .5; kappa = (.7 - .5) / (1 - .5) = .4
    table = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    found = compare(tmp_path, [pair for pair, rows in table.items() for _ in range(rows)])
    assert agreement(tmp_path / "first.csv", tmp_path / "second.csv", "mark") == found
    assert found.both == 50
    assert found.raw == pytest.approx(0.7)
    assert found.kappa is not None
    assert found.kappa.value == pytest.approx(0.4)
    assert found.why_no_kappa == ""
    # Cohen's large-sample error: sqrt(.7 x .3 / (50 x .5²)) = .13, so .4 - .25 to .4 + .25
    assert found.kappa.low == pytest.approx(0.15, abs=0.04)
    assert found.kappa.high == pytest.approx(0.65, abs=0.04)
    assert {(p.first, p.second): p.rows for p in found.pairs} == table
    assert found.differing == tuple(f"r{n}" for n in range(20, 35))


def test_three_values(tmp_path: Path) -> None:
    # first: 5 yes, 2 partly, 3 no; second: 4 yes, 3 partly, 3 no; the same in 7 of 10;
    # by chance (5 x 4 + 2 x 3 + 3 x 3) / 100 = .35; kappa = (.7 - .35) / (1 - .35) = 7/13
    found = compare(
        tmp_path,
        [("yes", "yes")] * 4
        + [("yes", "partly"), ("partly", "partly"), ("partly", "no")]
        + [("no", "partly"), ("no", "no"), ("no", "no")],
    )
    assert found.kappa is not None
    assert found.kappa.value == pytest.approx(7 / 13)
    assert found.kappa.low < 7 / 13 < found.kappa.high
    assert found.pairs == (
        Pair("no", "no", 2),
        Pair("no", "partly", 1),
        Pair("partly", "no", 1),
        Pair("partly", "partly", 1),
        Pair("yes", "partly", 1),
        Pair("yes", "yes", 4),
    )
    assert found.differing == ("r4", "r6", "r7")


def test_worse_than_chance(tmp_path: Path) -> None:
    # never the same; by chance 1/2 x 1/2 twice = .5; kappa = (0 - .5) / (1 - .5) = -1
    found = compare(tmp_path, [("yes", "no"), ("no", "yes")])
    assert found.raw == 0
    assert found.kappa is not None
    assert found.kappa.value == pytest.approx(-1)


def test_one_who_never_varies_agrees_by_chance_alone(tmp_path: Path) -> None:
    # the same in 3 of 4; by chance 4/4 x 3/4 = .75; kappa = 0 / .25, in every resample
    found = compare(tmp_path, [("yes", "yes")] * 3 + [("yes", "no")])
    assert found.raw == pytest.approx(0.75)
    assert found.kappa is not None
    assert (found.kappa.value, found.kappa.low, found.kappa.high) == pytest.approx((0, 0, 0))


def test_kappa_is_undefined_where_both_always_write_the_same(tmp_path: Path) -> None:
    found = compare(tmp_path, [("yes", "Yes")] * 6)
    assert (found.both, found.raw, found.kappa) == (6, 1.0, None)
    assert "both wrote “yes” in every row" in found.why_no_kappa
    assert found.differing == ()


def test_full_agreement_on_two_values_has_a_kappa(tmp_path: Path) -> None:
    found = compare(tmp_path, [("yes", "yes"), ("no", "no"), ("no", "no")])
    assert found.kappa is not None
    # some resamples hold one value only, and are left out
    assert (found.kappa.value, found.kappa.low, found.kappa.high) == pytest.approx((1, 1, 1))


def test_nothing_to_compare(tmp_path: Path) -> None:
    found = compare(tmp_path, [("yes", ""), ("", "no")])
    assert (found.both, found.raw, found.kappa) == (0, None, None)
    assert found.why_no_kappa == "no row is filled in in both sheets"


def test_rows_are_matched_by_id_and_the_others_named(tmp_path: Path) -> None:
    first = sheet(tmp_path / "a.csv", ["yes", "no", "yes", "", ""], ["a", "b", "c", "d", "e"])
    second = sheet(tmp_path / "b.csv", ["no", "", "yes", "", "no"], ["d", "c", "a", "e", "f"])
    found = agreement(first, second, "mark")
    assert found.both == 1
    assert found.pairs == (Pair("yes", "yes", 1),)
    assert found.only_first == ("b", "c")
    assert found.only_second == ("d", "f")
    assert found.neither == ("e",)


def test_blanks_and_capitals_do_not_matter(tmp_path: Path) -> None:
    first = sheet(tmp_path / "a.csv", [" Yes "])
    second = sheet(tmp_path / "b.csv", ["yes\n"])
    assert agreement(first, second, " Mark ").pairs == (Pair("yes", "yes", 1),)


def test_a_marking_sheet_can_be_compared(tmp_path: Path) -> None:
    rows = [Marked(f"m{n}", "What?", "Northmere", "Northmere, 2024", "7", "Text") for n in "12"]
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    for path in (first, second):
        write_marking_sheet(path, rows)
        filled = path.read_text("utf-8").replace("Text,", "Text,yes")
        path.write_text(filled, "utf-8")
    found = agreement(first, second, "mark")
    assert found.pairs == (Pair("yes", "yes", 2),)


def test_a_row_repeated_for_a_further_paragraph_counts_once(tmp_path: Path) -> None:
    first = sheet(tmp_path / "a.csv", ["yes", "", "Yes", "no"], ["a", "a", "a", "b"])
    second = sheet(tmp_path / "b.csv", ["", "yes", "no"], ["a", "a", "b"])
    assert agreement(first, second, "mark").both == 2


def test_two_values_for_one_id_are_an_error(tmp_path: Path) -> None:
    first = sheet(tmp_path / "a.csv", ["yes", "no"], ["a", "a"])
    second = sheet(tmp_path / "b.csv", ["yes"], ["a"])
    with pytest.raises(SheetError, match=r"a\.csv, row 3, column “mark”: “no”, but “yes” in row 2"):
        agreement(first, second, "mark")


def test_a_mark_without_an_id_is_an_error(tmp_path: Path) -> None:
    first = sheet(tmp_path / "a.csv", ["yes"], ["a"])
    second = sheet(tmp_path / "b.csv", ["yes", "no"], ["a", " "])
    with pytest.raises(SheetError, match=r"b\.csv, row 3, column “id”: empty; copy the id"):
        agreement(first, second, "mark")


def test_a_column_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    first = sheet(tmp_path / "a.csv", ["yes"])
    with pytest.raises(SheetError, match=r"a\.csv, row 1: no column is headed “type”"):
        agreement(first, first, "type")
