"""Abbreviations and everyday words bring in what reports print."""

import tomllib
from dataclasses import replace
from pathlib import Path

import assistant
from assistant.glossary import expansions, learn, look_up
from index import Abbreviation, Report
from tests.assistant.corpora import CORPUS

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


def _reports() -> list[Report]:
    court = Abbreviation("FDAC", "family drug and alcohol court")
    team = Abbreviation("FIT", "family intervention team")
    return [replace(each, abbreviations=(court, team)) for each in CORPUS[:2]]


def test_what_reports_define_is_learned_both_ways() -> None:
    assert learn("Which areas have an FDAC?", _reports()) == (
        ("FDAC", ("family drug and alcohol court",)),
    )
    said = "Is there a family drug and alcohol court?"
    assert "FDAC" in expansions(said, learn(said, _reports()))
    assert learn("is there an fdac?", _reports())


def test_a_word_is_no_abbreviation_of_the_reports() -> None:
    assert learn("are the homes fit for teenagers?", _reports()) == ()
    assert learn("Are the homes fit?", _reports()) == ()
    assert learn("Who runs the FIT?", _reports())


def test_the_reviewed_list_goes_before_what_reports_define() -> None:
    learned = (("PEP", ("people's education panel",)),)
    (found,) = look_up("Was the PEP on time?", learned)
    assert found.means == ("personal education plans",)
