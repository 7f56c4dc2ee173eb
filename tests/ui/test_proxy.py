"""Users whom a proxy names: it is believed only where the request comes from the proxy itself."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant import AccessOptions
from tests.ui.guarded import RIGHT, Client, accounts_file, guarded

HEADER = "X-Forwarded-User"
ELSEWHERE = "127.0.0.2"


@contextmanager
def named_by(*proxies: str, auth: Path | None = None) -> Iterator[Client]:
    """A client of an app that a proxy tells who its users are."""
    with guarded(AccessOptions(auth=auth, user_header=HEADER, proxies=proxies)) as client:
        yield client


def who(client: Client, **headers: str) -> tuple[object, object]:
    reply = client.send("GET", "/whoami", headers=headers)
    assert reply.status == 200, reply.text
    said = json.loads(reply.text)
    return said["name"], said["may_edit"]


def test_the_proxy_says_who_it_is_and_the_accounts_what_they_may_do(tmp_path: Path) -> None:
    with named_by(auth=accounts_file(tmp_path).path) as client:
        assert who(client, **{HEADER: "Amira"}) == ("amira", True)
        assert who(client, **{HEADER: "wren"}) == ("wren", False)
        assert who(client, **{HEADER: "sso"}) == ("sso", True)
        assert who(client, **{HEADER: "guest@wexcombe"}) == ("guest@wexcombe", False)
    with named_by() as client:
        assert who(client, **{HEADER: "amira"}) == ("amira", False)


def test_nobody_else_can_say_so(tmp_path: Path) -> None:
    with named_by(auth=accounts_file(tmp_path).path) as client:
        client.sender = ELSEWHERE
        for headers in (
            {HEADER: "amira"},
            {HEADER: "amira", "X-Forwarded-For": "127.0.0.1"},
            {HEADER: "amira", "Forwarded": "for=127.0.0.1"},
        ):
            reply = client.send("GET", "/whoami", headers=headers)
            assert reply.status == 403
            assert "not known here" in reply.text


def test_only_the_proxy_that_was_named_is_believed() -> None:
    with named_by(ELSEWHERE) as client:
        assert client.send("GET", "/whoami", headers={HEADER: "amira"}).status == 403
        client.sender = ELSEWHERE
        assert who(client, **{HEADER: "amira"}) == ("amira", False)
    with named_by("127.0.0.8/30") as client:
        assert client.send("GET", "/whoami", headers={HEADER: "amira"}).status == 403
        client.sender = "127.0.0.10"
        assert who(client, **{HEADER: "amira"}) == ("amira", False)


@pytest.mark.parametrize("said", ["", " ", "local", "a b", "amira, wren", "../amira", "\u212aate"])
def test_what_is_no_name_is_nobody(said: str) -> None:
    with named_by() as client:
        headers = {HEADER: said.encode().decode("latin-1")}
        assert client.send("GET", "/whoami", headers=headers).status == 403


def test_a_name_that_was_added_to_another_is_nobody() -> None:
    with named_by() as client:
        twice = f"{HEADER}: amira\r\nX-Other: 1\r\n{HEADER.lower()}: wren"
        assert _raw(client.port, twice) == 403
        assert _raw(client.port, f"{HEADER}: amira") == 200


def test_nobody_logs_in_by_password_where_a_proxy_asks(tmp_path: Path) -> None:
    with named_by(auth=accounts_file(tmp_path).path) as client:
        assert client.get("/login").status == 403
        assert client.log_in("amira", RIGHT).status == 403


@pytest.mark.parametrize(
    ("said", "sender"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("203.0.113.9, 192.0.2.7", "192.0.2.7"),
        ("203.0.113.9, 192.0.2.7, 127.0.0.1", "192.0.2.7"),
        ("192.0.2.7:4711", "192.0.2.7"),
        ("[2001:db8::7]:4711", "2001:db8::7"),
        ("2001:db8:0::7", "2001:db8::7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("127.0.0.1", "127.0.0.1"),
        ("", "127.0.0.1"),
        ("no address", "no address"),
    ],
)
def test_the_sender_is_the_last_that_is_no_proxy(said: str, sender: str) -> None:
    with named_by() as client:
        headers = {HEADER: "amira", "X-Forwarded-For": said}
        assert json.loads(client.send("GET", "/whoami", headers=headers).text)["sender"] == sender


def test_sender_and_https_are_taken_from_a_trusted_proxy_only(tmp_path: Path) -> None:
    forwarded = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
    auth = accounts_file(tmp_path).path
    with guarded(AccessOptions(auth=auth, proxies=("127.0.0.1",))) as client:
        client.log_in("amira", RIGHT, **forwarded)
        said = json.loads(client.send("GET", "/whoami", headers=forwarded).text)
        assert (said["sender"], said["scheme"]) == ("192.0.2.7", "https")
    with guarded(AccessOptions(auth=auth)) as client:
        client.log_in("amira", RIGHT, **forwarded)
        said = json.loads(client.send("GET", "/whoami", headers=forwarded).text)
        assert (said["sender"], said["scheme"]) == ("127.0.0.1", "http")


def _raw(port: int, headers: str) -> int:
    """The status of a request with these lines, which may repeat a header."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as plain:
        lines = f"GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{headers}\r\n\r\n"
        plain.sendall(lines.encode())
        return int(plain.makefile("rb").readline().split()[1])
