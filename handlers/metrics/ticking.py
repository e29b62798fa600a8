"""How punctual the tick is: how late each began, and how long it took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from handlers.metrics.counting import Durations

_BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Ticking:
    """Held against the rhythm that was promised; a tick that hangs shows as a lag that grows until it ends."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.durations = Durations(
            "plumbline_tick_duration_seconds", "How long a tick worked off what was due.", _BOUNDS
        )
        self._now = now
        self._every: float | None = None
        self._began: float | None = None
        self._last_lag = 0.0

    @contextmanager
    def tick(self, every: float) -> Iterator[None]:
        """One tick, of those that come every so many seconds."""
        began = self._now()
        self._last_lag = 0.0 if self._began is None else max(0.0, began - self._began - every)
        self._began, self._every = began, every
        try:
            yield
        finally:
            self.durations.observe(self._now() - began)

    @property
    def lag(self) -> float:
        """Seconds by which the last tick was late, or by which the next one is by now; 0 where nothing ticks."""
        if self._began is None or self._every is None:
            return 0.0
        return max(self._last_lag, self._now() - self._began - self._every)
