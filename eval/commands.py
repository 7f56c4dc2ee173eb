"""The commands that run, score and compare; `cli.py` reads arguments and words errors.

Results go to stdout, everything else to stderr; a command returns its exit status.
"""

import json
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from assistant import Entailment, ModelJudge, ModelOptions, ModelSettings, OpenAIModel
from eval.ablations import ABLATIONS
from eval.baselines import BASELINES
from eval.cases import Selection, corpora_in
from eval.compare import compare as compare_scores
from eval.corpora import Corpora
from eval.evaluation import Evaluation
from eval.gold import SAMPLE
from eval.report import Content, differences, to_csv, to_html, to_markdown, to_text
from eval.run import Run
from eval.scorecard import Scorecard
from eval.scores import SCORES, read_scores, saved_scores, write_scores
from eval.scoring import Judging, indexes_of, score_run
from eval.systems import SYSTEMS
from eval.thresholds import dropped, fallen_short
from eval.writers import Writing
from index import Index

__all__ = ["compare", "run", "score", "systems"]

_DONE, _FAILED = 0, 1


def run(args: Namespace) -> int:
    """Answer questions with a system and those beside it, score and report."""
    evaluation = _evaluation(args)
    writing = Writing.of(ModelOptions.from_arguments(args), args.replay)
    if writing is not None and writing.replies is None:
        _say(f"{writing.used.name} at {writing.used.host} writes: what is asked is sent there")
    names = list(dict.fromkeys([args.system, *_beside(args)]))
    if args.fresh:
        for name in names:
            shutil.rmtree(evaluation.folder(name, args.out, writing), ignore_errors=True)
    runs = [evaluation.run(name, args.out, writing) for name in names]
    with _judging(args) as judging, evaluation.corpora.opened() as indexes:
        return _report(args, runs, indexes, judging)


def score(args: Namespace) -> int:
    """Score saved runs again; the first is reported, the others stand beside it."""
    runs = [Run.open(folder) for folder in args.runs]
    with _judging(args) as judging, indexes_of(runs[0].manifest, args.index) as indexes:
        for used in runs[0].manifest.corpora:
            if used.name not in indexes:
                _say(
                    f"no index of these {used.reports} reports is at hand: pointers and support "
                    "are unscored (name one with --index)"
                )
        return _report(args, runs, indexes, judging)


def compare(args: Namespace) -> int:
    """What differs between two runs."""
    compared = compare_scores(read_scores(args.before), read_scores(args.after))
    print(json.dumps(asdict(compared), indent=1) if args.json else differences(compared))
    return _DONE


def systems(_: Namespace) -> int:
    """What can be evaluated."""
    for name, what in SYSTEMS.items():
        print(f"{name:18}{what}")
    return _DONE


def _evaluation(args: Namespace) -> Evaluation:
    """The questions and the reports that they ask: the sample's, where nothing else is named."""
    gold = tuple(args.gold) or (SAMPLE,)
    if args.reports is not None:
        corpora = Corpora.from_reports(args.reports, corpora_in(gold))
    elif args.index is not None:
        corpora = Corpora.indexed(args.index)
    else:
        corpora = Corpora.sample()
    selection = Selection(tuple(args.type or ()), tuple(args.id or ()), args.limit)
    return Evaluation.of(gold, corpora, selection, args.today)


def _beside(args: Namespace) -> Sequence[str]:
    if args.alone:
        return ()
    if args.ablations:
        return (*BASELINES, *ABLATIONS)
    return args.beside or tuple(BASELINES)


@contextmanager
def _judging(args: Namespace) -> Iterator[Judging]:
    """Who judges support; a language model is named before it is asked."""
    prices = tuple(args.prices) if args.prices else None
    settings = ModelSettings.from_environment(args.judge) if args.judge else None
    if settings is None:
        judge = Entailment(args.judge_entailment) if args.judge_entailment else None
        yield Judging(judge, prices)
        return
    model = OpenAIModel(settings)
    _say(f"{model.name} at {model.host} judges: statements and quotations are sent there")
    try:
        yield Judging(ModelJudge(model), prices)
    finally:
        model.close()


def _report(
    args: Namespace, runs: Sequence[Run], indexes: Mapping[str, Index], judging: Judging
) -> int:
    """Write what the first run's scores say, print its figures, hold it to what is asked."""
    cards = [score_run(each, indexes, judging) for each in runs]
    for each, card in zip(runs, cards, strict=True):
        write_scores(each.folder / SCORES, saved_scores(card))
    first, card = runs[0], cards[0]
    others = [(r.manifest, c) for r, c in zip(runs[1:], cards[1:], strict=True)]
    content = Content.of(first.manifest, card, others, SYSTEMS)
    for name, text in (
        ("report.html", to_html(content)),
        ("report.md", to_markdown(content)),
        ("questions.csv", "\ufeff" + to_csv(content)),
    ):
        (first.folder / name).write_text(text, "utf-8")
    print(to_text(content))
    _say(f"report: {first.folder / 'report.html'}")
    if args.save_baseline is not None:
        write_scores(args.save_baseline, saved_scores(card, timed=False))
    return _verdict(args, card)


def _verdict(args: Namespace, card: Scorecard) -> int:
    faults = list(fallen_short(card, args.fail_under))
    if args.baseline is not None:
        faults += dropped(card, read_scores(args.baseline))
    for fault in faults:
        _say(f"failed: {fault}")
    return _FAILED if faults else _DONE


def _say(text: str) -> None:
    print(text, file=sys.stderr)
