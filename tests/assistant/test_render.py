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


def test_markdown_shows_a_comparison_as_a_table(assistant: Assistant) -> None:
    answer = assistant.ask("How did Northmere's overall grade change?")
    assert answer.table is not None
    markdown = to_markdown(answer)
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    assert lines[0] == "| Authority | Published | Judgement | Grade | Sources |"
    assert lines[1] == "| --- | --- | --- | --- | --- |"
    assert len(lines) == 2 + len(answer.table.rows)
    marks = "".join(f"[{n}]" for n in answer.table.rows[-1].citations)
    assert lines[-1] == f"| Northmere | 2024-08-02 | Overall effectiveness | Good | {marks} |"
    rows = {statement.text for statement in answer.statements if statement.origin == "row"}
    assert not any(text in markdown for text in rows)


def test_cells_cannot_break_a_table(assistant: Assistant) -> None:
    answer = assistant.ask("How did Northmere's overall grade change?")
    assert answer.table is not None
    row = dataclasses.replace(answer.table.rows[0], cells=("a | b", "c\n\nd", "<b>", "| --- |"))
    table = dataclasses.replace(answer.table, rows=(row,))
    markdown = to_markdown(dataclasses.replace(answer, table=table))
    (line,) = [line for line in markdown.splitlines() if line.startswith("| a ")]
    assert line.startswith("| a \\| b | c d | \\<b\\> | \\| --- \\| | [")


def test_the_question_can_stand_above_the_text(assistant: Assistant) -> None:
    answer = assistant.ask("What did inspectors say about supervision in Northmere in 2012?")
    assert to_text(answer, question=True) == f"{answer.question}\n\n{to_text(answer)}"
    assert to_markdown(answer).startswith(f"## {answer.question}\n\n")


def test_a_refusal_cites_what_contradicts_the_question(assistant: Assistant) -> None:
    answer = assistant.ask("Why was Northmere judged outstanding in 2024?")
    assert answer.refusal is not None
    for text in (" ".join(to_text(answer).split()), to_markdown(answer)):
        assert f"{answer.refusal.message} [1]" in text
        assert "Nearest passages" in text


def test_lines_of_documents_begin_no_list_link_or_formula_in_markdown(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("What did inspectors say about supervision in Northmere in 2012?")
    tricks = "1. one\n- two\n===\n$x$ https://evil.example www.evil.example a@evil.example"
    statement = dataclasses.replace(answer.statements[0], text=tricks)
    markdown = to_markdown(dataclasses.replace(answer, statements=(statement,)))
    assert "- 1\\. one  \n  \\- two  \n  \\===  \n  \\$x\\$ https\\://evil" in markdown
    assert "www\\.evil.example a\\@evil.example" in markdown
