"""Changes of the index, one at a time: files that wait are published, a report is removed."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from assistant import Library
from index import Report, Unreadable
from ui.editing.additions import Additions
from ui.editing.build_process import perform
from ui.editing.tasks import Build, Remove, Step
from ui.errors import AddingError

__all__ = ["Changes", "Published"]

_Tell: TypeAlias = Callable[[Step], object]


@dataclass(frozen=True, slots=True)
class Published:
    """The reports that came in; `failure` says why others did not, and that they wait as before."""

    reports: tuple[Report, ...]
    failure: str | None = None


class Changes:
    """Changes the index of a library; whoever comes second waits."""

    def __init__(self, library: Library, additions: Additions) -> None:
        self._library = library
        self._additions = additions
        self._turn = threading.Lock()

    def indexed(self) -> frozenset[str]:
        """The hashes of all files that the index holds now, whoever changed it last."""
        self._library.refresh()
        with self._library.assistant() as assistant:
            return assistant.index.manifest.originals

    def publish(self, waiting: Path, reports: Sequence[Report], tell: _Tell) -> Published:
        """Put the files of these reports into the index, out of the folder where they wait.

        Raises AddingError where they cannot even be moved.
        """
        with self._alone(tell):
            places = self._additions.accept(waiting, [report.file for report in reports])
            try:
                failure = self._build({place.name for place in places.values()}, tell)
            finally:  # after a fault of ours too, what did not come in waits where it waited
                indexed = self.indexed()
                arrived = tuple(report for report in reports if _sha256(report) in indexed)
                missing = [report.file for report in reports if _sha256(report) not in indexed]
                self._additions.give_back({file: places[file] for file in missing}, waiting)
        return Published(arrived, failure if missing else None)

    def remove(self, report: Report, tell: _Tell) -> None:
        """Take a report out of the index, and delete its file if it had been added here.

        Raises AddingError.
        """
        with self._alone(tell):
            names = [file for _, file in self.places(report)]
            for _ in perform(Remove(str(self._library.index_dir), report.id)):
                pass
            self._library.refresh()
            self._additions.delete(_sha256(report), names)

    def places(self, report: Report) -> list[tuple[Path, str]]:
        """The sources that hold a report, each with the name of its file there."""
        with self._library.assistant() as assistant:
            return [
                (Path(source.path), file.file)
                for source in assistant.index.manifest.sources
                for file in source.files
                if file.sha256 == _sha256(report)
            ]

    def _build(self, names: set[str], tell: _Tell) -> str:
        """Bring the index up to date with what was added; why some of it may be missing."""
        failure = ""
        try:
            for event in perform(Build(str(self._library.index_dir), str(self._additions.folder))):
                if isinstance(event, Step):
                    tell(event)
                elif isinstance(event, Unreadable) and event.file in names:
                    failure = event.message
        except AddingError as error:
            failure = str(error)
        return failure

    @contextmanager
    def _alone(self, tell: _Tell) -> Iterator[None]:
        if self._turn.locked():
            tell(Step("waiting", 0, 0))
        with self._turn:
            yield


def _sha256(report: Report) -> str:
    return report.id.removeprefix("sha256:")
