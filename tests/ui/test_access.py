"""Which ways of starting the chat are refused, because they would let anybody in."""

from pathlib import Path

import pytest

from assistant import AccessOptions, AccountsError
from tests.ui.guarded import accounts_file
from ui.access.policy import Access
from ui.errors import AccessError


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
def test_this_computer_needs_nothing(host: str) -> None:
    assert Access.from_options(AccessOptions(host)).is_open


@pytest.mark.parametrize(
    "host",
    [
        "0.0.0.0",  # noqa: S104
        *("::", "192.0.2.1", "127.0.0.1.example", "reports.example", "localhost.example"),
        *("2130706433", "127.1", "0", "*"),
    ],
)
def test_any_other_address_needs_a_login(host: str, tmp_path: Path) -> None:
    with pytest.raises(AccessError, match="--auth") as caught:
        Access.from_options(AccessOptions(host))
    assert host in str(caught.value)
    assert "user add" in str(caught.value)
    with pytest.raises(AccessError):
        Access.from_options(AccessOptions(host, proxies=("127.0.0.1",)))
    auth = accounts_file(tmp_path).path
    assert not Access.from_options(AccessOptions(host, auth)).is_open
    assert not Access.from_options(AccessOptions(host, user_header="X-Forwarded-User")).is_open


def test_a_login_can_be_asked_for_on_this_computer_too(tmp_path: Path) -> None:
    access = Access.from_options(AccessOptions(auth=accounts_file(tmp_path).path))
    assert not access.is_open
    assert access.proxies == ()


def test_a_header_is_believed_of_this_computer_unless_another_is_named() -> None:
    usual = Access.from_options(AccessOptions(user_header="X-User"))
    assert [str(proxy) for proxy in usual.proxies] == ["127.0.0.1/32", "::1/128"]
    named = Access.from_options(AccessOptions(user_header="X-User", proxies=("192.0.2.0/28",)))
    assert [str(proxy) for proxy in named.proxies] == ["192.0.2.0/28"]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (AccessOptions(""), "--host"),
        (AccessOptions(proxies=("127.0.0.1",)), "--trust-proxy needs"),
        (AccessOptions(user_header="X-User", proxies=("proxy",)), "proxy"),
        (AccessOptions(user_header="X-User", proxies=("0.0.0.0/0",)), "anybody"),
        (AccessOptions(user_header="X-User", proxies=("::/0",)), "anybody"),
        (AccessOptions(user_header="X User"), "X User"),
        (AccessOptions(user_header=""), "--user-header"),
    ],
)
def test_what_makes_no_sense_is_said(options: AccessOptions, complaint: str) -> None:
    with pytest.raises(AccessError, match=complaint):
        Access.from_options(options)


def test_a_file_of_accounts_must_be_there_and_whole(tmp_path: Path) -> None:
    with pytest.raises(AccountsError, match="user add"):
        Access.from_options(AccessOptions(auth=tmp_path / "nowhere.json"))
    damaged = tmp_path / "damaged.json"
    damaged.write_text("nonsense")
    with pytest.raises(AccountsError, match=r"damaged\.json"):
        Access.from_options(AccessOptions(auth=damaged))
