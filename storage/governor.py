"""How fast Slack may be called, for all replicas together: calls a minute, Retry-After, and workspaces that fail."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, Engine, bindparam, delete, exists, or_, select, text, update
from sqlalchemy.sql.selectable import FromClause

from bot.domain.ids import WorkspaceId
from storage.engine import BEGIN
from storage.tables.columns import Moment
from storage.tables.deliveries import allowances, breakers
from storage.upsert import insert_if_new, upsert

PER_SECOND: Final = 4
"""How finely calls are counted: by the quarter of a second in which they were made."""

WINDOW: Final = 61 + 1 / PER_SECOND
"""Seconds over which calls are counted: Slack's minute, one because some calls are longer on their way than others, and
the quarter in which the last call of a count may have been made."""

ENOUGH: Final = 5
"""So many failures in a row, and the workspace is left alone for a while."""

PROBE: Final = timedelta(seconds=45)
"""After such a while one call alone tries the way, and nobody else for so long, unless it gets through."""

SOON: Final = timedelta(seconds=1)
"""Those that were begun in that very moment look again so soon."""

_a, _b = allowances.c, breakers.c
_ALLOWANCE: Final = (
    select(_a.until, _a.recent)
    .where(_a.workspace == bindparam("of"), _a.method == bindparam("calling"))
    .with_for_update()
)
_BREAKER: Final = (
    select(_b.failures, _b.open_until, _b.probing_until).where(_b.workspace == bindparam("of")).with_for_update()
)
# The count of a call need not outlive a power cut: at worst Slack says once more that it was too fast.
_CARELESSLY: Final = text("SET LOCAL synchronous_commit TO off")
_SPEND: Final = update(allowances).where(_a.workspace == bindparam("of"), _a.method == bindparam("calling"))
_PROBE: Final = update(breakers).where(_b.workspace == bindparam("of")).values(probing_until=bindparam("then"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Whether a call may be made: `wait_until` is None when it may, and `reason` says why it may not.

    `is_shaky` says that calls of this workspace failed of late.
    """

    wait_until: datetime | None
    reason: str = ""
    is_shaky: bool = False


class Governor:
    """Admits the calls of all drains on this database; each question is one short transaction, in protocol time."""

    def __init__(self, engine: Engine) -> None:
        self._writer = engine.execution_options(**{BEGIN: "IMMEDIATE"})

    def admit(self, workspace: WorkspaceId, method: str, most: int | None, now: datetime) -> Admission:
        """Whether this method may be called now, and if so, count the call; `most` is how often a minute."""
        which = {"of": workspace, "calling": method}
        with self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(_CARELESSLY)
            insert_if_new(connection, allowances, {"workspace": workspace, "method": method, "recent": ""})
            until, recent = connection.execute(_ALLOWANCE, which).one()
            if until is not None and until > now:
                return Admission(wait_until=until, reason="paused")
            calls = _Calls.read(recent, now)
            if most is not None and calls.count >= most:
                free_at = calls.free_at(most)
                connection.execute(_SPEND.values(until=free_at, recent=calls.written()), which)
                return Admission(wait_until=free_at, reason="paced")
            admission = _through_the_breaker(connection, workspace, now)
            if admission.wait_until is None:
                connection.execute(_SPEND.values(until=None, recent=calls.with_one_more(now).written()), which)
            return admission

    def pause(self, workspace: WorkspaceId, method: str, until: datetime) -> None:
        """Slack asked not to be called with this method before `until`; the later wish counts."""
        which = {"of": workspace, "calling": method}
        with self._writer.begin() as connection:
            insert_if_new(connection, allowances, {"workspace": workspace, "method": method, "recent": ""})
            known, _ = connection.execute(_ALLOWANCE, which).one()
            connection.execute(_SPEND.values(until=max(until, known or until)), which)

    def failed(self, workspace: WorkspaceId, now: datetime, rest: timedelta, most: timedelta) -> datetime | None:
        """A call of this workspace failed on the way; until when the workspace is left alone, None while it is not.

        The first time it is left alone for `rest`, then for twice that, up to `most`.
        """
        with self._writer.begin() as connection:
            insert_if_new(connection, breakers, {"workspace": workspace, "failures": 0})
            open_until: datetime | None
            failures, open_until, _ = connection.execute(_BREAKER, {"of": workspace}).one()
            failures += 1
            if failures >= ENOUGH and (open_until is None or open_until <= now):
                open_until = now + min(rest * 2 ** min(failures - ENOUGH, 16), most)
            row = {"workspace": workspace, "failures": failures, "open_until": open_until, "probing_until": None}
            upsert(connection, breakers, [row])
            return open_until

    def recover(self) -> None:
        """Whoever was trying the way is dead: another call may. Only for who knows that no other drain is alive."""
        with self._writer.begin() as connection:
            connection.execute(update(breakers).values(probing_until=None))

    def worked(self, workspace: WorkspaceId) -> None:
        """A call of this workspace got through: what failed before is forgotten."""
        with self._writer.begin() as connection:
            connection.execute(delete(breakers).where(_b.workspace == workspace))


