"""Where the chat can be reached, and how it knows who asks: as options of the commands."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

__all__ = ["LOOPBACK", "AccessOptions"]

LOOPBACK: Final = "127.0.0.1"
"""The address at which only this computer can be reached, and only by itself."""


@dataclass(frozen=True, slots=True)
class AccessOptions:
    """What a user says about access; by itself, only this computer has it, without a login."""

    host: str = LOOPBACK
    """The address to listen on."""
    auth: Path | None = None
    """The file of accounts; with it, everybody has to log in."""
    user_header: str | None = None
    """The header in which a proxy says who asks; with it, nobody logs in here."""
    proxies: tuple[str, ...] = ()
    """Addresses and networks of proxies that are believed."""

    @staticmethod
    def add_to(parser: ArgumentParser) -> None:
        """Let the parser take these options."""
        group = parser.add_argument_group(
            "access",
            "By itself the chat is open to this computer alone. On any other address it asks for "
            "a login, or takes the word of a proxy that has asked.",
        )
        group.add_argument(
            "--host", default=LOOPBACK, help=f"the address to listen on ({LOOPBACK})"
        )
        group.add_argument(
            "--auth", type=Path, metavar="FILE", help="who may log in, made by the command “user”"
        )
        group.add_argument(
            "--user-header", metavar="NAME", help="the header in which a proxy says who asks"
        )
        group.add_argument(
            "--trust-proxy",
            action="append",
            default=[],
            metavar="ADDRESS",
            help="a proxy's address or network, where what it says of a request is believed",
        )

    @classmethod
    def from_arguments(cls, args: Namespace) -> Self:
        """What the parsed options say."""
        return cls(args.host, args.auth, args.user_header, tuple(args.trust_proxy))

    def to_arguments(self) -> list[str]:
        """The options that say the same."""
        said = [f"--host={self.host}"]
        said += [f"--auth={self.auth}"] if self.auth is not None else []
        said += [f"--user-header={self.user_header}"] if self.user_header is not None else []
        return said + [f"--trust-proxy={proxy}" for proxy in self.proxies]
