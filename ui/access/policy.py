"""Where the chat can be reached and how it knows who asks; what would let anybody in is refused."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final, Self, TypeAlias

from assistant import LOOPBACK, AccessOptions, AccountsFile
from ui.errors import AccessError

__all__ = ["Access", "is_loopback"]

_Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

_HEADER: Final = re.compile(r"[A-Za-z0-9_-]+")
_OWN_PROXIES: Final = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Access:
    """An address to listen on, and the ways to say who one is: none, a password, a proxy's word."""

    host: str = LOOPBACK
    accounts: AccountsFile | None = None
    user_header: str | None = None
    """The header that holds a user's name in requests that a proxy sends on."""
    proxies: tuple[_Network, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nobody is asked who they are; so only on an address of this computer alone."""
        return self.accounts is None and self.user_header is None

    @classmethod
    def from_options(cls, options: AccessOptions) -> Self:
        """What the options mean.

        Raises AccessError where they let anybody in or make no sense, and AccountsError where the
        file of accounts cannot be used.
        """
        host = LOOPBACK if options.host == "localhost" else options.host
        if not host.strip():
            raise AccessError("--host needs an address to listen on, like 127.0.0.1")
        if options.auth is None and options.user_header is None:
            if not is_loopback(host):
                raise AccessError(
                    f"on {host} others can reach the chat, so it needs to know who they are: make "
                    "accounts with “inspection-assistant user add NAME” and name their file with "
                    "--auth, or name a proxy's header with --user-header"
                )
            if options.proxies:
                raise AccessError("--trust-proxy needs --auth or --user-header beside it")
        if options.user_header is not None and not _HEADER.fullmatch(options.user_header):
            raise AccessError(f"--user-header: “{options.user_header}” is no name of a header")
        proxies = options.proxies or (_OWN_PROXIES if options.user_header else ())
        accounts = None if options.auth is None else AccountsFile(options.auth)
        if accounts is not None:
            accounts.read()
        return cls(host, accounts, options.user_header, tuple(_network(each) for each in proxies))


def is_loopback(host: str) -> bool:
    """Whether an address is reached by this computer alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _network(said: str) -> _Network:
    try:
        network = ipaddress.ip_network(said, strict=False)
    except ValueError:
        raise AccessError(
            f"--trust-proxy: “{said}” is no address or network like 10.0.0.5 or 10.0.0.0/24"
        ) from None
    if not network.prefixlen:
        raise AccessError(f"--trust-proxy: {said} would believe anybody; name the proxy alone")
    return network
