"""The assistant without one ingredient: what each is worth is what is lost without it.

An ingredient is taken out by putting something plainer in the place of one of the assistant's own
functions or tables while it answers, so that the assistant itself needs no switches for it. A name
that is no longer there stops the run.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pkgutil import resolve_name
from typing import TypeAlias
from unittest.mock import patch

from assistant import Query
from index import Filters, Paragraph

__all__ = ["ABLATIONS", "Ablation", "without"]

_Replacement: TypeAlias = Callable[..., object]
"""From what stands there to what is put in its place."""


@dataclass(frozen=True, slots=True)
class Ablation:
    """An ingredient, and what has to be replaced for it to be gone."""

    what: str
    replaced: Mapping[str, _Replacement]
    rebuilt: bool = False
    """Whether the index has to be built without it too."""


def _always(value: object) -> _Replacement:
    """A function that gives the same whatever it is asked."""
    return lambda _: lambda *_a, **_k: value


def _value(value: object) -> _Replacement:
    return lambda _: value


def _bare(_: object, paragraph: Paragraph) -> str:
    return paragraph.text


def _one_side(_: object, query: Query) -> tuple[Filters, ...]:
    return (query.filters,)


def _unread(_index: object, _query: object, items: Sequence[object], _relevance: object) -> object:
    return items


def _five_of_each(appetites: Mapping[str, object]) -> object:
    return {
        kind: replace(each, most=5, within=9.0)  # type: ignore[type-var]
        for kind, each in appetites.items()
    }


ABLATIONS: Mapping[str, Ablation] = {
    "no-context": Ablation(
        "authority, date and headings put before each paragraph",
        {"index.vectors.context": _always(""), "index.publish.lexical_text": _value(_bare)},
        rebuilt=True,
    ),
    "no-filters": Ablation(
        "restriction to the authorities and years named",
        {"assistant.retrieve.sides": _always((Filters(),))},
    ),
    "no-sides": Ablation(
        "equal treatment of the sides of a comparison",
        {"assistant.retrieve.sides": _value(_one_side)},
    ),
    "no-glossary": Ablation(
        "the sector's abbreviations and synonyms",
        {
            "assistant.question.expansions": _always(()),
            "assistant.relevance.look_up": _always(()),
            "assistant.naming.look_up": _always(()),
        },
    ),
    "no-learning": Ablation(
        "abbreviations learnt from the reports", {"assistant.question.learn": _always(())}
    ),
    "no-dense": Ablation("search by meaning", {"index.dense.DenseIndex.search": _always([])}),
    "no-sparse": Ablation("search by words", {"index.sparse.SparseIndex.search": _always([])}),
    "no-close-reading": Ablation(
        "comparison sentence by sentence", {"assistant.ranking._of_sentences": _value(_unread)}
    ),
    "no-intents": Ablation(
        "telling the kinds of questions apart", {"assistant.question._intent": _always("lookup")}
    ),
    "no-catalogue": Ablation(
        "answers computed from the catalogue", {"assistant.pipeline.compute": _always(None)}
    ),
    "no-appetites": Ablation(
        "as many passages as the kind of question wants",
        {"assistant.quote._APPETITES": _five_of_each},
    ),
    "no-refusals": Ablation("refusals", {"assistant.pipeline.refuse": _always(None)}),
}


@contextmanager
def without(ablation: Ablation) -> Iterator[None]:
    """While this lasts, the ingredient is gone, in all threads of the process."""
    with ExitStack() as stack:
        for name, replacement in ablation.replaced.items():
            stack.enter_context(patch(name, replacement(resolve_name(name))))
        yield
