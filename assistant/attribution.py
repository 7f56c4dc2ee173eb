"""Which report each part of a statement speaks of, where the statement rests on several."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.grounds import Ground, known_dates
from assistant.printed_dates import printed_dates
from index import find_authorities

__all__ = ["Part", "parts"]

_JOINTS = re.compile(
    r"[;:]\s+|,?\s+(?:and|but|while|whilst|although|though|whereas|yet|with|then|compared with)\s+"
    r"|,\s+(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a statement, and the grounds that its authorities and dates point to."""

    text: str
    grounds: tuple[Ground, ...]


def parts(text: str, grounds: Sequence[Ground]) -> list[Part]:
    """The stretches of a statement that point to some of its grounds and not to the others.

    A clause that names neither an authority nor a date goes on about what the one before it
    names; clauses before the first such name belong to it.
    """
    found: list[Part] = []
    waiting = ""
    for clause in _clauses(text):
        meant = _meant(clause, grounds)
        if found and meant in ((), found[-1].grounds):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {clause}")
        elif meant:
            found.append(Part(f"{waiting} {clause}".strip(), meant))
            waiting = ""
        else:
            waiting = f"{waiting} {clause}"
    return found


def _clauses(text: str) -> Iterator[str]:
    start = 0
    for joint in _JOINTS.finditer(text):
        yield text[start : joint.start()].strip()
        start = joint.end()
    yield text[start:].strip()


def _meant(clause: str, grounds: Sequence[Ground]) -> tuple[Ground, ...]:
    """The grounds that the names in a clause point to; none where they tell nothing apart."""
    ours = {r.authority for g in grounds for r in g.reports if r.authority}
    named = {m.name for m in find_authorities(clause, ours)} & ours
    dates = [date for date, _, _ in printed_dates(clause)]
    meant = tuple(
        ground
        for ground in grounds
        if (not named or named & {r.authority for r in ground.reports})
        and all(any(date.within(known) for known in known_dates(ground)) for date in dates)
    )
    return meant if len(meant) < len(grounds) and (named or dates) else ()
