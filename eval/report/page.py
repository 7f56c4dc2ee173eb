"""A report as one page of HTML that needs nothing else: no network, no other file."""

from importlib.resources import files
from math import ceil
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from eval.report.charts import Axes, Bar, Dot, Line, Tone, bars, dots, lines
from eval.report.content import Content
from eval.report.figures import chance, figure, span, value
from eval.risk import reliability, risk_coverage
from eval.scorecard import Scorecard

__all__ = ["to_html"]

_TONES: Final[dict[str, Tone]] = {"incomplete": "partly", "too much cited": "partly"}
_PANELS = ("citation_f1", "citation_precision", "citation_recall", "nugget_recall")
_BESIDE = (*_PANELS, "recall@10", "right_refusal", "wrong_refusal")


def to_html(content: Content) -> str:
    """The page."""
    environment = Environment(
        loader=PackageLoader("eval.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(chance=chance, figure=figure, span=span, value=value)
    environment.globals.update(style=_own("report.css"), script=_own("report.js"))
    return environment.get_template("report.html").render(
        content=content,
        card=content.card,
        manifest=content.manifest,
        beside_measures=[m for m in content.card.measures if m.name in _BESIDE],
        types=_types(content.card),
        systems=_systems(content),
        causes=_causes(content),
        risk=_risk(content),
        calibration=_calibration(content.card),
        latency=_latency(content.card),
    )


def _types(card: Scorecard) -> list[tuple[str, Markup]]:
    """A panel for each of the leading measures: a row for each type of question."""
    panels = []
    for measure in (m for m in card.measures if m.name in _PANELS):
        rows = [
            Dot(kind, found[measure.name].interval, f", {found[measure.name].n} questions")
            for kind, found in card.by_type.items()
            if measure.name in found
        ]
        if rows:
            overall = card.overall[measure.name]
            rows.append(Dot("all", overall.interval, f", {overall.n} questions", strong=True))
            panels.append((measure.title, dots(f"{measure.title} by type of question", rows)))
    return panels


def _systems(content: Content) -> Markup | None:
    cards = [(content.manifest.system, content.card), *((o.name, o.card) for o in content.beside)]
    rows = [
        Dot(name, card.overall["citation_f1"].interval, strong=n == 0)
        for n, (name, card) in enumerate(cards)
        if "citation_f1" in card.overall
    ]
    return dots("Citation F1 of each system", rows, width=560) if len(rows) > 1 else None


def _causes(content: Content) -> Markup | None:
    rows = [Bar(said, count, _TONES.get(cause, "wrong")) for cause, said, count in content.causes]
    return bars("Why answers are not perfect", rows) if rows else None


def _risk(content: Content) -> Markup | None:
    curves = []
    for name, card in [(o.name, o.card) for o in content.beside if o.name == "no-refusals"]:
        found = tuple((p.coverage, p.risk) for p in risk_coverage(card).points)
        curves.append(Line(f"{name}: were only the surest answers given", found, "other"))
    own = tuple((p.coverage, p.risk) for p in risk_coverage(content.card).points)
    curves.append(Line(content.manifest.system, own, dots="last"))
    if not own:
        return None
    most = max(risk for curve in curves for _, risk in curve.points)
    axes = Axes(
        "coverage: questions answered, the surest first",
        "risk: answers not right",
        (1.0, max(0.2, ceil(5 * most) / 5)),
    )
    return lines("Risk and coverage", axes, curves)


def _calibration(card: Scorecard) -> Markup | None:
    bins = reliability(card)
    if len(bins) < 2:
        return None
    middles = [(each.low + each.high) / 2 for each in bins]
    points = tuple((x, each.right.mean) for x, each in zip(middles, bins, strict=True))
    return lines(
        "Share of right answers by the score of the best paragraph",
        Axes("score of the best paragraph", "answers right", (bins[-1].high, 1.0), bins[0].low),
        [Line("answers right", points, dots="all")],
        whiskers=[(x, each.right) for x, each in zip(middles, bins, strict=True)],
    )


def _latency(card: Scorecard) -> Markup | None:
    values = sorted(card.values("seconds"))
    if not values:
        return None
    summary = card.overall["seconds"]
    points = tuple((v, n / len(values)) for n, v in enumerate(values, start=1))
    marks = [(summary.median, f"half within {value(summary.median, 's')}"),
             (summary.p95, f"95 % within {value(summary.p95, 's')}")]  # fmt: skip
    line = Line("answers", ((0.0, 0.0), *points), steps=True)
    axes = Axes("seconds", "answers given within", (values[-1], 1.0))
    return lines("How long answers take", axes, [line], marks=marks)


def _own(name: str) -> Markup:
    """A file of this package as it is: the page holds its own style and script."""
    text = files("eval.report").joinpath(name).read_text("utf-8")
    return Markup(text)  # noqa: S704  (ours)
