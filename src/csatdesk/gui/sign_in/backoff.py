"""How long to wait after wrong passwords: the first two cost nothing, then twice as long each time."""

FREE, FIRST, MOST = 2, 2, 60  # tries; seconds; seconds


class Backoff:
    """Counts wrong tries of this window. Times are seconds of one running clock, given by the caller."""

    def __init__(self) -> None:
        self._wrong = 0
        self._until = 0.0

    def wrong(self, at: float) -> None:
        self._wrong += 1
        beyond = self._wrong - FREE
        if beyond > 0:
            self._until = at + min(MOST, FIRST * 2 ** (beyond - 1))

    def right(self) -> None:
        self._wrong, self._until = 0, 0.0

    def seconds_left(self, at: float) -> int:
        """Whole seconds until the next try, rounded up; 0: now."""
        left = self._until - at
        return 0 if left <= 0 else int(left) + 1
