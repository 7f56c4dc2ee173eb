"""What the environment and the platform decide; nothing else in the project reads either."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from platformdirs import user_cache_path, user_data_path

from assistant.errors import SettingsError

__all__ = ["Location", "Settings"]

_APP = "inspection-assistant"


@dataclass(frozen=True, slots=True)
class Location:
    """An index's folder, and whether it is the one of the invented sample."""

    path: Path
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """Where indexes are when nobody says: the named one, the user's own, the sample's."""

    index: Path | None
    """From the environment variable INSPECTION_INDEX."""
    own_index: Path
    sample_index: Path

    @classmethod
    def from_environment(cls) -> Self:
        """Read INSPECTION_INDEX and the platform's folders."""
        named = os.environ.get("INSPECTION_INDEX", "").strip()
        index = Path(named).expanduser() if named else None
        if index is not None and index.is_file():
            raise SettingsError(f"INSPECTION_INDEX names a file, not a folder: {index}")
        return cls(
            index=index,
            own_index=user_data_path(_APP, appauthor=False) / "index",
            sample_index=user_cache_path(_APP, appauthor=False) / "sample-index",
        )

    def index_dir(self, explicit: Path | None = None) -> Location:
        """The index to read: the one named, else the user's own, else the sample's."""
        path = self.index_to_build(explicit)
        if explicit is None and self.index is None and not _holds_something(path):
            return Location(self.sample_index, is_sample=True)
        return Location(path, is_sample=False)

    def index_to_build(self, explicit: Path | None = None) -> Path:
        """The index to write: the one named, else the user's own; never the sample's."""
        return explicit or self.index or self.own_index


def _holds_something(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())
