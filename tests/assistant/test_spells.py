"""How long a grade held, as a statement with its proofs."""

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("question", "said", "proofs"),
    [
        (
            "How long has Northmere been good?",
            (
                "Northmere, overall effectiveness: good since the report on Northmere, "
                "published 2 August 2024 (1 report in this index)."
            ),
            ["2024-08-02"],
        ),
        (
            "Since when has Northmere been good or requires improvement?",
            (
                "Northmere, overall effectiveness: requires improvement and good since the report "
                "on Northmere, published 1 July 2019 (2 reports in this index)."
            ),
            ["2019-07-01", "2024-08-02"],
        ),
        (
            "When was Northmere judged to require improvement for help and protection?",
            (
                "Northmere, help and protection: requires improvement since the report on "
                "Northmere, published 1 July 2019 (2 reports in this index)."
            ),
            ["2019-07-01", "2024-08-02"],
        ),
    ],
)
def test_the_stretch_of_reports(
    assistant: Assistant, question: str, said: str, proofs: list[str]
) -> None:
    answer = assistant.ask(question)
    first = answer.statements[0]
    assert first.text == said
    reports = [answer.citation(number).passage.report for number in first.citations]
    assert [f"{report.published}" for report in reports] == proofs


def test_what_is_said_of_it_stands_in_no_row(assistant: Assistant) -> None:
    answer = assistant.ask("How long has Northmere been good?")
    assert answer.table is not None
    assert len(answer.table.rows) == len(answer.statements) - 1


def test_a_grade_that_never_was_has_no_stretch(assistant: Assistant) -> None:
    answer = assistant.ask("How long has Northmere been outstanding?")
    assert not any("since the report" in statement.text for statement in answer.statements)
