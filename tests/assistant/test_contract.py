"""The JSON that other programs rely on has exactly the fields that they were promised."""

from typing import Any

import pytest

from assistant import Answer, Assistant, hit_dict

HIT = {
    "report_id", "file", "authority", "report", "inspection_start", "inspection_end", "published",
    "url", "paragraph_id", "paragraph", "label", "kind", "section", "page", "text", "score",
}  # fmt: skip
CITATION = HIT - {"score"} | {"id", "quote", "start", "end"}
UNDERSTOOD = {
    "question", "authorities", "from", "to", "latest", "kinds", "strands", "grades", "intent",
    "today",
}  # fmt: skip
QUESTIONS = {
    "quoted": "What did inspectors say about health assessments in Northmere?",
    "computed": "Which authorities are inadequate overall?",
    "listed": "List everything that Aldermoor was told to improve in 2022",
    "refused": "Why was Northmere judged outstanding in 2024?",
    "absent": "What did inspectors find in Haringey?",
}


@pytest.fixture(params=QUESTIONS)
def answer(request: pytest.FixtureRequest, assistant: Assistant) -> Answer:
    return assistant.ask(QUESTIONS[request.param])


def test_an_answer_and_all_in_it(answer: Answer) -> None:
    found: dict[str, Any] = answer.to_dict()
    assert set(found["understood"]) == UNDERSTOOD
    assert set(found["provenance"]) == {
        "index", "corpus", "prompts", "model", "usage", "version", "created",
    }  # fmt: skip
    assert set(found["seconds"]) == {"understand", "retrieve", "answer", "total"}
    for citation in found["citations"]:
        assert set(citation) == CITATION
        assert citation["quote"] == citation["text"][citation["start"] : citation["end"]]
    for statement in found["statements"]:
        assert set(statement) == {"text", "citations"}
    if (refusal := found["refusal"]) is not None:
        assert set(refusal) == {"reason", "message", "evidence", "nearest"}
        assert all(set(citation) == CITATION for citation in refusal["evidence"])
        assert all(set(hit) == HIT for hit in refusal["nearest"])
    if (table := found["table"]) is not None:
        assert set(table) == {"columns", "rows", "coverage"}
        assert all(len(row["cells"]) == len(table["columns"]) for row in table["rows"])


def test_every_citation_is_used_and_every_number_leads_to_one(answer: Answer) -> None:
    found: dict[str, Any] = answer.to_dict()
    used = {n for statement in found["statements"] for n in statement["citations"]}
    used |= {n for row in (found["table"] or {"rows": []})["rows"] for n in row["citations"]}
    used |= {citation["id"] for citation in (found["refusal"] or {"evidence": []})["evidence"]}
    assert sorted(used) == [citation["id"] for citation in found["citations"]]
    assert sorted(used) == list(range(1, len(used) + 1))


def test_the_text_marks_each_statement_with_its_numbers(answer: Answer) -> None:
    for statement in answer.statements:
        marks = "".join(f"[{number}]" for number in statement.citations)
        assert f"{statement.text} {marks}" in answer.text


def test_a_hit(assistant: Assistant) -> None:
    (hit,) = assistant.search("caseloads", k=1)
    assert set(hit_dict(hit)) == HIT
