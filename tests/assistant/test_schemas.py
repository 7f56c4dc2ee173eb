"""The types of the contracts' JSON describe every field that is there, and no other."""

import pytest

from assistant import Assistant, hit_dict
from assistant.schemas import AnswerObject, HitsObject, JudgementsObject


@pytest.mark.parametrize(
    "question",
    [
        "What did inspectors say about health assessments in Northmere?",
        "Which authorities are inadequate overall?",
        "Why was Northmere judged outstanding in 2024?",
        "What did inspectors find in Haringey?",
    ],
)
def test_an_answer(assistant: Assistant, question: str) -> None:
    told = assistant.ask(question).to_dict()
    read = AnswerObject.model_validate(told).model_dump(mode="json", by_alias=True)
    for found in (told["provenance"], read["provenance"]):
        assert isinstance(found, dict)
        del found["created"]  # one moment can be written in two ways
    assert read == told


def test_hits_and_judgements(assistant: Assistant) -> None:
    hits = {"hits": [hit_dict(hit) for hit in assistant.search("caseloads")]}
    assert HitsObject.model_validate(hits).model_dump(mode="json") == hits
    rows = [row.to_dict() for row in assistant.index.judgements()]
    listed = {"total": len(rows), "judgements": rows}
    assert JudgementsObject.model_validate(listed).model_dump(mode="json") == listed
