"""The file of a model's replies: what a request is known by, and what its lines keep."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant import ContextError, Instruction, ModelError, Request, Stop
from eval.recordings import Failure, Header, Recorded, line_of, parsed, request_hash

HEADER = Header("m", "localhost:11434", 14_000, 120.0)
PATH = Path("replies.jsonl")


def _request(*said: str) -> Request:
    return Request(tuple(Instruction("user", each) for each in said))


def test_a_request_is_known_by_what_is_asked_and_not_by_its_time() -> None:
    request = replace(_request("Rules.", "Question?"), schema={"a": {}, "b": {}})
    known = request_hash("m", request)
    assert known.startswith("sha256:")
    assert request_hash("m", replace(request, seconds=5)) == known
    roles = tuple(Instruction("system", each.content) for each in request.instructions)
    others = (
        replace(request, schema=None),
        replace(request, schema={"b": {}, "a": {}}),
        replace(request, instructions=roles),
        replace(request, instructions=request.instructions[:1]),
        replace(_request("Rules.Question?"), schema=request.schema),
    )
    hashes = {known, request_hash("n", request), *(request_hash("m", each) for each in others)}
    assert len(hashes) == 2 + len(others)


def test_lines_are_read_as_they_were_written() -> None:
    replies = (
        Recorded("a", 1, ("a\ud83d", "\ude00é\n", "\u2028“b”"), Stop("length", 3, 4)),
        Recorded("a", 2, (), error=Failure("ContextError", "too long")),
        Recorded("b", 1, ("half",)),
    )
    data = b"".join(line_of(each) for each in (HEADER, *replies))
    assert data.count(b"\n") == 1 + len(replies)
    header, found = parsed(PATH, data + line_of(replies[0])[:-1])
    assert header == HEADER
    assert found == {(each.request, each.take): each for each in replies}
    assert [each.succeeded for each in replies] == [True, False, False]


def test_a_later_line_replaces_an_earlier_one() -> None:
    first, again = Recorded("a", 1, ("half",)), Recorded("a", 1, ("whole",), Stop())
    _, found = parsed(PATH, b"".join(line_of(each) for each in (HEADER, first, again)))
    assert found == {("a", 1): again}


@pytest.mark.parametrize("kind", [ModelError, ContextError])
def test_a_failure_is_the_same_again(kind: type[ModelError]) -> None:
    error = Failure.of(kind("no answer")).again()
    assert type(error) is kind
    assert str(error) == "no answer"
