"""Answers as text for a terminal and as Markdown."""

import dataclasses

from assistant import Assistant, to_markdown, to_text


def test_text_shows_statements_numbers_and_sources(assistant: Assistant) -> None:
    text = to_text(assistant.ask("What grade did Northmere get for being healthy in 2012?"))
    assert "Grade 4 (Inadequate)" in text
    assert "[1]" in text
    assert "Sources\n" in text
    assert "paragraph 41" in text
    assert max(len(line) for line in text.split("Sources")[0].splitlines()) <= 96


def test_many_statements_of_a_report_stand_under_its_headings(assistant: Assistant) -> None:
    answer = assistant.ask("What did inspectors say about social workers in Northmere in 2012?")
    headings = {citation.passage.heading for citation in answer.citations}
    text = to_text(answer).split("Sources")[0]
    assert len(answer.statements) > 4
    assert len(headings) > 1
    assert all(f"\n  {heading}\n" in text for heading in headings)


def test_a_refusal_is_its_message(assistant: Assistant) -> None:
    text = to_text(assistant.ask("What did inspectors say about Harrow?"))
    assert text.startswith("There is no report of Harrow")


def test_markdown_of_documents_stays_text(assistant: Assistant) -> None:
    answer = assistant.ask("What did inspectors say about supervision in Northmere in 2012?")
    statement = dataclasses.replace(
        answer.statements[0], text="<img src=x> ![a](http://evil) *bold* # head"
    )
    hostile = dataclasses.replace(answer, statements=(statement,))
    markdown = to_markdown(hostile)
    assert "\\<img" in markdown
    assert "\\!\\[a\\]" in markdown
    assert "![" not in markdown
    assert "<img" not in markdown.replace("\\<img", "")
