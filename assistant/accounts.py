"""Who may log in, as what, and with which password: a file of accounts.

The file is JSON that only its owner can read, replaced in one step at each change:

    {"version": 1, "accounts": [{"name": "amira", "role": "editor", "password": "$argon2id$…"}]}

`password` is a salted hash; with null, nobody can log in by a password, and only a proxy that has
asked who somebody is can let them in.
"""

import json
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, Literal, Self, get_args

from assistant.errors import AccountsError
from assistant.passwords import is_password_hash

__all__ = ["ROLES", "Account", "Accounts", "AccountsFile", "Role", "account_name"]

Role = Literal["reader", "editor"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""Readers ask and read; editors also add and remove reports."""

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
_RESERVED: Final = "local"  # the one user of a chat that asks for no login
_SECONDS_TO_WAIT: Final = 10


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may use the chat."""

    name: str
    """In small letters, since names differ in more than their capitals."""
    role: Role
    password: str | None = field(default=None, repr=False)
    """The hash of the password; None where nobody can log in by one."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts of a file, in the order of their names."""

    accounts: tuple[Account, ...] = ()

    def find(self, name: str) -> Account | None:
        """The account of that name, given in small letters."""
        return next((account for account in self.accounts if account.name == name), None)

    def including(self, account: Account) -> Self:
        """With this account, in place of the one that had its name."""
        others = self.without(account.name).accounts
        return type(self)(tuple(sorted((*others, account), key=lambda each: each.name)))

    def without(self, name: str) -> Self:
        """Without the account of that name."""
        return type(self)(tuple(account for account in self.accounts if account.name != name))


class AccountsFile:
    """The accounts in a file, read again when it has changed; threads and processes share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[tuple[int, ...], Accounts] | None = None

    def read(self) -> Accounts:
        """All accounts; AccountsError where the file is missing or damaged."""
        try:
            status = self.path.stat()
            stamp = status.st_mtime_ns, status.st_size, status.st_ino
            if self._seen is None or self._seen[0] != stamp:
                self._seen = stamp, _parsed(self.path, self.path.read_bytes())
            return self._seen[1]
        except FileNotFoundError:
            raise AccountsError(
                f"there is no file of accounts at {self.path}; make it with: "
                f"inspection-assistant user add NAME --auth {self.path}"
            ) from None

    def change(self, change: Callable[[Accounts], Accounts]) -> None:
        """Write what `change` makes of the accounts, which are none where there is no file yet."""
        from filelock import FileLock, Timeout

        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(self.path.with_name(f"{self.path.name}.lock"), timeout=_SECONDS_TO_WAIT)
        try:
            with lock:
                held = self.read() if self.path.exists() else Accounts()
                changed = change(held)
                if changed != held:
                    _write(self.path, changed)
        except Timeout:
            raise AccountsError(f"{self.path} is being changed already; try again") from None


def account_name(said: str) -> str:
    """A name as accounts have it: in small letters; raises AccountsError for what is none."""
    name = said.strip().lower()
    if not said.isascii() or not _NAME.fullmatch(name):
        raise AccountsError(
            f"“{said[:80]}” cannot be a name: take up to 64 letters, digits and . _ - @, "
            "the first one a letter or digit"
        )
    if name == _RESERVED:
        raise AccountsError(f"“{name}” is kept for the chat without a login: take another name")
    return name


@dataclass(frozen=True, slots=True)
class _Saved:
    version: Literal[1]
    accounts: tuple[Account, ...]


def _parsed(path: Path, text: bytes) -> Accounts:
    """The accounts that a file's text gives; AccountsError names what is wrong with it."""
    from pydantic import TypeAdapter, ValidationError

    try:
        accounts = TypeAdapter(_Saved).validate_json(text, strict=True).accounts
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise _damaged(path, f"{place}: {first['msg']}" if place else first["msg"]) from None
    names = [account.name for account in accounts]
    for account in accounts:
        try:
            usual = account_name(account.name)
        except AccountsError as error:
            raise _damaged(path, str(error)) from None
        if account.name != usual or names.count(usual) > 1:
            raise _damaged(path, f"“{account.name}” must be there once, in small letters")
        if account.password is not None and not is_password_hash(account.password):
            raise _damaged(path, f"the password of “{account.name}” is no Argon2id hash")
    return Accounts(accounts)


def _damaged(path: Path, what: str) -> AccountsError:
    return AccountsError(
        f"{path} is no file of accounts ({what}): mend it, or delete it and add its users again"
    )


def _write(path: Path, accounts: Accounts) -> None:
    """Replace the file in one step; nobody but its owner can read it."""
    text = json.dumps(asdict(_Saved(1, accounts.accounts)), ensure_ascii=False, indent=1)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
