"""What a report says about itself: its dates, who led it, where it comes from, its judgements."""

from collections.abc import Iterator, Mapping

from index import Index, Judgement, Paragraph, Report
from ui import addresses
from ui.browsing import browsing_words as common
from ui.browsing import report_words as words
from ui.browsing.framework_names import framework_name, kind_name
from ui.browsing.grades import chip
from ui.browsing.strands import strand_name, strand_of
from ui.markup import Html, joined, link, tag
from ui.words import OFFICIAL_PAGE, counted, day, period

__all__ = ["facts", "judgements_of", "other_reports"]


def facts(report: Report, paragraphs: int) -> Html:
    """The front matter, a line for each thing that is known."""
    given = (
        (common.AUTHORITY, report.authority),
        (common.KIND, kind_name(report.kind)),
        (common.FRAMEWORK, framework_name(report.framework) if report.framework else None),
        (common.INSPECTED, ", ".join(period(d.start, d.end) for d in report.inspections)),
        (common.PUBLISHED, _published(report)),
        (words.LEAD_INSPECTOR, report.lead_inspector),
        (words.LENGTH, counted(paragraphs, "paragraph")),
    )
    rows = [tag("div", tag("dt", name), tag("dd", value)) for name, value in given if value]
    file = tag("a", report.file.rpartition("/")[2], href=addresses.original(report))
    rows.append(tag("div", tag("dt", common.FILE), tag("dd", file)))
    official = link(report.url, report.url or "")
    if official:
        rows.append(tag("div", tag("dt", OFFICIAL_PAGE), tag("dd", official)))
    return tag("dl", *rows, class_="facts")


def _published(report: Report) -> str | None:
    """The date of publication, and where it was found where the text does not print it."""
    if report.published is None:
        return None
    note = f" ({words.FROM_FILE_NAME})" if report.published_source == "file name" else ""
    return f"{day(report.published)}{note}"


def judgements_of(report: Report, paragraphs: Mapping[int, Paragraph]) -> Html:
    """The judgements as a table, each with the paragraphs of this page that print it."""
    if not report.judgements:
        return tag("p", words.NO_JUDGEMENTS_PRINTED, class_="quiet")
    parts = any(judgement.part for judgement in report.judgements)
    columns = (
        common.JUDGEMENT,
        *((common.PART,) if parts else ()),
        common.GRADE,
        common.PRINTED_IN,
    )
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in columns)))
    rows = (_row(judgement, paragraphs, parts=parts) for judgement in report.judgements)
    box = tag(
        "div",
        tag("table", head, tag("tbody", *rows)),
        class_="scrolling judged",
        role="region",
        tabindex="0",
        aria_label=common.JUDGEMENTS,
    )
    return tag("section", tag("h2", common.JUDGEMENTS), box)


def _row(judgement: Judgement, paragraphs: Mapping[int, Paragraph], *, parts: bool) -> Html:
    places = [paragraphs[n] for n in judgement.paragraphs if n in paragraphs]
    first = f"#{addresses.anchor(places[0])}" if places else None
    common = strand_name(strand_of(judgement))
    name = judgement.name
    usual = tag("small", common) if common.casefold() != name.casefold() else Html()
    return tag(
        "tr",
        tag("th", name, usual, scope="row"),
        *((tag("td", judgement.part or ""),) if parts else ()),
        tag("td", chip(judgement.grade, judgement.canonical_grade, first)),
        tag("td", joined(_places(places))),
    )


def _places(places: list[Paragraph]) -> Iterator[Html]:
    for n, paragraph in enumerate(places):
        if n:
            yield Html(", ")
        yield tag("a", common.place(paragraph), href=f"#{addresses.anchor(paragraph)}")


def other_reports(index: Index, report: Report) -> Html:
    """The way to the authority's other reports, newest first."""
    others = [
        each
        for each in reversed(index.reports())
        if each.authority == report.authority is not None and each.id != report.id
    ]
    if not others:
        return Html()
    links = (
        tag("li", tag("a", _in_short(each), href=addresses.report_of(each))) for each in others
    )
    return tag("nav", tag("h2", words.others(report)), tag("ul", *links), class_="others")


def _in_short(report: Report) -> str:
    kind = kind_name(report.kind)
    return f"{kind}, {day(report.date)}" if report.date else kind
