"""A small run with its report: five questions, each of them failing or not in its own way."""

from dataclasses import replace

from assistant import Message
from eval.manifest import CorpusUsed, GoldUsed, Manifest
from eval.metrics import measures
from eval.report import Content
from eval.scorecard import Scorecard, score
from eval.types import Outcome, Task
from tests.eval.making import cited, nugget, outcome, refusable, task

__all__ = ["HOSTILE", "content", "scorecard"]

HOSTILE = '<img src=x onerror="document.title=1"></script><script>document.title=2</script>'
"""What must be text wherever it comes from."""


def content(hostile: str = "") -> Content:
    """The report's content, beside a system that finds nothing; `hostile` goes into every text."""
    return Content.of(
        _manifest("assistant"),
        scorecard(hostile),
        [(_manifest("bm25-5"), scorecard(hostile, poor=True))],
        {"bm25-5": "plain search by words"},
    )


def scorecard(hostile: str = "", *, poor: bool = False) -> Scorecard:
    """What is scored of the five questions; all wrong by a `poor` system."""
    answered = [_said(*each, hostile) for each in _answers()]
    if poor:
        nothing = outcome(["zz"], hits=["zz"], text="Nothing.")
        answered = [(asked, replace(nothing, id=asked.case.id)) for asked, _ in answered]
    return score(answered, measures({}))


def _answers() -> list[tuple[str, Task, Outcome]]:
    fact = [nugget("forty-four", "44")]
    return [
        (
            "right",
            task(["g1"], nuggets=fact),
            outcome(["g1"], hits=["g1"], text="There were 44. [1]", seconds=0.2),
        ),
        ("incomplete", task(["g1", "g2"], ["a1"]), outcome(["g1", "x"], hits=["g1"], seconds=0.3)),
        ("uncited", task(["g1"], kind="theme"), outcome(["x"], hits=["x", "g1"], seconds=0.4)),
        ("unasked", refusable("off_topic"), outcome(["x"], hits=["x"], text="Tuesday. [1]")),
        ("refused", task(["g1"], kind="grade"), outcome(refused="not_mentioned", text="No.")),
    ]


def _said(name: str, asked: Task, answer: Outcome, hostile: str) -> tuple[Task, Outcome]:
    history = (Message("user", f"Before {name}? {hostile}"),) if name == "right" else ()
    case = replace(asked.case, id=name, question=f"What of {name}? {hostile}", history=history)
    places = tuple(
        replace(wanted, place=f"{wanted.place}{hostile}", text=f"{wanted.text}{hostile}")
        for wanted in asked.gold
    )
    cites = tuple(
        replace(cited(c.id, c.paragraph_id), text=f"{c.text}{hostile}", label=f"{c.label}{hostile}")
        for c in answer.citations
    )
    answer = replace(answer, id=name, text=f"{answer.text}{hostile}", citations=cites)
    return replace(asked, case=case, gold=places), answer


def _manifest(system: str) -> Manifest:
    return Manifest(
        system=system,
        gold=(GoldUsed("five.jsonl", "0" * 64),),
        questions=("right", "incomplete", "uncited", "unasked", "refused"),
        corpora=(CorpusUsed("", "sha256:0", "0" * 64, 3, "hashing", 7, 229),),
        today="2026-11-20",
        model=None,
        prompts=(),
        code="sha256:1",
        versions=(("python", "3.11"),),
    )
