"""The server as a process: what goes to which stream, how it ends, what it needs, who writes."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from assistant.cli import main
from tests.assistant.loopback_model import Says, loopback_model
from tests.assistant.written import HOMES, QUESTION, truth
from tests.layout import ROOT

_LONGEST = 300

# In the place of a library that prints, and a witness of every connection.
MEDDLER = """
import os, sys

def witness(event, arguments):
    if event == "import" and arguments[0] == "torch":
        os.write(1, b"a word from below\\n")
        print("a word from above", flush=True)
    if event in ("socket.connect", "socket.getaddrinfo"):
        with open(os.environ["WITNESS"], "a") as file:
            file.write(f"{event} {arguments[1:]}\\n")

sys.addaudithook(witness)
"""


@dataclass
class Conversation:
    """A server process, spoken to in plain lines."""

    process: subprocess.Popen[str]
    sent: int = 0
    lines: list[str] = field(default_factory=list)

    def send(self, method: str, **params: object) -> int:
        """Send a request; returns its number."""
        self.sent += 1
        self.write({"jsonrpc": "2.0", "id": self.sent, "method": method, "params": params})
        return self.sent

    def write(self, message: object) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{json.dumps(message)}\n")
        self.process.stdin.flush()

    def reply(self, number: int) -> dict[str, Any]:
        """The result for that request; lines before it are read, too."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line)
            message = json.loads(line)
            if message.get("id") == number:
                return cast("dict[str, Any]", message["result"])
        pytest.fail(f"no reply; {self.process.stderr and self.process.stderr.read()}")

    def greet(self) -> dict[str, Any]:
        """The handshake."""
        info = {"name": "test", "version": "1"}
        number = self.send(
            "initialize", protocolVersion="2025-11-25", capabilities={}, clientInfo=info
        )
        result = self.reply(number)
        self.write({"jsonrpc": "2.0", "method": "notifications/initialized"})
        return result

    def ask(self, question: str) -> int:
        """Send a question."""
        return self.send("tools/call", name="ask", arguments={"question": question})

    def ask_and_ping(self) -> None:
        """Have a question under way: the ping behind it is answered before it."""
        question = self.ask("caseloads in Northmere")
        self.reply(self.send("ping"))
        assert question not in [json.loads(line).get("id") for line in self.lines]

    def end(self) -> tuple[int, str, str]:
        """The status, what was still to be read of stdout, and stderr."""
        out, err = self.process.communicate(timeout=_LONGEST)
        return self.process.returncode, out, err


