"""Sources -> a published generation of the index, doing only what is new."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from index.embed import DEFAULT_EMBEDDER, embedder_name, load_embedder
from index.errors import IndexFormatError, IndexingError, SourceError
from index.harvest import FileWarning, Harvester
from index.manifest import Manifest, Source
from index.publish import Previous, Publication, Publisher, previous_index
from index.sources import Found, source_paths, survey
from index.store import Workshop, building, current_generation, originals_of
from index.structure import readable
from index.types import Report, Unreadable

__all__ = ["BuildSummary", "build_index", "remove_from_index"]

_SHORTEST_ID = 6
"""Characters of a report's id that may stand for it."""


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did; `reports` and `paragraphs` are what the index now holds.

    `generation` is None where no file could be read and there was no index before. `read`
    counts the files of the named sources that hold a report, `embedded`
    windows were computed, `reused` ones taken over; `removed` counts reports. `skipped` are files
    of the named sources, `warnings` those of files parsed in this run.
    """

    generation: str | None
    reports: int
    paragraphs: int
    read: int
    embedded: int
    reused: int
    removed: int
    skipped: tuple[Unreadable, ...]
    warnings: tuple[FileWarning, ...]
    seconds: float
    changed: bool


def build_index(  # noqa: PLR0913  (the contracts' names)
    sources: Sequence[str | Path],
    index_dir: Path,
    *,
    embedder: str | None = None,
    prune: bool = False,
    force: bool = False,
    progress: bool = False,
) -> BuildSummary:
    """Index files and folders, or bring the index of them up to date.

    Sources that are not named stay as they were. `embedder` defaults to the one that the index
    has. `prune` lets a missing source, and files that can no longer be read, be forgotten.
    `force` starts anew where the index cannot be read, which takes all of its sources; embeds all
    again where the embedder is another; and, where neither is the case, takes texts that are no
    inspection reports.

    Raises SourceError, EmbedderError, IndexLocked, IndexFormatError, IndexCorrupted, or
    IndexingError where the index cannot be written.
    """
    start = time.monotonic()
    paths = source_paths(sources, index_dir)  # complains before anything is made
    with _workshop(index_dir) as workshop, previous_index(index_dir, force=force) as previous:
        name = _chosen_embedder(embedder, previous, force=force)
        repairs = previous.anew or previous.embedder not in (None, name)
        harvester = Harvester(
            known=previous.sources,
            reports=previous.reports,
            originals=originals_of(index_dir),
            force=force and not repairs,
            prune=prune,
            progress=progress,
        )
        found = survey(paths, previous.sources, prune=prune)
        if previous.lost and not prune:
            _complain_of_sources_left_out(found, previous.lost)
        harvest = harvester.harvest(found)
        publisher = Publisher(workshop, previous, load_embedder(name), progress=progress)
        publication = publisher.publish(harvest.sources, harvest.documents)
    read = sum(len(source.files) for source in found) - len(harvest.skipped)
    return _summary(publication, start, read, harvest.skipped, harvest.warnings)


def remove_from_index(index_dir: Path, name: str) -> BuildSummary:
    """Take out a source (its path) or a report (its id, the id's first characters, or its file).

    A report whose file is still in its source comes back when that source is indexed again.
    Raises SourceError where nothing, or more than one report, goes by the name; else as
    `build_index`.
    """
    start = time.monotonic()
    current_generation(index_dir)  # complains where there is none, before anything is made
    with _workshop(index_dir) as workshop, previous_index(index_dir, force=False) as previous:
        sources = _without(name, previous, index_dir)
        embedder = load_embedder(previous.embedder or DEFAULT_EMBEDDER)
        publication = Publisher(workshop, previous, embedder, progress=False).publish(sources, {})
    return _summary(publication, start, 0)


@contextmanager
def _workshop(index_dir: Path) -> Iterator[Workshop]:
    """A workshop whose troubles with the disk are told in one line."""
    try:
        with building(index_dir) as workshop:
            yield workshop
    except OSError as error:
        raise IndexingError(
            f"the index in {index_dir} cannot be written ({error.strerror or error}); make room, "
            "or name another folder with --index"
        ) from error


def _chosen_embedder(given: str | None, previous: Previous, *, force: bool) -> str:
    name = embedder_name(given) if given else previous.embedder or DEFAULT_EMBEDDER
    if previous.embedder not in (None, name) and not force:
        raise IndexFormatError(
            f"the index was embedded with {previous.embedder}, not with {name}; leave --embedder "
            "out, embed all again with --force, or name another folder with --index"
        )
    return name


def _complain_of_sources_left_out(found: Sequence[Found], lost: Manifest) -> None:
    named = {source.path for source in found}
    left_out = [source.path for source in lost.sources if source.path not in named]
    if left_out:
        raise SourceError(
            f"the index is made anew, and would lose {', '.join(left_out)}; name these sources "
            "too, or forget them with --prune"
        )


def _without(name: str, previous: Previous, index_dir: Path) -> list[Source]:
    """The sources without the source or the report of that name."""
    if not name.strip():
        raise SourceError("nothing is named; name a source or a report")
    path = readable(Path(name).resolve())
    if any(source.path == path for source in previous.sources):
        return [source for source in previous.sources if source.path != path]
    named = [report for report in previous.reports if _goes_by(report, name)]
    if len(named) != 1:
        problem = "names several reports; give more of its id" if named else "is not in the index"
        raise SourceError(
            f"{name} {problem} (`inspection-assistant reports --index {index_dir}` lists them)"
        )
    sha256 = named[0].id.removeprefix("sha256:")
    rest = (
        replace(source, files=tuple(f for f in source.files if f.sha256 != sha256))
        for source in previous.sources
    )
    return [source for source in rest if source.files]


def _goes_by(report: Report, name: str) -> bool:
    bare = name.removeprefix("sha256:")
    by_id = len(bare) >= _SHORTEST_ID and report.id.removeprefix("sha256:").startswith(bare)
    return by_id or report.file == name


def _summary(
    publication: Publication,
    start: float,
    read: int,
    skipped: tuple[Unreadable, ...] = (),
    warnings: tuple[FileWarning, ...] = (),
) -> BuildSummary:
    counts = publication.generation.manifest.counts if publication.generation else None
    return BuildSummary(
        generation=publication.generation.manifest.generation if publication.generation else None,
        reports=counts.reports if counts else 0,
        paragraphs=counts.paragraphs if counts else 0,
        read=read,
        embedded=publication.embedded,
        reused=publication.reused,
        removed=publication.removed,
        skipped=skipped,
        warnings=warnings,
        seconds=time.monotonic() - start,
        changed=publication.changed,
    )
