"""What is put before a paragraph's text."""

from index.context import context, lexical_text
from tests.index.documents import make_paragraph, make_report


def test_the_context_says_who_what_when_and_where() -> None:
    report = make_report()

    assert context(report, make_paragraph(report, 3, "Plans drift.")) == (
        "Northmere, ILACS inspection, March 2024, April 2024: Findings – Help – and protection"
    )


def test_a_month_is_said_once_and_a_title_stands_in_for_an_unknown_authority() -> None:
    report = make_report(authority=None, inspected=None)

    assert context(report, make_paragraph(report, 3, "Plans drift.")).startswith(
        "Inspection of children’s services, ILACS inspection, April 2024: "
    )


def test_a_paragraph_that_grades_is_found_by_the_words_of_those_who_ask() -> None:
    report = make_report()
    graded = lexical_text(report, make_paragraph(report, 2, "Care leavers Inadequate"))
    plain = lexical_text(report, make_paragraph(report, 3, "Plans drift."))

    assert graded.endswith("Care leavers Inadequate\njudgement Care leavers grade inadequate")
    assert plain.endswith("\nPlans drift.")
