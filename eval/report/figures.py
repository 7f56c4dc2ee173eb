"""How a report says figures."""

from eval.scorecard import Summary
from eval.statistics import Interval

__all__ = ["chance", "figure", "span", "value"]


def figure(summary: Summary) -> str:
    """A mean: shares with two digits, times in milliseconds, tokens whole."""
    return value(summary.interval.mean, summary.measure.unit)


def span(summary: Summary) -> str:
    """The interval around it."""
    found: Interval = summary.interval
    return f"{value(found.low, summary.measure.unit)} to {value(found.high, summary.measure.unit)}"


def chance(p: float | None) -> str:
    """How likely by chance alone; a dash where nothing was compared."""
    if p is None:
        return "–"
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def value(number: float | None, unit: str = "") -> str:
    """One value; a dash where nothing was scored, which is not zero."""
    if number is None:
        return "–"
    if unit == "s":
        return f"{1000 * number:.0f} ms" if number < 1 else f"{number:.1f} s"
    if unit == "money":
        return f"{number:.4f}"
    return f"{number:.0f}" if unit else f"{number:.2f}"
