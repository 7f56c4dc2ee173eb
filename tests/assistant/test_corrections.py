"""What a reader puts in the place of how a question was read is what is then asked."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Correction, Finished, Message, Query, essence
from assistant.conversation import understand
from assistant.corrections import correct
from assistant.notes import correction_notes
from assistant.question import read
from tests.assistant.corpora import CORPUS, TODAY
from tests.assistant.loopback_model import Says
from tests.assistant.written import NOTHING, asking

HEALTH = "What did inspectors say about the health of looked after children in Northmere in 2012?"
GRADED = "Which authorities are inadequate for help and protection?"
ANY_TIME = (None, None)
HELD = ("Harrow", "Haringey", "Northmere")


def years(first: int, last: int) -> tuple[dt.date, dt.date]:
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def answered(
    assistant: Assistant,
    question: str,
    correction: Correction | None = None,
    history: tuple[Message, ...] = (),
) -> Answer:
    """The answer to a question as it was corrected."""
    events = assistant.stream(question, history, correction=correction or Correction())
    return next(event.answer for event in events if isinstance(event, Finished))


def followed(assistant: Assistant, question: str, correction: Correction, follow_up: str) -> Answer:
    """The answer to a question that follows a corrected one."""
    before = answered(assistant, question, correction)
    history = Message("user", question, correction), Message("assistant", before.text)
    return answered(assistant, follow_up, history=history)


def cited(answer: Answer) -> set[tuple[str | None, int]]:
    """The authorities and years of the reports that an answer cites."""
    reports = [citation.passage.report for citation in answer.citations]
    return {(report.authority, report.date.year) for report in reports if report.date}


def said(answer: Answer) -> list[str]:
    return [note.text for note in answer.notes if note.kind == "correction"]


def changed(question: str, correction: Correction) -> Query:
    return correct(read(question, CORPUS, TODAY), correction, HELD)


def test_other_reports_are_cited_as_the_reader_corrects(assistant: Assistant) -> None:
    first = answered(assistant, HEALTH)
    assert cited(first) == {("Northmere", 2012)}
    assert not said(first)

    ever = answered(assistant, HEALTH, Correction(period=ANY_TIME))
    assert {("Northmere", 2012), ("Northmere", 2019)} < cited(ever)
    assert said(ever) == ["As chosen by the reader, asked about: any time."]

    other = Correction(authorities=("Wexcombe",), period=ANY_TIME)
    elsewhere = answered(assistant, HEALTH, other)
    assert {authority for authority, _ in cited(elsewhere)} == {"Wexcombe"}
    assert said(elsewhere) == ["As chosen by the reader, asked about: Wexcombe; any time."]
    asked = elsewhere.query.to_dict()["question"]
    assert asked == f"{HEALTH} (asked instead about: Wexcombe; any time)"


def test_a_follow_up_is_understood_with_the_correction(assistant: Assistant) -> None:
    ever = followed(assistant, HEALTH, Correction(period=ANY_TIME), "And caseloads?")
    assert {("Northmere", 2012), ("Northmere", 2019)} <= cited(ever)

    other = Correction(authorities=("Wexcombe",), period=ANY_TIME)
    caseloads = followed(assistant, HEALTH, other, "And caseloads?")
    assert caseloads.query.authorities == ("Wexcombe",)
    assert not said(caseloads), "it was not itself corrected"
    assert "asked instead about: Wexcombe; any time" in caseloads.query.standalone

    fragment = followed(assistant, HEALTH, other, "And in Aldermoor?")
    assert fragment.query.authorities == ("Aldermoor",)
    assert fragment.query.since is None
    assert "asked instead about: Wexcombe; any time" in fragment.query.question


def test_a_follow_up_can_be_corrected_and_followed(assistant: Assistant) -> None:
    history = [Message("user", HEALTH), Message("assistant", answered(assistant, HEALTH).text)]
    elsewhere = Correction(authorities=("Wexcombe",), period=ANY_TIME)
    answer = answered(assistant, "And caseloads?", elsewhere, tuple(history))
    assert {authority for authority, _ in cited(answer)} == {"Wexcombe"}

    history += [Message("user", "And caseloads?", elsewhere), Message("assistant", answer.text)]
    further = answered(assistant, "And supervision?", history=tuple(history))
    assert {authority for authority, _ in cited(further)} == {"Wexcombe"}


@pytest.mark.parametrize(
    ("question", "correction", "kept"),
    [
        (
            "What did the latest report say about care leavers in Harrow?",
            Correction(latest=False),
            Correction(authorities=("Harrow",), latest=False),
        ),
        (
            "What did inspectors say about supervision in Harrow?",
            Correction(kinds=("focused_visit",)),
            Correction(authorities=("Harrow",), kinds=("focused_visit",)),
        ),
        (
            "How is supervision in Kent?",
            Correction(period=years(2012, 2012)),
            Correction(authorities=("Kent",), period=years(2012, 2012)),
        ),
        (
            "How is supervision in Kent?",
            Correction(authorities=("Harrow",)),
            Correction(authorities=("Harrow",)),
        ),
        (
            "How is supervision?",
            Correction(authorities=("Nowhere",)),
            Correction(authorities=("Nowhere",)),
        ),
    ],
)
def test_what_was_corrected_is_kept_by_a_follow_up(
    question: str, correction: Correction, kept: Correction
) -> None:
    before = [Message("user", question, correction)]
    query = understand("And caseloads?", before, reports=CORPUS, today=TODAY)
    bare = read("And caseloads?", CORPUS, TODAY)
    assert query.filters == correct(bare, kept, HELD).filters
    assert query.absent == correct(bare, kept, HELD).absent


def test_grades_and_judgements_of_all_authorities_can_be_changed(assistant: Assistant) -> None:
    assert cited(answered(assistant, GRADED)) == {("Wexcombe", 2023)}

    good = answered(assistant, GRADED, Correction(grades=("good",)))
    assert good.status == "answered"
    assert not good.citations, "none is good for help and protection"
    led = answered(assistant, GRADED, Correction(strands=("care_leavers",), grades=("good",)))
    assert cited(led) == {("Northmere", 2024)}
    assert said(led) == ["As chosen by the reader, asked about: care leavers; good."]
    overall = answered(assistant, GRADED, Correction(strands=()))
    assert overall.query.strands == ("overall",), "a grade is one for something"
    assert cited(overall) == {("Wexcombe", 2023)}

    further = followed(assistant, GRADED, Correction(grades=("good",)), "And for care leavers?")
    assert (further.query.strands, further.query.grades) == (("care_leavers",), ("good",))
    assert cited(further) == {("Northmere", 2024)}


@pytest.mark.parametrize(
    ("word", "found"), [("or", {("Northmere", 2024)}), ("and", set[tuple[str, int]]())]
)
def test_either_of_two_judgements_stays_either(
    assistant: Assistant, word: str, found: set[tuple[str, int]]
) -> None:
    asked = f"Which authorities are inadequate for help and protection {word} for care leavers?"
    assert cited(answered(assistant, asked, Correction(grades=("good",)))) == found


def test_a_question_about_all_authorities_becomes_one_about_some(assistant: Assistant) -> None:
    northmere = answered(assistant, GRADED, Correction(authorities=("Northmere",)))
    assert (northmere.query.intent, northmere.query.grades) == ("grade", ())
    assert cited(northmere) == {("Northmere", 2024)}
    assert said(northmere) == ["As chosen by the reader, asked about: Northmere; any grade."]
    both = answered(assistant, GRADED, Correction(authorities=("Northmere", "Wexcombe")))
    assert cited(both) == {("Northmere", 2024), ("Wexcombe", 2023)}

    tool = "Which authorities use the graded care tool?"
    scanned = answered(assistant, tool, Correction(authorities=("Northmere",)))
    assert scanned.query.intent != "aggregate"
    assert {authority for authority, _ in cited(scanned)} == {"Northmere"}
    assert answered(assistant, tool, Correction(authorities=())).query.intent == "aggregate"


def test_one_judgement_is_asked_for_in_the_place_of_another(assistant: Assistant) -> None:
    asked = "What grade did Northmere get for help and protection in 2024?"
    answer = answered(assistant, asked, Correction(strands=("leadership",)))
    assert answer.table is not None
    assert {row.cells[-2].split()[1] for row in answer.table.rows} == {"impact"}
    assert "help and protection" not in answer.query.topic
    assert "leadership" in answer.query.keywords
    later = followed(assistant, asked, Correction(strands=("leadership",)), "and in 2019?")
    assert (later.query.strands, cited(later)) == (("leadership",), {("Northmere", 2019)})


def test_a_refusal_says_what_was_asked_instead(assistant: Assistant) -> None:
    answer = answered(assistant, HEALTH, Correction(authorities=("Nowhere",)))
    assert answer.refusal is not None
    assert answer.refusal.reason == "authority_not_in_corpus"
    assert "Nowhere" in answer.refusal.message
    assert said(answer) == ["As chosen by the reader, asked about: Nowhere."]
    assert "Nowhere." in answer.text


def test_each_part_is_replaced_and_all_others_stay() -> None:
    asked = "What did the 2012 report say about care leavers in Harrow and Kent?"
    query = read(asked, CORPUS, TODAY)
    assert (query.authorities, query.absent) == (("Harrow",), ("Kent",))

    places = changed(asked, Correction(authorities=("Haringey", "Northmere", "Kent")))
    assert (places.authorities, places.absent) == (("Haringey", "Northmere"), ("Kent",))
    assert [side.authorities for side in places.scopes] == [("Haringey",), ("Northmere",)]
    assert places.filters == replace(query.filters, authorities=("Haringey", "Northmere"))

    times = changed(f"{asked} Published", Correction(period=years(2019, 2024)))
    assert (times.since, times.until) == years(2019, 2024)
    assert times.date_field == "either"
    assert times.absent == ("Kent",)
    assert changed(asked, Correction(period=ANY_TIME)).filters.since is None
    assert changed(asked, Correction(latest=True)).latest
    assert changed(asked, Correction(kinds=("ilacs",))).kinds == ("ilacs",)
    graded = changed("Was Harrow not inadequate?", Correction(grades=("good",)))
    assert (graded.grades, graded.ruled_out) == (("good",), ())


def test_nothing_changed_is_nothing_said() -> None:
    asked = "How did Harrow change between 2012 and 2025?"
    query = read(asked, CORPUS, TODAY)
    same = Correction(authorities=("Harrow",), period=years(2012, 2025), latest=False, kinds=())
    assert correct(query, Correction(), HELD) == query
    assert correct(query, same, HELD) == query
    assert correction_notes(query) == ()


def test_the_note_says_each_part_that_differs() -> None:
    asked = "What did the latest focused visit say about care leavers who were inadequate?"
    every = Correction((), ANY_TIME, latest=False, kinds=(), strands=(), grades=())
    assert changed(asked, every).instead == (
        "not only the latest report; any kind of report; no judgement in particular; any grade"
    )
    until = (None, dt.date(2012, 5, 1))
    other = Correction(("Kent",), until, kinds=("jtai",), strands=("overall",))
    assert changed(asked, other).instead == (
        "Kent; until 1 May 2012; joint targeted area inspection; overall effectiveness"
    )
    place = Correction(authorities=(), latest=True)
    assert changed("Care leavers in Harrow", place).instead == "all authorities; the latest report"


def test_a_model_is_told_what_is_asked_instead(
    monkeypatch: pytest.MonkeyPatch, sample_index: Path
) -> None:
    other = Correction(authorities=("Wexcombe",), period=ANY_TIME)
    with asking(monkeypatch, sample_index, lambda _: Says(NOTHING)) as (assistant, server):
        answered(assistant, HEALTH, other)
        told = [asked.prompt for asked in server.asked]
        answered(assistant, HEALTH)
        after = [asked.prompt for asked in server.asked[len(told) :]]
    assert told
    assert all("(asked instead about: Wexcombe; any time)" in prompt for prompt in told)
    assert not any("asked instead" in prompt for prompt in after)


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("What did about the health of children in ?", "health of children"),
        ("supervision", "supervision"),
        ("What of Kent’s plans, then?", "Kent’s plans"),
        ("What did the about ?", ""),
        ("", ""),
    ],
)
def test_the_essence_of_a_text(text: str, core: str) -> None:
    assert essence(text) == core
