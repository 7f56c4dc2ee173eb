"""The vocabulary: cases are asked, outcomes come back, measures give scores.

Case and score as in inspect_ai, question types and places as eval/gold/README.md says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias, get_args

from assistant import Message

__all__ = [
    "QUESTION_TYPES",
    "Case",
    "Cited",
    "Coverage",
    "Found",
    "Nugget",
    "Outcome",
    "Place",
    "QuestionType",
    "Refused",
    "Said",
    "Score",
    "Seconds",
    "Task",
    "Tokens",
    "Wanted",
]

QuestionType: TypeAlias = Literal[
    "lookup",
    "theme",
    "list",
    "grade",
    "compare",
    "change",
    "aggregate",
    "followup",
    "unanswerable",
]
QUESTION_TYPES: tuple[QuestionType, ...] = get_args(QuestionType)


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph as a person names it: by its label, or by its number and its first words."""

    file: str
    label: str | None = None
    """As `parse --json` prints it."""
    paragraph: str | None = None
    """The printed number."""
    starts_with: str = ""

    def __str__(self) -> str:
        where = self.label or self.paragraph or "without a number"
        return f"{self.file}, {where}" + (f" (“{self.starts_with}”)" if self.starts_with else "")


@dataclass(frozen=True, slots=True)
class Nugget:
    """A fact that an answer should hold, in any of several spellings."""

    any: tuple[str, ...]
    vital: bool = True
    """Whether an answer without it is wrong, or only poorer."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and what a right answer to it rests on."""

    id: str
    type: QuestionType
    question: str
    answerable: bool
    corpus: str = ""
    """Which folder of reports is asked; empty where there is only one."""
    history: tuple[Message, ...] = ()
    gold: tuple[Place, ...] = ()
    """The paragraphs that a right answer must rest on."""
    also_ok: tuple[Place, ...] = ()
    """Further paragraphs that support one."""
    nuggets: tuple[Nugget, ...] = ()
    reason: str | None = None
    """Why an unanswerable question cannot be answered."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place found in an index: one paragraph of it is shown, any of several meets it."""

    place: str
    authority: str
    report: str
    """The report's name for readers."""
    label: str
    text: str
    paragraphs: frozenset[str]
    """Ids of the paragraphs that meet it."""


@dataclass(frozen=True)
class Task:
    """A case whose places were found in the index that is asked."""

    case: Case
    gold: tuple[Wanted, ...] = ()
    also_ok: tuple[Wanted, ...] = ()

    @cached_property
    def supporting(self) -> frozenset[str]:
        """Ids of all paragraphs that support a right answer."""
        return _ids((*self.gold, *self.also_ok))

    @cached_property
    def required(self) -> frozenset[str]:
        """Ids of the paragraphs that meet one of the gold places."""
        return _ids(self.gold)

    @property
    def authorities(self) -> frozenset[str]:
        """The authorities of the gold paragraphs."""
        return frozenset(wanted.authority for wanted in self.gold)


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of an answer, as the contracts give it."""

    id: int
    paragraph_id: str
    report_id: str
    file: str
    authority: str | None
    report: str
    published: str | None
    label: str
    paragraph: str | None
    page: int
    section: tuple[str, ...]
    text: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of an answer, and the numbers of its citations."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph that was retrieved, best first."""

    paragraph_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was answered."""

    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many authorities match, have the data, and are there."""

    matched: int
    with_data: int
    total: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a language model was asked for an answer."""

    requests: int
    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long the steps of an answer took."""

    understand: float
    retrieve: float
    answer: float
    total: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What scoring reads of an answer; `answers.py` takes it from the JSON of the contracts."""

    id: str
    status: Literal["answered", "partial", "refused"]
    mode: str
    text: str
    authorities: tuple[str, ...]
    statements: tuple[Said, ...]
    citations: tuple[Cited, ...]
    withheld: int
    """How many statements of a model were not let through."""
    coverage: Coverage | None
    refusal: Refused | None
    tokens: Tokens | None
    seconds: Seconds
    hits: tuple[Found, ...] | None
    """None where the system does not say what it retrieved."""

    @property
    def refused(self) -> bool:
        """Whether nothing was answered; a part of an answer is one."""
        return self.status == "refused"


@dataclass(frozen=True, slots=True)
class Score:
    """What a measure says of one answer; `value` is None where it has nothing to say."""

    value: float | None
    explanation: str = ""


def _ids(places: Iterable[Wanted]) -> frozenset[str]:
    return frozenset(i for wanted in places for i in wanted.paragraphs)
