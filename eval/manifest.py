"""What a run was made with: enough to tell whether two runs can be compared, and to repeat one."""

import hashlib
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import itemgetter
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant import program_version
from eval.errors import RunError
from index import FORMAT_VERSION, Index
from prompts import load

__all__ = [
    "CorpusUsed",
    "GoldUsed",
    "Manifest",
    "ModelUsed",
    "code_hash",
    "prompt_hashes",
    "versions",
]

_CODE = ("assistant", "index", "prompts")
_SYSTEMS = ("ablations.py", "answers.py", "baselines.py", "systems.py")
"""What else decides what a system answers."""
_KINDS = (".csv", ".md", ".npz", ".py", ".toml", ".txt")
_LIBRARIES = (
    "bm25s",
    "faiss-cpu",
    "numpy",
    "openai",
    "pypdfium2",
    "sentence-transformers",
    "torch",
    "transformers",
)


@dataclass(frozen=True, slots=True)
class GoldUsed:
    """A file of questions by name and hash; a path would say where it lay, not what it held."""

    name: str
    sha256: str

    @classmethod
    def of(cls, path: Path) -> "GoldUsed":
        """The file as it is now."""
        return cls(path.name, hashlib.sha256(path.read_bytes()).hexdigest())


@dataclass(frozen=True, slots=True)
class CorpusUsed:
    """The reports that were asked, and how they were indexed."""

    name: str
    corpus: str
    """The hash of the reports' ids."""
    content: str
    """The hash of the index's files: the same reports may be indexed in several ways."""
    format: int
    embedder: str
    reports: int
    paragraphs: int

    @classmethod
    def of(cls, name: str, index: Index) -> "CorpusUsed":
        """What an index says of itself."""
        made = index.manifest
        counts = made.counts
        files = "".join(sorted(f"{file.name} {file.sha256}\n" for file in made.files))
        content = hashlib.sha256(files.encode()).hexdigest()
        return cls(
            name=name,
            corpus=made.corpus,
            content=content,
            format=FORMAT_VERSION,
            embedder=made.embedder,
            reports=counts.reports,
            paragraphs=counts.paragraphs,
        )


@dataclass(frozen=True, slots=True)
class ModelUsed:
    """The language model that wrote, and its limits; never its key."""

    name: str
    host: str
    room: int
    timeout: float
    answer_tokens: int | None
    """None where replies are replayed, whose hash then decides."""
    entailment: str | None
    second_look: bool
    replies: str | None
    """The hash of the file of recorded replies; None where a server is asked."""


@dataclass(frozen=True)
class Manifest:
    """All that decides what a run answers."""

    system: str
    gold: tuple[GoldUsed, ...]
    questions: tuple[str, ...]
    """Ids, in order."""
    corpora: tuple[CorpusUsed, ...]
    today: str
    """From which "last year" counts."""
    model: ModelUsed | None
    prompts: tuple[tuple[str, str], ...]
    """Names and hashes."""
    code: str
    """The hash of the assistant's own files."""
    versions: tuple[tuple[str, str], ...]

    @property
    def identity(self) -> str:
        """The same for runs that must answer the same."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:10]

    def to_json(self) -> str:
        """The text of manifest.json."""
        return TypeAdapter(Manifest).dump_json(self, indent=1).decode()

    @classmethod
    def from_json(cls, text: str, place: str) -> "Manifest":
        """The manifest of such a text; RunError where it is another."""
        try:
            return TypeAdapter(Manifest).validate_json(text)
        except ValidationError as error:
            raise RunError(
                f"{place} is no manifest of a run: {error.errors()[0]['msg']}"
            ) from error


def versions() -> tuple[tuple[str, str], ...]:
    """This program, Python, and the libraries that decide what is found and said."""
    found = [("inspection-assistant", program_version()), ("python", platform.python_version())]
    for name in _LIBRARIES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            found.append((name, "missing"))
    return tuple(found)


def prompt_hashes() -> tuple[tuple[str, str], ...]:
    """Names and hashes of all prompts."""
    names = sorted(f.name.removesuffix(".md") for f in files("prompts").iterdir())
    return tuple((n, load(n).hash) for n in names if files("prompts").joinpath(f"{n}.md").is_file())


def code_hash(packages: Sequence[str] = _CODE) -> str:
    """One hash over the files of the packages that answer, and of the systems."""
    answering = [file for package in packages for file in _files(package, files(package))]
    answering += [(f"eval/{name}", files("eval").joinpath(name)) for name in _SYSTEMS]
    digest = hashlib.sha256()
    for name, file in sorted(answering, key=itemgetter(0)):
        digest.update(f"{name}\n".encode() + file.read_bytes())
    return f"sha256:{digest.hexdigest()}"


def _files(name: str, folder: Traversable) -> Iterable[tuple[str, Traversable]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _files(f"{name}/{each.name}", each)
        elif each.name.endswith(_KINDS):
            yield f"{name}/{each.name}", each
