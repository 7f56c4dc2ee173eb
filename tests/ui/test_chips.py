"""Chips say how a question was read, and what they offer becomes what is asked."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from assistant import Assistant, Correction, Query, Understood
from index import CANONICAL_GRADES, CANONICAL_JUDGEMENTS, REPORT_KINDS
from tests.index.documents import make_report
from tests.ui.asked import asked
from tests.ui.chip_reading import chips_of
from ui.chat.chips import Choices, Part, chips, corrected, pinned
from ui.chat.turns import Turn

TODAY = dt.date(2026, 11, 20)
HEALTH = "What did inspectors say about the health of looked after children in Northmere in 2012?"
PAIR = "Compare supervision in Northmere and Wexcombe and Kent in 2019"


def texts(turn: Turn, choices: Choices | None = None) -> list[str]:
    return [chip.text for chip in chips_of(turn, choices)]


@pytest.fixture(scope="module")
def assistant(sample_index: Path) -> Iterator[Assistant]:
    with Assistant.open(sample_index, TODAY) as opened:
        yield opened


@pytest.fixture(scope="module")
def choices(assistant: Assistant) -> Choices:
    return Choices.of(assistant.index.reports())


def read(assistant: Assistant, question: str, correction: Correction | None = None) -> Turn:
    """The question as far as it is understood, not yet answered."""
    turn = Turn(1, question, correction or Correction())
    for event in assistant.stream(question, correction=turn.correction):
        if isinstance(event, Understood):
            return turn.after(event)
    pytest.fail("it was not understood")


def query(turn: Turn) -> Query:
    assert turn.query is not None
    return turn.query


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        (
            HEALTH,
            "Northmere | 2012 | children in care | being healthy | health of looked after children",
        ),
        (
            "Which authorities are inadequate for help and protection?",
            "All authorities | Any time | help and protection | inadequate",
        ),
        (
            "Which authorities have any area graded inadequate?",
            "All authorities | Any time | inadequate",
        ),
        (
            "What grade did Northmere get for help and protection in 2024?",
            "Northmere | 2024 | help and protection",
        ),
        ("What must Wexcombe improve?", "Wexcombe | Any time"),
        ("When was Northmere last inspected?", "Northmere | Latest report"),
        (
            "How did support for care leavers in Northmere change between 2019 and 2024?",
            "Northmere | 2019 to 2024 | care leavers | support for care leavers in change",
        ),
        (
            "Compare care leavers in Northmere and Wexcombe",
            "Northmere | Wexcombe | Any time | care leavers",
        ),
        ("How is supervision in Kent?", "Kent (no report here) | Any time | supervision in Kent"),
        (
            "What did the focused visit say about Aldermoor?",
            "Aldermoor | Any time | focused visit | Any subject",
        ),
        (
            "What did the latest report say about supervision in Northmere?",
            "Northmere | Latest report | latest about supervision",
        ),
        ("What must improve since 2019?", "All authorities | since 1 January 2019"),
        (
            "What did the latest report on Northmere in 2019 say about plans?",
            "Northmere | 2019 | Latest report | latest on about plans",
        ),
    ],
)  # fmt: skip
def test_they_say_how_a_question_was_read(
    assistant: Assistant, choices: Choices, question: str, shown: str
) -> None:
    turn = asked(assistant, question).turns[0]
    assert texts(turn, choices) == shown.split(" | ")
    assert texts(turn) == shown.split(" | ")


def test_nothing_is_said_before_the_question_is_read() -> None:
    assert chips(Turn(1, "?"), Choices((), ())) == ""


def test_while_an_answer_comes_they_only_tell(assistant: Assistant, choices: Choices) -> None:
    turn = read(assistant, HEALTH)
    telling = BeautifulSoup(chips(turn, None), "lxml")
    assert telling("li")
    assert not telling(["button", "form", "select", "details"])
    offering = BeautifulSoup(chips(turn, choices), "lxml")
    assert len(offering("form")) == len(offering("li"))
    assert str(offering.find("ul")).startswith('<ul aria-label="Read as" class="chips">')


def test_what_can_be_chosen_is_what_there_is(assistant: Assistant, choices: Choices) -> None:
    assert choices.authorities == ("Aldermoor", "Northmere", "Wexcombe")
    assert choices.years == tuple(sorted(choices.years))
    assert {2010, 2011, 2012, 2019, 2022, 2023, 2024} == set(choices.years)
    authority, period, strand, *_ = chips_of(read(assistant, HEALTH), choices)
    assert authority.offers == [list(choices.authorities)]
    assert authority.chosen == ["Northmere"]
    assert period.offers == [["", *map(str, choices.years)]] * 2
    assert period.chosen == ["2012", "2012"]
    assert strand.offers == [list(CANONICAL_JUDGEMENTS)]
    assert strand.chosen == ["in_care"]
    anywhere = chips_of(read(assistant, "How is supervision?"), choices)
    assert anywhere[0].offers == [["", *choices.authorities]]
    assert anywhere[1].chosen == ["", ""]
    absent, *_ = chips_of(read(assistant, "How is supervision in Kent?"), choices)
    assert absent.chosen == [""], "not the first that there happens to be"
    other = chips_of(read(assistant, "Plans in Northmere in 2015"), choices)[1]
    assert other.chosen == ["2015", "2015"], "a year without a report stays until it is changed"
    graded = chips_of(read(assistant, "Which councils are inadequate for leadership?"), choices)
    assert graded[-1].offers == [list(CANONICAL_GRADES)]
    kinds = chips_of(read(assistant, "What did the focused visit say of plans?"), choices)
    assert kinds[2].offers == [list(REPORT_KINDS)]


def test_reports_without_authority_or_date_offer_nothing() -> None:
    bare = replace(make_report(), authority=None, inspections=(), published=None)
    assert Choices.of([bare]) == Choices((), ())
    assert Choices.of([make_report(inspected=None)]).years == (2024,)
    late = make_report(published=dt.date(2025, 1, 7))
    assert Choices.of([late, bare]) == Choices(("Northmere",), (2024, 2025))


@pytest.mark.parametrize(
    ("removed", "left"),
    [
        ("Northmere", "Wexcombe | Kent (no report here) | 2019"),
        ("Wexcombe", "Northmere | Kent (no report here) | 2019"),
        ("Kent (no report here)", "Northmere | Wexcombe | 2019"),
        ("2019", "Northmere | Wexcombe | Kent (no report here) | Any time"),
    ],
)
def test_one_that_is_removed_leaves_the_others(
    assistant: Assistant, choices: Choices, removed: str, left: str
) -> None:
    turn = read(assistant, PAIR)
    chip = next(chip for chip in chips_of(turn, choices) if chip.text == removed)
    assert chip.button is not None
    assert chip.button["aria-label"] == f"Ask again without “{removed}”"
    again = read(assistant, PAIR, corrected_by(turn, chip.removed))
    assert texts(again)[:-1] == left.split(" | ")


def corrected_by(turn: Turn, sent: tuple[str, list[str]]) -> Correction:
    part: Part = sent[0]  # type: ignore[assignment]
    return corrected(turn, part, sent[1])


@pytest.mark.parametrize(
    ("question", "place", "values", "becomes"),
    [
        (PAIR, 0, ["Aldermoor"], "Wexcombe | Aldermoor | Kent (no report here) | 2019"),
        (PAIR, 2, ["Aldermoor"], "Northmere | Wexcombe | Aldermoor | 2019"),
        (PAIR, 1, ["Northmere"], "Northmere | Kent (no report here) | 2019"),
        (PAIR, 3, ["2012", "2024"], "Northmere | Wexcombe | Kent (no report here) | 2012 to 2024"),
        (PAIR, 3, ["2024", "2012"], "Northmere | Wexcombe | Kent (no report here) | 2012 to 2024"),
        (HEALTH, 1, ["2019", ""], "Northmere | since 1 January 2019 | children in care"),
        (HEALTH, 1, ["", "2019"], "Northmere | until 31 December 2019 | children in care"),
        (HEALTH, 2, ["leadership"], "Northmere | 2012 | being healthy | leadership"),
        ("Supervision in plans", 0, ["Wexcombe"], "Wexcombe | Any time"),
        ("What of the latest plans?", 0, ["Wexcombe"], "Wexcombe | Latest report"),
        ("What did the focused visit say of plans?", 2, ["jtai"],
         "All authorities | Any time | joint targeted area inspection"),
        ("Which councils are inadequate for leadership?", 3, ["outstanding"],
         "All authorities | Any time | leadership | outstanding"),
    ],
)  # fmt: skip
def test_one_that_is_changed_leaves_the_others(
    assistant: Assistant, question: str, place: int, values: list[str], becomes: str
) -> None:
    turn = read(assistant, question)
    sent = chips_of(turn, Choices.of(assistant.index.reports()))[place].sent(*values)
    again = read(assistant, question, corrected_by(turn, sent))
    assert texts(again)[: becomes.count("|") + 1] == becomes.split(" | ")


def test_what_was_changed_before_stays_changed(assistant: Assistant, choices: Choices) -> None:
    turn = read(assistant, HEALTH)
    for chip, values in ((0, ["Wexcombe"]), (1, ["2023", "2023"]), (2, ["leadership"])):
        sent = chips_of(turn, choices)[chip].sent(*values)
        turn = read(assistant, HEALTH, corrected_by(turn, sent))
    assert texts(turn)[:-1] == ["Wexcombe", "2023", "being healthy", "leadership"]
    turn = read(assistant, HEALTH, corrected_by(turn, chips_of(turn, choices)[0].removed))
    assert texts(turn)[:-1] == ["All authorities", "2023", "being healthy", "leadership"]


def test_every_part_can_be_removed(assistant: Assistant, choices: Choices) -> None:
    asks = "What did the latest focused visit say about leaders graded inadequate in Aldermoor?"
    turn = read(assistant, asks)
    parts = set()
    while removable := [chip for chip in chips_of(turn, choices) if chip.button]:
        parts.add(removable[0].removed[0])
        turn = read(assistant, asks, corrected_by(turn, removable[0].removed))
    assert parts == {"authorities", "latest", "kinds", "strands", "grades"}
    assert query(turn).filters == Query("", "", "", TODAY).filters
    assert texts(turn)[:2] == ["All authorities", "Any time"]


@pytest.mark.parametrize(
    ("part", "values", "becomes"),
    [
        ("kinds", ["jtai", "picnic", "", "<b>"], Correction(kinds=("jtai",))),
        ("strands", ["overall", "good"], Correction(strands=("overall",))),
        ("grades", ["good", "overall", "Good"], Correction(grades=("good",))),
        ("authorities", ["", "York", "York"], Correction(authorities=("York",))),
        ("latest", [""], Correction(latest=False)),
        ("latest", ["yes"], Correction(latest=True)),
        *(
            ("period", years, Correction(period=(None, None), latest=False))
            for years in ([], [""], ["twelve", "99999"], ["20 2", "-201"], ["２０１２", "²⁰¹²"],
                          ["9999", "0000"], ["0001", "3000"], ["1899", "2012-01-01"])
        ),
        ("subject", ["plans"], Correction()),
    ],
)  # fmt: skip
def test_unknown_values_change_nothing(part: Part, values: list[str], becomes: Correction) -> None:
    assert corrected(Turn(1, "?"), part, values) == becomes


def test_the_first_and_last_days_of_years_count() -> None:
    period = corrected(Turn(1, "?"), "period", ["2012", "2019", "2024"]).period
    assert period == (dt.date(2012, 1, 1), dt.date(2019, 12, 31))
    latest = Turn(1, "?", Correction(latest=True, kinds=("jtai",)))
    assert corrected(latest, "period", ["2012", ""]) == Correction(
        period=(dt.date(2012, 1, 1), None), latest=False, kinds=("jtai",)
    )


@pytest.mark.parametrize("question", [HEALTH, PAIR, "What did the latest focused visit find?"])
def test_another_subject_keeps_place_time_and_kind(assistant: Assistant, question: str) -> None:
    before = query(read(assistant, question))
    after = query(read(assistant, "foster carers", pinned(before)))
    assert after.filters == before.filters
    assert after.absent == before.absent
    assert after.strands == before.strands
    assert "foster carers" in after.topic


def test_markup_in_values_stays_text(choices: Choices) -> None:
    odd = "King’s \"Lynn\" & <script>alert('x')</script>"
    asks = Query("?", f"plans {odd}", "", TODAY, authorities=(odd, "York"))
    offered = Choices((odd, "York"), choices.years)
    turn = replace(Turn(1, "?"), query=asks)
    page = chips(turn, offered)
    assert "<script" not in page
    first, second, *_, subject = chips_of(turn, offered)
    assert first.text == odd
    assert first.offers == [[odd, "York"]]
    assert second.removed == ("authorities", [odd])
    assert second.sent("Bath") == ("authorities", [odd, "Bath"])
    assert subject.text.startswith("plans King’s")
    assert subject.form is not None
    assert subject.form.find("script") is None
