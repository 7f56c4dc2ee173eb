"""What the commands share: which index is read, names as users write them, lines to print."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.sample import ensure_sample_index
from assistant.settings import Settings
from index import canonical_authority

__all__ = ["json_line", "named", "reading_folder", "say"]


def reading_folder(explicit: Path | None) -> Path:
    """The index to read; the sample's is made when it is needed, and said."""
    settings = Settings.from_environment()
    location = settings.index_dir(explicit)
    if not location.is_sample:
        return location.path
    say(
        "There is no index yet, so this is the invented sample. "
        "Build one with: inspection-assistant index FOLDER"
    )
    return ensure_sample_index(settings)


def named(said: str | None, held: Sequence[str]) -> tuple[str, ...]:
    """The authority that the user means, in whatever spelling; none for none."""
    if said is None:
        return ()
    here = {name.lower(): name for name in held}
    return (here.get(said.lower()) or canonical_authority(said) or said,)


def json_line(value: object) -> str:
    """A value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False)


def say(text: str) -> None:
    """A line on stderr, where everything goes that is no result."""
    print(text, file=sys.stderr)
