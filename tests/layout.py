"""The layout that CONTRIBUTING.md draws, as data: which files there are, and in which order."""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

__all__ = ["PACKAGES", "ROOT", "Module", "drawn_order", "modules"]

ROOT = Path(__file__).parents[1]
PACKAGES = ("index", "assistant", "ui", "eval", "prompts", "sample")
_ENTRY = re.compile(r"( *)((?:[\w.]+/? )*[\w.]+(?:\.py|/))(?: {2,}|$)")


@dataclass(frozen=True, slots=True)
class Module:
    """A source file under its dotted name; a package goes by the name of its folder."""

    name: str
    path: Path

    @property
    def package(self) -> str:
        """The first part of the name."""
        return self.name.partition(".")[0]

    @property
    def is_package(self) -> bool:
        """Whether the file is an `__init__.py`."""
        return self.path.name == "__init__.py"


def modules() -> list[Module]:
    """Every source file that goes into the wheel."""
    paths = [ROOT / "app.py"]
    for package in PACKAGES:
        paths += sorted((ROOT / package).rglob("*.py"))
    return [Module(_dotted(path.relative_to(ROOT).as_posix()), path) for path in paths]


def drawn_order() -> list[str]:
    """The dotted names of the files in the first code block of CONTRIBUTING.md, from the top."""
    drawing = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("```")[1]
    order: list[str] = []
    folders: list[str] = []
    for line in drawing.splitlines():
        entry = _ENTRY.match(line)
        if not entry:
            continue
        del folders[len(entry[1]) // 2 :]
        for name in entry[2].split():
            if name.endswith("/"):
                folders.append(name)
            elif name.endswith(".py"):
                order.append(_dotted("".join(folders) + name))
    return order


def _dotted(path: str) -> str:
    parts = PurePosixPath(path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
