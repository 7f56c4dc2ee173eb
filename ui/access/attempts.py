"""Logins are slowed down after failures, so that passwords cannot be guessed by trying.

Failures of the last hour are counted by name and by address. After five for a name, the next
attempt has to wait for 30 seconds, and after each further failure twice as long, up to 15 minutes;
so it does after twenty from one address, whatever the names, since an office may share one. While
it has to wait, no password is looked at, the right one included.

So that nobody can lock others out by failing in their name, an address from which a name has been
logged in to is counted apart: what others fail at elsewhere does not slow it down.
"""

import ipaddress
import time
from collections import deque
from collections.abc import Callable
from typing import Final, TypeAlias

__all__ = ["LoginAttempts"]

_Key: TypeAlias = tuple[str, ...]
_FREE_BY_NAME: Final = 5
_FREE_BY_ADDRESS: Final = 20
_SHORTEST, _LONGEST = 30.0, 15 * 60.0
_REMEMBERED: Final = 60 * 60.0
_DOUBLINGS: Final = 6  # more failures than these change nothing
_IPV6_NETWORK: Final = 64  # what one subscriber has, at least


class LoginAttempts:
    """Says how long an attempt has to wait; used from one thread."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._by_name = _Failures(_FREE_BY_NAME, clock)
        self._by_address = _Failures(_FREE_BY_ADDRESS, clock)
        self._at_home: set[tuple[str, str]] = set()

    def begin(self, name: str, address: str) -> float:
        """Seconds that this attempt has to wait; with 0 it may go on.

        It then counts as failed until `succeeded` is called: a hundred attempts at once are
        counted before the first of them has failed.
        """
        place = _place(address)
        who = self._who(name, place)
        wait = max(self._by_name.wait(who), self._by_address.wait((place,)))
        if not wait:
            self._by_name.add(who)
            self._by_address.add((place,))
        return wait

    def succeeded(self, name: str, address: str) -> None:
        """The attempt that was begun was a login."""
        place = _place(address)
        self._by_name.clear(self._who(name, place))
        self._by_address.take_back((place,))
        self._at_home.add((name, place))

    def _who(self, name: str, place: str) -> tuple[str, ...]:
        """What failures are counted by: the name, together with a place where it is at home."""
        return (name, place) if (name, place) in self._at_home else (name,)


class _Failures:
    """Times of failures, by whatever they are counted by."""

    def __init__(self, free: int, clock: Callable[[], float]) -> None:
        self._free = free
        self._clock = clock
        self._times: dict[_Key, deque[float]] = {}

    def wait(self, key: _Key) -> float:
        now = self._clock()
        times = [at for at in self._times.get(key, ()) if at > now - _REMEMBERED]
        beyond = len(times) - self._free
        if beyond < 0:
            return 0.0
        return max(0.0, times[-1] + min(_SHORTEST * 2.0**beyond, _LONGEST) - now)

    def add(self, key: _Key) -> None:
        now = self._clock()
        times = self._times.pop(key, deque(maxlen=self._free + _DOUBLINGS))
        times.append(now)
        self._times[key] = times  # the last one: the first ones are those that failed longest ago
        while (oldest := next(iter(self._times))) != key:
            if self._times[oldest][-1] > now - _REMEMBERED:
                break
            del self._times[oldest]

    def clear(self, key: _Key) -> None:
        self._times.pop(key, None)

    def take_back(self, key: _Key) -> None:
        if self._times.get(key):
            self._times[key].pop()
        if not self._times.get(key):
            self.clear(key)


def _place(address: str) -> str:
    """The address or, in IPv6, where one has millions of them, its network."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, _IPV6_NETWORK), strict=False))
