"""When a channel's digest is due: cadence, weekday, wall time and zone."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.calendar import Cadence, Weekday
from bot.domain.ids import ChannelId, UserId, WorkspaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A channel's digest schedule.

    `next_at` (UTC) is the next occurrence, `next_day` its local date, `last_at` the moment of the last digest.
    """

    workspace: WorkspaceId
    channel: ChannelId
    cadence: Cadence
    weekday: Weekday
    at: time
    zone: str
    anchor: date
    set_by: UserId
    set_at: datetime
    next_at: datetime
    next_day: date
    last_at: datetime | None = None
    is_on: bool = True
