"""The values of an address's query: known ones are taken, others left out and remembered."""

import re
from collections.abc import Collection
from typing import Final
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request

__all__ = ["QueryValues", "tidied"]

_LONGEST: Final = 100
_NUMBER: Final = re.compile(r"[0-9]{1,6}")


class QueryValues:
    """What a form of filters asks for; an address that somebody mistyped still gives a page."""

    def __init__(self, given: QueryParams) -> None:
        self._given = given
        self.left_out: list[str] = []
        """Values that nothing here is called by, clipped."""

    def several(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        """All known values of that name, each once."""
        given = dict.fromkeys(value.strip() for value in self._given.getlist(name))
        given.pop("", None)
        self.left_out += [value[:_LONGEST] for value in given if value not in known]
        return tuple(value for value in given if value in known)

    def one(self, name: str, known: Collection[str]) -> str:
        """The first known value of that name, empty where there is none."""
        return next(iter(self.several(name, known)), "")

    def year(self, name: str, years: Collection[int]) -> int | None:
        """A year that occurs, None where none is given."""
        found = self.one(name, [str(year) for year in years])
        return int(found) if found else None

    def text(self, name: str) -> str:
        """Free words, without those beyond any title's length."""
        return self._given.get(name, "").strip()[:_LONGEST]

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return bool(self._given.get(name))

    def page(self) -> int:
        """Which page of a long list is asked for, from 1."""
        given = self._given.get("page", "")
        return max(1, int(given)) if _NUMBER.fullmatch(given) else 1


def tidied(request: Request) -> str | None:
    """The same address without the fields that a form left empty, None where there are none."""
    given = request.query_params.multi_items()
    filled = [(name, value) for name, value in given if value]
    if filled == given:
        return None
    return f"{request.url.path}?{urlencode(filled)}" if filled else request.url.path
