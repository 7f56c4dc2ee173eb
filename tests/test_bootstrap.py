"""The set-up script needs nothing but Python."""

import ast
import subprocess
import sys

from tests.layout import ROOT

SCRIPT = ROOT / "bootstrap.py"


def test_it_imports_the_standard_library_only() -> None:
    imported = set[str]()
    for node in ast.walk(ast.parse(SCRIPT.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(str(node.module))
    assert imported
    assert imported <= sys.stdlib_module_names


def test_an_unknown_command_is_explained() -> None:
    command = [sys.executable, str(SCRIPT), "tests"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "bootstrap.py test" in ended.stderr
