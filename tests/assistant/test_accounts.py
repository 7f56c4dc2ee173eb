"""The file of accounts: names, what is written, what is damaged, and several who change it."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant import Account, Accounts, AccountsError, AccountsFile, account_name, hash_password

AMIRA = '{"name": "amira", "role": "reader"}'
HASH = hash_password("a quiet morning")


@pytest.fixture
def file(tmp_path: Path) -> AccountsFile:
    return AccountsFile(tmp_path / "new" / "accounts.json")


def test_what_was_written_is_read(file: AccountsFile) -> None:
    accounts = (
        Accounts().including(Account("wren", "reader", HASH)).including(Account("amira", "editor"))
    )
    file.change(lambda _: accounts)
    assert [account.name for account in AccountsFile(file.path).read().accounts] == [
        "amira",
        "wren",
    ]
    assert AccountsFile(file.path).read() == accounts
    assert HASH not in repr(accounts)


def test_only_its_owner_can_read_the_file(file: AccountsFile) -> None:
    file.change(lambda held: held.including(Account("amira", "editor", HASH)))
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    file.path.chmod(0o644)
    file.change(lambda held: held.without("amira"))
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    left = {path.name for path in file.path.parent.iterdir()}
    assert left == {"accounts.json", "accounts.json.lock"}, "drafts are left behind"


def test_a_change_by_another_is_seen(file: AccountsFile) -> None:
    file.change(lambda held: held.including(Account("amira", "reader", HASH)))
    assert file.read().find("amira") == Account("amira", "reader", HASH)
    AccountsFile(file.path).change(lambda held: held.including(Account("amira", "editor", HASH)))
    assert file.read().find("amira") == Account("amira", "editor", HASH)
    assert len(file.read().accounts) == 1


def test_nothing_is_lost_where_many_change_it(file: AccountsFile) -> None:
    def add(number: int) -> None:
        AccountsFile(file.path).change(
            lambda held: held.including(Account(f"user{number:02}", "reader"))
        )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))
    assert [a.name for a in file.read().accounts] == [f"user{n:02}" for n in range(24)]


def test_a_failed_change_leaves_the_file_as_it_was(file: AccountsFile) -> None:
    file.change(lambda held: held.including(Account("amira", "reader")))
    before = file.path.read_bytes()

    def fail(_: Accounts) -> Accounts:
        raise AccountsError("no")

    with pytest.raises(AccountsError):
        file.change(fail)
    assert file.path.read_bytes() == before


def test_a_missing_file_is_said_with_what_to_do(file: AccountsFile) -> None:
    with pytest.raises(AccountsError, match="inspection-assistant user add") as caught:
        file.read()
    assert str(file.path) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Invalid JSON"),
        ("nonsense", "Invalid JSON"),
        ("[" * 100_000, "Invalid JSON"),
        ("[]", "accounts.json"),
        ('{"version": 2, "accounts": []}', "version"),
        ('{"version": 1}', "accounts: "),
        ('{"version": 1, "accounts": [{"name": "amira"}]}', "accounts.0.role"),
        ('{"version": 1, "accounts": [{"name": "amira", "role": "king"}]}', "'reader' or 'editor'"),
        ('{"version": 1, "accounts": [{"name": 7, "role": "reader"}]}', "accounts.0.name"),
        ('{"version": 1, "accounts": [{"name": "a b", "role": "reader"}]}', "a b"),
        ('{"version": 1, "accounts": [{"name": "Amira", "role": "reader"}]}', "Amira"),
        (
            f'{{"version": 1, "accounts": [{AMIRA}, {AMIRA}]}}',
            "once",
        ),
        (
            '{"version": 1, "accounts": [{"name": "amira", "role": "reader", "password": "abc"}]}',
            "Argon2id",
        ),
    ],
)
def test_a_damaged_file_is_said_in_one_line(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "accounts.json"
    path.write_text(text, "utf-8")
    file = AccountsFile(path)
    for act in (file.read, lambda: file.change(lambda held: held)):
        with pytest.raises(AccountsError) as caught:
            act()
        assert complaint in str(caught.value)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)
    assert path.read_text("utf-8") == text, "a file that cannot be read is not overwritten"


def test_the_file_is_what_its_docstring_shows(file: AccountsFile) -> None:
    file.change(lambda held: held.including(Account("amira", "editor", HASH)))
    shown = {"name": "amira", "role": "editor", "password": HASH}
    assert json.loads(file.path.read_text("utf-8")) == {"version": 1, "accounts": [shown]}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (" Amira ", "amira"),
        ("a.khan_2@wexcombe-council.example", "a.khan_2@wexcombe-council.example"),
    ],
)
def test_names_differ_in_more_than_their_capitals(said: str, name: str) -> None:
    assert account_name(said) == name


@pytest.mark.parametrize(
    "said",
    [
        *("", " ", "..", ".hidden", "-x", "a b", "a/b", "a\\b", "a\nb", "a\x00", "a" * 65),
        *("Siân", "\u212aate", "local", "LOCAL"),
    ],
)
def test_what_cannot_be_a_name_is_refused(said: str) -> None:
    with pytest.raises(AccountsError):
        account_name(said)
