"""Support: do the cited words bear a statement out?

`gate_support`: the share of an answer's statements that pass the gate of `assistant/verify.py`, the
same that a model's statements have to pass.

With a judge, the measures of ALCE (Gao, Yen, Yu and Chen, "Enabling large language models to
generate text with citations", EMNLP 2023): `statement_support` is its citation recall, the share of
statements that all their citations together entail; `citation_support` its citation precision, the
share of citations that count: of a statement that is entailed, a citation counts unless it does not
entail the statement by itself while the others do without it.
"""

from collections.abc import Callable, Mapping, Sequence

from assistant import Passage, Recheck, Support, entailed
from eval.metrics.measure import UNSCORED, Measure, unscored
from eval.types import Outcome, Said, Score, Task
from index import Index

__all__ = ["citation_support", "gate_support", "statement_support"]

_ALCE = "Gao et al. 2023 (ALCE)"


def gate_support(indexes: Mapping[str, Index]) -> Measure:
    """The measure, by the index of each corpus."""
    gates = {corpus: Recheck(index) for corpus, index in indexes.items()}

    def of(task: Task, outcome: Outcome) -> Score:
        if not outcome.statements:
            return UNSCORED
        if task.case.corpus not in gates:
            return unscored("the index is not at hand")
        gate, index = gates[task.case.corpus], indexes[task.case.corpus]
        faults = [gate.fault(s.text, _passages(index, outcome, s)) for s in outcome.statements]
        why = "; ".join(f"statement {n}: {f}" for n, f in enumerate(faults, 1) if f)
        return Score(faults.count(None) / len(faults), why)

    return Measure(
        "gate_support",
        "Statements that pass the gate",
        "statements that the gate lets pass / statements",
        "this project, assistant/verify.py",
        of,
    )


def statement_support(indexes: Mapping[str, Index], judge: Support | None) -> Measure:
    """The measure, by the index of each corpus; unscored without a judge."""

    def of(judge: Support, index: Index, outcome: Outcome) -> Score:
        borne = [_entailed(judge, s.text, _passages(index, outcome, s)) for s in outcome.statements]
        wrong = [f"statement {n}" for n, yes in enumerate(borne, start=1) if not yes]
        why = f"not entailed: {', '.join(wrong)}" if wrong else ""
        return Score(sum(borne) / len(borne), why)

    return Measure(
        "statement_support",
        "Statements entailed",
        "statements that their citations together entail / statements",
        _ALCE,
        _judged(indexes, judge, of),
    )


def citation_support(indexes: Mapping[str, Index], judge: Support | None) -> Measure:
    """The measure, by the index of each corpus; unscored without a judge."""

    def of(judge: Support, index: Index, outcome: Outcome) -> Score:
        counted = [
            counts
            for said in outcome.statements
            for counts in _counting(judge, said.text, _passages(index, outcome, said))
        ]
        cited = sum(len(said.citations) for said in outcome.statements)
        return Score(sum(counted) / cited if cited else 0.0)

    return Measure(
        "citation_support",
        "Citations that count",
        "citations that a statement's being entailed rests on / citations",
        _ALCE,
        _judged(indexes, judge, of),
    )


def _judged(
    indexes: Mapping[str, Index],
    judge: Support | None,
    of: Callable[[Support, Index, Outcome], Score],
) -> Callable[[Task, Outcome], Score]:
    """What a judge says of an answer, where it says anything and both judge and index are there."""

    def judged(task: Task, outcome: Outcome) -> Score:
        index = indexes.get(task.case.corpus)
        if not outcome.statements:
            return UNSCORED
        if judge is None:
            return unscored("no judge is named")
        return unscored("the index is not at hand") if index is None else of(judge, index, outcome)

    return judged


def _counting(judge: Support, text: str, passages: Sequence[Passage]) -> list[bool]:
    """For each citation of a statement, whether it counts."""
    if not _entailed(judge, text, passages):
        return [False] * len(passages)
    if len(passages) == 1:
        return [True]
    return [
        _entailed(judge, text, [passage])
        or not _entailed(judge, text, [*passages[:n], *passages[n + 1 :]])
        for n, passage in enumerate(passages)
    ]


def _entailed(judge: Support, text: str, passages: Sequence[Passage]) -> bool:
    """Nothing follows from no words at all."""
    return bool(passages) and entailed(judge, text, passages)


def _passages(index: Index, outcome: Outcome, said: Said) -> list[Passage]:
    """What a statement cites, as it stands in the index; what is not there bears nothing out."""
    cited = [c for c in outcome.citations if c.id in said.citations]
    passages = []
    for each in cited:
        try:
            paragraph = index.paragraph(each.paragraph_id)
            report = index.report(paragraph.report_id)
            passages.append(Passage(paragraph, report, each.start, each.end))
        except (KeyError, ValueError):
            continue
    return passages
