"""The commands that ask: `search` and `ask`, for one question or for a file of them."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from assistant.answer import hit_dict
from assistant.batch import read_questions
from assistant.errors import QuestionError
from assistant.explain import explain
from assistant.model_options import ModelOptions
from assistant.pipeline import Assistant
from assistant.render import to_text
from assistant.terminal import json_line, named, reading_folder, say
from assistant.words import report_name, who_writes
from index import Filters, Hit

__all__ = ["ask", "search"]

_DONE = 0


def search(args: Namespace) -> int:
    """Ranked paragraphs for a question, or for each of a batch."""
    no_model = ModelOptions(enabled=False)
    with Assistant.open(reading_folder(args.index), args.today, model=no_model) as assistant:
        if args.jsonl is None:
            hits = assistant.search(args.question, args.k, _filters(args, assistant))
            print(json_line({"id": None, "hits": _hits(hits)}) if args.json else _hit_lines(hits))
            return _DONE
        for asked in read_questions(args.jsonl):
            with _placed(asked.place):
                filters = _filters(args, assistant)
                hits = assistant.search(asked.question, args.k, filters, asked.history)
            print(json_line({"id": asked.id, "hits": _hits(hits)}), flush=True)
    return _DONE


def ask(args: Namespace) -> int:
    """An answer to a question, or to each of a batch."""
    with _assistant(args) as assistant:
        if args.jsonl is None:
            answer = assistant.ask(args.question, filters=_filters(args, assistant))
            print(json_line(answer.to_dict()) if args.json else to_text(answer))
            if args.explain:
                print(f"\n{explain(answer)}", file=sys.stderr if args.json else sys.stdout)
            return _DONE
        for asked in read_questions(args.jsonl):
            with _placed(asked.place):
                answer = assistant.ask(asked.question, asked.history, _filters(args, assistant))
            print(json_line(replace(answer, id=asked.id).to_dict()), flush=True)
    return _DONE


@contextmanager
def _assistant(args: Namespace) -> Iterator[Assistant]:
    """The assistant that the arguments mean; who writes its answers is said before it does."""
    options = ModelOptions.from_arguments(args)
    with Assistant.open(reading_folder(args.index), args.today, model=options) as assistant:
        if assistant.model is not None:
            say(who_writes(assistant.model))
        yield assistant


@contextmanager
def _placed(place: str) -> Iterator[None]:
    """Errors about a question of a batch say where it stands."""
    try:
        yield
    except QuestionError as error:
        raise QuestionError(f"{place}: {error}") from error


def _filters(args: Namespace, assistant: Assistant) -> Filters | None:
    """What the user restricts the question to; None leaves it as it was understood."""
    held = assistant.index.authorities()
    filters = Filters(
        authorities=tuple(name for said in args.authority for name in named(said, held)),
        since=args.since,
        until=args.until,
        date_field="published" if args.since or args.until else "either",
        kinds=(args.kind,) if args.kind else (),
        latest=args.latest,
    )
    return None if filters == Filters() else filters


def _hits(hits: Sequence[Hit]) -> list[dict[str, object]]:
    return [hit_dict(hit) for hit in hits]


def _hit_lines(hits: Sequence[Hit]) -> str:
    lines = [
        f"{hit.rank}. {report_name(hit.report)}, {hit.paragraph.label}\n   {hit.paragraph.text}"
        for hit in hits
    ]
    return "\n".join(lines) or "Nothing found."
