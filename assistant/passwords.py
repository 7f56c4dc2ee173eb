"""Passwords: what they must be like, and salted hashes that only the right one matches."""

import unicodedata
from typing import Final

from assistant.errors import AccountsError

__all__ = [
    "LEAST_PASSWORD",
    "LONGEST_PASSWORD",
    "checked_password",
    "hash_password",
    "is_password_hash",
    "needs_new_hash",
    "password_matches",
]

LEAST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 256


def checked_password(said: str) -> str:
    """A password that may be taken; raises AccountsError for any other."""
    if len(said) < LEAST_PASSWORD:
        raise AccountsError(f"the password is too short: take {LEAST_PASSWORD} characters or more")
    if len(said) > LONGEST_PASSWORD:
        raise AccountsError(f"the password is too long: take {LONGEST_PASSWORD} characters or less")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in said):
        raise AccountsError("the password holds a character that nobody can type: take another")
    return said


def hash_password(password: str) -> str:
    """The password's hash (Argon2id), with its salt and parameters; another one at each call."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(_composed(password))


def is_password_hash(text: str) -> bool:
    """Whether a text is such a hash."""
    from argon2 import Type, extract_parameters
    from argon2.exceptions import InvalidHashError

    try:
        return extract_parameters(text).type is Type.ID
    except InvalidHashError:
        return False


def password_matches(hashed: str, password: str) -> bool:
    """Whether the hash was made of this password."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(hashed, _composed(password))
    except (InvalidHashError, VerificationError):
        return False


def needs_new_hash(hashed: str) -> bool:
    """Whether a hash was made with other parameters than are taken now."""
    from argon2 import PasswordHasher

    return PasswordHasher().check_needs_rehash(hashed)


def _composed(password: str) -> str:
    """The password whichever way a keyboard puts its accented letters together."""
    return unicodedata.normalize("NFC", password)
