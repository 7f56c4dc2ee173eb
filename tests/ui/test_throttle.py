"""Thirty questions a minute for each person."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from ui.chat.throttle import QuestionLimit
from ui.user import LOCAL, User


def test_the_thirty_first_question_waits() -> None:
    limit = QuestionLimit()
    assert [limit.take(LOCAL) for _ in range(30)] == [None] * 30
    wait = limit.take(LOCAL)
    assert wait is not None
    assert 1 <= wait <= 60
    assert limit.take(User("amira", "reader")) is None, "others go on asking"


def test_a_question_is_free_again_a_minute_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000.0
    monkeypatch.setattr("time.time", lambda: now)
    limit = QuestionLimit(2)
    assert limit.take(LOCAL) is None
    now += 40
    assert limit.take(LOCAL) is None
    assert limit.take(LOCAL) == 20
    now += 21
    assert limit.take(LOCAL) is None
    assert limit.take(LOCAL) == 39


def test_many_at_once_are_counted_rightly() -> None:
    limit = QuestionLimit()
    with ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(lambda _: limit.take(LOCAL), range(200)))
    assert waits.count(None) == 30
