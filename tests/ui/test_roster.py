"""Whose password is right: hashes of today's strength, and what happens when they are older."""

import logging
import stat
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from assistant import AccessOptions, Account, AccountsFile, needs_new_hash, password_matches
from tests.ui.guarded import OTHER, RIGHT, accounts_file, guarded, hash_of
from ui.access.roster import Roster

WEAK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def accounts(tmp_path: Path) -> AccountsFile:
    """Accounts of which one has a hash as it was made long ago."""
    file = accounts_file(tmp_path)
    file.change(lambda held: held.including(Account("amira", "editor", WEAK.hash(RIGHT))))
    return file


def kept(accounts: AccountsFile, name: str) -> str:
    account = AccountsFile(accounts.path).read().find(name)
    assert account
    assert account.password
    return account.password


def test_a_login_renews_an_old_hash(accounts: AccountsFile) -> None:
    old, others = kept(accounts, "amira"), kept(accounts, "wren")
    roster = Roster(accounts)
    assert roster.check("amira", OTHER) is None
    assert kept(accounts, "amira") == old, "only the right password can be hashed anew"
    account = roster.check("amira", RIGHT)
    assert account
    assert account.role == "editor"
    assert account.password == kept(accounts, "amira") != old
    assert not needs_new_hash(kept(accounts, "amira"))
    assert password_matches(kept(accounts, "amira"), RIGHT)
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600
    roster.check("wren", RIGHT)
    assert kept(accounts, "wren") == others, "a hash of today is left as it is"


def test_who_logs_in_with_an_old_hash_stays_logged_in(accounts: AccountsFile) -> None:
    with guarded(AccessOptions(auth=accounts.path)) as client:
        client.log_in("amira", RIGHT)
        assert client.get("/").status == 200


def test_an_account_that_was_removed_meanwhile_stays_removed(accounts: AccountsFile) -> None:
    roster = Roster(accounts)
    account = roster.find("amira")
    assert account
    accounts.change(lambda held: held.without("amira"))
    assert roster._renewed(account, RIGHT) == account
    assert AccountsFile(accounts.path).read().find("amira") is None


def test_nobody_logs_in_without_a_password_of_their_own(accounts: AccountsFile) -> None:
    roster = Roster(accounts)
    assert roster.find("sso") == Account("sso", "editor")
    for password in ("", "None", "null", RIGHT):
        assert roster.check("sso", password) is None
        assert roster.check("nobody", password) is None


def test_a_file_that_cannot_be_read_holds_nobody_and_is_said_once(
    accounts: AccountsFile, caplog: pytest.LogCaptureFixture
) -> None:
    roster = Roster(accounts)
    whole = accounts.path.read_bytes()
    with caplog.at_level(logging.INFO, "ui.access"):
        accounts.path.unlink()
        assert roster.find("wren") is None
        assert roster.find("wren") is None
        accounts.path.write_bytes(whole)
        assert roster.find("wren") == Account("wren", "reader", hash_of(RIGHT))
        accounts.path.write_bytes(whole[:-9])
        assert roster.find("wren") is None
    assert len(caplog.messages) == 2
    assert all("nobody can be let in" in message for message in caplog.messages)
