"""Whether quotations bear a statement out in meaning."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from assistant.attribution import Part, parts
from assistant.errors import SettingsError
from assistant.exchange import Exchange
from assistant.grounds import Ground
from assistant.llm import Schema, as_data
from assistant.words import report_name
from prompts import load

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

__all__ = ["Attribution", "Checker", "Entailment", "Support"]


class Support(Protocol):
    """Judges a statement by what it cites."""

    @property
    def least(self) -> float:
        """The score from which on a statement counts as supported."""

    def score(self, statement: str, grounds: Sequence[Ground]) -> float:
        """How well the grounds bear the statement out; the more, the better."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whether each part of a statement is nearer to the report it names than to the others cited.

    The score is the least advantage, a difference of cosines; 1 where nothing can be mixed up.
    """

    similarity: Callable[[str, Sequence[str]], Sequence[float]]
    """How near in meaning each of several texts is to one: the embedder's."""
    least: float = -0.05

    def score(self, statement: str, grounds: Sequence[Ground]) -> float:
        """The least advantage over all parts."""
        advantages = (self._advantage(part, grounds) for part in parts(statement, grounds))
        return min(advantages, default=1.0)

    def _advantage(self, part: Part, grounds: Sequence[Ground]) -> float:
        others = [ground for ground in grounds if ground not in part.grounds]
        near = self.similarity(part.text, [ground.text for ground in (*part.grounds, *others)])
        own = len(part.grounds)
        return max(near[:own]) - max(near[own:])


class Entailment:
    """A cross-encoder of sentence-transformers for natural language inference, by name or path.

    The score is the probability of the label "entailment", or the only score that the model gives.
    """

    def __init__(self, name: str, least: float = 0.5) -> None:
        self.name = name
        self.least = least

    def score(self, statement: str, grounds: Sequence[Ground]) -> float:
        """From 0 to 1; raises SettingsError for a model that cannot be loaded or tells nothing."""
        scores = self._model.predict(
            [(_told(grounds), statement)], apply_softmax=self._label >= 0, show_progress_bar=False
        )
        return float(scores[0] if self._label < 0 else scores[0][self._label])

    @cached_property
    def _model(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        try:
            model: CrossEncoder = CrossEncoder(self.name)
        except (OSError, ValueError, RuntimeError, ImportError) as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise SettingsError(
                f"entailment model {self.name} cannot be loaded ({reason})"
            ) from error
        return model

    @cached_property
    def _label(self) -> int:
        """Place of the label "entailment"; -1 where the model gives one score only."""
        known = self._model.config.label2id if self._model.config is not None else None
        labels = {str(name).lower(): int(place) for name, place in (known or {}).items()}
        if len(labels) < 2:
            return -1
        if "entailment" not in labels:
            raise SettingsError(f"entailment model {self.name} has no label “entailment”")
        return labels["entailment"]


_VERDICT: Schema = {
    "type": "object",
    "properties": {"supported": {"type": "boolean"}},
    "required": ["supported"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Checker:
    """A second look by a language model; whatever is not a plain yes is a no."""

    exchange: Exchange
    least: float = 1.0

    def score(self, statement: str, grounds: Sequence[Ground]) -> float:
        """1 or 0; raises ModelError."""
        quotations = "\n".join(
            as_data({"report": _names(ground), "quotation": ground.text}) for ground in grounds
        )
        prompt = load("check")
        filled = prompt.fill(quotations=quotations, statement=as_data(statement))
        reply = "".join(self.exchange.ask(prompt, filled, _VERDICT))
        found = re.search(r'\{\s*"supported"\s*:\s*(true|false)\s*\}', reply, re.IGNORECASE)
        return float(found is not None and found[1].lower() == "true")


def _told(grounds: Sequence[Ground]) -> str:
    return " ".join(f"{_names(ground)}: {ground.text}" for ground in grounds)


def _names(ground: Ground) -> str:
    return "; ".join(map(report_name, ground.reports))