def is_left_alone(rows: FromClause) -> ColumnElement[bool]:
    """Rows of workspaces whose calls fail, at the moment that is bound as `protocol_now`."""
    now = bindparam("protocol_now", type_=Moment)
    return exists().where(_b.workspace == rows.c.workspace, or_(_b.open_until > now, _b.probing_until > now))


def _through_the_breaker(connection: Connection, workspace: WorkspaceId, now: datetime) -> Admission:
    standing = connection.execute(_BREAKER, {"of": workspace}).one_or_none()
    if standing is None:
        return Admission(wait_until=None)
    _, open_until, probing_until = standing
    if open_until is None:
        return Admission(wait_until=None, is_shaky=True)
    if open_until > now:
        return Admission(wait_until=open_until, reason="left alone", is_shaky=True)
    if probing_until is not None and probing_until > now:
        return Admission(wait_until=now + SOON, reason="left alone", is_shaky=True)
    connection.execute(_PROBE, {"of": workspace, "then": now + PROBE})
    return Admission(wait_until=None, is_shaky=True)


@dataclass(frozen=True, slots=True)
class _Calls:
    """The calls of the last minute, by the quarter of a second, since 1970, in which they were made."""

    quarters: tuple[tuple[int, int], ...]

    @classmethod
    def read(cls, written: str, now: datetime) -> "_Calls":
        pairs = (pair.split(":") for pair in written.split())
        counted = ((round(float(second) * PER_SECOND), int(calls)) for second, calls in pairs)
        last_gone = _quarter(now) - WINDOW * PER_SECOND
        return cls(tuple((quarter, calls) for quarter, calls in counted if quarter > last_gone))

    @property
    def count(self) -> int:
        return sum(calls for _, calls in self.quarters)

    def free_at(self, most: int) -> datetime:
        """When enough of them are so long ago that there is room for one more."""
        left = self.count
        for quarter, calls in self.quarters:
            left -= calls
            if left < most:
                return datetime.fromtimestamp(quarter / PER_SECOND + WINDOW, tz=UTC)
        raise ValueError("a limit of no calls at all leaves no room, ever")

    def with_one_more(self, now: datetime) -> "_Calls":
        quarter = _quarter(now)
        *before, (last, calls) = self.quarters or ((quarter, 0),)
        newest = [(last, calls + 1)] if last >= quarter else [(last, calls), (quarter, 1)]
        return _Calls((*before, *newest))

    def written(self) -> str:
        return " ".join(f"{quarter / PER_SECOND}:{calls}" for quarter, calls in self.quarters)


def _quarter(moment: datetime) -> int:
    return int(moment.timestamp() * PER_SECOND)
