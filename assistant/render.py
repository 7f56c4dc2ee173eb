"""Answer -> text for a terminal, and Markdown: statements by report, then the sources."""

import re
import textwrap
from collections.abc import Sequence

from assistant.answer import Answer, Citation, Table
from assistant.outline import groups, place, shown_table
from assistant.withheld import why_withheld
from assistant.words import report_name
from index import Hit

__all__ = ["to_markdown", "to_text"]

_WIDTH = 96
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#+!|~&$@]|(?<=www)\.|:(?=//)")
"""What Markdown, HTML, formulas and automatic links are made with, wherever it stands."""
_OPENINGS = re.compile(r"^(\s*(?:\d+(?=[.)])|(?=[-=])))", re.MULTILINE)
"""Where a line begins as that of a list does, or one under a heading."""


def to_text(answer: Answer, *, question: bool = False, width: int = _WIDTH) -> str:
    """Lines for a terminal, under the question if that is wanted."""
    refusal = answer.refusal
    parts = [_wrapped(answer.question, width)] if question else []
    parts += [_wrapped(_marked(refusal.message, refusal.evidence), width)] if refusal else []
    parts += [_wrapped(note.text, width) for note in answer.notes]
    for group in groups(answer):
        lines = [group.report] if group.report else []
        for section in group.sections:
            lines += [f"  {section.heading}"] if section.heading else []
            lines += [_bulleted(_marked(s.text, s.citations), width) for s in section.statements]
        parts.append("\n".join(lines))
    if answer.citations:
        lines = [f"[{c.id}] {_source(c)}" for c in answer.citations]
        parts.append("Sources\n" + "\n".join(textwrap.indent(line, "  ") for line in lines))
    if answer.withheld:
        lines = [_bulleted(f"{w.text} ({why_withheld(w.reason)})", width) for w in answer.withheld]
        parts.append("Withheld, since it could not be verified\n" + "\n".join(lines))
    if refusal and refusal.nearest:
        parts.append("Nearest passages\n" + "\n".join(f"  {_near(h)}" for h in refusal.nearest))
    return "\n\n".join(parts)


def to_markdown(answer: Answer) -> str:
    """Markdown under the question; what documents and models say stays text, whatever it holds."""
    refusal = answer.refusal
    parts = [f"## {_in_a_line(answer.question)}"]
    parts += [_marked(_escaped(refusal.message), refusal.evidence)] if refusal else []
    parts += [f"*{_escaped(note.text)}*" for note in answer.notes]
    table = shown_table(answer)
    for group in groups(answer, rows=table is None):
        parts += [f"### {_escaped(group.report)}"] if group.report else []
        for section in group.sections:
            parts += [f"#### {_in_a_line(section.heading)}"] if section.heading else []
            parts += [_item(s.text, s.citations) for s in section.statements]
    parts += [_table(table)] if table is not None else []
    if answer.citations:
        parts.append("### Sources")
        parts += [f"{c.id}. {_in_a_line(_source(c))}" for c in answer.citations]
    if answer.withheld:
        parts.append("### Withheld, since it could not be verified")
        parts += [_item(f"{w.text} ({why_withheld(w.reason)})") for w in answer.withheld]
    if refusal and refusal.nearest:
        parts += ["### Nearest passages", *(_item(_near(hit)) for hit in refusal.nearest)]
    return "\n\n".join(parts) + "\n"


def _bulleted(text: str, width: int) -> str:
    bullet, space = "  – ", "    "
    first, *rest = text.split("\n")
    lines = [textwrap.fill(first, width, initial_indent=bullet, subsequent_indent=space)]
    lines += [
        textwrap.fill(line, width, initial_indent=space, subsequent_indent=space) for line in rest
    ]
    return "\n".join(lines)


def _source(citation: Citation) -> str:
    passage = citation.passage
    section = " › ".join(passage.paragraph.section)
    page = f"page {passage.paragraph.page}"
    parts = [report_name(passage.report), place(passage.paragraph), section, page]
    return ", ".join(part for part in parts if part) + f" ({passage.report.file})"


def _near(hit: Hit) -> str:
    return f"{report_name(hit.report)}, {place(hit.paragraph)}"


def _marked(text: str, citations: Sequence[int]) -> str:
    return f"{text} {_marks(citations)}".rstrip()


def _marks(citations: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in citations)


def _wrapped(text: str, width: int) -> str:
    return textwrap.fill(text, width)


def _item(text: str, citations: Sequence[int] = ()) -> str:
    """An entry of a Markdown list; each of its lines stays one."""
    return "- " + _marked(_escaped(text), citations).replace("\n", "  \n  ")


def _table(table: Table) -> str:
    """A Markdown table with the sources in the last column."""
    head = [*map(_in_a_line, table.columns), "Sources"]
    rows = [[*map(_in_a_line, row.cells), _marks(row.citations)] for row in table.rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _in_a_line(text: str) -> str:
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    """Text in which Markdown and HTML see nothing but text."""
    return _OPENINGS.sub(r"\1\\", _SIGNS.sub(r"\\\g<0>", text))
