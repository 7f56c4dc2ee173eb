"""Every system answers under its name, and without an ingredient something is different."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from assistant import Answer
from eval.ablations import ABLATIONS, without
from eval.baselines import BASELINES
from eval.cases import read_cases
from eval.corpora import Corpora
from eval.evaluation import WRITTEN
from eval.gold import SAMPLE
from eval.systems import ASSISTANT, SYSTEMS, opened
from eval.types import Case

PICKED = ("sa-004", "sa-016", "sa-030", "sb-029", "sb-049")
LEARNT = Case("x", "lookup", "What did the NSCB do in 2012?", answerable=True)
"""An abbreviation that no glossary knows, but a report of the sample defines."""


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """Few questions, each of them one that some ingredient is for."""
    return [LEARNT, *(case for case in read_cases([SAMPLE]) if case.id in PICKED)]


@pytest.fixture(scope="module")
def corpora(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpora]:
    """The sample, with a cache of its own."""
    cache = tmp_path_factory.mktemp("cache")
    with patch.dict("os.environ", {"XDG_CACHE_HOME": str(cache)}):
        yield Corpora.indexed(sample_index)


def asked(name: str, corpora: Corpora, cases: Sequence[Case]) -> list[Answer]:
    """What a system answers."""
    with opened(name, corpora, WRITTEN) as system:
        return [system(case) for case in cases]


def told(answers: Sequence[Answer]) -> list[object]:
    """What was retrieved, cited and refused."""
    return [
        (
            [(hit.paragraph.id, round(hit.score, 4)) for hit in answer.hits],
            [(c.passage.paragraph.id, c.passage.start, c.passage.end) for c in answer.citations],
            answer.refusal and answer.refusal.reason,
        )
        for answer in answers
    ]


@pytest.fixture(scope="module")
def usual(corpora: Corpora, cases: list[Case]) -> list[object]:
    """What the assistant answers."""
    return told(asked(ASSISTANT, corpora, cases))


@pytest.mark.parametrize("name", ABLATIONS)
def test_without_an_ingredient_something_is_different(
    name: str, corpora: Corpora, cases: list[Case], usual: list[object]
) -> None:
    with opened(name, corpora, WRITTEN) as system:  # one answer that differs will do
        assert any(
            told([system(case)]) != [as_usual] for case, as_usual in zip(cases, usual, strict=True)
        )


def test_afterwards_all_is_as_before(
    corpora: Corpora, cases: list[Case], usual: list[object]
) -> None:
    with ExitStack() as stack:
        for ablation in ABLATIONS.values():
            stack.enter_context(without(ablation))
    assert told(asked(ASSISTANT, corpora, cases)) == usual


def test_an_ingredient_that_is_no_longer_there_is_noticed() -> None:
    gone = {"assistant.quote._no_such_table": lambda _: None}
    ablation = ABLATIONS["no-refusals"]
    with pytest.raises(AttributeError), without(type(ablation)("nothing", gone)):
        pass


@pytest.mark.parametrize("name", BASELINES)
def test_plain_retrieval_quotes_the_five_paragraphs_that_it_finds_first(
    name: str, corpora: Corpora, cases: list[Case]
) -> None:
    for answer in asked(name, corpora, cases):
        first = [hit.paragraph for hit in answer.hits[:5]]
        assert [c.passage.paragraph for c in answer.citations] == first
        assert [s.text for s in answer.statements] == [p.text for p in first]
        assert answer.status == "answered"


def test_plain_retrieval_knows_nothing_of_filters(corpora: Corpora) -> None:
    named = [replace(LEARNT, question="What must Wexcombe improve?")]
    for name in BASELINES:
        (answer,) = asked(name, corpora, named)
        assert {hit.report.authority for hit in answer.hits} > {"Wexcombe"}


def test_the_two_baselines_find_by_different_means(corpora: Corpora, cases: list[Case]) -> None:
    dense, words = (asked(name, corpora, cases) for name in ("dense-5", "bm25-5"))
    assert {r for a in dense for h in a.hits for r in h.retrievers} >= {"dense"}
    assert told(dense) != told(words)


def test_every_system_is_described() -> None:
    assert set(SYSTEMS) == {ASSISTANT, *BASELINES, *ABLATIONS}
    assert all(SYSTEMS.values())
    assert len(set(SYSTEMS.values())) == len(SYSTEMS)
