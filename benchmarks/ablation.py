"""What each ingredient is worth: `python -m benchmarks.ablation INDEX GOLD...`.

Answers the questions with everything, then again with one ingredient taken out at a time. Prints,
for answerable questions, recall among the first ten paragraphs, and precision, recall and F1 of the
citations; then the shares of unanswerable questions refused and of answerable ones refused.
"""

import argparse
import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import mean
from unittest.mock import patch

from assistant import Answer, Assistant
from assistant.quote import _APPETITES, _Appetite
from assistant.types import Query
from benchmarks.gold import Question, precision_of, read_questions, recall_of
from index import Filters

__all__: list[str] = []


def _nothing(*_: object) -> tuple[object, ...]:
    return ()


def _whole_index(*_: object) -> tuple[Filters, ...]:
    return (Filters(),)


def _one_side(_: object, query: Query) -> tuple[Filters, ...]:
    return (query.filters,)


def _unread(_index: object, _query: object, items: Sequence[object], _relevance: object) -> object:
    return items


def _lookup(*_: object) -> str:
    return "lookup"


def _no_facts(*_: object) -> None:
    return None


_FIRST_FIVE = dict.fromkeys(_APPETITES, _Appetite(5, 9.0))

_WITHOUT: Mapping[str, Mapping[str, object]] = {
    "nothing": {},
    "the glossary": {
        "assistant.question.expansions": _nothing,
        "assistant.relevance.look_up": _nothing,
        "assistant.naming.look_up": _nothing,
    },
    "learned abbreviations": {"assistant.question.learn": _nothing},
    "filters": {"assistant.retrieve.sides": _whole_index},
    "sides": {"assistant.retrieve.sides": _one_side},
    "dense search": {"index.search._WEIGHTS": {"dense": 0.0, "sparse": 1.0}},
    "sparse search": {"index.search._WEIGHTS": {"dense": 1.0, "sparse": 0.0}},
    "close reading": {"assistant.ranking._of_sentences": _unread},
    "intents": {"assistant.question._intent": _lookup},
    "computed answers": {"assistant.pipeline.compute": _no_facts},
    "appetites": {"assistant.quote._APPETITES": _FIRST_FIVE},
    "refusals": {"assistant.pipeline.refuse": _no_facts},
}


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("index", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--today", type=dt.date.fromisoformat)
    args = parser.parse_args()
    questions = [question for path in args.gold for question in read_questions(path)]
    print(
        f"{len(questions)} questions\n\n| without | recall@10 | precision | recall | F1 | refused |"
    )
    print("|---|---|---|---|---|---|")
    with Assistant.open(args.index, args.today) as assistant:
        for name, patches in _WITHOUT.items():
            with ExitStack() as stack:
                for target, replacement in patches.items():
                    stack.enter_context(patch(target, replacement))
                answers = [(q, assistant.ask(q.question, q.history)) for q in questions]
            print(f"| {name} | {' | '.join(_measures(answers))} |", flush=True)


def _measures(answers: Sequence[tuple[Question, Answer]]) -> list[str]:
    able = [(q, a) for q, a in answers if q.answerable]
    ranked = [(q, a) for q, a in able if q.type != "aggregate"]
    precisions = [precision_of(q, a) for q, a in able]
    recalls = [recall_of(q, a) for q, a in able]
    f1s = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precisions, recalls, strict=True)]
    refused = mean(a.refusal is not None for q, a in answers if not q.answerable)
    wrongly = mean(a.refusal is not None for _, a in able)
    found = mean(recall_of(q, a.hits[:10]) for q, a in ranked)
    figures = [f"{figure:.2f}" for figure in (found, mean(precisions), mean(recalls), mean(f1s))]
    return [*figures, f"{refused:.2f} / {wrongly:.2f}"]


if __name__ == "__main__":
    _main()
