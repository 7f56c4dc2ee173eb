"""A report as Markdown, for a merge request or a note."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from eval.report.content import Content
from eval.report.figures import figure, span
from eval.risk import risk_coverage
from eval.scorecard import Summary

__all__ = ["to_markdown"]

_TYPED = ("citation_f1", "citation_precision", "citation_recall", "nugget_recall", "recall@10")
_BESIDE = (*_TYPED, "right_refusal", "wrong_refusal")


def to_markdown(content: Content) -> str:
    """Measures, types, other systems, and the questions that were not answered right."""
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in content.verdicts.items())
    parts = [
        f"# {content.manifest.system}: {len(content.questions)} questions, {verdicts}",
        _made(content),
        "## Measures",
        _table(("measure", "mean", "95 %", "n"), _measures(content)),
        "## By type",
        _table(("type", *_TYPED), _types(content)),
    ]
    if content.beside:
        parts += ["## Beside other systems", _table(("system", *_BESIDE), _systems(content))]
    curve = risk_coverage(content.card)
    if curve.last is not None:
        parts.append(
            f"{curve.last.coverage:.0%} of the questions are answered, {curve.last.risk:.0%} of "
            f"the answers are not right; area under the risk-coverage curve {curve.area:.3f}."
        )
    if content.reasons:
        refusals = ("should be refused as", "n", "refused", "as that")
        parts += ["## Refusals", _table(refusals, _reasons(content))]
    if content.failures:
        columns = ("id", "type", "question", "verdict", "cause", "why")
        parts += ["## Not right", _table(columns, _failures(content))]
    return "\n\n".join(parts) + "\n"


def _made(content: Content) -> str:
    manifest = content.manifest
    corpora = "; ".join(
        f"{c.name or 'reports'}: {c.reports} reports, {c.paragraphs} paragraphs"
        for c in manifest.corpora
    )
    writer = f"Written by {manifest.model.name}" if manifest.model else "Quotations only"
    gold = ", ".join(each.name for each in manifest.gold)
    return f"Questions: {gold}. {corpora}. {_cell(writer)}. Run {manifest.identity}."


def _measures(content: Content) -> Iterator[Sequence[str]]:
    for summary in content.card.overall.values():
        yield summary.measure.name, figure(summary), span(summary), str(summary.n)


def _types(content: Content) -> Iterator[Sequence[str]]:
    for kind, summaries in content.card.by_type.items():
        yield kind, *_figures(summaries, _TYPED)


def _systems(content: Content) -> Iterator[Sequence[str]]:
    yield content.manifest.system, *_figures(content.card.overall, _BESIDE)
    for other in content.beside:
        yield other.name, *_figures(other.card.overall, _BESIDE)


def _figures(summaries: Mapping[str, Summary], names: Iterable[str]) -> list[str]:
    return [figure(summaries[name]) if name in summaries else "–" for name in names]


def _reasons(content: Content) -> Iterator[Sequence[str]]:
    for each in content.reasons:
        yield each.name, str(each.n), str(each.refused), str(each.rightly)


def _failures(content: Content) -> Iterator[Sequence[str]]:
    for question in content.failures:
        case, found = question.scored.task.case, question.diagnosis
        yield case.id, case.type, case.question, found.verdict, found.cause, "; ".join(found.why)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    """Text in which nothing is a column, a line or markup."""
    plain = " ".join(text.split())
    return re.sub(r"([\\|<>\[\]`*~#]|\b_|_\b)", r"\\\1", plain)
