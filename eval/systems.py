"""What can be evaluated, by name: the assistant, without one ingredient too; plain retrieval."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import TypeAlias

from assistant import Answer, Assistant, Entailment, LanguageModel, QuestionError
from eval.ablations import ABLATIONS, without
from eval.baselines import BASELINES, answer, baseline
from eval.corpora import Corpora
from eval.errors import GoldError
from eval.types import Case
from index import Index

__all__ = ["ASSISTANT", "SYSTEMS", "System", "Writer", "needs_bare", "opened"]

ASSISTANT = "assistant"
SYSTEMS: Mapping[str, str] = {
    ASSISTANT: "the assistant as it is",
    "dense-5": "plain search by meaning, five paragraphs quoted",
    "bm25-5": "plain search by words, five paragraphs quoted",
    **{name: f"the assistant without {each.what}" for name, each in ABLATIONS.items()},
}
"""Every system and what it is."""

System: TypeAlias = Callable[[Case], Answer]


@dataclass(frozen=True, slots=True)
class Writer:
    """The language model that writes the answers, and whether it looks at each again."""

    model: LanguageModel
    entailment: str | None = None
    second_look: bool = False


def needs_bare(name: str) -> bool:
    """Whether a system asks indexes that hold the paragraphs' text alone."""
    return name in BASELINES or (name != ASSISTANT and ABLATIONS[name].rebuilt)


@contextmanager
def opened(
    name: str, corpora: Corpora, today: dt.date, writer: Writer | None = None
) -> Iterator[System]:
    """The system of that name, ready to answer; KeyError for an unknown one."""
    if name in BASELINES:
        with corpora.opened(bare=True) as indexes, baseline(name):
            _warm(indexes.values())
            yield lambda case: answer(indexes[case.corpus], case.question, today)
        return
    ablation = None if name == ASSISTANT else ABLATIONS[name]
    with corpora.opened(bare=needs_bare(name)) as indexes:
        _warm(indexes.values())
        assistants = {corpus: _assistant(index, today, writer) for corpus, index in indexes.items()}
        with nullcontext() if ablation is None else without(ablation):
            yield lambda case: _ask(assistants[case.corpus], case)


def _warm(indexes: Iterable[Index]) -> None:
    """Have each index load its model, which is no part of the time that an answer takes."""
    for index in indexes:
        index.similarity("ready", ["steady"])


def _assistant(index: Index, today: dt.date, writer: Writer | None) -> Assistant:
    if writer is None:
        return Assistant(index, today)
    plain = Assistant(index, today, writer.model, second_look=writer.second_look)
    if writer.entailment is None:
        return plain
    return replace(plain, supports=(*plain.supports, Entailment(writer.entailment)))


def _ask(assistant: Assistant, case: Case) -> Answer:
    try:
        return assistant.ask(case.question, case.history)
    except QuestionError as error:
        raise GoldError(f"{case.id}: {error}") from error
