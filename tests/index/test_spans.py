"""Packed word places."""

from index import Span
from index.spans import pack, unpack


def test_places_come_back_to_a_tenth_of_a_point() -> None:
    spans = (Span(0, 4, 1, (72.0, 90.54, 101.3, 102.0)), Span(5, 9, 2, (-1.0, 0.0, 3.25, 4.4)))

    assert unpack(pack(spans)) == (
        Span(0, 4, 1, (72.0, 90.5, 101.3, 102.0)),
        Span(5, 9, 2, (-1.0, 0.0, 3.2, 4.4)),
    )


def test_a_text_without_places_has_none() -> None:
    assert unpack(pack(())) == ()


def test_a_page_of_words_takes_little_room() -> None:
    spans = [Span(7 * i, 7 * i + 6, 3, (72.0 + i % 9, 90.0, 99.0, 101.0)) for i in range(500)]

    assert len(pack(spans)) < 500 * 10
