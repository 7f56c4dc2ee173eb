"""The built wheel, installed away from the checkout, opens the chat on the sample."""

import os
import re
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from tests.layout import PACKAGES, ROOT

COMMAND = "inspection-assistant"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it, which sees the dependencies that are here."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python")]
    install = [*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    site = next(home.glob("lib/python*/site-packages"))
    site.joinpath("dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return home / "bin"


@pytest.fixture
def outside(tmp_path: Path) -> dict[str, str]:
    """An environment in which nothing points to the checkout or to an index made before."""
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CACHE", "DATA", "CONFIG")}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return kept | folders | {"BROWSER": "true"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def fetch(url: str, server: subprocess.Popen[str], seconds: float) -> str:
    """The page at `url` once the server answers; fails if the server ends before that."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert server.poll() is None, server.communicate()[1]
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                page: bytes = answer.read()
                return page.decode()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"no answer from {url} in {seconds} s")


def test_the_wheel_holds_the_packages_and_their_data(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {"app.py"}
    for package in PACKAGES:
        files = (p for p in (ROOT / package).rglob("*") if p.is_file() and p.suffix != ".pyc")
        wanted |= {p.relative_to(ROOT).as_posix() for p in files}
    assert wanted <= held
    extra = {name for name in held - wanted if ".dist-info/" not in name}
    assert not extra


def test_help_works_outside_the_checkout(
    bin_folder: Path, outside: dict[str, str], tmp_path: Path
) -> None:
    command = [str(bin_folder / COMMAND), "--help"]
    shown = subprocess.run(
        command, cwd=tmp_path, env=outside, check=True, capture_output=True, text=True
    )
    for name in ("parse", "index", "search", "ask", "judgements", "chat", "eval"):
        assert re.search(rf"\b{name}\b", shown.stdout)


def test_the_answers_over_the_sample_are_measured(
    bin_folder: Path, outside: dict[str, str], tmp_path: Path
) -> None:
    command = [str(bin_folder / COMMAND), "eval", "--alone", "--limit", "2"]
    shown = subprocess.run(
        command, cwd=tmp_path, env=outside, check=True, capture_output=True, text=True
    )
    assert "pointer_validity            1.00" in shown.stdout
    (report,) = tmp_path.glob("eval-runs/*/report.html")
    assert "<style>:root" in report.read_text("utf-8")


def test_the_chat_opens_on_the_sample(
    bin_folder: Path, outside: dict[str, str], tmp_path: Path
) -> None:
    port = free_port()
    command = [str(bin_folder / COMMAND), "chat", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=tmp_path, env=outside, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as server:  # fmt: skip
        try:
            page = fetch(f"http://127.0.0.1:{port}/", server, seconds=300)
        finally:
            server.send_signal(signal.SIGINT)
            _, errors = server.communicate(timeout=60)
    assert "gradio" in page.lower()
    assert "/look/chat.css" in page
    assert "Traceback" not in errors
    assert list((tmp_path / "CACHE").rglob("manifest*")), "the sample's index is in the cache"
