"""Which authorities were judged what, over the whole sample."""

import pytest

from assistant import Assistant, Message


@pytest.mark.parametrize(
    ("question", "authorities"),
    [
        ("Which authorities are inadequate overall?", {"Wexcombe"}),
        ("Which councils are currently inadequate?", {"Wexcombe"}),
        ("Which authorities are not inadequate overall?", {"Northmere"}),
        ("Which authorities have never been inadequate?", {"Northmere"}),
        ("Which authorities are good overall but not for help and protection?", {"Northmere"}),
        ("Which authorities are good overall but not for care leavers?", set()),
        ("Which authorities are outstanding overall?", set()),
        ("Which authorities moved from requires improvement to good overall?", {"Northmere"}),
        ("Which authorities moved from good to inadequate overall?", set()),
        ("Which authorities improved overall?", {"Northmere"}),
        ("Which councils went up two grades?", set()),
        ("Which councils have got worse for care leavers?", set()),
        ("Which council is the best for care leavers?", {"Northmere"}),
        ("Which is the worst rated council?", {"Wexcombe"}),
        ("Which authorities have been adequate more than once?", {"Northmere"}),
        ("Which authority has been inadequate the most often?", {"Wexcombe"}),
        ("How many inadequate councils are there?", {"Wexcombe"}),
        ("Which councils have never improved overall?", {"Wexcombe"}),
        ("Which councils improved overall in 2024?", {"Northmere"}),
        ("Which councils improved overall in 2023?", set()),
        ("Which councils improved twice overall?", set()),
        ("Which councils became good in 2024?", {"Northmere"}),
        ("Which councils became good in 2023?", set()),
        ("Which councils have always been inadequate?", {"Wexcombe"}),
        ("Which councils are no longer requires improvement?", {"Northmere"}),
        ("Which councils are not yet outstanding overall?", {"Northmere", "Wexcombe"}),
        ("What proportion of authorities are good?", {"Northmere"}),
        ("Which authorities are good and required improvement before?", {"Northmere"}),
        ("Which councils are good now but used to be inadequate?", set()),
        ("Which previously inadequate councils are now good?", set()),
        ("Inadequate", {"Wexcombe"}),
    ],
)
def test_exactly_the_authorities_that_match(
    assistant: Assistant, question: str, authorities: set[str]
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.mode) == ("answered", "computed")
    assert set(answer.authorities) == authorities
    assert answer.table is not None
    assert answer.table.coverage is not None
    assert answer.table.coverage.matched == len(authorities)
    assert (answer.table.coverage.with_data, answer.table.coverage.total) == (2, 3)
    assert any(note.kind == "coverage" for note in answer.notes)


def test_a_question_in_the_present_counts_the_latest_judgements(assistant: Assistant) -> None:
    now = assistant.ask("Which authorities require improvement for leadership?")
    ever = assistant.ask("Which authorities were judged to require improvement for leadership?")
    assert now.authorities == ()
    assert ever.authorities == ("Northmere",)


@pytest.mark.parametrize(
    ("question", "sought"),
    [
        ("Which authorities are outstanding overall?", "Judged outstanding: 0 of"),
        ("Which councils are good or outstanding?", "Judged outstanding or good: 1 of"),
        ("Which authorities are not inadequate overall?", "Not judged inadequate: 1 of"),
        ("Which authorities improved overall?", "1 of"),
    ],
)
def test_what_was_counted_is_said_first(assistant: Assistant, question: str, sought: str) -> None:
    (said,) = [note.text for note in assistant.ask(question).notes if note.kind == "coverage"]
    assert said.startswith(f"{sought} the 2 authorities")


def test_a_list_is_narrowed_by_what_is_asked_of_its_authorities(assistant: Assistant) -> None:
    first = "Which authorities are good overall?"
    narrowed = assistant.ask("Which of them required improvement before?", [Message("user", first)])
    assert narrowed.authorities == ("Northmere",)
    cited = [citation.passage.report.published for citation in narrowed.citations]
    assert [day.year for day in cited if day] == [2019, 2024]
    none = assistant.ask("and which of these were inadequate before?", [Message("user", first)])
    assert (none.status, none.authorities) == ("answered", ())


def test_what_the_index_cannot_tell_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("Which London boroughs are inadequate overall?")
    assert any("London" in note.text for note in answer.notes)


def test_a_ranking_goes_from_the_highest_grade_to_the_lowest(assistant: Assistant) -> None:
    answer = assistant.ask("Rank the councils by their overall grade")
    assert answer.table is not None
    assert [row.cells[0] for row in answer.table.rows] == ["Northmere", "Wexcombe"]


def test_a_step_up_is_proved_by_both_reports(assistant: Assistant) -> None:
    answer = assistant.ask("Which authorities improved overall?")
    cited = [citation.passage.report.published for citation in answer.citations]
    assert [day.year for day in cited if day] == [2019, 2024]


def test_more_children_are_no_matter_of_grades(assistant: Assistant) -> None:
    answer = assistant.ask("Which council has the most children in care?")
    assert answer.table is None


def test_a_subject_that_has_no_grade_is_not_answered_by_grades(assistant: Assistant) -> None:
    answer = assistant.ask("Which councils have improved their supervision of social workers?")
    assert answer.table is None or "Grade" not in answer.table.columns


@pytest.mark.parametrize(
    ("question", "matched"),
    [
        ("Which councils have ever had anything graded inadequate?", {"Northmere", "Wexcombe"}),
        ("Which authorities had an inadequate judgement for any area, not just overall?",
         {"Northmere", "Wexcombe"}),
        ("Which councils have any inadequate judgement now?", {"Wexcombe"}),
        ("Which councils were judged inadequate in at least one area in 2012?", {"Northmere"}),
        ("Which councils were judged inadequate in 2012?", set()),
    ],
)  # fmt: skip
def test_a_grade_for_anything_at_all(
    assistant: Assistant, question: str, matched: set[str]
) -> None:
    assert set(assistant.ask(question).authorities) == matched
