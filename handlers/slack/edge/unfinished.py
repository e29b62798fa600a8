"""What must be acknowledged before it is done: kept as a row first, and done by whoever lives after a crash.

A row is held by the process that works on it, which says so at every tick; what nobody holds any more is anybody's.
"""

import json
from asyncio import timeout
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event as Flag
from typing import Final, TypeAlias

import structlog

from bot.domain.ids import WorkspaceId
from handlers.borders import caught
from handlers.clock import protocol_now
from handlers.slack.edge.payloads import Closed, Command, Press, Shortcut, Submission
from handlers.slack.edge.shapes import Body
from storage.failures import Unavailable
from storage.runner import UnitRunner
from storage.unfinished import Acknowledged, Key, Unfinished

KEEPING_SECONDS: Final = 0.3
"""How long a row may take to be committed; what comes later, Slack has given up."""

HELD: Final = timedelta(seconds=45)
"""For how long a process holds a row; a tick renews it, and two ticks may be missed."""

TRIES: Final = 5
"""So often something is begun; whatever it is that fails each time, or ends the process, then ends here."""

REMEMBERED: Final = timedelta(days=6)
"""What is older is not done any more but told of: whoever did it meant another day, and may have done it again."""

FORGOTTEN: Final = timedelta(days=30)
"""What is older concerns a workspace that is not served from here any more."""

_AT_ONCE: Final = 20
"""So much is taken over at a tick."""

_LONGEST: Final = 6
"""So often a pause grows fourfold, to two days."""

_log = structlog.get_logger("plumbline.edge")

HeardOnce: TypeAlias = Command | Press | Submission | Closed | Shortcut
"""What Slack does not send again."""


def key_of(heard: HeardOnce) -> Key:
    """The key of its row."""
    return WorkspaceId(heard.workspace), heard.heard_key


class UnfinishedWork:
    """The rows of one workspace, as a process sees them that hears it."""

    def __init__(
        self,
        rows: Unfinished,
        runner: UnitRunner,
        workspace: WorkspaceId,
        *,
        seconds: float = KEEPING_SECONDS,
        held: timedelta = HELD,
        now: Callable[[], datetime] = protocol_now,
    ) -> None:
        self._rows = rows
        self._runner = runner
        self._workspace = workspace
        self._seconds = seconds
        self._held = held
        self._now = now
        self._mine: set[Key] = set()

    async def recover(self, *, is_alone: bool) -> None:
        """At the start: whoever is alone on a database need not wait until what a dead process held is free."""
        now = self._now()
        await self._runner.call(lambda: self._rows.forget(now - FORGOTTEN))
        if is_alone:
            await self._runner.call(lambda: self._rows.recover(now))

    async def keep(self, heard: HeardOnce, body: Body, page: str) -> bool:
        """Whether it is committed that this is to be done, and only then may it be acknowledged."""
        now, is_late = self._now(), Flag()
        workspace, key = key_of(heard)
        row = Acknowledged(workspace=workspace, key=key, body=_written(body), page=page, heard_at=now)
        try:
            async with timeout(self._seconds):
                await self._runner.aside(
                    lambda: self._rows.keep(row, now + self._held, is_wanted=lambda: not is_late.is_set())
                )
        except (TimeoutError, Unavailable) as late:
            is_late.set()
            _log.warning("deadline.unkept", name=heard.name, why=type(late).__name__)
            return False
        except Exception as error:  # noqa: BLE001  a timer has called us: there is nobody to catch it
            caught(error, where="slack.after", name=heard.name, workspace=heard.workspace)
            return False
        self._mine.add(row.which)
        return True

    async def lapsed(self) -> tuple[Acknowledged, ...]:
        """Say that we still work on what we hold, and take what nobody holds any more."""
        now = self._now()
        if self._mine:
            held = frozenset(self._mine)
            await self._runner.call(lambda: self._rows.hold(held, now + self._held))
        taken = await self._runner.call(lambda: self._rows.claim(self._workspace, now, now + self._held, most=_AT_ONCE))
        self._mine |= {row.which for row in taken}
        return taken

    def is_hopeless(self, row: Acknowledged) -> bool:
        """Whether it was tried often enough, or is so old that nobody knows whether it was done."""
        return row.tries > TRIES or row.heard_at < self._now() - REMEMBERED

    async def spend(self, key: Key) -> bool:
        """Whether it is kept that this failed, so that the person can be told; else it is tried again."""
        return await self._changed(lambda: self._rows.spend(key, TRIES))

    async def end(self, key: Key) -> None:
        """It is done, and the person knows; a row that cannot be deleted now is done again, which changes nothing."""
        self._mine.discard(key)
        await self._changed(lambda: self._rows.end(key))

    async def put_off(self, key: Key, tries: int) -> None:
        """The person could not be told: somebody tries again, later each time."""
        self._mine.discard(key)
        until = self._now() + self._held * 4 ** min(tries - 1, _LONGEST)
        await self._changed(lambda: self._rows.put_off(key, until, tries))

    async def let_go(self) -> None:
        """We end: what we hold is anybody's at once."""
        held, self._mine = frozenset(self._mine), set()
        if held:
            now = self._now()
            await self._changed(lambda: self._rows.hold(held, now))

    async def _changed(self, change: Callable[[], None]) -> bool:
        """Whether that is kept; where it is not, the row lapses, and somebody comes back to it."""
        try:
            await self._runner.call(change)
        except Exception as error:  # noqa: BLE001  the border of what follows an acknowledgement
            caught(error, where="slack.after", saved=True, workspace=self._workspace)
            return False
        return True


def _written(body: Body) -> str:
    """The payload without the legacy token by which Slack was once known: nobody asks for it."""
    return json.dumps({name: value for name, value in body.items() if name != "token"})
