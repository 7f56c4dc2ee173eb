"""Long texts cut into windows."""

from collections.abc import Sequence
from itertools import pairwise

from index.windows import Window, cut


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def shown(text: str, windows: tuple[Window, ...]) -> list[str]:
    return [text[window.start : window.end].strip() for window in windows]


def test_a_short_text_is_one_window() -> None:
    assert cut("Children are safe. Plans are good.", 6, words) == (Window(0, 34),)


def test_windows_end_with_sentences_and_repeat_one() -> None:
    text = "One two. Three four. Five six. Seven eight."

    assert shown(text, cut(text, 4, words)) == [
        "One two. Three four.",
        "Three four. Five six.",
        "Five six. Seven eight.",
    ]


def test_no_sentence_is_repeated_where_the_next_would_not_fit_beside_it() -> None:
    text = "One two three. Four. Five six seven. Eight."

    assert shown(text, cut(text, 4, words)) == [
        "One two three. Four.",
        "Four. Five six seven.",
        "Five six seven. Eight.",
    ]
    assert shown(text, cut(text, 3, words)) == [
        "One two three.",
        "Four.",
        "Five six seven.",
        "Eight.",
    ]


def test_a_sentence_without_end_is_cut_between_words() -> None:
    text = " ".join(f"w{i}" for i in range(50))
    windows = cut(text, 8, words)

    assert all(words([part])[0] <= 8 for part in shown(text, windows))
    assert [w for part in shown(text, windows) for w in part.split()] == text.split()


def test_windows_cover_the_whole_text() -> None:
    text = "Plans are:\n• clear and timely;\n• shared.\n" * 12 + "x" * 300
    windows = cut(text, 9, words)

    assert windows[0].start == 0
    assert windows[-1].end == len(text)
    assert all(after.start <= before.end < after.end for before, after in pairwise(windows))
