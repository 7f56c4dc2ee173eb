"""Abbreviations that a report defines, with the words that they stand for."""

import pytest

from index.abbreviations import find_abbreviations
from index.types import Paragraph

__all__: list[str] = []


def _found(text: str) -> list[tuple[str, str]]:
    paragraph = Paragraph("a:1", "sha256:a", 1, "text", None, "1", (), 1, text)
    return [(each.short, each.long) for each in find_abbreviations([paragraph])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The local authority designated officer (LADO) is known.",
         [("LADO", "local authority designated officer")]),
        ("Use of the family drug and alcohol court (FDAC) is growing.",
         [("FDAC", "family drug and alcohol court")]),
        ("Independent reviewing officers (IROs) challenge plans.",
         [("IRO", "independent reviewing officers")]),
        ("Work in the ‘children’s hub’ (CHub) is sound.", [("CHub", "children's hub")]),
        ("Those not in education, employment or training (NEET) are few.",
         [("NEET", "not in education, employment or training")]),
        ("Three homes (all in Keel) closed. Plans are late (see above).", []),
        ("The council (Northmere) has plans. It is good (A).", []),
        ("A meeting of partners (MASH) is held.", []),
    ],
)  # fmt: skip
def test_what_a_text_defines(text: str, found: list[tuple[str, str]]) -> None:
    assert _found(text) == found


def test_each_pair_once() -> None:
    text = "A youth hub (YH) opened. The youth hub (YH) is liked. Young helpers (YH) run it."
    assert _found(text) == [("YH", "youth hub"), ("YH", "young helpers")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In the assessed and supported year in employment (ASYE), staff learn.",
         [("ASYE", "assessed and supported year in employment")]),
        ("Referral and intervention teams (AIT) are busy.", []),
    ],
)  # fmt: skip
def test_small_words_have_no_letter(text: str, found: list[tuple[str, str]]) -> None:
    assert _found(text) == found
