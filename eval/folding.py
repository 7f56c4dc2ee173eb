"""Texts made alike where only their typography differs; the same as ../shared/gold/score.py's."""

import re
import unicodedata

__all__ = ["folded"]

_QUOTES = str.maketrans("’‘“”", "''\"\"")


def folded(text: str) -> str:
    """Lower case, plain quotation marks and hyphens, single spaces, no other signs but % and £."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    plain = re.sub(r"[-‐‑–—]\s*", "-", plain)
    return re.sub(r"[^a-z0-9%£'-]+", " ", plain.lower()).strip()
