"""Abbreviations and everyday words bring in what reports print."""

import tomllib
from pathlib import Path

import assistant
from assistant.glossary import expansions, look_up

GLOSSARY = Path(assistant.__file__).with_name("glossary.toml")


def test_every_entry_says_why() -> None:
    entries = tomllib.loads(GLOSSARY.read_text("utf-8"))["term"]
    assert len(entries) >= 60
    assert all(entry["say"] and entry["means"] and entry["why"] for entry in entries)


def test_abbreviations_and_everyday_words() -> None:
    assert "initial health assessments" in expansions("How many had their IHA on time?")
    assert "child protection plan" in expansions("were on a CP plan")
    assert "elective home education" in expansions("kids being home schooled")
    assert "bed and breakfast accommodation" in expansions("put up in B&Bs")


def test_whole_words_only() -> None:
    assert expansions("The capital of the county") == ()
    assert expansions("alpha") == ()


def test_what_the_text_says_is_not_said_again() -> None:
    assert "domestic abuse" not in expansions("domestic abuse")


def test_places_of_glossary_words() -> None:
    text = "Does the MASH work?"
    (found,) = look_up(text)
    assert text[found.start : found.end] == "MASH"