@contextmanager
def served(*options: str | Path, **env: str) -> Iterator[Conversation]:
    """`inspection-assistant mcp` as a process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "mcp", *options],
        cwd=ROOT,
        env=os.environ | env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    watchdog = threading.Timer(_LONGEST, process.kill)
    watchdog.start()
    with process:
        try:
            yield Conversation(process)
        finally:
            watchdog.cancel()
            process.kill()


def test_only_the_protocol_goes_to_stdout_and_nothing_leaves(
    sample_index: Path, tmp_path: Path
) -> None:
    tmp_path.joinpath("sitecustomize.py").write_text(MEDDLER, "utf-8")
    witness = tmp_path / "witness"
    env = {"PYTHONPATH": str(tmp_path), "WITNESS": str(witness)}
    with served("--index", sample_index, **env) as server:
        server.greet()
        answer = server.reply(server.ask("caseloads in Northmere"))
        status, rest, err = server.end()
    assert answer["structuredContent"]["status"] == "answered"
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in server.lines)
    assert (status, rest) == (0, "")
    assert set(err.split("\n")) == {"a word from below", "a word from above", ""}
    assert not witness.exists(), witness.read_text()


def test_lines_that_are_no_protocol_do_no_harm(light_index: Path) -> None:
    with served("--index", light_index) as server:
        server.greet()
        for line in ('"nonsense', "[" * 100_000, '{"jsonrpc": "2.0", "id": {}}', "\x00", ""):
            assert server.process.stdin
            server.process.stdin.write(f"{line}\n")
        assert len(server.reply(server.send("tools/list"))["tools"]) == 5
        status, _, err = server.end()
    assert (status, err) == (0, "")


@pytest.mark.parametrize("busy", [False, True])
def test_it_ends_when_its_client_has_gone(light_index: Path, *, busy: bool) -> None:
    with served("--index", light_index) as server:
        server.greet()
        if busy:
            server.ask_and_ping()
        status, _, err = server.end()  # closes stdin first
    assert (status, err) == (0, "")


def test_it_ends_quietly_when_nobody_reads_its_answer(light_index: Path) -> None:
    with served("--index", light_index) as server:
        server.greet()
        assert server.process.stdout
        server.process.stdout.close()
        server.send("ping")
        assert server.process.stdin
        server.process.stdin.close()
        assert server.process.wait(_LONGEST) == 0
        assert server.process.stderr
        assert server.process.stderr.read() == ""


@pytest.mark.parametrize("busy", [False, True])
def test_it_can_be_interrupted(light_index: Path, *, busy: bool) -> None:
    with served("--index", light_index) as server:
        server.greet()
        if busy:
            server.ask_and_ping()
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(_LONGEST) == 130
        assert server.process.stderr
        assert server.process.stderr.read() == ""


def test_a_model_is_named_before_it_writes(light_index: Path) -> None:
    with loopback_model(lambda asked: Says(truth(asked))) as model:
        env = {"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": "sk-none"}
        with served("--index", light_index, "--model", "m", **env) as server:
            said = server.greet()["instructions"]
            (ask, search, *_) = server.reply(server.send("tools/list"))["tools"]
            answer = server.reply(server.ask(QUESTION))["structuredContent"]
            _, _, err = server.end()
    assert "the model m at 127.0.0.1" in said
    assert "the model m at 127.0.0.1" in err
    assert ask["annotations"]["openWorldHint"]
    assert not search["annotations"]["openWorldHint"]
    assert answer["mode"] == "llm"
    assert [citation["quote"] for citation in answer["citations"]] == [HOMES]
    assert model.asked


def test_no_llm_wins(light_index: Path) -> None:
    with loopback_model(lambda asked: Says(truth(asked))) as model:
        env = {"OPENAI_BASE_URL": model.url, "OPENAI_MODEL": "m"}
        with served("--index", light_index, "--no-llm", **env) as server:
            server.greet()
            answer = server.reply(server.ask(QUESTION))["structuredContent"]
            _, _, err = server.end()
    assert (answer["mode"], err, model.asked) == ("quote", "", [])


def test_the_settings_that_the_readme_shows_are_arguments(
    capsys: pytest.CaptureFixture[str],
) -> None:
    readme = ROOT.joinpath("README.md").read_text("utf-8")
    (block,) = re.findall(r"^```json\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    (settings,) = json.loads(block)["mcpServers"].values()
    assert settings["command"].endswith("/inspection-assistant")
    with pytest.raises(SystemExit) as ended:
        main([*settings["args"], "--help"])
    assert ended.value.code == 0
    assert "to other assistants" in capsys.readouterr().out


def test_without_the_extra_it_says_what_to_install(light_index: Path) -> None:
    code = f"""
import sys
sys.modules["mcp"] = None
from assistant.cli import main
sys.exit(main(["mcp", "--index", {str(light_index)!r}]))
"""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    (line,) = ran.stderr.splitlines()
    assert 'pip install "inspection-assistant[mcp]"' in line


def test_without_an_index_it_does_not_start(tmp_path: Path) -> None:
    with served("--index", tmp_path / "none") as server:
        status, out, err = server.end()
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert "no index" in line


def test_the_sample_is_said_to_be_invented(tmp_path: Path) -> None:
    homes = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    with served(**homes) as server:
        said = server.greet()["instructions"]
        _, _, err = server.end()
    assert "They are invented" in said
    assert "the invented sample" in err
