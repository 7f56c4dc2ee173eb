"""Grades that a question asks for, and those that it rules out."""

import pytest

from assistant.grading import find_grades, find_ruled_out

BELOW_GOOD = ("inadequate", "adequate", "requires_improvement")


@pytest.mark.parametrize(
    ("text", "wanted", "ruled_out"),
    [
        ("Which authorities were judged inadequate?", ("inadequate",), ()),
        ("Which require improvement to be good for care leavers?", ("requires_improvement",), ()),
        ("Which were graded good or outstanding?", ("outstanding", "good"), ()),
        ("Which are good or better?", ("good", "outstanding"), ()),
        ("Which are at least good?", ("good", "outstanding"), ()),
        ("Which were rated below good?", BELOW_GOOD, ()),
        ("Which are not inadequate?", (), ("inadequate",)),
        ("Which have never been outstanding?", (), ("outstanding",)),
        ("Which isn't outstanding?", (), ("outstanding",)),
        ("Which are neither good nor outstanding?", (), ("outstanding", "good")),
        ("Which are not only good but outstanding?", ("outstanding",), ()),
        ("Was care leavers' support not judged?", ("not_judged",), ()),
        ("Why was it not judged outstanding?", (), ("outstanding",)),
        ("How good is practice?", (), ()),
    ],
)
def test_grades_are_read_with_what_stands_around_them(
    text: str, wanted: tuple[str, ...], ruled_out: tuple[str, ...]
) -> None:
    assert (find_grades(text), find_ruled_out(text)) == (wanted, ruled_out)
