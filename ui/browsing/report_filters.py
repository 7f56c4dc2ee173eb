"""Which reports the list of reports shows, and in which order: what its form asks for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from index import REPORT_KINDS, Filters, Index, Judgement, Report, ReportKind
from ui import addresses
from ui.browsing import browsing_words as common
from ui.browsing import report_words as words
from ui.browsing.filter_fields import choice, filter_form, kept, text_field
from ui.browsing.framework_names import kind_name
from ui.browsing.grades import GRADES, grade_name
from ui.browsing.query_values import QueryValues
from ui.browsing.strands import STRANDS, strand_name
from ui.markup import Html, tag

__all__ = [
    "ReportFilter",
    "order_links",
    "passing",
    "read_report_filter",
    "report_form",
]

_ORDERS: Final = {"newest": words.NEWEST, "oldest": words.OLDEST, "authority": words.BY_AUTHORITY}
_NEWEST: Final = "newest"


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """What the reports have to be; an empty field does not restrict."""

    text: str = ""
    authority: str = ""
    year: int | None = None
    """Of the inspection or of the publication."""
    kind: str = ""
    judgement: str = ""
    grade: str = ""
    """Of that judgement, or of any where none is named."""
    order: str = _NEWEST
    page: int = 1

    def address(self, page: int = 1) -> str:
        """Where the reports that pass are listed."""
        return addresses.query(
            addresses.REPORTS,
            text=self.text,
            authority=self.authority,
            year=str(self.year or ""),
            kind=self.kind,
            judgement=self.judgement,
            grade=self.grade,
            order="" if self.order == _NEWEST else self.order,
            page="" if page == 1 else str(page),
        )


def read_report_filter(values: QueryValues, index: Index) -> ReportFilter:
    """What an address asks for, as far as the reports know it."""
    return ReportFilter(
        text=values.text("text"),
        authority=values.one("authority", index.authorities()),
        year=values.year("year", _years(index.reports())),
        kind=values.one("kind", REPORT_KINDS),
        judgement=values.one("judgement", STRANDS),
        grade=values.one("grade", GRADES),
        order=values.one("order", _ORDERS) or _NEWEST,
        page=values.page(),
    )


def passing(index: Index, chosen: ReportFilter) -> list[Report]:
    """The reports that pass, in the order that is asked for."""
    year = chosen.year
    filters = Filters(
        authorities=(chosen.authority,) if chosen.authority else (),
        since=dt.date(year, 1, 1) if year else None,
        until=dt.date(year, 12, 31) if year else None,
        kinds=(cast("ReportKind", chosen.kind),) if chosen.kind else (),
    )
    sought = chosen.text.casefold().split()
    reports = [
        report
        for report in index.reports(filters)
        if any(_fits(judgement, chosen) for judgement in report.judgements)
        or not (chosen.judgement or chosen.grade)
        if all(word in f"{report.authority} {report.title}".casefold() for word in sought)
    ]
    if chosen.order != "oldest":
        reports.reverse()
    if chosen.order == "authority":
        reports.sort(key=lambda report: report.authority or "")
    return reports


def report_form(index: Index, chosen: ReportFilter) -> Html:
    """The form, filled in as it was sent."""
    reports = index.reports()
    kinds = {report.kind for report in reports}
    judged = [j for report in reports for j in report.judgements]
    strands, grades = ({j.canonical for j in judged}, {j.canonical_grade for j in judged})
    years = ((str(year), str(year)) for year in reversed(_years(reports)))
    return filter_form(
        addresses.REPORTS,
        text_field(words.WORDS_IN_TITLE, "text", chosen.text, words.WORDS_HINT),
        choice(
            common.AUTHORITY,
            "authority",
            ((name, name) for name in index.authorities()),
            chosen.authority,
            every=common.ALL,
        ),
        choice(common.YEAR, "year", years, str(chosen.year or ""), every=common.ANY),
        choice(
            common.KIND,
            "kind",
            ((kind, kind_name(kind)) for kind in REPORT_KINDS if kind in kinds),
            chosen.kind,
            every=common.ANY,
        ),
        choice(
            common.JUDGEMENT,
            "judgement",
            ((s, strand_name(s)) for s in STRANDS if s in strands),
            chosen.judgement,
            every=common.ANY,
        ),
        choice(
            common.GRADE,
            "grade",
            ((g, grade_name(g)) for g in GRADES if g in grades),
            chosen.grade,
            every=common.ANY,
        ),
        *kept("order", (chosen.order,) if chosen.order != _NEWEST else ()),
        filtered=chosen != ReportFilter(order=chosen.order, page=chosen.page),
    )


def order_links(chosen: ReportFilter) -> Html:
    """The orders in which the list can stand, the present one marked."""
    links = (
        tag(
            "a",
            name,
            href=replace(chosen, order=order).address(),
            aria_current="true" if order == chosen.order else None,
        )
        for order, name in _ORDERS.items()
    )
    return tag("nav", *links, class_="orders", aria_label=words.ORDER)


def _fits(judgement: Judgement, chosen: ReportFilter) -> bool:
    return chosen.judgement in ("", judgement.canonical) and chosen.grade in (
        "",
        judgement.canonical_grade,
    )


def _years(reports: Sequence[Report]) -> list[int]:
    """The years in which something was inspected or published, oldest first."""
    days = [day for r in reports for span in r.inspections for day in (span.start, span.end)]
    days += [report.published for report in reports if report.published]
    return sorted({day.year for day in days})
