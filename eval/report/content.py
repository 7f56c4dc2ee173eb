"""What a report shows: a run's scores, what became of each question, and systems beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from eval.compare import Comparison, compare
from eval.diagnosis import CAUSES, Cause, Diagnosis, diagnose
from eval.manifest import Manifest
from eval.scorecard import Scorecard, Scored, Summary
from eval.scores import saved_scores

__all__ = ["HEADLINES", "Beside", "Content", "Question", "Reason"]

HEADLINES = (
    "citation_f1",
    "citation_precision",
    "citation_recall",
    "nugget_recall",
    "right_refusal",
    "wrong_refusal",
    "pointer_validity",
    "seconds",
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its scores and what became of it."""

    scored: Scored
    diagnosis: Diagnosis


@dataclass(frozen=True, slots=True)
class Beside:
    """Another system over the same questions."""

    name: str
    what: str
    card: Scorecard
    compared: Comparison
    """The reported system less this one."""

    def p(self, measure: str) -> float | None:
        """How likely such a difference is by chance; None where nothing can be compared."""
        found = (c for c in self.compared.changes if c.measure == measure and c.scope == "all")
        change = next(found, None)
        return None if change is None else change.difference.p


@dataclass(frozen=True, slots=True)
class Reason:
    """What became of the questions that should be refused for a reason."""

    name: str
    n: int
    refused: int
    rightly: int
    """How many of these for that very reason."""


@dataclass(frozen=True)
class Content:
    """A report's content."""

    manifest: Manifest
    card: Scorecard
    beside: tuple[Beside, ...] = ()
    judge: str = ""
    """Who judged what is entailed; empty where nobody did."""

    @classmethod
    def of(
        cls,
        manifest: Manifest,
        card: Scorecard,
        others: Sequence[tuple[Manifest, Scorecard]],
        described: Mapping[str, str],
        judge: str = "",
    ) -> "Content":
        """A run and the runs beside it; `described` says what each system is."""
        own = saved_scores(card)
        beside = tuple(
            Beside(m.system, described.get(m.system, ""), c, compare(saved_scores(c), own))
            for m, c in others
        )
        return cls(manifest, card, beside, judge)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        return tuple(Question(scored, diagnose(scored)) for scored in self.card.scored)

    @cached_property
    def headlines(self) -> tuple[Summary, ...]:
        """The figures to look at first, those that were scored."""
        return tuple(self.card.overall[name] for name in HEADLINES if name in self.card.overall)

    @cached_property
    def modes(self) -> Mapping[str, int]:
        """How the answers came about, and how often: quoted, computed, written; refused."""
        outcomes = [scored.outcome for scored in self.card.scored]
        return Counter("refused" if each.refused else each.mode for each in outcomes)

    @cached_property
    def withheld(self) -> int:
        """Statements of a model that were not let through."""
        return sum(scored.outcome.withheld for scored in self.card.scored)

    @cached_property
    def causes(self) -> tuple[tuple[Cause, str, int], ...]:
        """Why answers are not perfect, and how often."""
        met = Counter(question.diagnosis.cause for question in self.questions)
        return tuple((cause, said, met[cause]) for cause, said in CAUSES.items() if met[cause])

    @cached_property
    def verdicts(self) -> Mapping[str, int]:
        """How many questions are right, partly right and wrong."""
        met = Counter(question.diagnosis.verdict for question in self.questions)
        return {verdict: met[verdict] for verdict in ("right", "partly", "wrong")}

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Refusals by the reason that is wanted, the most frequent first."""
        asked: dict[str, list[Scored]] = {}
        for scored in self.card.scored:
            if not scored.task.case.answerable:
                asked.setdefault(scored.task.case.reason or "any", []).append(scored)
        found = (
            Reason(
                name,
                len(group),
                sum(scored.outcome.refused for scored in group),
                sum(scored.value("refusal_reason") == 1 for scored in group),
            )
            for name, group in asked.items()
        )
        return tuple(sorted(found, key=lambda reason: -reason.n))

    @cached_property
    def failures(self) -> tuple[Question, ...]:
        """The questions that are not right."""
        return tuple(q for q in self.questions if q.diagnosis.verdict != "right")
