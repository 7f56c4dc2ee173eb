"""Each `__all__` says exactly what is public, and the contracts' names are where they should be."""

import ast
import importlib
import inspect
from collections.abc import Iterator

import pytest

from tests.layout import PACKAGES, Module, modules

MODULES = modules()

each_module = pytest.mark.parametrize("module", MODULES, ids=[m.name for m in MODULES])


def defined(module: Module) -> Iterator[str]:
    """The names that a file's own statements bind."""
    for node in ast.parse(module.path.read_text("utf-8")).body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Assign(targets=targets):
                names = [n for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]
                yield from (n.id for n in names)
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def imported(module: Module) -> Iterator[str]:
    """The names that a file takes from ours."""
    for node in ast.parse(module.path.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] in PACKAGES:
            yield from (alias.asname or alias.name for alias in node.names)


@each_module
def test_all_is_what_is_public(module: Module) -> None:
    own = {name for name in defined(module) if not name.startswith("_")}
    declared = importlib.import_module(module.name).__all__
    assert len(declared) == len(set(declared))
    if module.is_package:
        assert own <= set(declared) <= own | set(imported(module))
    else:
        assert set(declared) == own


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_it_shows(package: str) -> None:
    (module,) = (m for m in MODULES if m.name == package)
    assert set(imported(module)) <= set(importlib.import_module(package).__all__)


@each_module
def test_every_public_name_is_explained(module: Module) -> None:
    loaded = importlib.import_module(module.name)
    assert inspect.getdoc(loaded)
    for name in loaded.__all__:
        value = getattr(loaded, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert inspect.getdoc(value), f"{module.name}.{name} has no docstring"


def test_the_names_that_other_programs_rely_on() -> None:
    assistant = importlib.import_module("assistant")
    for name in ("Assistant", "Filters", "build_index", "Answer", "Message"):
        assert name in assistant.__all__
    for name in ("Understood", "Progress", "StatementReady", "Withheld", "Finished"):
        assert name in assistant.__all__
