"""Who may come in: the accounts as their file has them now, and whose password is right."""

import logging
import secrets
from dataclasses import replace
from typing import Final

from assistant import (
    Account,
    AccountsError,
    AccountsFile,
    hash_password,
    needs_new_hash,
    password_matches,
)

__all__ = ["Roster"]

_LOG: Final = logging.getLogger("ui.access")


class Roster:
    """Looks people up in a file of accounts; while that cannot be read, nobody is in it."""

    def __init__(self, file: AccountsFile) -> None:
        self._file = file
        self._nobodys = hash_password(secrets.token_urlsafe())
        self._complaint = ""

    def find(self, name: str) -> Account | None:
        """The account of that name, given in small letters."""
        try:
            account = self._file.read().find(name)
        except (AccountsError, OSError) as error:
            if self._complaint != str(error):  # once, not at each request
                _LOG.error("nobody can be let in: %s", " ".join(str(error).split()))
            self._complaint = str(error)
            return None
        self._complaint = ""
        return account

    def check(self, name: str, password: str) -> Account | None:
        """The account that this password opens.

        It takes about the same time whether the name is known or not, a tenth of a second or so.
        """
        account = self.find(name)
        hashed = account.password if account else None
        matches = password_matches(hashed or self._nobodys, password)
        if account is None or hashed is None or not matches:
            return None
        return self._renewed(account, password) if needs_new_hash(hashed) else account

    def _renewed(self, account: Account, password: str) -> Account:
        """The account with a hash of today's strength; only at a login can one be made."""
        newer = replace(account, password=hash_password(password))
        try:
            self._file.change(
                lambda held: held.including(newer) if account in held.accounts else held
            )
        except (AccountsError, OSError) as error:
            _LOG.warning("an old hash of %s was kept: %s", account.name, error)
            return account
        return self.find(account.name) or account
