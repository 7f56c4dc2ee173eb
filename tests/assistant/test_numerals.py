"""Numbers in figures and in words."""

import pytest

from assistant.numerals import numbers


def _said(text: str) -> list[tuple[float, str]]:
    return [(round(n.value, 3), n.bound) for n in numbers(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nine care leavers of 1,234", [(9, "exactly"), (1234, "exactly")]),
        ("twenty-two or 22", [(22, "exactly"), (22, "exactly")]),
        ("over 90% and 12.5 per cent", [(0.9, "over"), (0.125, "exactly")]),
        ("a third of them, two thirds of cases", [(0.333, "exactly"), (0.667, "exactly")]),
        ("nearly half of plans", [(0.5, "under")]),
        ("almost 40 and about 50", [(40, "under"), (50, "about")]),
        ("five GCSEs or more", [(5, "over")]),
        ("two hundred children", [(200, "exactly")]),
        ("£2.4 million", [(2_400_000, "exactly")]),
        ("twice as many, doubled", [(2, "exactly"), (2, "exactly")]),
        ("a dozen", [(12, "exactly")]),
        ("no fewer than 40, not more than 50", [(40, "over"), (50, "under")]),
        (
            "two hundred and fifty, one hundred and twenty five",
            [(250, "exactly"), (125, "exactly")],
        ),
        ("twenty five", [(25, "exactly")]),
        ("from 11 to 8 per cent", [(0.11, "exactly"), (0.08, "exactly")]),
        ("\u017fix or f\u0131ve", []),
        ("Nine in ten live there", [(0.9, "exactly"), (9, "exactly"), (10, "exactly")]),
        ("two of three", [(2, "exactly"), (3, "exactly")]),
        ("third sector, second chance, 2018/19", [(19, "exactly")]),
    ],
)
def test_numbers_are_read(text: str, said: list[tuple[float, str]]) -> None:
    assert _said(text) == said


def test_one_number_is_the_same_however_it_is_written() -> None:
    figure, word = next(numbers("25%")), next(numbers("a quarter of children"))
    assert figure.says(word)
    assert not figure.says(next(numbers("25 children")))
    assert not figure.says(next(numbers("a third of children")))
