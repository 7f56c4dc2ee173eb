"""The commands with which people make gold: sheets to fill in, and how far they agree."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant import Settings, ensure_sample_index
from eval.agreement import Agreement, agreement
from eval.feedback import Judged, read_feedback
from eval.feedback_cases import as_case, is_about, latest
from eval.feedback_sheet import write_feedback_sheet
from eval.marking import Marked, write_marking_sheet
from eval.run import Run
from eval.sampling import draw as draw_paragraphs
from eval.sheets import read_question_sheet, write_cases, write_question_sheet
from index import Index

__all__ = ["agree", "cases", "draw", "feedback", "mark"]

_DONE = 0
_SHOWN = 20


def draw(args: Namespace) -> int:
    """Draw paragraphs, and write a sheet in which questions about them are to be written."""
    settings = Settings.from_environment()
    location = settings.index_dir(args.index)
    folder = ensure_sample_index(settings) if location.is_sample else location.path
    with Index.open(folder) as index:
        drawn = draw_paragraphs(index, args.count, args.seed)
    write_question_sheet(args.sheet, drawn)
    print(f"{args.sheet}: {len(drawn)} paragraphs of {len({d.report.id for d in drawn})} reports")
    return _DONE


def cases(args: Namespace) -> int:
    """The questions of a filled sheet, as a file that can be run."""
    found = read_question_sheet(args.sheet)
    write_cases(args.gold, found)
    print(f"{args.gold}: {len(found)} questions")
    return _DONE


def feedback(args: Namespace) -> int:
    """What readers said of answers, as questions that can be run, and as a sheet of the others."""
    judged, damaged = read_feedback(args.feedback)
    for fault in damaged:
        _say(f"skipped: {fault}")
    asked = _about(latest(judged), args.index)
    found = [case for case in map(as_case, asked) if case is not None]
    known = {case.id for case in found}
    others = [each for each in asked if each.id not in known]
    if found:
        write_cases(args.out, found)
        print(f"{args.out}: {len(found)} questions; read them before you measure anything by them")
    if others and args.sheet is not None:
        write_feedback_sheet(args.sheet, others)
        print(f"{args.sheet}: {len(others)} questions to be read by a person")
    elif others:
        _say(
            f"left out: {len(others)} questions that a person has to read; name a --sheet for them"
        )
    return _DONE


def mark(args: Namespace) -> int:
    """What a run cites, as a sheet in which people mark whether it supports an answer."""
    rows = list(_cited(Run.open(args.run), args.strange))
    write_marking_sheet(args.sheet, rows)
    print(f"{args.sheet}: {len(rows)} cited paragraphs")
    return _DONE


def agree(args: Namespace) -> int:
    """How far two filled sheets agree."""
    found = agreement(args.first, args.second, args.column)
    print("\n".join(_lines(found)))
    return _DONE


def _about(judged: Sequence[Judged], index_dir: Path | None) -> list[Judged]:
    """Those that were said of the reports of an index, all where none is named."""
    if index_dir is None:
        return list(judged)
    with Index.open(index_dir) as index:
        kept = [each for each in judged if is_about(each, index)]
    if len(kept) < len(judged):
        _say(f"left out: {len(judged) - len(kept)} questions that were asked of other reports")
    return kept


def _cited(run: Run, strange: bool) -> Iterator[Marked]:  # noqa: FBT001
    for task, outcome in run.outcomes():
        met: set[str] = set()
        for cited in outcome.citations:
            known = cited.paragraph_id in task.supporting
            if cited.paragraph_id in met or (strange and known):
                continue
            met.add(cited.paragraph_id)
            yield Marked(
                id=f"{task.case.id} {cited.paragraph_id}",
                question=task.case.question,
                authority=cited.authority or "",
                report=f"{cited.report}, published {cited.published or 'undated'}",
                label=cited.label,
                text=cited.text,
            )


def _lines(found: Agreement) -> Iterator[str]:
    yield f"{found.column}: {found.both} rows filled in by both"
    if found.raw is not None:
        yield f"the same: {found.raw:.2f}"
    if found.kappa is None:
        yield f"kappa: none, since {found.why_no_kappa}"
    else:
        kappa = found.kappa
        yield f"kappa: {kappa.value:.2f} [{kappa.low:.2f} to {kappa.high:.2f}]"
    for pair in found.pairs:
        yield f"  {pair.first} / {pair.second}: {pair.rows}"
    for title, ids in (
        ("differ", found.differing),
        ("filled in by the first only", found.only_first),
        ("filled in by the second only", found.only_second),
        ("filled in by neither", found.neither),
    ):
        if ids:
            more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
            yield f"{title}: {', '.join(ids[:_SHOWN])}{more}"


def _say(text: str) -> None:
    print(text, file=sys.stderr)
