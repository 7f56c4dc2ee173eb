"""Hits: filtered, side by side, best first."""

import datetime as dt

from assistant import Assistant
from assistant.conversation import understand
from assistant.retrieve import retrieve, sides
from index import Hit
from tests.assistant.corpora import TODAY


def hits(assistant: Assistant, question: str, k: int = 10) -> list[Hit]:
    query = understand(question, reports=assistant.index.reports(), today=TODAY)
    return retrieve(assistant.index, query, k)


def test_sides_of_a_comparison_take_turns(assistant: Assistant) -> None:
    found = hits(assistant, "How do Northmere and Wexcombe compare on caseloads?", 6)
    named = ["Northmere", "Wexcombe"]
    assert [hit.report.authority for hit in found] == named * 3


def test_a_change_hears_each_report(assistant: Assistant) -> None:
    query = understand(
        "Has support for care leavers in Northmere got better?",
        reports=assistant.index.reports(),
        today=TODAY,
    )
    reports = assistant.index.reports(query.filters)
    assert [side.reports for side in sides(assistant.index, query)] == [(r.id,) for r in reports]


def test_only_reports_that_the_question_names(assistant: Assistant) -> None:
    found = hits(assistant, "What did the 2022 letter to Aldermoor say about caseloads?")
    assert {hit.report.authority for hit in found} == {"Aldermoor"}
    assert {hit.report.published for hit in found} == {dt.date(2022, 7, 28)}


def test_each_paragraph_once_and_ranked(assistant: Assistant) -> None:
    found = hits(assistant, "caseloads", 20)
    assert len({hit.paragraph.id for hit in found}) == 20
    assert [hit.rank for hit in found] == list(range(1, 21))
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_the_catalogue_comes_first(assistant: Assistant) -> None:
    first = hits(assistant, "What grade did Northmere get for being healthy in 2012?")[0]
    assert first.retrievers == ("catalogue",)
    assert "Being healthy" in first.paragraph.text


def test_the_sector_s_words_find_what_reports_print(assistant: Assistant) -> None:
    found = hits(assistant, "Which kids had an IHA on time in Northmere in 2012?", 3)
    assert "41" in {hit.paragraph.number for hit in found}
