"""The app as it is started: refused where anybody could come in, and a login where one is asked."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import AccessOptions, AccountsFile
from tests.layout import ROOT
from tests.ui.guarded import OTHER, RIGHT, Client, accounts_file
from tests.ui.process import finished, running
from ui.access.entrance import log_access
from ui.access.policy import Access

EVERYWHERE = "0.0.0.0"  # noqa: S104  (it must not get that far)


def test_it_does_not_start_where_anybody_could_come_in(tmp_path: Path) -> None:
    status, said = finished(tmp_path, [str(tmp_path), f"--host={EVERYWHERE}"])
    assert status == 2
    assert len(said) == 1
    assert "--auth" in said[0]
    assert not any(tmp_path.iterdir()), "it is refused before the folder is indexed"


def test_an_address_that_this_computer_does_not_have_is_said(
    light_index: Path, tmp_path: Path
) -> None:
    options = ["--index", str(light_index), "--user-header=X-User", "--host=192.0.2.1"]
    status, said = finished(tmp_path, options)
    assert status == 2
    assert len(said) == 1
    assert "192.0.2.1" in said[0]


def test_the_command_refuses_it_too(light_index: Path) -> None:
    command = [sys.executable, "-m", "assistant", "chat", "--no-browser", f"--host={EVERYWHERE}"]
    done = subprocess.run(
        [*command, f"--index={light_index}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "--auth" in done.stderr


def test_the_options_of_the_command_are_those_of_the_app() -> None:
    options = AccessOptions("::1", Path("a file.json"), "X-User", ("192.0.2.1", "192.0.2.0/28"))
    assert options.to_arguments() == [
        *("--host=::1", "--auth=a file.json", "--user-header=X-User"),
        *("--trust-proxy=192.0.2.1", "--trust-proxy=192.0.2.0/28"),
    ]


def test_a_login_opens_the_app(light_index: Path, tmp_path: Path) -> None:
    accounts = accounts_file(tmp_path)
    options = ["--index", str(light_index), "--host", "127.0.0.1", "--auth", str(accounts.path)]
    with running(tmp_path, options) as address:
        client = Client(int(address.rpartition(":")[2]))
        assert client.get("/").location == "/login?next=/"
        for path in ("/config", "/gradio_api/info", "/theme.css", "/assets/x.js", "/reports"):
            assert client.send("GET", path).status == 401, path
        for sheet in ("base", "forms", "login"):
            assert f'href="/look/{sheet}.css"' in client.get("/login").text
            assert client.send("GET", f"/look/{sheet}.css").status == 200
        assert client.log_in("amira", OTHER).status == 401
        assert client.log_in("amira", RIGHT).status == 303
        assert client.get("/").status == 200
        assert json.loads(client.send("GET", "/config").text)["username"] == "amira"
        joined = client.send(
            "POST", "/gradio_api/queue/join", "{}", {"Sec-Fetch-Site": "cross-site"}
        )
        assert joined.status == 403
        AccountsFile(accounts.path).change(lambda held: held.without("amira"))
        assert client.send("GET", "/config").status == 401


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    log = logging.getLogger("ui")
    level, handlers = log.level, list(log.handlers)
    yield log
    log.propagate = True
    log.level, log.handlers = level, handlers


def test_what_happens_at_the_door_is_said_with_its_time(
    log: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    log_access(Access())
    for name, message in (("access", "login: amira"), ("adding", "amira removed wex.txt")):
        logging.getLogger(f"ui.{name}").info(message)
        said = capsys.readouterr().err
        assert said.endswith(f" {message}\n")
        assert said[:2] == "20"
