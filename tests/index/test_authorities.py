"""Authorities are found by whole names, longest first, in any of their spellings."""

import pytest

from index.authorities import AUTHORITIES, bare_name, canonical_authority, find_authorities


def names(text: str, also: tuple[str, ...] = ()) -> list[str]:
    return [mention.name for mention in find_authorities(text, also)]


def test_there_are_153_authorities_and_some_former_ones() -> None:
    assert sum(authority.current for authority in AUTHORITIES) == 153
    assert {"Cumbria", "Northamptonshire"} <= {a.name for a in AUTHORITIES if not a.current}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harrow and Haringey", ["Harrow", "Haringey"]),
        (
            "North Northamptonshire, once Northamptonshire",
            ["North Northamptonshire", "Northamptonshire"],
        ),
        ("Nottinghamshire, not nottingham", ["Nottinghamshire", "Nottingham"]),
        ("the team in Gloucester", []),
        ("hackers in the system", []),
        ("covers Greater Manchester", []),
        ("Newcastle-under-Lyme", []),
        ("a Harrow-based team in Harrow-on-the-Hill", ["Harrow"]),
        ("st. helens' homes", ["St Helens"]),
        ("B&NES and Telford & Wrekin", ["Bath and North East Somerset", "Telford and Wrekin"]),
        ("Bournemouth, Christchurch & Poole", ["Bournemouth, Christchurch and Poole"]),
        ("Bournemouth Christchurch and Poole", ["Bournemouth, Christchurch and Poole"]),
        ("Bournemouth in 2017", ["Bournemouth"]),
        ("stockton on tees", ["Stockton-on-Tees"]),
    ],
)
def test_whole_names_longest_first(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Has Bury been judged?", ["Bury"]),
        ("bury's last grade", ["Bury"]),
        ("how did reading do on care leavers", ["Reading"]),
        ("reading borough council", ["Reading"]),
        ("who led the slough inspection in 2019", ["Slough"]),
        ("do staff like reading inspection reports", []),
        ("do children make progress in reading and writing", []),
        ("What helped with reading in Harrow?", ["Harrow"]),
        ("Reading the report, what stands out?", []),
        ("a bath every night", []),
    ],
)
def test_everyday_words_need_a_capital_or_a_place_around_them(
    text: str, expected: list[str]
) -> None:
    assert names(text) == expected


def test_a_mention_includes_the_council_words() -> None:
    text = "What did the London Borough of Harrow Council's letter say?"
    (mention,) = find_authorities(text)
    assert text[mention.start : mention.end] == "the London Borough of Harrow Council"


def test_names_of_a_corpus_are_found_too() -> None:
    assert names("What about Northmere?") == []
    assert names("What about northmere?", ("Northmere",)) == ["Northmere"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bristol, City of", "Bristol"),
        ("Herefordshire, County of", "Herefordshire"),
        ("telford & wrekin", "Telford and Wrekin"),
        ("80499_harrow", "Harrow"),
        ("The Royal Borough of Windsor & Maidenhead", "Windsor and Maidenhead"),
        ("City of Bradford Metropolitan District Council", "Bradford"),
        ("Kingston Upon Hull City Council", "Kingston upon Hull"),
        ("London Corporation", "City of London"),
        ("Council of the Isles of Scilly", "Isles of Scilly"),
        ("Reading Borough Council", "Reading"),
        ("London Borough of Harrow local authority children's services", "Harrow"),
        ("Harrow and Haringey", None),
        ("Northmere Borough Council", None),
    ],
)
def test_canonical_authority(text: str, expected: str | None) -> None:
    assert canonical_authority(text) == expected


def test_bare_name_strips_council_words_of_any_name() -> None:
    assert bare_name("Northmere Borough Council") == "Northmere"
    assert bare_name("The London Borough of Eastwick") == "Eastwick"
