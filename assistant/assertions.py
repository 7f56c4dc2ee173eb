"""What a statement rests on, and the dates and names in it that nothing there bears out."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from assistant.printed_dates import PrintedDate, printed_dates, without_dates
from index import Report, find_authorities, words_for

__all__ = [
    "Ground",
    "known_dates",
    "report_days",
    "unfounded_authorities",
    "unfounded_dates",
    "unfounded_names",
]


@dataclass(frozen=True, slots=True)
class Ground:
    """Words that a statement cites, the headings that they stand under, and their reports."""

    text: str
    headings: tuple[str, ...]
    reports: tuple[Report, ...]

    @property
    def frame(self) -> str:
        """What is known beside the words: headings, titles, authorities, kinds of report."""
        names = [f"{r.title} {r.authority or ''} {words_for(r.kind)}" for r in self.reports]
        return " ".join((*self.headings, *names))


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


def known_dates(ground: Ground) -> Iterator[PrintedDate]:
    """The dates in the words and their headings, of the inspection and of the publication."""
    for said in (ground.text, *ground.headings):
        yield from (date for date, _, _ in printed_dates(said))
    yield from (PrintedDate.of(day) for report in ground.reports for day in report_days(report))


def report_days(report: Report) -> Iterator[dt.date]:
    """When a report's inspection began and ended, and when it was published."""
    for days in report.inspections:
        yield from (days.start, days.end)
    if report.published is not None:
        yield report.published


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
