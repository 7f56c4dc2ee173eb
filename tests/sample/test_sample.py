"""Every text of the sample is read as it was meant."""

import datetime as dt
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from index import Document, parse_paths
from sample import EXAMPLE_QUESTIONS, FOLDER
from tests.layout import ROOT

SOURCES = ROOT / "scripts" / "sample_pdf"
FILES = sorted(path.name for path in FOLDER.iterdir())
FULL = "northmere-2012-04-25-safeguarding-and-looked-after-children.txt"
ILACS_2019 = "northmere-2019-07-01-ilacs.md"
ILACS_2024 = "northmere-2024-08-02-ilacs.pdf"
WEXCOMBE_2023 = "wexcombe-2023-03-28-ilacs.pdf"
FOCUSED = "aldermoor-2022-07-28-focused-visit-letter.txt"
LETTER_2010 = "aldermoor-2010-04-08-unannounced-inspection-letter.txt"
LETTER_2011 = "wexcombe-2011-02-14-unannounced-inspection-letter.txt"

RI = "requires_improvement"


@cache
def read(file: str) -> Document:
    (document,) = parse_paths([FOLDER / file])
    assert isinstance(document, Document)
    return document


def numbers(file: str) -> list[str]:
    return [p.number for p in read(file).paragraphs if p.number is not None]


def grades(file: str) -> dict[str | None, str]:
    return {j.canonical: j.canonical_grade for j in read(file).report.judgements}


@pytest.mark.parametrize("file", FILES)
def test_the_first_line_says_that_the_text_is_invented(file: str) -> None:
    source = SOURCES / f"{Path(file).stem}.md" if file.endswith(".pdf") else FOLDER / file
    authority = file.partition("-")[0].title()
    first = source.read_text("utf-8").splitlines()[0]
    assert first == f"This document is invented for demonstration: {authority} does not exist."


@pytest.mark.parametrize("file", FILES)
def test_each_text_is_read_without_a_warning(file: str) -> None:
    report = read(file).report
    assert report.warnings == ()
    assert report.authority == file.partition("-")[0].title()
    assert report.published == dt.date.fromisoformat(re.search(r"\d{4}-\d\d-\d\d", file)[0])  # type: ignore[index]


@pytest.mark.parametrize(
    ("file", "kind", "start", "end", "inspector"),
    [
        (FULL, "safeguarding_lac", "2012-03-05", "2012-03-16", "Judith Farrow"),
        (ILACS_2019, "ilacs", "2019-05-13", "2019-05-24", "Miriam Oakshott"),
        (ILACS_2024, "ilacs", "2024-06-10", "2024-06-21", "Daniel Prewett"),
        (WEXCOMBE_2023, "ilacs", "2023-02-06", "2023-02-17", "Esther Calloway"),
        (FOCUSED, "focused_visit", "2022-06-22", "2022-06-23", "Tobias Wren"),
        (LETTER_2010, "unannounced_contact_referral", "2010-03-10", "2010-03-11", "Rowan Aske"),
        (LETTER_2011, "unannounced_contact_referral", "2011-01-18", "2011-01-19", "Adaeze Renshaw"),
    ],
)
def test_front_matter(file: str, kind: str, start: str, end: str, inspector: str) -> None:
    report = read(file).report
    assert report.kind == kind
    assert report.inspection_start == dt.date.fromisoformat(start)
    assert report.inspection_end == dt.date.fromisoformat(end)
    assert (report.lead_inspector or "").split("; ")[0] == inspector


@pytest.mark.parametrize(
    ("file", "last"), [(FULL, 62), (ILACS_2019, 30), (ILACS_2024, 40), (WEXCOMBE_2023, 20)]
)
def test_numbered_paragraphs_run_from_one_to_the_last(file: str, last: int) -> None:
    assert numbers(file) == [str(n) for n in range(1, last + 1)]


@pytest.mark.parametrize("file", [LETTER_2010, LETTER_2011, FOCUSED])
def test_letters_have_bullets_and_no_numbers(file: str) -> None:
    kinds = Counter(p.kind for p in read(file).paragraphs)
    assert kinds["numbered"] == 0
    assert kinds["bullet"] == FOLDER.joinpath(file).read_text("utf-8").count("\n- ")


def test_ilacs_judgements() -> None:
    assert grades(ILACS_2019) == {
        "leadership": RI,
        "help_protection": RI,
        "in_care_and_care_leavers": RI,
        "overall": RI,
    }
    assert grades(ILACS_2024) == {
        "leadership": "good",
        "help_protection": RI,
        "in_care": "good",
        "care_leavers": "good",
        "overall": "good",
    }
    assert grades(WEXCOMBE_2023) == {
        "leadership": "inadequate",
        "help_protection": "inadequate",
        "in_care": RI,
        "care_leavers": RI,
        "overall": "inadequate",
    }


def test_the_same_judgement_in_both_parts_of_the_full_report() -> None:
    found = {(j.part or "", j.canonical): j.canonical_grade for j in read(FULL).report.judgements}
    assert len(found) == len(read(FULL).report.judgements) == 22
    capacity = [grade for (_, name), grade in found.items() if name == "capacity_for_improvement"]
    assert capacity == ["good", "adequate"]
    assert [grade for (_, name), grade in found.items() if name == "being_healthy"] == [
        "inadequate"
    ]


def test_deadlines_stay_in_the_paragraph_that_prints_them() -> None:
    (paragraph,) = (p for p in read(FULL).paragraphs if p.number == "40")
    lines = paragraph.text.splitlines()
    assert [line for line in lines if not line.startswith("• ")][1:] == [
        "Immediately:",
        "Within three months:",
        "Within six months:",
    ]
    assert "• cease the use of bed and breakfast accommodation for care leavers." in lines


@pytest.mark.parametrize("file", [ILACS_2024, WEXCOMBE_2023])
def test_the_pdf_says_what_its_source_says(file: str) -> None:
    """Joined over lines and pages, without the footer: the very words of the source."""
    source = SOURCES.joinpath(f"{Path(file).stem}.md").read_text("utf-8").replace("'", "’")
    written = re.findall(r"^(?:- |\d+\. )(.+)$", source, re.MULTILINE)
    body = [p for p in read(file).paragraphs if p.kind in {"numbered", "bullet"}]
    assert [p.text for p in body] == written
    assert max(p.page for p in body) > 3


def test_the_example_questions_are_questions() -> None:
    assert 6 <= len(EXAMPLE_QUESTIONS) <= 8
    assert all(question.endswith("?") for question in EXAMPLE_QUESTIONS)
