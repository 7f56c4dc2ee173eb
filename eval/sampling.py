"""Paragraphs drawn at random, so that questions are asked about all that an index holds.

Stratified random sampling with proportional allocation: Cochran, "Sampling techniques", third
edition, 1977, chapter 5. What is left over by rounding goes to the largest remainders, and each
stratum gets at least one paragraph while the count allows.

Strata are kind of report x framework x kind of paragraph. The framework stands for the period:
what reports are about, how they are laid out and what grades they give changes with it, not with
the calendar year, and years would make strata too small to be drawn from in proportion.

Chance is a hash of seed and paragraph (permanent random numbers: Ohlsson, "Coordination of samples
using permanent random numbers", in "Business survey methods", 1995), so that a seed means the same
with every version of Python and numpy, and in whatever order the files were read.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from index import Index, Paragraph, ParagraphKind, Report, ReportKind

__all__ = ["Drawn", "Stratum", "allocate", "draw"]

_FEWEST_WORDS = 10
"""Shorter paragraphs are mostly lines of tables, and names of topics in lists."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """Paragraphs that are alike before they are read."""

    report: ReportKind
    framework: str | None
    paragraph: ParagraphKind

    def __str__(self) -> str:
        return f"{self.report}, {self.framework or 'no framework'}, {self.paragraph}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paragraph that was drawn, and its report."""

    id: str
    """Names the seed too: "s7-012"."""
    report: Report
    paragraph: Paragraph

    @property
    def stratum(self) -> Stratum:
        """What it was drawn for."""
        return _stratum(self.report, self.paragraph)


@dataclass(frozen=True, slots=True)
class _Candidate:
    report: Report
    paragraph: Paragraph

    @property
    def authority(self) -> str:
        return self.report.authority or self.report.title


def draw(index: Index, count: int, seed: int) -> list[Drawn]:
    """So many paragraphs, or all that can be drawn, in random order; ValueError below one.

    Heading notes and paragraphs of fewer than ten words are never drawn, and of a report's lines
    of judgement only one can be: they differ in little but the grade, and are printed repeatedly.
    Within a stratum no report is drawn from again before all others were, nor an authority where
    another would do as well. So every report counts alike, however long it is: a paragraph of a
    short one is likelier drawn, and means over the questions are not means over paragraphs.
    """
    if count < 1:
        raise ValueError(f"{count} paragraphs cannot be drawn")
    strata = _strata(index, seed)
    wanted = allocate({stratum: len(held) for stratum, held in strata.items()}, count)
    chosen = [each for s, share in wanted.items() for each in _spread(strata[s], share, seed)]
    # A lot of its own: what was drawn from many has a low one by which it was drawn.
    chosen.sort(key=lambda each: _lot(seed, f"{each.paragraph.id} in order"))
    width = max(3, len(str(len(chosen))))
    return [
        Drawn(f"s{seed}-{number:0{width}}", each.report, each.paragraph)
        for number, each in enumerate(chosen, 1)
    ]


def allocate(sizes: Mapping[Stratum, int], count: int) -> dict[Stratum, int]:
    """How many to draw from each stratum; the largest get one each where the count is too small."""
    count = min(count, sum(sizes.values()))
    largest_first = sorted(sizes, key=lambda each: (-sizes[each], str(each)))
    if count <= len(sizes):
        return dict.fromkeys(largest_first[:count], 1)
    shares: dict[Stratum, int] = {}
    rest = largest_first
    total = sum(sizes.values())
    # Raising small ones to one leaves less for the others, which may make further ones small.
    while sizes[rest[-1]] * count < total:
        small = rest.pop()
        shares[small] = 1
        count, total = count - 1, total - sizes[small]
    shares |= {each: sizes[each] * count // total for each in rest}
    over = count - sum(shares[each] for each in rest)
    rest.sort(key=lambda each: -(sizes[each] * count % total))  # stable: the larger one first
    for each in rest[:over]:
        shares[each] += 1
    return shares


def _strata(index: Index, seed: int) -> dict[Stratum, list[_Candidate]]:
    """All that may be drawn, each stratum in random order."""
    strata: dict[Stratum, list[_Candidate]] = {}
    for report in index.reports():
        judged = False
        paragraphs = index.paragraphs(report.id)
        for paragraph in sorted(paragraphs, key=lambda each: _lot(seed, each.id)):
            if paragraph.kind == "judgement":
                fit, judged = not judged, True
            else:
                long_enough = len(paragraph.text.split()) >= _FEWEST_WORDS
                fit = long_enough and paragraph.kind != "heading_note"
            if fit:
                candidate = _Candidate(report, paragraph)
                strata.setdefault(_stratum(report, paragraph), []).append(candidate)
    return strata


def _spread(candidates: list[_Candidate], count: int, seed: int) -> list[_Candidate]:
    """Always from the report, and then the authority, that was drawn from least in the stratum.

    Draws for other strata do not count: that would keep some paragraphs from ever being drawn.
    """
    waiting: dict[str, list[_Candidate]] = {}
    for each in candidates:
        waiting.setdefault(each.report.id, []).append(each)
    used: Counter[str] = Counter()

    def turn(held: list[_Candidate]) -> tuple[int, int, str]:
        report = held[0].report
        lot = _lot(seed, f"{report.id} {held[0].paragraph.kind}")
        return used[report.id], used[held[0].authority], lot

    chosen = []
    for _ in range(count):
        each = min((held for held in waiting.values() if held), key=turn).pop(0)
        chosen.append(each)
        used.update((each.report.id, each.authority))
    return chosen


def _stratum(report: Report, paragraph: Paragraph) -> Stratum:
    return Stratum(report.kind, report.framework, paragraph.kind)


def _lot(seed: int, name: str) -> str:
    """What stands for a random number."""
    return hashlib.sha256(f"{seed} {name}".encode()).hexdigest()
