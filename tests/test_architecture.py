"""Who may import whom, read from the source; CONTRIBUTING.md draws the order."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest

from tests.layout import PACKAGES, ROOT, Module, drawn_order, modules

# What a package may import of the others; of them it may import public names only.
ALLOWED = {
    "prompts": frozenset[str](),
    "sample": frozenset[str](),
    "index": frozenset[str](),
    "assistant": frozenset({"index", "prompts", "sample"}),
    "ui": frozenset({"assistant", "index", "sample"}),
    "eval": frozenset({"assistant", "index", "prompts"}),
    "app": frozenset({"assistant", "index", "ui"}),
}
_STORAGE = {"faiss", "bm25s", "sqlite3", "pypdfium2", "sentence_transformers", "torch"}
# Libraries that belong to another storey.
FORBIDDEN = {
    "prompts": _STORAGE | {"openai", "gradio", "numpy"},
    "sample": _STORAGE | {"openai", "gradio", "numpy"},
    "index": {"openai", "gradio"},
    "assistant": _STORAGE - {"sentence_transformers", "torch"} | {"gradio"},
    "ui": _STORAGE | {"openai"},
    "eval": _STORAGE | {"openai", "gradio"},
    "app": _STORAGE | {"openai", "gradio"},
}
OURS = {*PACKAGES, "app"}
MODULES = modules()
NAMES = [module.name for module in MODULES]

each_module = pytest.mark.parametrize("module", MODULES, ids=NAMES)


def imports(module: Module) -> Iterator[tuple[str, str | None]]:
    """Every import in a file, late ones included: the module, and the name taken from it."""
    for node in ast.walk(ast.parse(module.path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name}: relative import"
            assert node.module
            yield from ((node.module, alias.name) for alias in node.names)


def own_target(source: str, name: str | None) -> str:
    """The file that an import inside a package means: `from index import fuse` is index.fuse."""
    inner = f"{source}.{name}"
    return inner if inner in NAMES else source


def public_names(package: str) -> set[str]:
    """The `__all__` of a package, read without importing it."""
    path = next(module.path for module in MODULES if module.name == package)
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    pytest.fail(f"{package} has no __all__")


def test_the_drawing_shows_every_file_once() -> None:
    assert sorted(drawn_order()) == sorted(NAMES)


@each_module
def test_a_file_imports_only_files_above_it(module: Module) -> None:
    order = drawn_order()
    for source, name in imports(module):
        if source.partition(".")[0] == module.package != "app":
            target = own_target(source, name)
            above = order.index(target) < order.index(module.name)
            assert above, f"{module.name} imports {target}, which stands below it"


@each_module
def test_a_package_takes_only_public_names_of_those_it_may_import(module: Module) -> None:
    for source, name in imports(module):
        package = source.partition(".")[0]
        if package not in OURS or package == module.package:
            continue
        assert package in ALLOWED[module.package], f"{module.name} imports {source}"
        assert source == package, f"{module.name} reaches into {source}"
        assert name is None or name in public_names(package), f"{package}.{name} is not public"


@each_module
def test_a_storey_does_not_know_the_libraries_of_another(module: Module) -> None:
    used = {source.partition(".")[0] for source, _ in imports(module)}
    assert not used & FORBIDDEN[module.package]


@each_module
def test_only_the_command_line_starts_what_stands_above_it(module: Module) -> None:
    used = {source for source, _ in imports(module)}
    assert "runpy" not in used or module.name == "assistant.cli"
    assert "importlib" not in used, "a module imported by name escapes this test"


@each_module
def test_prompts_and_sample_need_the_standard_library_only(module: Module) -> None:
    if module.package in {"prompts", "sample"}:
        used = {source.partition(".")[0] for source, _ in imports(module)}
        assert used <= sys.stdlib_module_names | {module.package}


def test_what_is_imported_is_what_is_declared() -> None:
    assert declared("dependencies") | declared("mcp") == distributions(MODULES)


def test_the_tests_need_nothing_but_what_their_extra_declares() -> None:
    files = [Module(f"tests.{path.stem}", path) for path in (ROOT / "tests").rglob("*.py")]
    test = declared("test") | declared("mcp")
    assert distributions(files) <= declared("dependencies") | test


def distributions(files: list[Module]) -> set[str]:
    """The distributions that the files' foreign imports come from."""
    known = packages_distributions()
    used = {source.partition(".")[0] for module in files for source, _ in imports(module)}
    foreign = used - sys.stdlib_module_names - OURS - {"tests"}
    return {canonical(name) for module in foreign for name in known[module]}


def declared(group: str) -> set[str]:
    """The distributions that pyproject.toml names as dependencies or for an extra."""
    project = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))["project"]
    lines = (project | project["optional-dependencies"])[group]
    return {canonical(re.split(r"[<>=]", line)[0]) for line in lines}


def canonical(name: str) -> str:
    return name.lower().replace("_", "-")
