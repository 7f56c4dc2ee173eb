"""How often one person may ask: thirty questions in any minute."""

import time
from typing import Final

from ui.user import User

__all__ = ["QuestionLimit"]

_A_MINUTE: Final = 30


class QuestionLimit:
    """Counts questions by who asks them; threads may share it."""

    def __init__(self, a_minute: int = _A_MINUTE) -> None:
        from limits import RateLimitItemPerMinute
        from limits.storage import MemoryStorage
        from limits.strategies import MovingWindowRateLimiter

        self._limit = RateLimitItemPerMinute(a_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def take(self, user: User) -> float | None:
        """Count a question; returns the seconds to wait where it is one too many, else None."""
        if self._limiter.hit(self._limit, user.name):
            return None
        free_again = self._limiter.get_window_stats(self._limit, user.name).reset_time
        return max(1.0, free_again - time.time())
