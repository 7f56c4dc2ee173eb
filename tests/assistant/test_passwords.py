"""Passwords: which ones are taken, and that only the right one matches a hash."""

import pytest
from argon2 import PasswordHasher

from assistant import AccountsError, hash_password, needs_new_hash, password_matches
from assistant.passwords import checked_password, is_password_hash


def test_one_password_never_has_the_same_hash_twice() -> None:
    first, second = hash_password("a quiet morning"), hash_password("a quiet morning")
    assert first != second, "no salt"
    assert first.startswith("$argon2id$")
    assert "quiet" not in first
    for hashed in (first, second):
        assert password_matches(hashed, "a quiet morning")
        assert not password_matches(hashed, "a quiet mornin")


def test_what_is_no_hash_matches_nothing() -> None:
    assert not password_matches("a quiet morning", "a quiet morning")


def test_accented_letters_match_however_they_are_put_together() -> None:
    assert password_matches(hash_password("caf\u00e9 at eleven"), "cafe\u0301 at eleven")


def test_a_hash_of_other_parameters_is_told() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("a quiet morning")
    assert password_matches(weak, "a quiet morning")
    assert needs_new_hash(weak)
    assert not needs_new_hash(hash_password("a quiet morning"))


@pytest.mark.parametrize("text", ["", "a quiet morning", "$argon2id$", "$2b$12$" + "a" * 53])
def test_only_argon2id_counts_as_a_hash(text: str) -> None:
    assert not is_password_hash(text)


@pytest.mark.parametrize(
    ("password", "complaint"),
    [
        ("eleven char", "short"),
        ("a" * 257, "long"),
        ("a quiet\x00morning", "nobody can type"),
        ("a quiet morning\udc80", "nobody can type"),
    ],
)
def test_what_cannot_be_a_password_is_said(password: str, complaint: str) -> None:
    with pytest.raises(AccountsError, match=complaint):
        checked_password(password)


@pytest.mark.parametrize("password", ["twelve chars", "ü" * 128, "x" * 256, " spaces count "])
def test_long_ones_and_any_letters_are_taken(password: str) -> None:
    assert checked_password(password) == password
