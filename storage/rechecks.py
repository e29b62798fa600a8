"""Messages that were tried more than once and are looked for once more: a frozen process may have said one twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Engine, bindparam, select, update

from bot.domain.ids import WorkspaceId
from storage.engine import BEGIN, looking
from storage.standing import is_stopped
from storage.tables.columns import Moment
from storage.tables.deliveries import deliveries

LAST: Final = timedelta(minutes=50)
"""When a message is looked for the last time, counted from its last try: within the hour."""

AGAIN: Final = timedelta(minutes=5)
"""How long whoever looks has to himself, and how long a look that did not come to its end rests (protocol time)."""

_c = deliveries.c
_now = bindparam("protocol_now", type_=Moment)
_DUE: Final = (
    select(_c.workspace, _c.id, _c.key, _c.ts, _c.posted_channel, _c.first_try, _c.tried_at, _c.under, _c.recheck_at)
    .where(_c.recheck_at.is_not(None), _c.recheck_at <= _now, ~is_stopped(deliveries))
    .order_by(_c.recheck_at)
    .limit(bindparam("at_most"))
)
_ROW: Final = update(deliveries).where(_c.workspace == bindparam("of"), _c.id == bindparam("row"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """A message that Slack has, perhaps twice: `ts` is the one that the ledger knows, `first_try` is business time."""

    workspace: WorkspaceId
    id: int
    key: str
    ts: str
    channel: str
    first_try: datetime
    tried_at: datetime
    thread: str | None
    recheck_at: datetime


class Rechecks:
    """All workspaces' messages that are to be looked for once more; each call is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._looking = looking(engine)
        self._writer = engine.execution_options(**{BEGIN: "IMMEDIATE"})

    def due(self, protocol_now: datetime, limit: int) -> tuple[Recheck, ...]:
        """Those whose time has come, longest waiting first."""
        with self._looking.connect() as connection:
            rows = connection.execute(_DUE, {"protocol_now": protocol_now, "at_most": limit}).all()
            return tuple(
                Recheck(
                    workspace=WorkspaceId(row.workspace),
                    id=row.id,
                    key=row.key,
                    ts=row.ts,
                    channel=row.posted_channel,
                    first_try=row.first_try,
                    tried_at=row.tried_at,
                    thread=self._thread(row.workspace, row.under),
                    recheck_at=row.recheck_at,
                )
                for row in rows
            )

    def begin(self, recheck: Recheck, protocol_now: datetime) -> bool:
        """Whether it is ours to look for; nobody else does for a while, and then only when we did not come back."""
        ours = _ROW.where(_c.recheck_at == recheck.recheck_at).values(recheck_at=protocol_now + AGAIN)
        with self._writer.begin() as connection:
            return connection.execute(ours, {"of": recheck.workspace, "row": recheck.id}).rowcount > 0

    def done(self, recheck: Recheck, protocol_now: datetime) -> None:
        """It was looked for; once more at the end of the hour, unless that was it."""
        last = recheck.tried_at + LAST
        then = None if protocol_now >= last else last
        with self._writer.begin() as connection:
            connection.execute(_ROW.values(recheck_at=then), {"of": recheck.workspace, "row": recheck.id})

    def given_up(self, recheck: Recheck) -> None:
        """It cannot be looked for."""
        with self._writer.begin() as connection:
            connection.execute(_ROW.values(recheck_at=None), {"of": recheck.workspace, "row": recheck.id})

    def _thread(self, workspace: str, under: str | None) -> str | None:
        if under is None:
            return None
        parent = select(_c.ts).where(_c.workspace == workspace, _c.key == under)
        with self._looking.connect() as connection:
            ts: str | None = connection.execute(parent).scalar()
        return ts
