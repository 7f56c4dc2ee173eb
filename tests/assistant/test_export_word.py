"""Answers as a Word document, opened again: questions, statements, tables and references."""

import dataclasses
import datetime as dt
import io
import re
import zipfile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from assistant import Answer, Assistant, Statement, Withheld, to_word

QUOTED = "Are care leavers placed in bed and breakfast?"
COMPARED = "How did Northmere's overall grade change?"
FALSE = "Why was Northmere judged outstanding in 2024?"
MARKS = re.compile(r"(?:\[\d+\])+$")


def opened(*answers: Answer, title: str = "Homes") -> WordDocument:
    return Document(io.BytesIO(to_word(answers, title=title)))


def of_style(document: WordDocument, name: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == name]


def anchors(document: WordDocument) -> list[str]:
    """What the links in the text lead to."""
    links = document.element.iter(qn("w:hyperlink"))
    return [anchor for link in links if (anchor := link.get(qn("w:anchor")))]


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> tuple[Answer, ...]:
    return tuple(assistant.ask(question) for question in (QUOTED, COMPARED, FALSE))


def test_each_question_is_a_heading_over_its_statements(answers: tuple[Answer, ...]) -> None:
    document = opened(*answers)
    assert of_style(document, "Title") == ["Homes"]
    headings = of_style(document, "Heading 1")
    assert headings == [QUOTED, COMPARED, FALSE, "References", "How this was made"]
    assert "Northmere, published 1 July 2019" in of_style(document, "Heading 2")
    bullets = [MARKS.sub("", text).rstrip("\u00a0") for text in of_style(document, "List Bullet")]
    assert [s.text for s in answers[0].statements] == bullets[: len(answers[0].statements)]
    notes = of_style(document, "Note")
    assert all(note.text in notes for answer in answers for note in answer.notes)


def test_every_mark_leads_to_a_reference(answers: tuple[Answer, ...]) -> None:
    document = opened(*answers)
    marks = document.element.iter(qn("w:bookmarkStart"))
    targets = [mark.get(qn("w:name")) for mark in marks]
    assert targets == [f"reference_{n}" for n in range(1, len(targets) + 1)]
    assert set(anchors(document)) == set(targets)
    assert len(of_style(document, "List Number")) == len(targets)


def test_a_passage_that_two_answers_cite_is_one_reference(answers: tuple[Answer, ...]) -> None:
    once, twice = opened(answers[0]), opened(answers[0], answers[0])
    assert of_style(once, "List Number") == of_style(twice, "List Number")
    assert anchors(twice) == 2 * anchors(once)


def test_numbers_run_through_the_document(answers: tuple[Answer, ...]) -> None:
    document = opened(*answers)
    cited = {(c.passage.paragraph.id, c.quote) for answer in answers for c in answer.citations}
    assert len(of_style(document, "List Number")) == len(cited)
    first = len(answers[0].citations)
    assert f"reference_{first + 1}" in anchors(document)


def test_a_reference_says_where_its_words_stand(answers: tuple[Answer, ...]) -> None:
    document = opened(*answers)
    references = of_style(document, "List Number")
    assert "Northmere, published 2 August 2024, paragraph 29, page 5" in references
    # only a PDF has pages
    assert "Northmere, published 1 July 2019, paragraph 21" in references
    texts = of_style(document, "List Continue")
    assert all(f"“{c.quote}”" in texts for answer in answers for c in answer.citations)
    assert any("(northmere-2024-08-02-ilacs.pdf)" in text for text in texts)


def test_an_official_address_is_a_link(answers: tuple[Answer, ...]) -> None:
    (citation, *_) = answers[0].citations
    for address, linked in (("https://example.org/a?b=1&c", True), ("javascript:alert(1)", False)):
        report = dataclasses.replace(citation.passage.report, url=address)
        passage = dataclasses.replace(citation.passage, report=report)
        own = dataclasses.replace(citation, passage=passage)
        statement = Statement("Homes are short.", (own.id,))
        answer = dataclasses.replace(answers[0], statements=(statement,), citations=(own,))
        document = opened(answer)
        leads = [link.target_ref for link in document.part.rels.values() if link.is_external]
        assert leads == ([address] if linked else [])
        assert any(text.endswith(address) for text in of_style(document, "List Continue"))


