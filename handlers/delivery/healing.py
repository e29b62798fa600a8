"""Looks for messages that people see twice, and deletes the second: nobody can promise that there are none."""

from collections.abc import Sequence
from typing import Final

import structlog

from handlers.borders import new_token
from handlers.delivery.answers import Answer, Verdict
from handlers.delivery.line import Line
from handlers.delivery.payload import opaque_key
from handlers.delivery.ports import Ports
from handlers.delivery.read_back import find_all
from storage.rechecks import Recheck

_log = structlog.get_logger("plumbline.delivery")

BATCH: Final = 20
DELETE: Final = "chat.delete"
GONE: Final = frozenset({"message_not_found", "cant_delete_message"})
"""There is nothing to delete, or we may not."""


class Healer:
    """Reads channels back for messages that were tried more than once, and counts what it finds."""

    def __init__(self, ports: Ports, line: Line) -> None:
        self._ports = ports
        self._line = line

    async def run(self) -> int:
        """Look for all whose time has come; returns how many doubles were deleted."""
        now, rechecks = self._ports.protocol_now(), self._ports.ledger.rechecks
        healed = 0
        for recheck in await self._ports.in_thread(lambda: rechecks.due(now, BATCH)):
            try:
                healed += await self._look(recheck)
            except Exception as error:  # noqa: BLE001  one that fails keeps no other from being healed
                _log.error("recheck.failed", delivery=recheck.id, token=new_token(), exc_info=error)
        return healed

    async def _look(self, recheck: Recheck) -> int:
        now, rechecks, in_thread = self._ports.protocol_now(), self._ports.ledger.rechecks, self._ports.in_thread
        if not await in_thread(lambda: rechecks.begin(recheck, now)):
            return 0
        opaque = opaque_key(recheck.workspace, recheck.key)
        found = await find_all(
            self._line, recheck.workspace, recheck.channel, opaque, recheck.first_try, thread=recheck.thread
        )
        if isinstance(found, Answer):
            if found.verdict not in {Verdict.LATER, Verdict.READ_BACK_FIRST}:
                await in_thread(lambda: rechecks.given_up(recheck))
            return 0
        healed = await self._delete(recheck, _doubles(found, recheck.ts))
        await in_thread(lambda: rechecks.done(recheck, now))
        return healed

    async def _delete(self, recheck: Recheck, doubles: Sequence[str]) -> int:
        healed = 0
        for ts in doubles:
            answer = await self._line.call(
                recheck.workspace,
                DELETE,
                lambda client: client.chat_delete(channel=recheck.channel, ts=ts),  # noqa: B023
            )
            healed += answer.verdict is Verdict.SENT or answer.reason in GONE
        if doubles:
            fields = {"workspace": recheck.workspace, "delivery": recheck.id}
            _log.error("delivery.doubled", doubles=len(doubles), deleted=healed, **fields)
            self._ports.metrics.doubled.add(by=len(doubles))
            self._ports.metrics.healed.add(by=healed)
        return healed


def _doubles(found: Sequence[str], ours: str) -> tuple[str, ...]:
    """All but the one that the ledger knows, which later edits change."""
    return tuple(ts for ts in found if ts != ours) if ours in found else ()
