"""A judge of support that is asked once about the same words, since two measures ask it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant import Ground, Support

__all__ = ["Remembered"]


@dataclass(frozen=True)
class Remembered:
    """Another judge, with what it said."""

    judge: Support
    _said: dict[tuple[str, tuple[Ground, ...]], float] = field(default_factory=dict)

    @property
    def least(self) -> float:
        """The other judge's."""
        return self.judge.least

    def score(self, statement: str, grounds: Sequence[Ground]) -> float:
        """What the other judge says, or said."""
        asked = statement, tuple(grounds)
        if asked not in self._said:
            self._said[asked] = self.judge.score(statement, grounds)
        return self._said[asked]
