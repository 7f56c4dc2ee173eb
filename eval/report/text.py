"""A run's figures as lines for a terminal."""

from collections.abc import Iterator

from eval.compare import Comparison
from eval.report.content import Content
from eval.report.figures import figure, span

__all__ = ["differences", "to_text"]

_COLUMNS = (
    ("F1", "citation_f1"),
    ("precision", "citation_precision"),
    ("recall", "citation_recall"),
    ("nuggets", "nugget_recall"),
)
_WIDE = 24


def to_text(content: Content) -> str:
    """Headlines, then the leading measures by type and by system."""
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in content.verdicts.items())
    lines = [f"{content.manifest.system}: {len(content.questions)} questions, {verdicts}", ""]
    for summary in content.headlines:
        name = f"{summary.measure.name:{_WIDE}}"
        lines.append(f"{name}{figure(summary):>8}  [{span(summary)}]  n={summary.n}")
    head = "".join(f"{title:>11}" for title, _ in _COLUMNS)
    lines += ["", f"{'by type':{_WIDE}}{head}{'n':>6}", *_types(content)]
    if content.beside:
        lines += ["", f"{'by system':{_WIDE}}{head}", *_systems(content)]
    return "\n".join(lines)


def _types(content: Content) -> Iterator[str]:
    for kind, found in content.card.by_type.items():
        refused = found.get("right_refusal")
        n = sum(scored.task.case.type == kind for scored in content.card.scored)
        if refused is not None:
            yield f"{kind:{_WIDE}}{'refused ' + figure(refused):>44}{n:>6}"
        else:
            cells = (figure(found[name]) if name in found else "–" for _, name in _COLUMNS)
            yield f"{kind:{_WIDE}}{''.join(f'{cell:>11}' for cell in cells)}{n:>6}"


def _systems(content: Content) -> Iterator[str]:
    cards = [(content.manifest.system, content.card), *((o.name, o.card) for o in content.beside)]
    for name, card in cards:
        cells = (figure(card.overall[m]) if m in card.overall else "–" for _, m in _COLUMNS)
        yield f"{name:{_WIDE}}{''.join(f'{cell:>11}' for cell in cells)}"


def differences(compared: Comparison) -> str:
    """What differs between two runs: overall, by type where it is beyond chance, and the flips."""
    head = f"{'measure':{_WIDE}}{'before':>9}{'after':>9}{'change':>9}  {'95 %':18}{'p':>7}{'n':>6}"
    lines = [head]
    for change in compared.changes:
        if change.scope != "all" and not change.difference.beyond_chance:
            continue
        name = change.measure if change.scope == "all" else f"  {change.scope}"
        found = change.difference
        lines.append(
            f"{name:{_WIDE}}{change.before:>9.3f}{change.after:>9.3f}{found.interval.mean:>+9.3f}"
            f"  {f'[{found.interval.low:+.3f} {found.interval.high:+.3f}]':18}{found.p:>7.3f}"
            f"{found.n:>6}{' *' if found.beyond_chance else ''}"
        )
    for title, better in (("became right", True), ("no longer right", False)):
        ids = [f"{flip.id} ({flip.type})" for flip in compared.flips if flip.better == better]
        lines += [f"{title}: {len(ids)}" + (f": {', '.join(ids)}" if ids else "")]
    if compared.unpaired:
        lines.append(f"only in one of the two: {', '.join(compared.unpaired)}")
    return "\n".join(lines)
