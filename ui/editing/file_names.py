"""Names of uploaded files -> names that can be shown, stored and read as the file's own."""

import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Final

__all__ = ["distinct_name", "safe_name"]

_KEPT: Final = frozenset(" -_.,()[]&+'’")
_LONGEST: Final = 120
_LONGEST_SUFFIX: Final = 10


def safe_name(given: str) -> str:
    """The last part of a name, of letters, figures and few signs, neither hidden nor too long.

    Its suffix and its figures stay: a report's format and date can be read from them.
    """
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(letter if letter.isalnum() or letter in _KEPT else "_" for letter in last)
    plain = " ".join(plain.split()).strip(" .")
    suffix = PurePosixPath(plain).suffix
    if len(suffix.encode()) > _LONGEST_SUFFIX:
        suffix = ""
    stem = _clipped(plain.removesuffix(suffix)).rstrip(" .") or "file"
    return stem + suffix


def distinct_name(name: str, taken: Collection[str]) -> str:
    """The name, or the first with a number after it that nothing has, in capitals or not."""
    known = {each.casefold() for each in taken}
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    number, candidate = 1, name
    while candidate.casefold() in known:
        number += 1
        candidate = f"{stem} ({number}){suffix}"
    return candidate


def _clipped(text: str) -> str:
    """As much of the text as a file system takes."""
    return text.encode()[:_LONGEST].decode(errors="ignore")
