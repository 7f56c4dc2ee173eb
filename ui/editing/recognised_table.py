"""What was recognised in uploaded files, as a table with a box to tick for each report."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from assistant import report_name
from index import Judgement, Report, words_for
from ui.addresses import report_of
from ui.browsing.grades import chip
from ui.editing import adding_words as words
from ui.editing.doubles import Double, double_of
from ui.editing.tasks import Recognised
from ui.markup import Html, joined, tag
from ui.words import NO_AUTHORITY, counted, day, period

__all__ = ["recognised_table"]

_SHOWN: Final = 8
_COLUMNS: Final = (
    *(words.REPORT, words.INSPECTED, words.PUBLISHED),
    *(words.PARAGRAPHS, words.GRADES, words.TO_CHECK),
)


def recognised_table(recognised: Sequence[Recognised], loaded: Sequence[Report]) -> Html:
    """A row for each report; ticked is what repeats none of those loaded or of those before it."""
    rows, before = [], list[Report]()
    for each in recognised:
        known = double_of(each.report, loaded)
        rows.append(_row(each, known or double_of(each.report, before), is_loaded=bool(known)))
        before.append(each.report)
    names = (tag("th", name, scope="col", role="columnheader") for name in _COLUMNS)
    head = tag("thead", tag("tr", *names, role="row"), role="rowgroup")
    body = tag("tbody", *rows, role="rowgroup")
    # The roles are those that the elements have; narrow screens show them as blocks.
    table = tag("table", tag("caption", words.RECOGNISED), head, body, role="table")
    return tag(
        "div", table, class_="wide", role="region", tabindex="0", aria_label=words.RECOGNISED
    )


def _row(recognised: Recognised, double: Double | None, *, is_loaded: bool) -> Html:
    report = recognised.report
    inspected = [period(each.start, each.end) for each in report.inspections]
    return tag(
        "tr",
        tag("th", _name(report, double), scope="row", role="rowheader"),
        _cell(words.INSPECTED, _lines(inspected or [words.NO_DATE])),
        _cell(words.PUBLISHED, _lines(_published(report))),
        _cell(words.PARAGRAPHS, tag("p", f"{recognised.paragraphs:,}")),
        _cell(words.GRADES, *_grades(report.judgements)),
        _cell(words.TO_CHECK, *_to_check(report, double, is_loaded=is_loaded)),
        role="row",
    )


def _cell(column: str, *content: Html) -> Html:
    return tag("td", *content, role="cell", data_column=column)


def _name(report: Report, double: Double | None) -> Html:
    """Whose report it is, with a box to tick unless the very file is there already."""
    name = tag(
        "div",
        tag("strong", report.authority or NO_AUTHORITY),
        tag("span", words_for(report.kind)),
        tag("small", report.file),
        class_="report",
    )
    if double is not None and double.is_same_file:
        return name
    box = tag(
        "input",
        type="checkbox",
        name="file",
        value=report.file,
        checked="" if double is None else None,
        aria_label=words.tick(report),
    )
    return tag("label", box, name, class_="tick")


def _published(report: Report) -> list[str]:
    if report.published is None:
        return [words.NO_DATE]
    named = report.published_source == "file name"
    return [day(report.published), *([words.FROM_FILE_NAME] if named else [])]


def _grades(judgements: Sequence[Judgement]) -> Iterator[Html]:
    """The judgements, folded away where there are many."""
    if not judgements:
        yield tag("p", words.NO_GRADES, class_="quiet")
    grades = joined(_grade(each) for each in judgements)
    if len(judgements) <= _SHOWN:
        yield grades
    else:
        yield tag("details", tag("summary", counted(len(judgements), "judgement")), grades)


def _grade(judgement: Judgement) -> Html:
    name = f"{judgement.part}: {judgement.name}" if judgement.part else judgement.name
    grade = chip(words_for(judgement.canonical_grade), judgement.canonical_grade)
    return tag("p", name, " ", grade)


def _to_check(report: Report, double: Double | None, *, is_loaded: bool) -> Iterator[Html]:
    if double is not None and is_loaded:
        other = tag("a", report_name(double.report), href=report_of(double.report))
        yield tag("p", words.loaded_already(double), " ", other, class_="notice")
    elif double is not None:
        yield tag("p", words.twice_in_upload(double), class_="notice")
    yield _lines(text[:1].upper() + text[1:] for text in report.warnings)


def _lines(texts: Iterable[str]) -> Html:
    return joined(tag("p", text) for text in texts)
