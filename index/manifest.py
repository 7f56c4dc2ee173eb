"""What a generation of the index says about itself: its files, its sources, what made it."""

import json
from dataclasses import asdict, dataclass

from index.types import Unreadable

__all__ = ["Counts", "Manifest", "Source", "SourceFile", "StoredFile"]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the generation; `name` is relative to it, with forward slashes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a source as it was last read; `error` says why it holds no report."""

    file: str
    sha256: str
    parser: int
    """The `PARSER_VERSION` that read it."""
    error: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A folder or file that was named to be indexed, by its absolute path."""

    path: str
    files: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a generation holds."""

    reports: int
    judgements: int
    paragraphs: int
    windows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything but the pointer's format version that is needed to open a generation."""

    generation: str
    created: str
    package: str
    """Version of this package."""
    embedder: str
    dimension: int
    corpus: str
    """`sha256:` and the hash of the sorted report ids."""
    counts: Counts
    sources: tuple[Source, ...]
    files: tuple[StoredFile, ...]

    def to_json(self) -> str:
        """The text of manifest.json."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        """The manifest of such a text; KeyError, TypeError or ValueError where it is another."""
        data = json.loads(text)
        plain = ("generation", "created", "package", "embedder", "dimension", "corpus")
        return cls(
            **{name: data[name] for name in plain},
            counts=Counts(**data["counts"]),
            sources=tuple(
                Source(s["path"], tuple(_source_file(f) for f in s["files"]))
                for s in data["sources"]
            ),
            files=tuple(StoredFile(**f) for f in data["files"]),
        )

    @property
    def originals(self) -> frozenset[str]:
        """Hashes of the source files that hold a report."""
        return frozenset(
            f.sha256 for source in self.sources for f in source.files if f.error is None
        )


def _source_file(data: dict[str, object]) -> SourceFile:
    error = data.pop("error")
    return SourceFile(
        **data,  # type: ignore[arg-type]
        error=Unreadable(**error) if isinstance(error, dict) else None,
    )
