"""A model's reply is read as it arrives, and as far as it can be read."""

import json

import pytest

from assistant.replies import Claims
from assistant.types import Claim, Evidence

_ONE = Claim("One thing.", (Evidence("s1", 'says "one"'),))
_TWO = Claim("Two, [x] {y}.", (Evidence("s2", "says two"), Evidence("s3", "too")))
_REPLY = json.dumps(
    {
        "statements": [
            {
                "evidence": [{"source": e.source, "quotation": e.quotation} for e in c.evidence],
                "statement": c.text,
            }
            for c in (_ONE, _TWO)
        ]
    }
)


def _read(reply: str, size: int = 3) -> list[Claim]:
    claims = Claims()
    found = [c for n in range(0, len(reply), size) for c in claims.feed(reply[n : n + size])]
    return [*found, *claims.finish()]


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_each_claim_comes_once(size: int) -> None:
    assert _read(_REPLY, size) == [_ONE, _TWO]


def test_a_claim_comes_with_its_last_character() -> None:
    claims = Claims()
    end = _REPLY.index("One thing.") + len("One thing.")
    assert list(claims.feed(_REPLY[:end])) == []
    assert list(claims.feed(_REPLY[end : end + 1])) == [_ONE]


@pytest.mark.parametrize(
    "reply",
    [
        f"Here is the answer:\n```json\n{_REPLY}\n```\nI hope that helps {{}}.",
        f"<think>Perhaps {{this}}?</think>{_REPLY}",
        _REPLY[:-1],
        _REPLY.replace("]}", "],}"),
        json.dumps(json.loads(_REPLY)["statements"]),
    ],
)
def test_what_models_put_around_it_is_passed_over(reply: str) -> None:
    assert _read(reply) == [_ONE, _TWO]


def test_a_reply_that_breaks_off_gives_what_was_complete() -> None:
    assert _read(_REPLY[:-30])[:1] == [_ONE]


def test_a_sentence_before_its_evidence_waits_for_it() -> None:
    evidence = '[{"source": "s", "quotation": "q r"}]'
    reply = f'{{"statements": [{{"statement": "A b.", "evidence": {evidence}}}]}}'
    claims = Claims()
    assert list(claims.feed(reply[:40])) == []
    assert _read(reply) == [Claim("A b.", (Evidence("s", "q r"),))]


@pytest.mark.parametrize(
    "reply", ["", "I cannot answer.", "{}", "[1, 2]", '{"statements": 5}', "{{{"]
)
def test_no_claim_is_made_up(reply: str) -> None:
    assert _read(reply) == []
