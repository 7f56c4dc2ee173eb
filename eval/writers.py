"""The language model that writes the answers of a run: a server's, or what one replied before.

What a server replies is kept in the run's folder, so that the run can be taken up again, and
repeated without it.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from assistant import LanguageModel, ModelOptions, ModelSettings, OpenAIModel
from eval.manifest import ModelUsed
from eval.recorded import Recorder, Replay
from eval.run import REPLIES
from eval.systems import Writer

__all__ = ["Writing"]


@dataclass(frozen=True, slots=True)
class Writing:
    """Which model writes, and what must agree with it."""

    options: ModelOptions
    settings: ModelSettings | None
    replies: Path | None
    """A file of recorded ones, which are given in place of a server's."""

    @classmethod
    def of(cls, options: ModelOptions, replay: Path | None = None) -> Self | None:
        """The model that is replayed or named; None where none is.

        `replay` is a file of replies, or the folder of a run that has one. Raises RecordingError
        or SettingsError where it cannot be used.
        """
        if replay is not None:
            return cls(options, None, replay / REPLIES if replay.is_dir() else replay)
        settings = ModelSettings.from_environment(options.name) if options.enabled else None
        return None if settings is None else cls(options, settings, None)

    @property
    def used(self) -> ModelUsed:
        """What a manifest says of it."""
        with closing(self._model()) as model:
            return ModelUsed(
                name=model.name,
                host=model.host,
                room=model.room,
                timeout=model.timeout,
                answer_tokens=self.settings.answer_tokens if self.settings else None,
                entailment=self.options.entailment,
                second_look=self.options.second_look,
                replies=sha256(self.replies.read_bytes()).hexdigest() if self.replies else None,
            )

    @contextmanager
    def opened(self, folder: Path) -> Iterator[Writer]:
        """Ready to write the answers of the run in that folder."""
        model = self._model()
        if self.replies is None:
            model = Recorder(model, folder / REPLIES)
        with closing(model):
            yield Writer(model, self.options.entailment, self.options.second_look)

    def _model(self) -> LanguageModel:
        if self.replies is not None:
            return Replay(self.replies)
        if self.settings is None:
            raise ValueError("neither a server nor recorded replies")
        return OpenAIModel(self.settings)
