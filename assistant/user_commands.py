"""What the commands about users do: who may log in to the chat, and as what."""

import getpass
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace

from assistant.accounts import Account, Accounts, AccountsFile, account_name
from assistant.errors import AccountsError
from assistant.passwords import LEAST_PASSWORD, checked_password, hash_password
from assistant.settings import Settings
from assistant.tables import to_table
from assistant.terminal import say

__all__ = ["add", "change_password", "change_role", "list_users", "remove"]


def add(args: Namespace) -> int:
    """A new account; its password is asked for, unless it is to have none."""
    file, name = _file(args), account_name(args.name)
    file.change(lambda accounts: _without(accounts, name))  # or somebody types for nothing
    hashed = None if args.no_password else hash_password(_new_password())
    account = Account(name, args.role, hashed)
    file.change(lambda accounts: _without(accounts, name).including(account))
    say(f"{name} may use the chat as {args.role}; the accounts are in {file.path}")
    return 0


def list_users(args: Namespace) -> int:
    """All accounts, without their hashes."""
    rows = [
        {"name": held.name, "role": held.role, "password": "yes" if held.password else "none"}
        for held in _file(args).read().accounts
    ]
    print(to_table(rows, ("name", "role", "password")))
    return 0


def remove(args: Namespace) -> int:
    """An account less; who is logged in with it is logged out."""
    name = account_name(args.name)
    _file(args).change(lambda accounts: accounts.without(_found(accounts, name).name))
    say(f"{name} may no longer use the chat")
    return 0


def change_password(args: Namespace) -> int:
    """Another password; who is logged in with the old one is logged out."""
    file, name = _file(args), account_name(args.name)
    _found(file.read(), name)
    hashed = hash_password(_new_password())
    _change(file, name, lambda account: replace(account, password=hashed))
    say(f"{name} has a new password")
    return 0


def change_role(args: Namespace) -> int:
    """Another role, which holds at once."""
    name = account_name(args.name)
    _change(_file(args), name, lambda account: replace(account, role=args.role))
    say(f"{name} may use the chat as {args.role}")
    return 0


def _file(args: Namespace) -> AccountsFile:
    return AccountsFile(args.auth or Settings.from_environment().accounts)


def _change(file: AccountsFile, name: str, change: Callable[[Account], Account]) -> None:
    file.change(lambda accounts: accounts.including(change(_found(accounts, name))))


def _found(accounts: Accounts, name: str) -> Account:
    account = accounts.find(name)
    if account is None:
        raise AccountsError(f"there is no user “{name}”: “user list” shows those that there are")
    return account


def _without(accounts: Accounts, name: str) -> Accounts:
    """The accounts, where they have none of that name yet."""
    if accounts.find(name):
        raise AccountsError(
            f"“{name}” is a user already: “user passwd {name}” changes the password, "
            f"“user role {name} ROLE” what they may do"
        )
    return accounts


def _new_password() -> str:
    """A password typed twice or, where nobody types, a line of standard input."""
    if not sys.stdin.isatty():
        return checked_password(sys.stdin.readline().rstrip("\r\n"))
    try:
        password = checked_password(
            getpass.getpass(f"Password ({LEAST_PASSWORD} characters or more): ")
        )
        again = getpass.getpass("The same again: ")
    except EOFError:
        raise AccountsError("no password was given") from None
    if again != password:
        raise AccountsError("the two passwords differ; nothing was changed")
    return password
