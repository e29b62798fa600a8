"""How patient the voice is: how long it waits before it tries again, and what rests in this process alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from storage.ledger_rows import Queue

JITTER: Final = 0.25
"""By how much of itself a rest is longer at most, so that what failed together is not tried again together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How long a failed try rests, in protocol time: doubling from `first` to `most`.

    `patience` is how long after a call Slack may still be at work on it: what was perhaps sent is not looked for
    before, because it could appear just after the look.

    `alone` is how long a workspace is left alone when its calls keep failing on the way, doubling up to `most`.

    `fresh` is how long after a try began it may still speak. A process that was frozen wakes up and is silent then:
    another may have taken its try over, which happens later than this.

    `picture` is how long a message may be held up by its pictures, and `ready` are the rests in between while Slack is
    not done with their files.
    """

    first: timedelta = timedelta(seconds=1)
    most: timedelta = timedelta(minutes=5)
    patience: timedelta = timedelta(seconds=8)
    alone: timedelta = timedelta(seconds=5)
    fresh: timedelta = timedelta(seconds=25)
    picture: timedelta = timedelta(seconds=12)
    ready: tuple[timedelta, ...] = tuple(timedelta(seconds=seconds) for seconds in (0.3, 0.7, 1.5, 3))

    def again(self, tries: int, dice: float = 0.0) -> timedelta:
        """How long to rest after so many tries that certainly did nothing; `dice`, from 0 to 1, makes it longer."""
        doubled: int = 2 ** min(tries - 1, 32)
        return min(self.first * doubled, self.most) * (1 + JITTER * dice)


class Rests:
    """Destinations that rest in this process, because not even the ledger could be told what became of a try."""

    def __init__(self) -> None:
        self._until: dict[Queue, datetime] = {}

    def rest(self, queue: Queue, until: datetime) -> None:
        """Let nothing at all go there before `until` (protocol time)."""
        self._until[queue] = until

    def rested(self, queues: Iterable[Queue], now: datetime) -> frozenset[Queue]:
        """Which of these still rest; forgets those that do not, so that memory stays as small as the trouble."""
        self._until = {queue: until for queue, until in self._until.items() if until > now}
        return frozenset(queue for queue in queues if queue in self._until)

    def next_end(self, now: datetime) -> timedelta | None:
        """How long until the first of them has rested."""
        return min((until - now for until in self._until.values() if until > now), default=None)
