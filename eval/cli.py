"""The command line of the evaluation: arguments, and errors as one line each."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant import WRONG_USAGE, AssistantError, CommandParser, ModelOptions, iso_date
from eval import commands, gold_commands
from eval.errors import EvalError
from eval.evaluation import WRITTEN
from eval.systems import ASSISTANT, SYSTEMS
from eval.thresholds import Threshold
from eval.types import QUESTION_TYPES
from index import IndexingError

__all__ = ["main"]

_INTERRUPTED = 130
_RUN = "run"


def main(arguments: Sequence[str] | None = None, program: str = "python -m eval") -> int:
    """Run a command, `run` where none is named; returns the exit status of the contracts."""
    parser, names = _parser(program)
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] not in {*names, "-h", "--help"}:
        given.insert(0, _RUN)
    args = parser.parse_args(given)
    try:
        return int(args.do(args))
    except (AssistantError, EvalError, IndexingError) as error:
        message = str(error)
    except OSError as error:
        message = f"{error.filename or 'a file'}: {error.strerror or error}"
    except KeyboardInterrupt:
        print(f"{program}: interrupted; without --fresh the same command goes on", file=sys.stderr)
        return _INTERRUPTED
    print(f"{program}: {' '.join(message.split())}", file=sys.stderr)
    return WRONG_USAGE


def _parser(program: str) -> tuple[argparse.ArgumentParser, set[str]]:
    parser = CommandParser(
        program,
        description="Measures how well questions are answered and cited. Without a command: run.",
    )
    subs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_run(subs.add_parser(_RUN, help="answer questions, score the answers, report"))
    _add_score(subs.add_parser("score", help="score a saved run again and report"))
    _add_compare(subs.add_parser("compare", help="what differs between two runs"))
    _add_gold(
        subs.add_parser("draw", help="draw paragraphs to write questions about"),
        subs.add_parser("cases", help="a filled sheet of questions -> a file of questions"),
        subs.add_parser("mark", help="a sheet of what a run cites, to be marked by people"),
        subs.add_parser("agree", help="how far two people's sheets agree"),
    )
    _add_feedback(subs.add_parser("feedback", help="what readers said of answers -> questions"))
    subs.add_parser("systems", help="what can be evaluated").set_defaults(do=commands.systems)
    return parser, set(subs.choices)


def _add_run(run: argparse.ArgumentParser) -> None:
    run.set_defaults(do=commands.run)
    run.description = "Answers questions, scores the answers and writes a report."
    run.add_argument(
        "gold", nargs="*", type=Path, metavar="GOLD", help="files of questions (the sample's)"
    )
    where = run.add_mutually_exclusive_group()
    where.add_argument(
        "--reports", type=Path, metavar="FOLDER", help="reports to ask; folders by corpus"
    )
    where.add_argument("--index", type=Path, metavar="DIR", help="an index that is there already")
    run.add_argument("--system", choices=SYSTEMS, default=ASSISTANT, help="what is evaluated")
    beside = run.add_mutually_exclusive_group()
    beside.add_argument(
        "--beside", action="append", choices=SYSTEMS, metavar="SYSTEM",
        help="what it is compared with; may be given repeatedly (dense-5, bm25-5)",
    )  # fmt: skip
    beside.add_argument(
        "--ablations", action="store_true", help="beside: without each ingredient, and baselines"
    )
    beside.add_argument("--alone", action="store_true", help="beside: nothing")
    run.add_argument("--type", action="append", choices=QUESTION_TYPES, help="of questions")
    run.add_argument("--id", action="append", metavar="ID", help="single questions")
    run.add_argument("--limit", type=_count, metavar="N", help="the first N questions")
    run.add_argument(
        "--today", type=iso_date, default=WRITTEN, metavar="DATE", help='for "last year"'
    )
    run.add_argument("--fresh", action="store_true", help="answer again what was answered before")
    run.add_argument(
        "--keep-failures", action="store_true", help="score quotations where a model failed"
    )
    run.add_argument("--replay", type=Path, metavar="RUN", help="a model's recorded replies")
    _add_out(run)
    _add_scoring(run)
    ModelOptions.add_to(run)


def _add_out(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--out", type=Path, default=Path("eval-runs"), metavar="DIR",
        help="where runs are kept (eval-runs)",
    )  # fmt: skip


def _add_score(command: argparse.ArgumentParser) -> None:
    command.set_defaults(do=commands.score)
    command.description = "Scores a saved run again and writes its report; nothing is asked."
    command.add_argument("runs", nargs="+", type=Path, metavar="RUN", help="the first is reported")
    command.add_argument("--index", type=Path, metavar="DIR", help="to look pointers up in")
    _add_scoring(command)


def _add_scoring(command: argparse.ArgumentParser) -> None:
    scoring = command.add_argument_group("scoring")
    scoring.add_argument(
        "--fail-under", action="append", type=_threshold, default=[], metavar="MEASURE=VALUE",
        help="exit with status 1 below this mean; may be given repeatedly",
    )  # fmt: skip
    scoring.add_argument(
        "--baseline", type=Path, metavar="SCORES",
        help="exit with status 1 where a measure fell beyond chance since then",
    )  # fmt: skip
    scoring.add_argument(
        "--save-baseline", type=Path, metavar="SCORES", help="write the scores without timings"
    )
    judge = scoring.add_mutually_exclusive_group()
    judge.add_argument(
        "--judge", metavar="MODEL", help="a language model that judges support (sends answers)"
    )
    judge.add_argument(
        "--judge-entailment", metavar="NAME_OR_PATH", help="a cross-encoder that judges support"
    )
    scoring.add_argument(
        "--prices", type=float, nargs=2, metavar=("PROMPT", "COMPLETION"),
        help="of a million tokens",
    )  # fmt: skip


def _add_compare(command: argparse.ArgumentParser) -> None:
    command.set_defaults(do=commands.compare)
    command.description = "Paired differences of two runs, and the questions that flipped."
    command.add_argument("before", type=Path, metavar="BEFORE", help="a run or its scores")
    command.add_argument("after", type=Path, metavar="AFTER")
    command.add_argument("--json", action="store_true", help="a JSON object")


def _add_gold(
    draw: argparse.ArgumentParser,
    cases: argparse.ArgumentParser,
    mark: argparse.ArgumentParser,
    agree: argparse.ArgumentParser,
) -> None:
    draw.set_defaults(do=gold_commands.draw)
    draw.add_argument("sheet", type=Path, metavar="SHEET", help="the CSV file to write")
    draw.add_argument("--index", type=Path, metavar="DIR", help="the reports (the usual index)")
    draw.add_argument("--count", type=_count, default=40, metavar="N", help="paragraphs (40)")
    draw.add_argument("--seed", type=int, default=7, help="another seed draws others (7)")
    cases.set_defaults(do=gold_commands.cases)
    cases.add_argument("sheet", type=Path, metavar="SHEET")
    cases.add_argument("gold", type=Path, metavar="GOLD", help="the file to write")
    mark.set_defaults(do=gold_commands.mark)
    mark.add_argument("run", type=Path, metavar="RUN")
    mark.add_argument("sheet", type=Path, metavar="SHEET", help="the CSV file to write")
    mark.add_argument("--strange", action="store_true", help="only what is not in gold")
    agree.set_defaults(do=gold_commands.agree)
    agree.add_argument("first", type=Path, metavar="SHEET")
    agree.add_argument("second", type=Path, metavar="SHEET")
    agree.add_argument("--column", default="mark", help="what is compared (mark)")


def _add_feedback(command: argparse.ArgumentParser) -> None:
    command.set_defaults(do=gold_commands.feedback)
    command.description = "Makes questions of answers that helped, and a sheet of the others."
    command.add_argument("feedback", type=Path, metavar="FILE", help="as the chat keeps it")
    command.add_argument(
        "--out", type=Path, required=True, metavar="GOLD", help="the file of questions to write"
    )
    command.add_argument(
        "--sheet", type=Path, metavar="SHEET", help="the CSV file to write, for `cases`"
    )
    command.add_argument(
        "--index", type=Path, metavar="DIR", help="only what was said of these reports"
    )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 on")
    return int(text)


def _threshold(text: str) -> Threshold:
    try:
        return Threshold.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not like citation_f1=0.75") from None
