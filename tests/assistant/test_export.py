"""Answers as JSON to keep: the contracts' object, and a conversation around several of them."""

import datetime as dt
import json

from assistant import Assistant, answer_json, conversation_json

QUESTIONS = ("Are care leavers placed in bed and breakfast?", "Which authorities are inadequate?")


def test_one_answer_is_the_object_of_the_contracts(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTIONS[0])
    assert json.loads(answer_json(answer)) == json.loads(json.dumps(answer.to_dict()))


def test_a_conversation_holds_its_answers_in_order(assistant: Assistant) -> None:
    answers = [assistant.ask(question) for question in QUESTIONS]
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    kept = json.loads(conversation_json(answers, title="Homes – “today”"))
    assert set(kept) == {"format", "title", "exported", "answers"}
    assert kept["format"] == 1
    assert kept["title"] == "Homes – “today”"
    assert before <= dt.datetime.fromisoformat(kept["exported"]) <= dt.datetime.now(dt.UTC)
    assert kept["answers"] == json.loads(json.dumps([answer.to_dict() for answer in answers]))


def test_text_is_written_as_it_is_read(assistant: Assistant) -> None:
    answer = assistant.ask("What did inspectors say about the director of children’s services?")
    assert "director of children’s services" in answer_json(answer)
