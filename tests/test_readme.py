"""What the README shows is what happens."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from assistant.cli import main
from tests.layout import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_python_session_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    session = "\n".join(block for block in blocks("python") if ">>>" in block)
    assert session
    test = doctest.DocTestParser().get_doctest(session, {}, "README.md", "README.md", 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    said: list[str] = []
    runner.run(test, out=said.append)
    assert not runner.failures, "".join(said)


@pytest.mark.parametrize("block", blocks("console"))
def test_a_command_prints_what_is_shown(
    block: str,
    sample_index: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("INSPECTION_INDEX", str(sample_index))
    command, shown = block.split("\n", 1)
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "inspection-assistant"
    assert main(arguments) == 0
    assert capsys.readouterr().out.split() == shown.split()


def test_the_commands_in_the_table_exist() -> None:
    shown = set(re.findall(r"^\| `(\w+)", README, re.MULTILINE))
    assert {"parse", "index", "reports", "remove", "check", "search", "ask", "chat"} <= shown
    for name in shown:
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0


def test_the_commands_of_the_evaluation_exist() -> None:
    shown = set(re.findall(r"`eval (\w+)", README))
    assert shown == {"score", "compare", "draw", "cases", "feedback", "mark", "agree", "systems"}
    for name in shown:
        with pytest.raises(SystemExit) as ended:
            main(["eval", name, "--help"])
        assert ended.value.code == 0


def test_the_two_commands_are_what_the_makefile_calls() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in ("app", "test"):
        assert f"python3 bootstrap.py {target}" in README
        assert re.search(rf"^{target}: ; python3 bootstrap.py {target}\b", makefile, re.MULTILINE)
