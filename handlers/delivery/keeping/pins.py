"""The pin of a sheet: set once, moved when the sheet had to be posted anew, never put back by force."""

from typing import Final

from handlers.delivery.answers import Verdict
from handlers.delivery.keeping.desk import Desk
from storage.keeping_ledger import KeptSheet

ADD: Final = "pins.add"
REMOVE: Final = "pins.remove"
_IS_PINNED: Final = frozenset({"already_pinned"})
_IS_GONE: Final = frozenset({"no_pin", "not_pinned", "message_not_found"})


async def keep_pinned(desk: Desk, sheet: KeptSheet) -> None:
    """Pin the sheet where it is now, and nothing else of it; NotNow where that has to wait."""
    if sheet.pin is not None and sheet.pin != sheet.ts:
        await _unpin(desk, sheet, sheet.pin)
    is_done = (sheet.pin == sheet.ts and sheet.is_pinned) or sheet.pin_refused == desk.keeping.asked
    if sheet.ts is not None and not is_done:
        await _pin(desk, sheet, sheet.ts)


async def _unpin(desk: Desk, sheet: KeptSheet, ts: str) -> None:
    channel = desk.keeping.channel
    answer = await desk.ask(REMOVE, lambda client: client.pins_remove(channel=channel, timestamp=ts), fine=_IS_GONE)
    if answer.verdict is not Verdict.SENT and answer.reason not in _IS_GONE:
        desk.refused(REMOVE, answer.reason)
    await desk.write(lambda ledger: ledger.unpinned(desk.keeping, sheet))


async def _pin(desk: Desk, sheet: KeptSheet, ts: str) -> None:
    channel = desk.keeping.channel
    # Written down first: should the answer be lost and the sheet be posted anew, this pin is the one to remove.
    await desk.write(lambda ledger: ledger.pinning(desk.keeping, sheet, ts))
    answer = await desk.ask(ADD, lambda client: client.pins_add(channel=channel, timestamp=ts), fine=_IS_PINNED)
    if answer.verdict is Verdict.SENT or answer.reason in _IS_PINNED:
        await desk.write(lambda ledger: ledger.pinned(desk.keeping, sheet))
    else:
        desk.refused(ADD, answer.reason)
        await desk.write(lambda ledger: ledger.pin_refused(desk.keeping, sheet))
