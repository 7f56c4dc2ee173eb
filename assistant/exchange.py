"""All that one answer asks of a model: which prompts, how often, how many tokens."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.answer import Usage
from assistant.errors import ModelError
from assistant.llm import Instruction, LanguageModel, Request, Schema, Stop
from prompts import Filled, Prompt

__all__ = ["Exchange"]


@dataclass(slots=True)
class Exchange:
    """Asks a model, keeps count, and keeps all of it within the model's time for one answer."""

    model: LanguageModel
    requests: int = 0
    stops: list[tuple[str, Stop]] = field(default_factory=list)
    """How replies ended, each with the name of the prompt that it was to."""
    used: dict[str, str] = field(default_factory=dict)
    """Names of the prompts that were used, and their hashes."""
    _until: float = 0.0

    def __post_init__(self) -> None:
        self._until = time.monotonic() + self.model.timeout

    def ask(
        self, prompt: Prompt, filled: Filled, schema: Schema, more: Sequence[Instruction] = ()
    ) -> Iterator[str]:
        """The reply to a filled prompt, piece by piece. Raises ModelError, also after some."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise ModelError(
                f"the model {self.model.name} took more than {self.model.timeout:g} seconds"
            )
        self.uses(prompt)
        self.requests += 1
        said = (Instruction("system", filled.system), Instruction("user", filled.user), *more)
        for piece in self.model.reply(Request(said, schema, left)):
            if isinstance(piece, Stop):
                self.stops.append((prompt.name, piece))
            else:
                yield piece

    def uses(self, prompt: Prompt) -> None:
        """Remember that a prompt is used, if only as a part of what is asked."""
        self.used[prompt.name] = prompt.hash

    def ended(self, name: str) -> str:
        """Why the replies to a prompt are not whole; empty where they are."""
        reasons = {stop.reason for asked, stop in self.stops if asked == name}
        if "filter" in reasons:
            return f"the model {self.model.name} was stopped by its server's content filter"
        if "length" in reasons:
            return f"the model {self.model.name} was cut off by its limit of tokens"
        return ""

    @property
    def usage(self) -> Usage | None:
        """What was asked so far; None where nothing was."""
        if not self.requests:
            return None
        stops = [stop for _, stop in self.stops]
        return Usage(
            requests=self.requests,
            prompt_tokens=sum(stop.prompt_tokens for stop in stops),
            completion_tokens=sum(stop.completion_tokens for stop in stops),
        )