def test_a_table_that_compares_reports_stands_in_place_of_its_rows(
    answers: tuple[Answer, ...],
) -> None:
    document = opened(answers[1])
    (table,) = document.tables
    assert answers[1].table is not None
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == [*answers[1].table.columns, "Sources"]
    assert [row[:-1] for row in rows[1:]] == [list(row.cells) for row in answers[1].table.rows]
    assert all(MARKS.fullmatch(row[-1]) for row in rows[1:])
    repeated = table.rows[0].cells[0].paragraphs[0].paragraph_format.element
    (row,) = list(repeated.iterancestors(qn("w:tr")))
    assert row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    said = {s.text for s in answers[1].statements if s.origin == "row"}
    assert not said & set(of_style(document, "List Bullet"))


def test_a_refusal_cites_what_contradicts_the_question(answers: tuple[Answer, ...]) -> None:
    document = opened(answers[2])
    assert answers[2].refusal is not None
    refused = next(p.text for p in document.paragraphs if answers[2].refusal.message in p.text)
    assert refused.endswith("[1]")
    assert "Nearest passages" in of_style(document, "Heading 2")


def test_withheld_sentences_are_listed_with_their_reason(answers: tuple[Answer, ...]) -> None:
    withheld = (Withheld("All of them are happy.", "not_supported"),)
    document = opened(dataclasses.replace(answers[0], withheld=withheld))
    assert "Withheld, since it could not be verified" in of_style(document, "Heading 2")
    told = [text for text in of_style(document, "List Bullet") if "happy" in text]
    assert told == ["All of them are happy. (what it cites does not say all of this, or not so)"]


def test_it_says_what_it_was_made_from(answers: tuple[Answer, ...]) -> None:
    told = "\n".join(of_style(opened(*answers), "Note"))
    assert told.count(answers[0].provenance.corpus) == 1
    assert answers[0].provenance.index in told
    assert "quotations only" in told
    written = dataclasses.replace(answers[0].provenance, model="larch-7b")
    told = "\n".join(of_style(opened(dataclasses.replace(answers[0], provenance=written)), "Note"))
    assert "written by the model larch-7b" in told


def test_the_page_and_the_file_are_ours(answers: tuple[Answer, ...]) -> None:
    document = opened(*answers)
    (section,) = document.sections
    sizes = (section.page_width, section.page_height, section.left_margin, section.top_margin)
    assert [round((size or 0) / Mm(1)) for size in sizes] == [210, 297, 25, 25]
    about = document.core_properties
    assert (about.title, about.author, about.language) == ("Homes", "Inspection Assistant", "en-GB")
    assert about.created is not None
    assert dt.timedelta() <= dt.datetime.now(dt.UTC) - about.created < dt.timedelta(minutes=10)
    assert "python-docx" not in f"{about.author}{about.comments}{about.last_modified_by}"
    languages = {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_characters_that_xml_forbids_do_no_harm(answers: tuple[Answer, ...]) -> None:
    hostile = "A\x00B\x0bC\ud800D\ufffeE <w:p/> & ]]> \U0001f600"
    statement = dataclasses.replace(answers[0].statements[0], text=hostile)
    answer = dataclasses.replace(answers[0], question=hostile, statements=(statement,))
    document = opened(answer, title=hostile)
    kept = "ABCDE <w:p/> & ]]> \U0001f600"
    assert of_style(document, "Title") == [kept]
    assert of_style(document, "Heading 1")[0] == kept
    assert of_style(document, "List Bullet")[0].startswith(kept)


def test_the_same_answers_make_the_same_document(answers: tuple[Answer, ...]) -> None:
    def parts() -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(to_word(answers, title="Homes"))) as archive:
            return {n: archive.read(n) for n in archive.namelist() if n != "docProps/core.xml"}

    first = parts()
    assert first == parts()
    for name, content in first.items():
        if name.endswith(".xml"):
            etree.fromstring(content)
