"""Grades that a statement gives must be those of the words and of the report."""

import datetime as dt

import pytest

from assistant.assertions import unfounded_dates, unfounded_names
from assistant.attribution import parts
from assistant.figures import unfounded_figures
from assistant.grade_claims import contradicted_grades, unfounded_grades
from assistant.grounds import Ground
from index import DateRange, Judgement, Report


def _report(year: int, overall: str, leadership: str) -> Report:
    grades = {"overall": overall, "leadership": leadership}
    return Report(
        id=f"sha256:{year}",
        file=f"{year}.md",
        authority="Northmere",
        title="Inspection of Northmere",
        kind="ilacs",
        framework="ILACS 2018",
        inspections=(DateRange(dt.date(year, 6, 3), dt.date(year, 6, 14)),),
        published=dt.date(year, 8, 1),
        published_source="text",
        lead_inspector=None,
        judgements=tuple(
            Judgement(name, name, grade.title(), grade, None, (1,))
            for name, grade in grades.items()
        ),
    )


_NOW = _report(2024, "inadequate", "good")
_THEN = _report(2019, "good", "good")


def _ground(text: str, report: Report = _NOW) -> Ground:
    return Ground(text, ("Findings",), (report,))


_CARE = _ground("Care leavers receive good support, and cases are reviewed.")


@pytest.mark.parametrize(
    "text",
    [
        "Overall effectiveness in Northmere is good.",
        "Children's services in Northmere were judged good.",
        "Northmere was rated good.",
        "The council was judged outstanding.",
        "Leadership was judged inadequate.",
        "Leadership is good and overall effectiveness is good.",
    ],
)
def test_a_grade_that_the_report_does_not_give_is_seen(text: str) -> None:
    assert contradicted_grades(text, [_CARE])


@pytest.mark.parametrize(
    "text",
    [
        "Care leavers receive good support.",
        "Northmere was judged inadequate overall.",
        "Leadership was judged good.",
        "Before, in 2019, the council was judged good.",
        "The children's home was judged good.",
        "Good use is made of supervision.",
    ],
)
def test_what_the_report_bears_out_or_does_not_speak_of_passes(text: str) -> None:
    assert not contradicted_grades(text, [_CARE])


def test_a_grade_must_be_printed_in_the_words() -> None:
    line = _ground("Leadership Requires improvement to be good")
    assert unfounded_grades("Leadership was judged good.", [line]) == ["good"]
    assert unfounded_grades("Leadership was judged to require improvement.", [line]) == []


@pytest.mark.parametrize(
    ("quoted", "text", "strange"),
    [
        ("Fewer than 40 children wait.", "No fewer than 40 children wait.", ["40"]),
        ("No fewer than 40 children wait.", "At least 40 children wait.", []),
        ("Five children were at risk.", "One child was at risk.", ["One"]),
        ("Five children were at risk.", "One of the five was at risk.", []),
        ("Nine care leavers waited ten weeks.", "Nine in ten care leavers waited.", None),
        ("90% of them wait.", "Nine in ten of them wait.", []),
        ("In two of three cases it was late.", "Two in three cases were late.", []),
        ("It took over 52 days.", "It took under 52 days.", ["52"]),
        ("Some 45% do so.", "Just under half of them do so.", []),
        ("The majority do so.", "More than half of them do so.", []),
        ("Two hundred and fifty children wait.", "Fifty children wait.", ["Fifty"]),
        ("Two hundred and fifty children wait.", "Some 250 children wait.", []),
    ],
)
def test_figures_are_those_of_the_words(quoted: str, text: str, strange: list[str] | None) -> None:
    found = unfounded_figures(text, [_ground(quoted)])
    assert found if strange is None else found == strange


def test_computed_counts_are_given_but_no_shares() -> None:
    ground = _ground("Overall Inadequate")
    assert unfounded_figures("In all, 3 of them are inadequate.", [ground], {3.0}) == []
    assert unfounded_figures("In all, 100% are inadequate.", [ground], {1.0}) == ["100%"]


def test_dates_are_those_of_the_words_or_of_the_report() -> None:
    ground = _ground("None has been placed there since March 2021.")
    assert unfounded_dates("In June 2024, none had been since March 2021.", [ground]) == []
    assert unfounded_dates("In 2023, none had been since May 2021.", [ground]) == [
        "2023",
        "May 2021",
    ]
    assert unfounded_dates("They may march on.", [ground]) == []


def test_names_may_be_abbreviated_but_not_invented() -> None:
    ground = _ground("The multi-agency safeguarding hub decides within a day.")
    assert unfounded_names("The MASH in Northmere decides within a day.", [ground]) == []
    assert unfounded_names("The hub in Brackenford decides within a day.", [ground]) == [
        "Brackenford"
    ]


def test_parts_of_a_statement_point_to_the_reports_that_they_name() -> None:
    now, then = _ground("Homes are suitable."), _ground("Hotels were used.", _THEN)
    found = parts("In 2019 hotels were used, while by 2024 homes were suitable.", [now, then])
    assert [(part.grounds, part.text[:7]) for part in found] == [
        ((then,), "In 2019"),
        ((now,), "by 2024"),
    ]
    assert parts("Homes are suitable.", [now, then]) == []


@pytest.mark.parametrize("text", ["", "½ 1 in 9999999999999999999999", "ſix fıve 3 ſeptember"])
def test_odd_texts_break_nothing(text: str) -> None:
    ground = _ground(text)
    for test in (unfounded_figures, unfounded_dates, unfounded_names, unfounded_grades):
        assert isinstance(test(text, [ground]), list)
    assert contradicted_grades(text, [ground]) == []
