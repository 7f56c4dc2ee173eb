"""The command line: arguments, and errors as one line each."""

import argparse
import os
import runpy
import sys
import warnings
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TypeAlias

from assistant import asking, commands, mcp_server, user_commands, verify_command
from assistant.access_options import AccessOptions
from assistant.accounts import ROLES
from assistant.arguments import WRONG_USAGE, CommandParser, iso_date
from assistant.errors import AssistantError
from assistant.model_options import ModelOptions
from assistant.version import program_version
from index import REPORT_KINDS, IndexingError

__all__ = ["main"]

_PROGRAM = "inspection-assistant"
_FAILED, _INTERRUPTED = 1, 130
_EVALUATION = "eval"
_MOST_HITS = 1000


_Subs: TypeAlias = "argparse._SubParsersAction[CommandParser]"  # noqa: SLF001  (it has no public name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # JSON is UTF-8 whatever the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == [_EVALUATION]:
        return _evaluate(given[1:])
    args = _parser().parse_args(given)
    try:
        return int(args.run(args))
    except (AssistantError, IndexingError) as error:
        return _fail(str(error))
    except BrokenPipeError:
        # whoever read our output has gone; leave nothing for the interpreter to flush at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FAILED
    except OSError as error:
        return _fail(f"{error.filename or 'a file'}: {error.strerror or error}")
    except KeyboardInterrupt:
        return _INTERRUPTED


def _fail(message: str) -> int:
    print(f"{_PROGRAM}: {' '.join(message.split())}", file=sys.stderr)
    return WRONG_USAGE


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        _PROGRAM, description="Questions about inspection reports, answered with citations."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {program_version()}")
    subs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_building(subs)
    _add_looking(subs)
    _add_asking(subs)
    _add_chat(subs)
    _add_users(subs)
    _add_mcp(subs)
    subs.add_parser(_EVALUATION, help="measure how well questions are answered and cited")
    return parser


def _command(
    subs: _Subs, name: str, run: Callable[[argparse.Namespace], int], does: str
) -> argparse.ArgumentParser:
    parser = subs.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
    parser.set_defaults(run=run)
    return parser


def _index_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--index", type=Path, metavar="DIR", help="the index's folder")


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_HITS:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 to {_MOST_HITS}")
    return int(text)


def _add_building(subs: _Subs) -> None:
    parse = _command(subs, "parse", commands.parse, "show the structure of files")
    parse.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    shape = parse.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="one JSON object a line")
    shape.add_argument("--report", action="store_true", help="a table with gaps and warnings")
    parse.add_argument("--force", action="store_true", help="take texts that are no reports")
    build = _command(subs, "index", commands.build, "build an index or bring it up to date")
    build.add_argument("sources", nargs="+", type=Path, metavar="SOURCE")
    _index_option(build)
    build.add_argument("--embedder", metavar="NAME_OR_PATH", help="a sentence-transformers model")
    build.add_argument("--prune", action="store_true", help="let missing sources be forgotten")
    build.add_argument("--force", action="store_true", help="take texts that are no reports")
    remove = _command(subs, "remove", commands.remove, "take a source or report out of an index")
    remove.add_argument("name", metavar="SOURCE_OR_REPORT")
    _index_option(remove)


def _add_looking(subs: _Subs) -> None:
    check = _command(subs, "check", commands.check, "verify an index")
    _index_option(check)
    reports = _command(subs, "reports", commands.reports, "show what is in an index")
    reports.add_argument("--json", action="store_true", help="a JSON array")
    _index_option(reports)
    rows = _command(subs, "judgements", commands.judgements, "show judgements as rows")
    form = rows.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="a JSON array")
    form.add_argument("--csv", action="store_true", help="comma-separated values")
    rows.add_argument("--authority", metavar="NAME")
    rows.add_argument("--grade", metavar="GRADE")
    rows.add_argument("--judgement", metavar="NAME")
    rows.add_argument("--since", type=iso_date, metavar="DATE", help="published then or later")
    rows.add_argument("--until", type=iso_date, metavar="DATE", help="published then or before")
    rows.add_argument("--latest", action="store_true", help="of each authority's latest report")
    _index_option(rows)
    saved = _command(subs, "verify", verify_command.verify, "check saved answers against an index")
    saved.add_argument("file", type=Path, metavar="FILE", help="from ask --json, or an export")
    saved.add_argument("--json", action="store_true", help="a JSON object")
    _index_option(saved)


