"""The commands about users, with passwords from a pipe and from a terminal."""

import io
import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant import AccountsFile, Settings, password_matches
from assistant.cli import main

RIGHT = "a quiet morning"
OTHER = "another morning"
User = Callable[..., tuple[int, str, str]]


@pytest.fixture
def accounts(tmp_path: Path) -> AccountsFile:
    return AccountsFile(tmp_path / "accounts.json")


@pytest.fixture
def user(
    accounts: AccountsFile, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> User:
    """Run a command about users; returns status, stdout and stderr."""

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            status = main(["user", *arguments, f"--auth={accounts.path}"])
        except SystemExit as left:
            status = int(left.code or 0)
        return status, *capsys.readouterr()

    return run


def test_a_process_takes_the_password_from_a_pipe(accounts: AccountsFile) -> None:
    command = [sys.executable, "-m", "assistant", "user", "add", "Amira", "--auth"]
    done = subprocess.run(
        [*command, accounts.path],
        input=f"{RIGHT}\nmore\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(accounts.path) in done.stderr
    account = accounts.read().find("amira")
    assert account
    assert account.password
    assert password_matches(account.password, RIGHT)
    assert account.role == "reader"
    assert RIGHT not in done.stdout + done.stderr + accounts.path.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "typed", "complaint"),
    [
        (("add", "AMIRA"), RIGHT, "already"),
        (("add", "wren"), "too short", "12 characters"),
        (("add", "wren"), "", "12 characters"),
        (("add", "not a name"), RIGHT, "not a name"),
        (("add", "wren", "--role", "king"), RIGHT, "--role"),
        (("remove", "wren"), "", "wren"),
        (("passwd", "wren"), RIGHT, "wren"),
        (("role", "wren", "editor"), "", "wren"),
        ((), "", "COMMAND"),
    ],
)
def test_what_is_wrong_is_one_line_and_changes_nothing(
    accounts: AccountsFile, user: User, arguments: Sequence[str], typed: str, complaint: str
) -> None:
    assert user("add", "amira", typed=f"{RIGHT}\n")[0] == 0
    before = accounts.path.read_bytes()
    status, _, said = user(*arguments, typed=typed)
    assert status == 2
    assert len(said.splitlines()) == 1
    assert complaint in said
    assert accounts.path.read_bytes() == before


def test_users_are_listed_changed_and_removed(accounts: AccountsFile, user: User) -> None:
    user("add", "wren", "--role", "editor", "--no-password")
    user("add", "amira", typed=RIGHT)
    _, listed, _ = user("list")
    assert [line.split() for line in listed.splitlines()] == [
        ["name", "role", "password"],
        ["amira", "reader", "yes"],
        ["wren", "editor", "none"],
    ]
    assert user("role", "amira", "editor")[0] == 0
    assert user("passwd", "amira", typed=OTHER)[0] == 0
    account = accounts.read().find("amira")
    assert account
    assert account.role == "editor"
    assert account.password
    assert password_matches(account.password, OTHER)
    assert user("remove", "amira")[0] == 0
    assert [held.name for held in accounts.read().accounts] == ["wren"]


def test_without_a_file_the_users_own_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert main(["user", "add", "amira", "--no-password"]) == 0
    own = Settings.from_environment().accounts
    assert own.is_relative_to(tmp_path)
    assert AccountsFile(own).read().find("amira")


@pytest.mark.parametrize(("answers", "status"), [((RIGHT, RIGHT), 0), ((RIGHT, OTHER), 2)])
def test_at_a_terminal_a_password_is_typed_twice_and_not_shown(
    accounts: AccountsFile, answers: Sequence[str], status: int
) -> None:
    command = [sys.executable, "-m", "assistant", "user", "add", "amira", f"--auth={accounts.path}"]
    person, terminal = pty.openpty()
    process = subprocess.Popen(command, stdin=terminal, stderr=terminal, start_new_session=True)
    os.close(terminal)
    shown = b""
    for prompt, answer in zip((b"Password", b"again"), answers, strict=True):
        while not (prompt in shown and shown.endswith(b": ")):
            assert select.select([person], [], [], 60)[0], shown
            shown += os.read(person, 1024)
        os.write(person, f"{answer}\n".encode())
    assert process.wait(timeout=60) == status
    shown += os.read(person, 1024)
    os.close(person)
    assert RIGHT.encode() not in shown
    assert accounts.path.exists() == (status == 0)
