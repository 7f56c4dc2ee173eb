"""The files that named sources hold now, compared with what the index remembers of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.durable import sha256_of
from index.errors import SourceError
from index.manifest import Source, SourceFile
from index.structure import list_files, readable
from index.types import Unreadable

__all__ = ["Found", "FoundFile", "source_paths", "survey"]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of a source as it is now; `known` is what the index remembers of it.

    `error` says why its bytes could not be read; its hash is empty then.
    """

    path: Path
    file: str
    sha256: str
    known: SourceFile | None = None
    error: Unreadable | None = None

    def unchanged(self, parser: int) -> bool:
        """Whether this parser has read these very bytes under this name."""
        return (
            self.known is not None
            and self.known.sha256 == self.sha256
            and self.known.parser == parser
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A named source as it is now; without files it is to be forgotten."""

    path: str
    files: tuple[FoundFile, ...]


def source_paths(named: Sequence[str | Path], index_dir: Path) -> list[Path]:
    """The sources' full paths, each once.

    Raises SourceError where a name is empty, or where the source and the index lie inside each
    other.
    """
    if not all(str(name).strip() for name in named):
        raise SourceError("a source has no name; name a folder or file of inspection texts")
    paths = list(dict.fromkeys(Path(name).resolve() for name in named))
    for path in paths:
        if index_dir.resolve().is_relative_to(path):
            raise SourceError(f"{path} holds the index itself; keep the index in another folder")
        if path.is_relative_to(index_dir.resolve()):
            raise SourceError(f"{path} lies inside the index; name a folder outside it")
    return paths


def survey(paths: Sequence[Path], known: Sequence[Source], *, prune: bool) -> list[Found]:
    """Look into each source once.

    Raises SourceError where one is missing or holds no file (with `prune` only where the index
    does not know it either).
    """
    remembered = {source.path: source for source in known}
    return [_look_into(path, remembered.get(readable(path)), prune=prune) for path in paths]


def _look_into(path: Path, known: Source | None, *, prune: bool) -> Found:
    listed = list_files(path) if path.exists() else []
    if not listed and not (prune and known):
        state = "holds no files" if path.exists() else "does not exist"
        remedy = "remove what the index has of it with --prune" if known else "check the name"
        raise SourceError(f"source {path} {state}; {remedy}")
    remembered = {file.file: file for file in known.files} if known else {}
    return Found(readable(path), tuple(_read(p, name, remembered.get(name)) for p, name in listed))


def _read(path: Path, file: str, known: SourceFile | None) -> FoundFile:
    try:
        return FoundFile(path, file, sha256_of(path), known)
    except OSError as error:
        message = f"{file} cannot be opened: {error.strerror}; check who may read it"
        return FoundFile(path, file, "", known, Unreadable(file, "unreadable", message))
