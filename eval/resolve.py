"""Places as people name them -> paragraphs of an index, so that gold cannot rot unnoticed.

A place with a label is the paragraph of that label. One with a printed number is met by the
paragraphs of that number that hold its first words; one with first words also by whatever
paragraph holds them, so that a bullet is met by the numbered paragraph that it belongs to; and a
line of a table, which has no number, by a short paragraph with nearly all of its words. These are
the rules of ../shared/gold/score.py. A heading is no paragraph, so nothing can cite it; it may
stand among further places, where it does no harm, but not in gold.
"""

from collections.abc import Mapping, Sequence

from assistant import report_name
from eval.errors import GoldError
from eval.folding import folded
from eval.types import Case, Place, Task, Wanted
from index import Index, Paragraph, Report

__all__ = ["resolve"]

_FIRST_WORDS = 6
_SHORT = 60
_NEARLY_ALL = 0.9
_SHOWN = 12


def resolve(cases: Sequence[Case], indexes: Mapping[str, Index]) -> list[Task]:
    """The cases with their places found, each in the index of its corpus.

    Raises GoldError that names the places, and their questions, which no index holds.
    """
    places = {corpus: _Places(index) for corpus, index in indexes.items()}
    tasks, missing = [], []
    for case in cases:
        if case.corpus not in places:
            raise GoldError(
                f"{case.id} asks the reports “{case.corpus}”: name the folder above them with "
                "--reports"
            )
        find = places[case.corpus].find
        gold, also_ok = ([find(p) for p in each] for each in (case.gold, case.also_ok))
        missing += [
            f"{case.id}: {p}" for p, w in zip(case.gold, gold, strict=True) if not _is_met(w)
        ]
        missing += [
            f"{case.id}: {p}" for p, w in zip(case.also_ok, also_ok, strict=True) if w is None
        ]
        tasks.append(Task(case, tuple(filter(None, gold)), tuple(filter(None, also_ok))))
    if missing:
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        raise GoldError(
            f"not in the index: {len(missing)} places that the questions name (mend the questions, "
            f"or index the reports that they are about): {'; '.join(missing[:_SHOWN])}{more}"
        )
    return tasks


class _Places:
    """The paragraphs of an index by their file."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._reports = index.reports()
        self._known: dict[Place, Wanted | None] = {}
        self._folded: dict[str, list[tuple[Paragraph, str]]] = {}

    def find(self, place: Place) -> Wanted | None:
        """The place, as it stands in the index; None where it does not."""
        if place not in self._known:
            self._known[place] = self._find(place)
        return self._known[place]

    def _find(self, place: Place) -> Wanted | None:
        name = _file_of(place.file)
        met = [
            (report, paragraph)
            for report in self._reports
            if _is_named_file(report, name)
            for paragraph, text in self._paragraphs(report)
            if _meets(place, paragraph, text)
        ]
        if not met:
            return self._heading(place, name)
        report, first = min(met, key=lambda each: not _is_named(place, each[1]))
        return Wanted(
            place=f"{report_name(report)}, {first.label}",
            authority=report.authority or report.file,
            report=report_name(report),
            label=first.label,
            text=first.text,
            paragraphs=frozenset(paragraph.id for _, paragraph in met),
        )

    def _heading(self, place: Place, name: str) -> Wanted | None:
        """A place that is no paragraph, but a heading over some; met by nothing."""
        wanted = folded(place.starts_with) if place.paragraph is None else ""
        for report in self._reports:
            for paragraph, _ in self._paragraphs(report) if _is_named_file(report, name) else ():
                for heading in paragraph.section:
                    if wanted and folded(heading).startswith(wanted):
                        where = f"{report_name(report)}, heading “{heading}”"
                        who = report.authority or report.file
                        return Wanted(where, who, report_name(report), "", heading, frozenset())
        return None

    def _paragraphs(self, report: Report) -> list[tuple[Paragraph, str]]:
        if report.id not in self._folded:
            paragraphs = self._index.paragraphs(report.id)
            self._folded[report.id] = [(p, folded(p.text)) for p in paragraphs]
        return self._folded[report.id]


def _is_met(wanted: Wanted | None) -> bool:
    return wanted is not None and bool(wanted.paragraphs)


def _is_named_file(report: Report, name: str) -> bool:
    return report.file == name or report.file.endswith(f"/{name}")


def _file_of(name: str) -> str:
    """A file may be named by the text taken from it: folder__name.txt for folder/name.pdf."""
    if "__" in name and name.endswith(".txt"):
        return name.replace("__", "/", 1).removesuffix(".txt") + ".pdf"
    return name


def _is_named(place: Place, paragraph: Paragraph) -> bool:
    return place.paragraph is not None and paragraph.number == place.paragraph.strip(". ")


def _meets(place: Place, paragraph: Paragraph, text: str) -> bool:
    if place.label is not None:
        return paragraph.label == place.label
    wanted = folded(place.starts_with)
    words = wanted.split()
    if place.paragraph is not None and paragraph.number == place.paragraph.strip(". "):
        return " ".join(words[:_FIRST_WORDS]) in text
    if wanted and wanted in text:
        return True
    if place.paragraph is not None or not wanted:
        return False
    have = text.split()
    return len(have) < _SHORT and sum(w in have for w in words) / len(words) >= _NEARLY_ALL
