"""Answer -> text for a terminal, and Markdown: statements by report, then the sources."""

import textwrap
from collections.abc import Sequence
from itertools import groupby

from assistant.answer import Answer, Citation, Statement
from assistant.withheld import why_withheld
from assistant.words import report_name

__all__ = ["to_markdown", "to_text"]

_WIDTH = 96
_FEW = 4
"""Statements about one report that need no headings among them."""


def to_text(answer: Answer) -> str:
    """Lines for a terminal."""
    parts = [_wrapped(answer.refusal.message)] if answer.refusal else []
    parts += [_wrapped(note.text) for note in answer.notes]
    for name, statements in _by_report(answer):
        lines = [name] if name else []
        for title, under in _by_heading(answer, statements):
            lines += [f"  {title}"] if title else []
            lines += [_bulleted(f"{s.text} {_marks(s)}") for s in under]
        parts.append("\n".join(lines))
    if answer.citations:
        lines = [f"[{c.id}] {_source(c)}" for c in answer.citations]
        parts.append("Sources\n" + "\n".join(textwrap.indent(line, "  ") for line in lines))
    if answer.withheld:
        lines = [_bulleted(f"{w.text} ({why_withheld(w.reason)})") for w in answer.withheld]
        parts.append("Withheld, since it could not be verified\n" + "\n".join(lines))
    if answer.refusal and answer.refusal.nearest:
        near = [f"  {report_name(h.report)}, {h.paragraph.label}" for h in answer.refusal.nearest]
        parts.append("Nearest passages\n" + "\n".join(near))
    return "\n\n".join(parts)


def to_markdown(answer: Answer) -> str:
    """Markdown; words of documents are quoted as they are, with special characters escaped."""
    parts = [_escaped(answer.refusal.message)] if answer.refusal else []
    parts += [f"*{_escaped(note.text)}*" for note in answer.notes]
    for name, statements in _by_report(answer):
        parts += [f"### {_escaped(name)}"] if name else []
        for title, under in _by_heading(answer, statements):
            parts += [f"#### {_escaped(title)}"] if title else []
            parts += [f"- {_escaped(s.text)} {_marks(s)}".replace("\n", "  \n  ") for s in under]
    if answer.citations:
        parts.append("### Sources")
        parts += [f"{c.id}. {_escaped(_source(c))}" for c in answer.citations]
    if answer.withheld:
        parts.append("### Withheld, since it could not be verified")
        parts += [f"- {_escaped(f'{w.text} ({why_withheld(w.reason)})')}" for w in answer.withheld]
    return "\n\n".join(parts) + "\n"


def _by_report(answer: Answer) -> list[tuple[str, list[Statement]]]:
    """Statements that follow one another and rest on the same report, under its name.

    What a model wrote stands under none.
    """

    def name(statement: Statement) -> str:
        if statement.origin == "written":
            return ""
        return report_name(answer.citation(statement.citations[0]).passage.report)

    return [(key, list(statements)) for key, statements in groupby(answer.statements, name)]


def _by_heading(
    answer: Answer, statements: Sequence[Statement]
) -> list[tuple[str, list[Statement]]]:
    """Many statements under the headings that they stand under in the report; few under none."""

    def heading(statement: Statement) -> str:
        return answer.citation(statement.citations[0]).passage.heading

    if len(statements) <= _FEW or statements[0].origin == "written":
        return [("", list(statements))]
    return [(key, list(under)) for key, under in groupby(statements, heading)]


def _bulleted(text: str) -> str:
    bullet, space = "  – ", "    "
    first, *rest = text.split("\n")
    lines = [textwrap.fill(first, _WIDTH, initial_indent=bullet, subsequent_indent=space)]
    lines += [
        textwrap.fill(line, _WIDTH, initial_indent=space, subsequent_indent=space) for line in rest
    ]
    return "\n".join(lines)


def _source(citation: Citation) -> str:
    passage = citation.passage
    section = " › ".join(passage.paragraph.section)
    label = passage.paragraph.label
    place = f"paragraph {label}" if passage.paragraph.number else label
    parts = [report_name(passage.report), place, section, f"page {passage.paragraph.page}"]
    return ", ".join(part for part in parts if part) + f" ({passage.report.file})"


def _marks(statement: Statement) -> str:
    return "".join(f"[{number}]" for number in statement.citations)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH)


def _escaped(text: str) -> str:
    """Text in which Markdown and HTML see nothing but text."""
    for character in "\\`*_{}[]<>#+!|~&":
        text = text.replace(character, f"\\{character}")
    return text
