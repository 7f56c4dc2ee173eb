"""The authorities, dates and names of a statement that its grounds do not bear out."""

import re
from collections.abc import Sequence
from importlib.resources import files

from assistant.grounds import Ground, known_dates
from assistant.printed_dates import printed_dates, without_dates
from index import find_authorities

__all__ = ["unfounded_authorities", "unfounded_dates", "unfounded_names"]


def unfounded_authorities(
    text: str, grounds: Sequence[Ground], also: Sequence[str] = ()
) -> list[str]:
    """Authorities that are neither cited nor those of the reports; `also` adds known names."""
    ours = {r.authority for g in grounds for r in g.reports if r.authority}
    known = (*ours, *also)
    cited = ours | {m.name for g in grounds for m in find_authorities(g.text, known)}
    return [m.name for m in find_authorities(text, known) if m.name not in cited]


def unfounded_dates(text: str, grounds: Sequence[Ground]) -> list[str]:
    """Dates that neither the words nor their reports bear."""
    known = [date for ground in grounds for date in known_dates(ground)]
    return [
        text[start:end]
        for date, start, end in printed_dates(text)
        if not any(date.within(other) for other in known)
    ]


_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"[A-Z][a-z]+(?: (?:and |of |the )?[A-Z][a-z]+)+")
_OPENERS = frozenset(files("assistant").joinpath("openers.txt").read_text("utf-8").split())
"""Words that open a sentence and are no name, though a name may follow."""
_SMALL = frozenset(("of", "and", "the", "in", "for", "or"))
_EVERYWHERE = frozenset(("i", "inspector", "ofsted", "english", "england"))
_SENTENCE_START = re.compile(r"(?:^|[.!?:])[\s“‘\"'(]*$")
_NAME_AHEAD = re.compile(r"['’]s\b|\s+[A-Z]")


def unfounded_names(text: str, grounds: Sequence[Ground]) -> list[str]:
    """Capitalised words that neither the words nor what is known of their reports print."""
    printed = [part for ground in grounds for part in (ground.text, ground.frame)]
    known = {_plain(word) for part in printed for word in _WORD.findall(part)}
    known |= {_initials(run) for part in printed for run in _RUN.findall(part)}
    found = []
    undated = without_dates(text)
    for match in _WORD.finditer(undated):
        word = match.group()
        if len(word) == 1 or word[0].islower() or _plain(word) in known | _EVERYWHERE:
            continue
        if word[1].isupper() and any(_abbreviates(word, part) for part in printed):
            continue
        opens = _SENTENCE_START.search(text[: match.start()]) is not None
        if not opens or (_NAME_AHEAD.match(text, match.end()) and word.lower() not in _OPENERS):
            found.append(word)
    return found


def _abbreviates(word: str, text: str) -> bool:
    """Whether successive words of the text begin with the letters of a short form."""
    letters = _plain(word)
    initials = "".join(
        each[0].lower() for each in _WORD.findall(text) if each.lower() not in _SMALL
    )
    return len(letters) > 2 and letters in initials


def _plain(word: str) -> str:
    return word.lower().rstrip("s")


def _initials(run: str) -> str:
    return _plain("".join(word[0] for word in run.split() if word[0].isupper()))
