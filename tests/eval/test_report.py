"""A report says the same in HTML, Markdown, CSV and on the terminal."""

import csv
import io
import re

import pytest

from eval.report import Reason, to_csv, to_html, to_markdown, to_text
from tests.eval.reported import HOSTILE, content

FORMS = {"html": to_html, "markdown": to_markdown, "csv": to_csv}


def rows(text: str) -> dict[str, dict[str, str]]:
    """The lines of the CSV by their question's id."""
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text))}


def test_each_question_has_its_verdict_and_the_cause_of_it() -> None:
    found = {name: (row["verdict"], row["cause"]) for name, row in rows(to_csv(content())).items()}
    assert found == {
        "right": ("right", ""),
        "incomplete": ("right", "incomplete"),
        "uncited": ("wrong", "not cited"),
        "unasked": ("wrong", "answered"),
        "refused": ("wrong", "refused"),
    }


def test_the_table_holds_scores_citations_and_what_was_wanted() -> None:
    row = rows(to_csv(content()))["incomplete"]
    assert (row["citation_precision"], row["citation_recall"], row["citation_f1"]) == ("0.5",) * 3
    assert row["right_refusal"] == ""  # which does not concern it, so it is not 0
    assert row["cited"] == "northmere.txt, g1; northmere.txt, x"
    assert row["wanted"] == "g1; g2"
    assert "not cited: g2" in row["why"]


def test_a_cell_is_never_a_formula() -> None:
    table = rows(to_csv(content()))
    assert table["right"]["question"].startswith("What")
    risky = content()
    for question in risky.questions[:1]:
        object.__setattr__(question.scored.task.case, "question", "=HYPERLINK(1)")
    assert rows(to_csv(risky))["right"]["question"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("form", FORMS)
def test_every_question_that_failed_is_in_every_form(form: str) -> None:
    text = FORMS[form](content())
    for name in ("uncited", "unasked", "refused"):
        assert f"What of {name}?" in text


def test_means_are_over_what_a_measure_concerns() -> None:
    text = to_text(content())
    # F1 of the four answerable questions: 1, 1/2, 0, 0
    assert re.search(r"^citation_f1 +0\.38  \[0\.00 to .*\]  n=4$", text, re.MULTILINE)
    assert re.search(r"^right_refusal +0\.00 .* n=1$", text, re.MULTILINE)
    assert "pointer_validity" not in text  # unscored, since no index is at hand
    assert "| citation_f1 | 0.38 | " in to_markdown(content())


def test_what_is_unscored_is_said_to_be() -> None:
    method = to_html(content()).split('id="method"')[1]
    row = method.split("pointer_validity")[1].split("</tr>")[0]
    assert "unscored" in row


def test_other_systems_stand_beside() -> None:
    line = next(li for li in to_markdown(content()).splitlines() if li.startswith("| bm25-5"))
    assert line.split(" | ")[1] == "0.00"
    assert "plain search by words" in to_html(content())


def test_nothing_in_a_text_is_markup() -> None:
    page = to_html(content(HOSTILE))
    assert "<img" not in page
    assert page.count("<script") == 1
    assert page.count("</script") == 1
    table = to_markdown(content(HOSTILE))
    assert "\\<img" in table
    assert re.search(r"(?<!\\)<", table) is None


def test_the_page_needs_nothing_else() -> None:
    page = to_html(content())
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)
    assert "url(" not in page
    assert "@import" not in page


def test_the_same_run_gives_the_same_page() -> None:
    assert to_html(content()) == to_html(content())


def test_refusals_are_counted_by_the_reason_that_is_wanted() -> None:
    (reason,) = content().reasons
    assert reason == Reason("off_topic", 1, 0, 0)
    assert "| off_topic | 1 | 0 | 0 |" in to_markdown(content()).replace("\\", "")
    assert "off_topic" in to_html(content()).split('id="refusals"')[1].split("</section>")[0]
