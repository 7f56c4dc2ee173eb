"""Which judgements the screen of judgements shows: what its address asks for, and its form."""

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from index import Index
from ui import addresses
from ui.browsing import browsing_words as common
from ui.browsing import judgement_words as words
from ui.browsing.filter_fields import choice, filter_form, kept, tick
from ui.browsing.framework_names import FRAMEWORKS, framework_name
from ui.browsing.grades import GRADES, grade_name
from ui.browsing.query_values import QueryValues
from ui.browsing.strands import STRANDS, report_year, strand_name
from ui.markup import Html, tag

__all__ = [
    "COLUMNS",
    "NEWEST_FIRST",
    "JudgementFilter",
    "chosen_authorities",
    "in_words",
    "judgement_form",
    "read_judgement_filter",
]

COLUMNS: Final = ("authority", "published", "inspected", "judgement", "part", "grade", "report")
"""What the table shows, and what it can be sorted by; a minus sign before it turns the order."""
NEWEST_FIRST: Final = "-inspected"
_SORTS: Final = frozenset((*COLUMNS, *(f"-{column}" for column in COLUMNS)))


@dataclass(frozen=True, slots=True)
class JudgementFilter:
    """What the judgements have to be; an empty field does not restrict."""

    authorities: tuple[str, ...] = ()
    judgement: str = ""
    grade: str = ""
    framework: str = ""
    since: int | None = None
    """The years in which the inspection ended, both included."""
    until: int | None = None
    latest: bool = False
    """Of each authority only the newest report that prints what is asked for."""
    sort: str = NEWEST_FIRST
    page: int = 1

    def address(self, path: str = addresses.JUDGEMENTS) -> str:
        """Where these judgements are shown, or given out as a file."""
        given = (
            *(("authority", name) for name in self.authorities),
            ("judgement", self.judgement),
            ("grade", self.grade),
            ("framework", self.framework),
            ("since", str(self.since or "")),
            ("until", str(self.until or "")),
            ("latest", "1" if self.latest else ""),
            ("sort", "" if self.sort == NEWEST_FIRST else self.sort),
            ("page", "" if self.page == 1 else str(self.page)),
        )
        query = urlencode([(name, value) for name, value in given if value])
        return f"{path}?{query}" if query else path

    @property
    def restricts(self) -> bool:
        """Whether anything is filtered out."""
        return replace(self, sort=NEWEST_FIRST, page=1) != JudgementFilter()

    def takes_year(self, year: int | None) -> bool:
        """Whether inspections of a year count; those without a date do where no year is asked."""
        if self.since is None and self.until is None:
            return True
        return year is not None and (self.since or year) <= year <= (self.until or year)


def read_judgement_filter(values: QueryValues, index: Index) -> JudgementFilter:
    """What an address asks for, as far as the reports know it."""
    years = _years(index)
    return JudgementFilter(
        authorities=values.several("authority", index.authorities()),
        judgement=values.one("judgement", STRANDS),
        grade=values.one("grade", GRADES),
        framework=values.one("framework", FRAMEWORKS),
        since=values.year("since", years),
        until=values.year("until", years),
        latest=values.ticked("latest"),
        sort=values.one("sort", _SORTS) or NEWEST_FIRST,
        page=values.page(),
    )


def judgement_form(index: Index, chosen: JudgementFilter) -> Html:
    """The form, filled in as it was sent; each use of it can add one authority."""
    judged = [(r.framework, j) for r in index.reports() for j in r.judgements]
    frameworks = {framework for framework, _ in judged}
    strands = {judgement.canonical for _, judgement in judged}
    grades = {judgement.canonical_grade for _, judgement in judged}
    authorities = (n for n in index.authorities() if n not in chosen.authorities)
    years = [(str(year), str(year)) for year in _years(index)]
    any_of = common.ANY
    return filter_form(
        addresses.JUDGEMENTS,
        *kept("authority", chosen.authorities),
        *kept("sort", (chosen.sort,) if chosen.sort != NEWEST_FIRST else ()),
        choice(
            words.COMPARE_WITH if chosen.authorities else common.AUTHORITY,
            "authority",
            ((name, name) for name in authorities),
            "",
            every=words.NOBODY_ELSE if chosen.authorities else common.ALL,
        ),
        choice(
            common.JUDGEMENT,
            "judgement",
            ((s, strand_name(s)) for s in STRANDS if s in strands),
            chosen.judgement,
            every=any_of,
        ),
        choice(
            common.GRADE,
            "grade",
            ((g, grade_name(g)) for g in GRADES if g in grades),
            chosen.grade,
            every=any_of,
        ),
        choice(
            common.FRAMEWORK,
            "framework",
            ((f, framework_name(f)) for f in FRAMEWORKS if f in frameworks),
            chosen.framework,
            every=any_of,
        ),
        choice(words.SINCE, "since", years, str(chosen.since or ""), every=any_of),
        choice(words.UNTIL, "until", years, str(chosen.until or ""), every=any_of),
        tick(words.LATEST_ONLY, "latest", ticked=chosen.latest),
        filtered=chosen.restricts,
    )


def chosen_authorities(chosen: JudgementFilter) -> Html:
    """The authorities that are looked at, each with a way to leave it out."""
    if not chosen.authorities:
        return Html()
    items = []
    for name in chosen.authorities:
        rest = tuple(other for other in chosen.authorities if other != name)
        cross = tag("span", "×", aria_hidden="true")
        without = replace(chosen, authorities=rest, page=1).address()
        leave = tag("a", cross, href=without, aria_label=words.leave_out(name))
        items.append(tag("li", name, " ", leave))
    return tag("ul", *items, class_="chosen", aria_label=words.CHOSEN)


def in_words(chosen: JudgementFilter) -> list[tuple[str, str]]:
    """The filter as a person would read it, a line for each field that is set."""
    given = (
        (common.AUTHORITY, ", ".join(chosen.authorities)),
        (common.JUDGEMENT, strand_name(chosen.judgement)),
        (common.GRADE, grade_name(chosen.grade) if chosen.grade else ""),
        (common.FRAMEWORK, framework_name(chosen.framework)),
        (words.SINCE, str(chosen.since or "")),
        (words.UNTIL, str(chosen.until or "")),
        (words.LATEST_ONLY, words.YES if chosen.latest else ""),
    )
    return [(name, value) for name, value in given if value]


def _years(index: Index) -> list[int]:
    """The years in which inspections that print judgements ended, oldest first."""
    found = {report_year(report) for report in index.reports() if report.judgements}
    return sorted(year for year in found if year is not None)
