"""What was acknowledged before it was done: rows that outlive whoever heard it, worked on by one process at a time.

Its moments are those of protocols, whatever the business clock says.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeAlias

from sqlalchemy import Connection, Engine, Executable, bindparam, delete, select, update

from bot.domain.ids import WorkspaceId
from storage.engine import BEGIN, looking
from storage.tables.unfinished import unfinished
from storage.upsert import insert_if_new

Key: TypeAlias = tuple[WorkspaceId, str]
"""A workspace, and the key under which its inbox remembers what was heard."""

_u = unfinished.c
_THIS = (_u.workspace == bindparam("of")) & (_u.key == bindparam("heard"))
_LAPSED: Final = (
    select(_u.workspace, _u.key, _u.body, _u.page, _u.heard_at, _u.tries)
    .where(_u.workspace == bindparam("of"), _u.held_until <= bindparam("now"))
    .order_by(_u.heard_at, _u.key)
    .limit(bindparam("at_most"))
)
_CLAIM: Final = (
    update(unfinished)
    .where(_THIS, _u.held_until <= bindparam("now"))
    .values(held_until=bindparam("until"), tries=_u.tries + 1)
)
_HOLD: Final = update(unfinished).where(_THIS).values(held_until=bindparam("until"))
_SPEND: Final = update(unfinished).where(_THIS).values(tries=bindparam("all_tries"))
_PUT_OFF: Final = update(unfinished).where(_THIS).values(held_until=bindparam("until"), tries=bindparam("all_tries"))
_END: Final = delete(unfinished).where(_THIS)
_RECOVER: Final = update(unfinished).where(_u.held_until > bindparam("now")).values(held_until=bindparam("now"))
_FORGET: Final = delete(unfinished).where(_u.heard_at < bindparam("before"))


class NotWanted(Exception):  # noqa: N818  says what happened
    """Nobody waits for this row any more; nothing was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """One thing that was heard and acknowledged: Slack's payload, and how often somebody began to work on it.

    `page` is the waiting page that was laid on a form, "" where there is none.
    """

    workspace: WorkspaceId
    key: str
    body: str
    page: str
    heard_at: datetime
    tries: int = 1

    @property
    def which(self) -> Key:
        """The key of its row."""
        return self.workspace, self.key


class Unfinished:
    """The rows of all workspaces; each call is a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._looking = looking(engine)
        self._writer = engine.execution_options(**{BEGIN: "IMMEDIATE"})

    def keep(self, row: Acknowledged, until: datetime, is_wanted: Callable[[], bool]) -> None:
        """Commit that this is to be done, held until then; what is there already is left as it is.

        NotWanted when waiting for the database took so long that nobody wants it any more.
        """
        values = {each: getattr(row, each) for each in ("workspace", "key", "body", "page", "heard_at", "tries")}
        with self._writer.begin() as connection:
            insert_if_new(connection, unfinished, {**values, "held_until": until})
            if not is_wanted():
                raise NotWanted(row.key)

    def hold(self, keys: Collection[Key], until: datetime) -> None:
        """Nobody else is to work on these before then; a moment that is over lets go of them."""
        with self._writer.begin() as connection:
            for workspace, key in sorted(keys):  # in one order, or two replicas could wait for each other
                connection.execute(_HOLD, {"of": workspace, "heard": key, "until": until})

    def claim(self, workspace: WorkspaceId, now: datetime, until: datetime, most: int) -> tuple[Acknowledged, ...]:
        """Take what nobody holds any more, the oldest first, and hold it until then; each goes to one who asks."""
        with self._looking.connect() as connection:
            rows = connection.execute(_LAPSED, {"of": workspace, "now": now, "at_most": most}).mappings().all()
        if not rows:
            return ()
        lapsed = [replace(Acknowledged(**row), tries=row["tries"] + 1) for row in rows]
        with self._writer.begin() as connection:
            return tuple(row for row in lapsed if _is_claimed(connection, row, now, until))

    def spend(self, key: Key, tries: int) -> None:
        """As if so many had tried it: whoever takes it next has only to say so."""
        self._change(_SPEND, key, all_tries=tries)

    def put_off(self, key: Key, until: datetime, tries: int) -> None:
        """Nobody is to work on this before then, and so many have tried."""
        self._change(_PUT_OFF, key, until=until, all_tries=tries)

    def end(self, key: Key) -> None:
        """It is done."""
        self._change(_END, key)

    def recover(self, now: datetime) -> None:
        """Whoever held anything is dead. Only for who knows that no other process is alive."""
        with self._writer.begin() as connection:
            connection.execute(_RECOVER, {"now": now})

    def forget(self, before: datetime) -> None:
        """What was heard before then concerns nobody: its workspace is served from here no more."""
        with self._writer.begin() as connection:
            connection.execute(_FORGET, {"before": before})

    def _change(self, statement: Executable, key: Key, **values: int | datetime) -> None:
        workspace, heard = key
        with self._writer.begin() as connection:
            connection.execute(statement, {"of": workspace, "heard": heard, **values})


def _is_claimed(connection: Connection, row: Acknowledged, now: datetime, until: datetime) -> bool:
    which = {"of": row.workspace, "heard": row.key, "now": now, "until": until}
    return connection.execute(_CLAIM, which).rowcount > 0
