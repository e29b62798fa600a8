"""How fast the voice speaks: the gap between two messages in one place, and how long it waits before it tries again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

Queue = tuple[str, str, str]
"""Workspace, kind of place, and id of the person or channel: where messages go out one after the other."""

SLACKS_GAP: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How long a failed try rests, in protocol time: doubling from `first` to `most`.

    `patience` is how long after a call Slack may still be at work on it: what was perhaps sent is not looked for
    before, because it could appear just after the look.

    `picture` is how long a message may be held up by its pictures, and `ready` are the rests in between while Slack is
    not done with their files.
    """

    first: timedelta = timedelta(seconds=1)
    most: timedelta = timedelta(minutes=5)
    patience: timedelta = timedelta(seconds=8)
    picture: timedelta = timedelta(seconds=12)
    ready: tuple[timedelta, ...] = tuple(timedelta(seconds=seconds) for seconds in (0.3, 0.7, 1.5, 3))

    def again(self, tries: int) -> timedelta:
        """How long to rest after so many tries that certainly did nothing."""
        doubled: int = 2 ** min(tries - 1, 32)
        return min(self.first * doubled, self.most)


class Pace:
    """When a place may be spoken to again, by protocol time; a gap of zero lets everything pass."""

    def __init__(self, gap: timedelta = SLACKS_GAP) -> None:
        self._gap = gap
        self._spoken: dict[Queue, datetime] = {}
        self._resting: dict[Queue, datetime] = {}

    def spoke(self, queue: Queue, now: datetime) -> None:
        """A message went there, and Slack may have counted it as late as now; edits are not counted."""
        self._spoken[queue] = now + self._gap

    def rest(self, queue: Queue, until: datetime) -> None:
        """Let nothing at all go there before `until`."""
        self._resting[queue] = until

    def wait(self, queue: Queue, now: datetime, *, is_edit: bool) -> timedelta:
        """How long what comes next for this place has to wait; zero when it may go."""
        free_at = self._resting.get(queue, now)
        if not is_edit:
            free_at = max(free_at, self._spoken.get(queue, now))
        return max(free_at - now, timedelta(0))

    def waiting(self, now: datetime) -> int:
        """How many places may have to wait; forgets the others, so that memory stays as small as the traffic."""
        self._spoken = {queue: moment for queue, moment in self._spoken.items() if moment > now}
        self._resting = {queue: moment for queue, moment in self._resting.items() if moment > now}
        return len(self._spoken) + len(self._resting)
