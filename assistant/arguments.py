"""Arguments of commands: errors in one line, and values that are checked as they are read."""

import argparse
import datetime as dt
from typing import NoReturn

__all__ = ["WRONG_USAGE", "CommandParser", "iso_date"]

WRONG_USAGE = 2
"""The exit status for wrong usage or input."""


class CommandParser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage before it."""

    def error(self, message: str) -> NoReturn:
        """Print the message and leave with the status for wrong usage."""
        said = " ".join(message.split())
        self.exit(WRONG_USAGE, f"{self.prog}: {said} (see {self.prog} --help)\n")


def iso_date(text: str) -> dt.date:
    """A date like 2025-03-04."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date like 2025-03-04") from None
