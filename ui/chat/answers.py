"""What the conversation shows of an answer: statements by report, each with its numbers."""

import itertools
import re
from collections.abc import Iterable
from itertools import groupby

from assistant import Answer, Refusal, Statement, Table, why_withheld
from index import Report
from ui import words
from ui.chat.chips import Choices, chips
from ui.chat.sources import place, reference
from ui.chat.turns import Turn
from ui.markup import Html, joined, lines, tag

__all__ = ["answer"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FEW = 4
"""Statements about one report that need no headings among them."""


def answer(turn: Turn, choices: Choices | None, footer: Html) -> Html:
    """How the question was read, and as much of its answer as has arrived.

    With choices, how it was read can be changed.
    """
    if turn.error is not None:
        return joined((tag("p", turn.error, class_="error", role="alert"), footer))
    numbers = _Numbers(turn)
    if turn.answer is None:
        state = words.STOPPED if turn.stopped else turn.progress
        parts = [_statements(turn, numbers), tag("p", state, class_="progress")]
    else:
        parts = [
            _opening(turn.answer, numbers),
            _findings(turn, turn.answer, numbers),
            _withheld(turn.answer),
            _nearest(turn, turn.answer.refusal),
            _sources(turn),
        ]
    said = None if turn.answer is None else _said(turn.answer)
    return tag("div", chips(turn, choices), *parts, footer, class_="answer", data_said=said)


def _said(answer: Answer) -> str:
    """What screen readers say when an answer is there: in brief, what it is."""
    if answer.refusal is not None:
        return answer.refusal.message
    return words.answered(len(answer.statements), len(answer.citations))


class _Numbers:
    """Links from an answer to its sources; the first link to each can be come back to."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._linked: set[int] = set()
        self._citations = {c.id: c for c in turn.citations}
        self._peeks = itertools.count(1)

    def links(self, numbers: tuple[int, ...]) -> Html:
        """The numbers of some citations, each a link to its source."""
        return tag("span", *(tag("span", self._link(n)) for n in numbers), class_="cites")

    def after(self, numbers: tuple[int, ...]) -> Html:
        """The same behind a text, kept on one line with its last word."""
        return joined(("\u00a0", self.links(numbers)) if numbers else ())

    def _link(self, number: int) -> Html:
        first = number not in self._linked
        self._linked.add(number)
        citation = self._citations[number]
        peek = f"peek-{self._turn.number}-{next(self._peeks)}"
        link = tag(
            "a",
            str(number),
            class_="cite",
            href=f"#{self._turn.source(number)}",
            id=self._turn.reference(number) if first else None,
            aria_label=f"{words.SOURCE} {number}: {place(citation.passage.paragraph)}",
            aria_describedby=peek,
        )
        quoted = tag("q", words.clipped(citation.quote))
        told = tag("small", reference(citation))
        return joined((link, tag("span", quoted, told, class_="peek", role="tooltip", id=peek)))


def _opening(answer: Answer, numbers: _Numbers) -> Html:
    """What stands above the statements: the refusal and the notes, as far as given."""
    parts = []
    if answer.refusal is not None:
        message = answer.refusal.message, numbers.after(answer.refusal.evidence)
        parts.append(tag("p", *message, class_="refusal"))
    notes = [n for n in answer.notes if not n.text.startswith(f"{words.READ_AS}:")]  # see chips
    if notes:
        parts.append(tag("div", *(tag("p", n.text) for n in notes), class_="notes"))
    return joined(parts)


def _findings(turn: Turn, answer: Answer, numbers: _Numbers) -> Html:
    """The statements, or the table that says the same where it compares several reports."""
    reports = {citation.passage.report.id for citation in answer.citations}
    if answer.table is not None and len(reports) > 1:
        first = [statement for statement in answer.statements if statement.origin != "row"]
        above = (tag("p", lines(s.text, closing=numbers.after(s.citations))) for s in first)
        return joined([*above, _table(answer.table, numbers)])
    return _statements(turn, numbers)


def _statements(turn: Turn, numbers: _Numbers) -> Html:
    """Report by report; many of one report under the headings that they stand under there."""
    passages = {c.id: c.passage for c in turn.citations}

    def report(statement: Statement) -> Report | None:
        """Whose words they are; nobody's where a model wrote them."""
        if statement.origin == "written":
            return None
        return passages[statement.citations[0]].report

    def heading(statement: Statement) -> str:
        return passages[statement.citations[0]].heading

    parts = []
    for told, of_report in groupby(turn.statements, report):
        statements = list(of_report)
        if told is None:
            parts.append(_items(statements, numbers))
            continue
        parts.append(tag("h2", told.title, tag("small", words.origin(told))))
        if len(statements) <= _FEW:
            parts.append(_items(statements, numbers))
            continue
        for title, of_section in groupby(statements, heading):
            parts += [tag("h3", title)] if title else []
            parts.append(_items(of_section, numbers))
    return joined(parts)


def _items(statements: Iterable[Statement], numbers: _Numbers) -> Html:
    items = (lines(s.text, closing=numbers.after(s.citations)) for s in statements)
    return tag("ul", *(tag("li", item) for item in items))


def _table(table: Table, numbers: _Numbers) -> Html:
    heads = (*table.columns, words.SOURCES)
    rows = [
        tag(
            "tr",
            *map(_cell, row.cells),
            tag("td", numbers.links(row.citations)),
        )
        for row in table.rows
    ]
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
            tag("tbody", *rows),
        ),
        class_="table",
        tabindex="0",
        role="region",
        aria_label=words.TABLE,
    )


def _cell(text: str) -> Html:
    return tag("td", text, class_="day" if _DAY.fullmatch(text) else None)


def _withheld(answer: Answer) -> Html:
    """What a model wrote that did not pass, and why, folded away."""
    if not answer.withheld:
        return Html()
    items = (tag("li", f"{w.text} ({why_withheld(w.reason)})") for w in answer.withheld)
    summary = tag("summary", words.withheld(len(answer.withheld)))
    return tag("details", summary, tag("ul", *items), class_="withheld")


def _nearest(turn: Turn, refusal: Refusal | None) -> Html:
    if refusal is None or not refusal.nearest:
        return Html()
    links = [
        tag(
            "li",
            tag(
                "a",
                f"{hit.report.title}, {place(hit.paragraph)}",
                href=f"#{turn.near(hit.rank)}",
                id=turn.near_reference(hit.rank),
            ),
        )
        for hit in refusal.nearest
    ]
    return joined((tag("p", words.NEAREST, class_="nearest"), tag("ul", *links, class_="nearest")))


def _sources(turn: Turn) -> Html:
    """What the answer rests on, as a plain list."""
    if not turn.citations:
        return Html()
    items = (
        tag(
            "li",
            tag("a", f"[{c.id}]", href=f"#{turn.source(c.id)}"),
            " ",
            tag("span", reference(c)),
        )
        for c in turn.citations
    )
    summary = tag("summary", words.counted(len(turn.citations), "source"))
    return tag("details", summary, tag("ol", *items), class_="references")
