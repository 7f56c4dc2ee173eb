"""The commands with which people make gold: sheets to fill in, and how far they agree."""

from argparse import Namespace
from collections.abc import Iterator

from assistant import Settings, ensure_sample_index
from eval.agreement import Agreement, agreement
from eval.marking import Marked, write_marking_sheet
from eval.run import Run
from eval.sampling import draw as draw_paragraphs
from eval.sheets import read_question_sheet, write_cases, write_question_sheet
from index import Index

__all__ = ["agree", "cases", "draw", "mark"]

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
