"""The clock of a story: it runs like a real one from wherever it was put, and only ever forward."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class StoryClock:
    """A time of day that a story or a test puts where it needs it; frozen, it stands still between moves."""

    def __init__(
        self, start: datetime, *, frozen: bool = False, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._frozen = frozen
        self._monotonic = monotonic
        self._put(_utc(start))

    def now(self) -> datetime:
        """The story's present moment, in UTC."""
        if self._frozen:
            return self._put_at
        return self._put_at + timedelta(seconds=self._monotonic() - self._put_when)

    def move_to(self, moment: datetime) -> None:
        """Go to a later moment; a story never goes back, because what was said stays said."""
        target = _utc(moment)
        if target < self.now():
            raise ValueError(f"a story only moves forward: {target.isoformat()} is before {self.now().isoformat()}")
        self._put(target)

    def advance(self, step: timedelta) -> None:
        """Go on by this much."""
        self.move_to(self.now() + step)

    def _put(self, moment: datetime) -> None:
        self._put_at = moment
        self._put_when = self._monotonic()


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a story's time needs a time zone")
    return moment.astimezone(UTC)
