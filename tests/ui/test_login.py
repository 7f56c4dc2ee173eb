"""Logging in and out: passwords, cookies, expiry, where one is led, and too many failures."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from assistant import AccessOptions, Account, AccountsFile
from tests.ui.guarded import (
    COOKIE,
    OTHER,
    RIGHT,
    Client,
    Clock,
    Reply,
    accounts_file,
    guarded,
    hash_of,
)
from ui.access.login import local_address

HOURS = 60 * 60


@pytest.fixture
def accounts(tmp_path: Path) -> AccountsFile:
    return accounts_file(tmp_path)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(accounts: AccountsFile, clock: Clock) -> Iterator[Client]:
    options = AccessOptions(auth=accounts.path, proxies=("127.0.0.3",))
    with guarded(options, clock) as client:
        yield client


def inside(client: Client) -> bool:
    return client.get("/").status == 200


def test_the_right_password_lets_in_and_logging_out_ends_it(client: Client) -> None:
    assert not inside(client)
    assert client.log_in("Amira", RIGHT).status == 303
    assert inside(client)
    assert client.get("/login?next=/whoami").location == "/whoami", "there is nothing to log in to"
    token = dict(client.cookies)
    assert client.get("/logout").location == "/"
    assert inside(client), "a link must not log out"
    reply = client.post("/logout", {})
    assert (reply.status, reply.location) == (303, "/login")
    assert client.cookies == {}
    client.cookies = token
    assert not inside(client), "the session ended on the server too"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("amira", OTHER),
        ("amira", RIGHT.upper()),
        ("amira", RIGHT + " "),
        ("nobody", RIGHT),
        ("not a name", RIGHT),
        ("sso", RIGHT),
        ("x" * 300, RIGHT),
        ("amira\x00", RIGHT),
    ],
)
def test_all_who_are_wrong_are_told_the_same(client: Client, name: str, password: str) -> None:
    reply = client.log_in(name, password, after="/whoami")
    assert reply.status == 401
    assert client.cookies == {}
    assert 'role="alert"' in reply.text
    assert "The name or the password is not right." in reply.text
    assert password not in reply.text
    assert 'value="/whoami"' in reply.text, "where one wanted to go is forgotten"


def test_what_is_missing_is_said_and_is_no_failure(client: Client) -> None:
    for _ in range(9):
        assert client.log_in("", RIGHT).status == client.log_in("amira", "").status == 422
    assert client.log_in("amira", RIGHT).status == 303


def test_names_are_shown_as_text(client: Client) -> None:
    text = client.log_in('"><script>alert(1)</script>', OTHER).text
    assert "<script" not in text
    assert "&quot;&gt;&lt;script&gt;" in text


def test_the_page_runs_no_script_and_sends_nothing_elsewhere(client: Client) -> None:
    reply = client.get("/login")
    policy = reply.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "<script" not in reply.text


def test_the_cookie_is_for_this_server_alone(client: Client) -> None:
    (line,) = client.log_in("amira", RIGHT).headers.get_all("Set-Cookie", [])
    name, *flags = line.lower().split("; ")
    assert name.startswith(f"{COOKIE}=")
    assert set(flags) == {"httponly", "samesite=lax", "path=/", "max-age=28800"}
    client.sender = "127.0.0.3"
    reply = client.log_in("amira", RIGHT, **{"X-Forwarded-Proto": "https"})
    (line,) = reply.headers.get_all("Set-Cookie", [])
    name, *flags = line.lower().split("; ")
    assert name.startswith(f"__host-{COOKIE}=")
    assert set(flags) == {"httponly", "samesite=lax", "path=/", "max-age=28800", "secure"}
    assert client.cookies[f"__Host-{COOKIE}"] != client.cookies[COOKIE]


def test_a_cookie_of_http_does_not_count_over_https(client: Client) -> None:
    client.log_in("amira", RIGHT)
    client.sender = "127.0.0.3"
    assert client.get("/", **{"X-Forwarded-Proto": "https"}).status == 303


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "ü", "../x", "a" * 4000])
def test_an_invented_token_opens_nothing(client: Client, token: str) -> None:
    client.cookies = {COOKIE: token.encode().decode("latin-1")}
    assert not inside(client)


def test_every_login_has_a_token_of_its_own(client: Client) -> None:
    client.cookies = {COOKIE: "planted"}
    tokens = []
    for _ in range(3):
        client.log_in("amira", RIGHT)
        tokens.append(client.cookies[COOKIE])
    assert len({"planted", *tokens}) == 4
    assert all(len(token) >= 43 for token in tokens)
    client.cookies = {COOKIE: tokens[0]}
    assert not inside(client), "the login after it replaced it"


def test_a_session_ends_after_eight_hours_however_busy(client: Client, clock: Clock) -> None:
    client.log_in("amira", RIGHT)
    for _ in range(7):
        clock.now += HOURS
        assert inside(client)
    clock.now += HOURS - 1
    assert inside(client)
    clock.now += 1
    assert not inside(client)
    assert client.log_in("amira", RIGHT).status == 303
    assert inside(client)


def test_a_session_ends_with_its_account(client: Client, accounts: AccountsFile) -> None:
    other = Client(client.port)
    for each, name in ((client, "amira"), (other, "wren")):
        each.log_in(name, RIGHT)
    accounts.change(lambda held: held.without("amira"))
    assert not inside(client)
    assert inside(other)
    accounts.change(lambda held: held.including(Account("wren", "reader", hash_of(OTHER))))
    assert not inside(other), "a new password leaves nobody logged in by the old one"
    assert other.log_in("wren", RIGHT).status == 401
    assert other.log_in("wren", OTHER).status == 303


def test_another_role_holds_at_once(client: Client, accounts: AccountsFile) -> None:
    client.log_in("wren", RIGHT)
    assert '"may_edit":false' in client.get("/whoami").text
    held = accounts.read().find("wren")
    assert held
    accounts.change(lambda all_: all_.including(Account("wren", "editor", held.password)))
    assert '"may_edit":true' in client.get("/whoami").text


def test_a_damaged_file_of_accounts_lets_nobody_in(
    client: Client, accounts: AccountsFile, caplog: pytest.LogCaptureFixture
) -> None:
    client.log_in("amira", RIGHT)
    text = accounts.path.read_text("utf-8")
    accounts.path.write_text(text[:-9], "utf-8")
    with caplog.at_level(logging.INFO, "ui.access"):
        assert not inside(client)
        assert client.log_in("amira", RIGHT).status == 401
    assert str(accounts.path) in caplog.messages[0]
    assert sum(str(accounts.path) in message for message in caplog.messages) == 1
    accounts.path.write_text(text, "utf-8")
    assert client.log_in("amira", RIGHT).status == 303


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example"),
        *("/\t/evil.example", "/\n/evil.example", "/\x00", "javascript:alert(1)", "evil", ""),
        *("/a\r\nSet-Cookie: x=1", "/\u202e", "/" + "a" * 3000, "/\\/evil.example", " /x"),
    ],
)
def test_nobody_is_led_elsewhere(elsewhere: str) -> None:
    assert local_address(elsewhere) == "/"


def test_nobody_is_led_elsewhere_by_the_form(client: Client) -> None:
    for elsewhere in ("//evil.example", "/\\evil.example", "/\t/evil.example"):
        reply = client.log_in("amira", RIGHT, after=elsewhere)
        assert (reply.status, reply.location) == (303, "/")
        assert client.get(f"/login?next={quote(elsewhere)}").location == "/"


def failures(client: Client, number: int, name: str = "amira") -> list[Reply]:
    return [client.log_in(name, OTHER) for _ in range(number)]


def test_after_five_failures_logins_are_slowed_down(client: Client, clock: Clock) -> None:
    assert [reply.status for reply in failures(client, 6)] == [401] * 5 + [429]
    reply = client.log_in("AMIRA", RIGHT)
    assert reply.status == 429, "the right password could be told by its being let in"
    assert reply.headers["Retry-After"] == "30"
    assert "try again in 30 seconds" in reply.text
    clock.now += 29
    assert client.log_in("amira", RIGHT).headers["Retry-After"] == "1"
    clock.now += 1
    assert client.log_in("amira", OTHER).status == 401
    assert client.log_in("amira", RIGHT).headers["Retry-After"] == "60"
    clock.now += 60
    assert client.log_in("amira", RIGHT).status == 303
    assert [reply.status for reply in failures(client, 5)] == [401] * 5, (
        "counted from nothing again"
    )


def test_names_that_nobody_has_are_slowed_down_alike(client: Client) -> None:
    assert [reply.status for reply in failures(client, 6, "nobody")] == [401] * 5 + [429]


def test_a_hundred_attempts_at_once_are_not_a_way_round(client: Client) -> None:
    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(lambda _: Client(client.port).log_in("amira", OTHER), range(32)))
    assert sorted(reply.status for reply in replies) == [401] * 5 + [429] * 27


def test_an_invented_sender_is_not_a_way_round(client: Client) -> None:
    def attempt(number: int) -> int:
        return client.log_in("amira", OTHER, **{"X-Forwarded-For": f"192.0.2.{number}"}).status

    assert [attempt(number) for number in range(6)] == [401] * 5 + [429]


def test_a_form_that_is_no_form_is_refused(client: Client) -> None:
    assert client.log_in("amira", "x" * 20_000).status == 413
    assert client.post("/login", {f"field{n}": "" for n in range(50)}).status == 413
    assert client.send("POST", "/login", body="\xff\xfe").status == 422


def test_who_logs_in_and_out_and_fails_is_logged_without_passwords(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "ui.access"):
        client.log_in("amira", OTHER)
        client.log_in("my password by mistake", RIGHT)
        client.log_in("amira", RIGHT)
        token = client.cookies[COOKIE]
        client.post("/logout", {})
    assert caplog.messages == [
        "failed login: amira from 127.0.0.1",
        "failed login: an unknown name from 127.0.0.1",
        "login: amira from 127.0.0.1",
        "logout: amira from 127.0.0.1",
    ]
    for secret in (RIGHT, OTHER, token, "mistake"):
        assert secret not in caplog.text
