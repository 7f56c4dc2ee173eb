"""Concepts are covered in any of their wordings; rare ones weigh more."""

from assistant.relevance import Relevance, content_stems, sentences


def test_a_glossary_word_is_covered_by_what_reports_print() -> None:
    relevance = Relevance("How good is the MASH?", ["one", "two"])
    assert relevance("The multi-agency safeguarding hub works well.") > 0.7
    assert relevance("Nothing of the sort.") == 0


def test_rare_words_weigh_more_than_common_ones() -> None:
    pool = ["children came", "children left", "children stayed", "a chronology for children"]
    relevance = Relevance("children chronology", pool)
    assert relevance("a chronology") > relevance("children")


def test_a_topic_without_content_covers_nothing() -> None:
    assert Relevance("what about it", ["text"])("what about it") == 0


def test_stems() -> None:
    assert content_stems("The workers’ caseloads") == content_stems("worker caseload")


def test_sentences_are_whole_and_verbatim() -> None:
    text = "First one. Then, at 8.30am, another: with\n• a bullet\n• and another. Last!"
    parts = [text[start:end] for start, end in sentences(text)]
    assert parts == [
        "First one.",
        "Then, at 8.30am, another: with",
        "• a bullet",
        "• and another.",
        "Last!",
    ]
