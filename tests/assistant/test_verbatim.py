"""A quotation is found as it is printed, or not at all."""

import pytest

from assistant.verbatim import find_verbatim

_TEXT = "Children’s plans – most of them –\nare “up to date”. Ten are well-made."


@pytest.mark.parametrize(
    ("quotation", "found"),
    [
        ("Children's plans - most of them - are", "Children’s plans – most of them –\nare"),
        ("are  'up to date'.", "are “up to date”."),
        ("“Ten are well-made.”", "Ten are well-made."),
        ("... Ten are well‑made…", "Ten are well-made"),
        ("are up to date", None),
        ("Ten is well-made", None),
        ("children's plans", None),
        ("en are well-made", None),
        ("Ten are well", "Ten are well"),
        ("Ten are wel", None),
        ("Children's", None),
        ("made. Ten", None),
        ("", None),
        ("(.*) are", None),
    ],
)
def test_only_marks_and_spaces_may_differ(quotation: str, found: str | None) -> None:
    span = find_verbatim(quotation, _TEXT)
    assert (None if span is None else _TEXT[slice(*span)]) == found


def test_a_later_place_is_found_where_the_first_one_cuts_a_word() -> None:
    assert find_verbatim("a plan", "a planned visit with a plan") == (21, 27)
