"""Sets up the project and starts it; needs nothing but Python's standard library.

python3 bootstrap.py app [FOLDER]   install, then open the chat on the sample or on FOLDER
python3 bootstrap.py test           install, then run the tests (arguments go to pytest)
python3 bootstrap.py check          install, then run ruff and mypy
python3 bootstrap.py eval           install, then measure the answers; python -m eval --help

Everything is installed into .venv beside this file. A missing venv module or browser is fetched
with apt-get where there is one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed"
OLDEST = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class SetupError(Exception):
    """The set-up cannot go on; the message says what to do."""


def main() -> int:
    """Run one of the commands and return its exit status."""
    commands = {"app": app, "test": test, "check": check, "eval": evaluate}
    name, *arguments = sys.argv[1:] or [""]
    if name not in commands:
        print(__doc__, file=sys.stdout if name in {"-h", "--help"} else sys.stderr)
        return 0 if name in {"-h", "--help"} else 2
    try:
        return commands[name](arguments)
    except SetupError as error:
        print(f"bootstrap: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def app(arguments: list[str]) -> int:
    """Open the chat, in place of this process so that Ctrl+C reaches it alone."""
    install("")
    os.execv(PYTHON, [str(PYTHON), str(ROOT / "app.py"), *arguments])


def test(arguments: list[str]) -> int:
    """Run the tests."""
    install("test")
    find_browser()
    # a process for each core; the tests of a file stay together, for they share what they set up,
    # and in their order, for the longest are not those that come last in it
    several = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
    return run(PYTHON, "-m", "pytest", *several, *arguments, cwd=ROOT)


def check(_: list[str]) -> int:
    """Run the checks of style and types; the first that fails ends it."""
    install("dev")
    tools = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy", "-n", "auto"])
    return next((s for tool in tools if (s := run(PYTHON, "-m", *tool, cwd=ROOT))), 0)


def evaluate(arguments: list[str]) -> int:
    """Run the evaluation."""
    install("")
    return run(PYTHON, "-m", "eval", *arguments)


def install(extra: str) -> None:
    """Install the project with an extra, unless that was done from the same files before."""
    want = fingerprint(extra)
    done = STAMP.read_text().split() if STAMP.exists() else []
    if PYTHON.exists() and want in done:
        return
    if not PYTHON.exists() or quiet(PYTHON, "-m", "pip", "--version"):  # absent or half made
        make_venv()
        done = []
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    print(f"Installing into {VENV} (README.md says what this downloads).", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    if run(*pip, "--constraint", ROOT / "constraints.txt", "--editable", target):
        raise SetupError("pip could not install the packages; its message stands above")
    # with an extra, the project itself is installed too
    STAMP.write_text("\n".join(dict.fromkeys([*done, want, fingerprint("")])))


def fingerprint(extra: str) -> str:
    """What an installation depends on, as a hash."""
    parts = [extra, str(ROOT), sys.version]
    parts += [(ROOT / name).read_text() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def make_venv() -> None:
    """Create .venv, installing the system's venv package where that is missing."""
    if sys.version_info < OLDEST:
        have = sys.version.split()[0]
        raise SetupError(f"Python 3.11 or newer is needed, this is {have}; start it with that one")
    create = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if quiet(*create) == 0:
        return
    package = f"python3.{sys.version_info.minor}-venv"
    apt_install(package)
    if run(*create):
        raise SetupError(f"cannot create {VENV}; check that {package} is installed")


def find_browser() -> None:
    """Make sure that there is a Chromium for the tests of the app."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    try:
        apt_install("chromium")
    except SetupError:  # Ubuntu has no such package: Playwright brings its own
        if run(PYTHON, "-m", "playwright", "install", "--with-deps", "chromium"):
            print("bootstrap: no browser; the tests that need one are skipped", file=sys.stderr)


def apt_install(package: str) -> None:
    """Install a package of the system."""
    sudo = [] if os.name == "nt" or os.geteuid() == 0 else ["sudo"]
    by_hand = f"{package} is missing; install it with: sudo apt-get install {package}"
    if not shutil.which("apt-get") or (sudo and not shutil.which("sudo")):
        raise SetupError(by_hand)
    print(f"Installing {package} with apt-get.", flush=True)
    get = [*sudo, "apt-get", "-qq"]
    if run(*get, "update") or run(*get, "install", "--yes", "--no-install-recommends", package):
        raise SetupError(by_hand)


def run(*command: str | Path, cwd: Path | None = None) -> int:
    """Run a command in sight of the user and return its exit status."""
    return subprocess.run(command, cwd=cwd, check=False).returncode


def quiet(*command: str | Path) -> int:
    """Run a command without showing what it prints and return its exit status."""
    return subprocess.run(command, check=False, capture_output=True).returncode


if __name__ == "__main__":
    sys.exit(main())
