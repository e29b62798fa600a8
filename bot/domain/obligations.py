"""Something a project owes at a time; what nags are about."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.ids import LivingKey, ProjectId, WorkspaceId
from bot.domain.policy import ObligationKind

_EASTMOST = timedelta(hours=14)


class ObligationStatus(StrEnum):
    """Open until the thing exists; silent when every rung was climbed and nobody moved."""

    OPEN = "open"
    SILENT = "silent"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One thing owed: due on a local day, now on a rung of its ladder, looked at again at `look_at` (UTC).

    `recipient` is the user or channel of the present rung; `said` names the messages that mention it, so that they
    can be edited to say done; `snoozed_until` is set from a snooze until the next word.
    """

    workspace: WorkspaceId
    project: ProjectId
    kind: ObligationKind
    due: date
    look_at: datetime
    recipient: str
    rung: int = 0
    step: int = 0
    snoozes: int = 0
    snoozed_until: date | None = None
    status: ObligationStatus = ObligationStatus.OPEN
    said: tuple[LivingKey, ...] = ()
    opened_at: datetime
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the thing is still missing."""
        return self.status is not ObligationStatus.DONE

    def done(self, now: datetime) -> "Obligation":
        """The same obligation after the thing came to exist."""
        return replace(self, status=ObligationStatus.DONE, closed_at=now)


def first_look(day: date) -> datetime:
    """The first instant at which it is this day anywhere on earth, so that nobody's morning is missed (UTC)."""
    return datetime.combine(day, time(0), tzinfo=UTC) - _EASTMOST