def _add_asking(subs: _Subs) -> None:
    search = _command(subs, "search", asking.search, "find paragraphs")
    search.add_argument("-k", type=_count, default=10, help="how many (10)")
    ask = _command(subs, "ask", asking.ask, "answer a question")
    ask.add_argument("--explain", action="store_true", help="say how the answer came about")
    ModelOptions.add_to(ask)
    for command in (search, ask):
        what = command.add_mutually_exclusive_group(required=True)
        what.add_argument("question", nargs="?", metavar="QUESTION")
        what.add_argument(
            "--jsonl", type=Path, metavar="FILE", help="questions, one JSON object a line"
        )
        command.add_argument("--json", action="store_true", help="a JSON object")
        command.add_argument("--today", type=iso_date, metavar="DATE", help='for "last year"')
        _filter_options(command)
        _index_option(command)


def _filter_options(command: argparse.ArgumentParser) -> None:
    filters = command.add_argument_group("filters", "These win over what the question names.")
    filters.add_argument(
        "--authority", action="append", default=[], metavar="NAME", help="may be given repeatedly"
    )
    filters.add_argument("--kind", choices=REPORT_KINDS, help="kind of report")
    filters.add_argument("--since", type=iso_date, metavar="DATE", help="published then or later")
    filters.add_argument("--until", type=iso_date, metavar="DATE", help="published then or before")
    filters.add_argument("--latest", action="store_true", help="of each authority's latest report")


def _add_chat(subs: _Subs) -> None:
    chat = _command(subs, "chat", _chat, "open the chat in the browser")
    chat.add_argument("--port", type=int, metavar="PORT", help="default: the first free from 7860")
    chat.add_argument("--no-browser", action="store_true", help="do not open a browser")
    AccessOptions.add_to(chat)
    ModelOptions.add_to(chat)
    _index_option(chat)


def _add_mcp(subs: _Subs) -> None:
    tools = _command(subs, "mcp", mcp_server.serve, "offer search and answers to other assistants")
    tools.add_argument("--today", type=iso_date, metavar="DATE", help='for "last year"')
    ModelOptions.add_to(tools)
    _index_option(tools)


def _chat(args: argparse.Namespace) -> int:
    """Start the chat, which stands above this package and so is not imported by it."""
    options = ["--no-browser"] if args.no_browser else []
    if args.index is not None:
        options += ["--index", str(args.index)]
    if args.port is not None:
        options += ["--port", str(args.port)]
    options += AccessOptions.from_arguments(args).to_arguments()
    options += ModelOptions.from_arguments(args).to_arguments()
    return int(runpy.run_module("app")["main"](options, program=_PROGRAM))


def _add_users(subs: _Subs) -> None:
    user = subs.add_parser("user", help="say who may log in to the chat")
    what = user.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add = _command(what, "add", user_commands.add, "add a user and ask for their password")
    add.add_argument(
        "--role", choices=ROLES, default=ROLES[0], help=f"what they may do ({ROLES[0]})"
    )
    add.add_argument("--no-password", action="store_true", help="for those whom a proxy lets in")
    listed = _command(what, "list", user_commands.list_users, "show all users")
    remove = _command(what, "remove", user_commands.remove, "remove a user, who is logged out")
    passwd = _command(what, "passwd", user_commands.change_password, "give a user a new password")
    role = _command(what, "role", user_commands.change_role, "change what a user may do")
    for command in (add, remove, passwd, role):
        command.add_argument("name", metavar="NAME")
    role.add_argument("role", choices=ROLES, metavar="ROLE", help=" or ".join(ROLES))
    for command in (add, listed, remove, passwd, role):
        command.add_argument("--auth", type=Path, metavar="FILE", help="the file of accounts")


def _evaluate(arguments: Sequence[str]) -> int:
    """Start the evaluation, which stands above this package and reads its own arguments."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # that it is imported already, if it is
        main = runpy.run_module("eval")["main"]
    return int(main(arguments, program=f"{_PROGRAM} {_EVALUATION}"))
