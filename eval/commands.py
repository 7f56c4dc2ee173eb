"""The commands that run, score and compare; `cli.py` reads arguments and words errors.

Results go to stdout, everything else to stderr; a command returns its exit status.
"""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from assistant import Entailment, ModelJudge, ModelOptions, ModelSettings, OpenAIModel
from eval.ablations import ABLATIONS
from eval.baselines import BASELINES
from eval.cases import Selection, corpora_in
from eval.compare import compare as compare_scores
from eval.corpora import Corpora
from eval.errors import RunError
from eval.evaluation import Evaluation
from eval.gold import SAMPLE
from eval.recorded import Recorder
from eval.report import Content, differences, to_csv, to_html, to_markdown, to_text
from eval.run import Run
from eval.scorecard import Scorecard
from eval.scores import SCORES, SavedScore, read_scores, saved_scores, write_scores
from eval.scoring import Judging, indexes_of, score_run
from eval.systems import SYSTEMS
from eval.thresholds import Threshold, check_names, dropped, fallen_short
from eval.writers import Writing
from index import Index, replace_text

__all__ = ["compare", "run", "score", "systems"]

_DONE, _FAILED = 0, 1


def run(args: Namespace) -> int:
    """Answer questions with a system and those beside it, score and report."""
    goal = _Goal.of(args)
    evaluation = _evaluation(args)
    writing = Writing.of(ModelOptions.from_arguments(args), args.replay)
    if writing is not None and writing.replies is None:
        _say(f"{writing.used.name} at {writing.used.host} writes: what is asked is sent there")
    names = list(dict.fromkeys([args.system, *_beside(args)]))
    evaluation.prepare(names)
    runs = [
        evaluation.run(name, args.out, writing, fresh=args.fresh, keep_failures=args.keep_failures)
        for name in names
    ]
    with _judging(args, runs[0]) as judging, evaluation.corpora.opened() as indexes:
        return _report(runs, indexes, judging, goal)


def score(args: Namespace) -> int:
    """Score saved runs again; the first is reported, the others stand beside it."""
    goal = _Goal.of(args)
    runs = [Run.open(folder) for folder in args.runs]
    first = runs[0].manifest
    for each in runs:
        if (each.manifest.gold, each.manifest.corpora) != (first.gold, first.corpora):
            raise RunError(f"{each.folder} is about other questions or reports; score it by itself")
    with _judging(args, runs[0]) as judging, indexes_of(first, args.index) as indexes:
        for used in first.corpora:
            if used.name not in indexes:
                _say(
                    f"no index of these {used.reports} reports is at hand: pointers and support "
                    "are unscored (name one with --index)"
                )
        return _report(runs, indexes, judging, goal)


def compare(args: Namespace) -> int:
    """What differs between two runs."""
    golds = [Run.open(run).manifest.gold for run in (args.before, args.after) if run.is_dir()]
    if len(golds) == 2 and golds[0] != golds[1]:
        _say("the questions were changed between the two runs, which may be all that differs")
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
def _judging(args: Namespace, run: Run) -> Iterator[Judging]:
    """Who judges support; a language model is named before it is asked, its verdicts are kept."""
    prices = tuple(args.prices) if args.prices else None
    settings = ModelSettings.from_environment(args.judge) if args.judge else None
    if settings is None:
        name = args.judge_entailment
        judge = Entailment(name) if name else None
        yield Judging(judge, f"{name}, a cross-encoder" if name else "", prices)
        return
    with closing(Recorder(OpenAIModel(settings), run.folder / "judgements.jsonl")) as model:
        named = f"{model.name} at {model.host}"
        _say(f"{named} judges: statements and quotations are sent there")
        yield Judging(ModelJudge(model), named, prices)


@dataclass(frozen=True, slots=True)
class _Goal:
    """What a run is held to, read before anything is asked."""

    thresholds: tuple[Threshold, ...]
    baseline: tuple[SavedScore, ...]
    saved: Path | None
    """Where the scores are to be written as a baseline."""

    @classmethod
    def of(cls, args: Namespace) -> Self:
        """Raises EvalError for an unknown measure, RunError for a baseline that is none."""
        check_names(args.fail_under)
        baseline = read_scores(args.baseline) if args.baseline is not None else []
        return cls(tuple(args.fail_under), tuple(baseline), args.save_baseline)

    def verdict(self, card: Scorecard) -> int:
        """The exit status; what falls short is said."""
        if self.saved is not None:
            write_scores(self.saved, saved_scores(card, timed=False))
        faults = list(fallen_short(card, self.thresholds))
        if self.baseline:
            faults += dropped(card, self.baseline)
        for fault in faults:
            _say(f"failed: {fault}")
        return _FAILED if faults else _DONE


def _report(
    runs: Sequence[Run], indexes: Mapping[str, Index], judging: Judging, goal: _Goal
) -> int:
    """Write what the first run's scores say, print its figures, hold it to its goal."""
    cards = [score_run(each, indexes, judging) for each in runs]
    for each, card in zip(runs, cards, strict=True):
        write_scores(each.folder / SCORES, saved_scores(card))
    first, card = runs[0], cards[0]
    others = [(r.manifest, c) for r, c in zip(runs[1:], cards[1:], strict=True)]
    content = Content.of(first.manifest, card, others, SYSTEMS, judging.named)
    replace_text(first.folder / "report.html", to_html(content))
    replace_text(first.folder / "report.md", to_markdown(content))
    replace_text(first.folder / "questions.csv", "\ufeff" + to_csv(content))
    print(to_text(content))
    _say(f"report: {first.folder / 'report.html'}")
    return goal.verdict(card)


def _say(text: str) -> None:
    print(text, file=sys.stderr)
