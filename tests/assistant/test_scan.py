"""Which authorities' reports name something: all that print it, and no other (invented texts)."""

from collections.abc import Iterator

import pytest

from assistant import Assistant
from index import build_index

__all__: list[str] = []

REPORT = """Inspection of {name} local authority children's services

Inspection dates: 3 to 7 February 2025

# The experiences and progress of children in care

1. Children in care live in stable homes and see their families often.

2. {second}

3. Adoption is considered early for each child who cannot live at home.
"""

SAID = {
    "Leeds": "Carers value the Riverbank model, which gives them a hub of other carers.",
    "Harrow": "The council is part of an agency, Adopt Along the Thames. Matching is quick.",
    "Suffolk": "Support follows the Riverbank model. The council left Adopt Along Severn.",
    "Bolton": "Carers walk along the riverbank with the children, and a model railway is loved.",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("scan")
    (folder / "texts").mkdir()
    for name, second in SAID.items():
        text = REPORT.format(name=name, second=second)
        (folder / "texts" / f"{name.lower()}.txt").write_text(text, encoding="utf-8")
    build_index([folder / "texts"], folder / "index", embedder="hashing")
    with Assistant.open(folder / "index") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "authorities"),
    [
        ("Which councils use the Riverbank model?", ("Leeds", "Suffolk")),
        ("which councils mention the riverbank model for carers?", ("Leeds", "Suffolk")),
        ("Which authorities are part of Adopt Along the Thames?", ("Harrow",)),
        ("Where is the Riverbank model mentioned?", ("Leeds", "Suffolk")),
        ("Which councils use Riverbank or Adopt Along the Thames?", ("Harrow", "Leeds", "Suffolk")),
        ("Which councils use Riverbank and Adopt Along Severn?", ("Suffolk",)),
        ("Which councils use the Riverbank fostering model?", ("Leeds", "Suffolk")),
    ],
)
def test_a_name_decides(reports: Assistant, question: str, authorities: tuple[str, ...]) -> None:
    answer = reports.ask(question)
    assert answer.status == "answered"
    assert answer.mode == "computed"
    assert answer.authorities == authorities
    assert answer.table is not None
    assert list(dict.fromkeys(row.cells[0] for row in answer.table.rows)) == list(authorities)
    coverage = answer.table.coverage
    assert coverage is not None
    assert (coverage.matched, coverage.with_data, coverage.total) == (len(authorities), 4, 4)
    for statement in answer.statements:
        assert statement.text in answer.citation(statement.citations[0]).passage.paragraph.text


def test_a_misspelt_name_is_read_as_the_printed_one_and_said(reports: Assistant) -> None:
    answer = reports.ask("Which councils use the Rivrbank model?")
    assert answer.authorities == ("Leeds", "Suffolk")
    assert any("“Rivrbank” was read as “Riverbank”" in note.text for note in answer.notes)


def test_every_paragraph_was_examined_and_the_note_says_so(reports: Assistant) -> None:
    answer = reports.ask("Which councils use the Riverbank model?")
    (note,) = (note for note in answer.notes if note.kind == "coverage")
    assert "12 paragraphs" in note.text
    assert "“Riverbank”" in note.text


def test_the_sentence_that_names_it_is_quoted_and_no_other(reports: Assistant) -> None:
    answer = reports.ask("Which authorities are part of Adopt Along the Thames?")
    (statement,) = answer.statements
    assert statement.text == "The council is part of an agency, Adopt Along the Thames."


def test_each_of_two_names_is_proved(reports: Assistant) -> None:
    answer = reports.ask("Which councils use Riverbank and Adopt Along Severn?")
    first, second = answer.statements
    assert "Riverbank" in first.text
    assert "Adopt Along Severn" in second.text


@pytest.mark.parametrize(
    ("question", "reason", "words"),
    [
        ("Which councils don't use the Riverbank model?", "no_evidence", "cannot be told"),
        ("Which councils work with Frobisher Homes?", "not_mentioned", "“Frobisher Homes”"),
        ("Which councils use Riverbank and Frobisher Homes?", "not_mentioned", "“Frobisher Homes”"),
    ],
)
def test_what_no_report_can_prove_is_refused(
    reports: Assistant, question: str, reason: str, words: str
) -> None:
    answer = reports.ask(question)
    assert answer.refusal is not None
    assert answer.refusal.reason == reason
    assert words in answer.refusal.message


def test_a_region_is_no_name_and_said_to_be_passed_over(reports: Assistant) -> None:
    answer = reports.ask("Which London boroughs use the Riverbank model?")
    assert answer.authorities == ("Leeds", "Suffolk")
    assert any("London" in note.text for note in answer.notes if note.kind == "reading")


def test_an_abbreviation_that_no_report_prints_is_looked_for_by_its_sense(
    reports: Assistant,
) -> None:
    answer = reports.ask("Which councils give carers a hub, or a XYZ?")
    assert answer.refusal is None or "XYZ" not in answer.refusal.message
