"""Keeps the charters of one channel, step by step; after a kill at any point the next try goes on from there."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeVar

import structlog
from pydantic import ValidationError

from bot.domain.charter_messages import CharterSheet
from bot.domain.ids import LivingKey, UserId
from handlers.borders import new_token
from handlers.delivery.answers import Answer, Verdict
from handlers.delivery.keeping.bookmarks import keep_bookmarked
from handlers.delivery.keeping.canvases import keep_canvas
from handlers.delivery.keeping.desk import Desk, NotNow
from handlers.delivery.keeping.pins import keep_pinned
from handlers.delivery.line import Line
from handlers.delivery.ports import Ports
from storage.deliveries import read
from storage.keeping_ledger import Keeping, KeptSheet, Room
from storage.tables.keepings import KeptAs

_log = structlog.get_logger("plumbline.delivery")

T = TypeVar("T")

_AT_ONCE: Final = timedelta(0)
LONGEST: Final = timedelta(minutes=4)
"""How long one try may take: less than its lease, so that no other drain takes it over meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How what is kept reads: a canvas of all charters of a channel in Markdown, its title, the title of a bookmark.

    A canvas names people by the names that are known: to mention them would tell them of it each time.
    """

    title: str
    canvas: Callable[[Sequence[CharterSheet], Mapping[UserId, str]], str]
    bookmark: Callable[[CharterSheet], str]


class Keeper:
    """Tries channels that have something to keep."""

    def __init__(self, ports: Ports, line: Line, shown: Shown, *, longest: timedelta = LONGEST) -> None:
        self._ports = ports
        self._line = line
        self._shown = shown
        self._longest = longest

    async def claim(self, limit: int) -> tuple[Room, ...]:
        """Channels that may be worked on now."""
        now, keepings = self._ports.protocol_now(), self._ports.ledger.keepings
        return await self._ports.in_thread(lambda: keepings.claim(now, limit))

    async def keep(self, room: Room) -> None:
        """One try of one channel."""
        now, keepings = self._ports.protocol_now(), self._ports.ledger.keepings
        keeping = await self._ports.in_thread(lambda: keepings.begin(room, now))
        if keeping is None:
            return
        desk = Desk(
            ports=self._ports,
            line=self._line,
            keeping=keeping,
            sheets=_read(keeping),
            failures=dict(keeping.failures),
        )
        try:
            async with asyncio.timeout(self._longest.total_seconds()):
                kept_as = await self._steps(desk)
        except NotNow as not_now:
            await self._later(desk, not_now.answer)
        except TimeoutError:
            await self._later(desk, Answer(verdict=Verdict.READ_BACK_FIRST, reason="out of time"))
        else:
            await desk.write(lambda ledger: ledger.done(keeping, kept_as, desk.failures))

    async def failed(self, room: Room, error: Exception) -> None:
        """After a fault of our own: loud, and tried again later."""
        fields = {"workspace": room.workspace, "channel": room.channel, "token": new_token()}
        _log.error("keeping.failed", **fields, exc_info=error)
        retry_at = self._ports.protocol_now() + self._ports.waits.again(room.tries + 1, self._ports.dice())
        keepings = self._ports.ledger.keepings
        await self._ports.in_thread(lambda: keepings.later(room, retry_at))

    async def _later(self, desk: Desk, answer: Answer) -> None:
        """Try again; what was perhaps done is not looked at before Slack has had the time to finish it."""
        waits = self._ports.waits
        rest = answer.hold_back or waits.again(desk.keeping.tries, self._ports.dice())
        if answer.verdict is Verdict.READ_BACK_FIRST:
            rest = max(rest, waits.patience)
        retry_at = self._ports.protocol_now() + rest
        await desk.write(lambda ledger: ledger.later(desk.keeping, retry_at, desk.failures))

    async def _steps(self, desk: Desk) -> KeptAs:
        """Pins first, then the canvas, then what needs a bookmark; one that has to wait holds up no other."""
        sheets = desk.keeping.sheets
        waiting = [await _waits(keep_pinned(desk, sheet)) for sheet in sheets]
        on_canvas = False
        try:
            on_canvas = await self._canvas(desk)
        except NotNow as not_now:
            waiting.append(_unless_stopped(not_now))
        else:
            marked = [sheet for sheet in sheets if not on_canvas or sheet.bookmark is not None]
            waiting += [await _waits(self._bookmark(desk, sheet)) for sheet in marked]
        later = [answer for answer in waiting if answer is not None]
        if later:
            raise NotNow(min(later, key=lambda answer: (answer.verdict is Verdict.LATER, answer.hold_back or _AT_ONCE)))
        return KeptAs.CANVAS if on_canvas else KeptAs.BOOKMARK if desk.is_bookmarked else KeptAs.NONE

    async def _canvas(self, desk: Desk) -> bool:
        """Whether the channel's canvas shows its charters; it is left alone where one of them cannot be read."""
        present = [sheet for sheet in desk.keeping.sheets if sheet.ts is not None]
        if len(desk.sheets) < len(present) or not (present or desk.keeping.canvas):
            return desk.keeping.canvas is not None
        sheets = sorted(desk.sheets.values(), key=lambda sheet: (sheet.project.name.casefold(), sheet.project.id))
        users = frozenset(user for sheet in sheets for user in sheet.people)
        ledger, workspace = self._ports.ledger.keepings, desk.keeping.workspace
        names = await self._ports.in_thread(lambda: ledger.names(workspace, users))
        # Away from the event loop: many long charters take their time, and Slack waits for acknowledgements.
        markdown = await asyncio.to_thread(self._shown.canvas, sheets, names)
        return await keep_canvas(desk, markdown, title=self._shown.title)

    async def _bookmark(self, desk: Desk, sheet: KeptSheet) -> None:
        body = desk.sheets.get(sheet.living)
        if body is not None or sheet.ts is None:
            title = "" if body is None else self._shown.bookmark(body)
            desk.is_bookmarked |= await keep_bookmarked(desk, sheet, title)


async def _waits(step: Awaitable[T]) -> Answer | None:
    """Do a step; the answer by which it has to wait, if it does."""
    try:
        await step
    except NotNow as not_now:
        return _unless_stopped(not_now)
    return None


def _unless_stopped(not_now: NotNow) -> Answer:
    """What a step waits for, unless nothing works in this workspace any more."""
    if not_now.answer.verdict is Verdict.STOP_WORKSPACE:
        raise not_now
    return not_now.answer


def _read(keeping: Keeping) -> dict[LivingKey, CharterSheet]:
    """The sheets that are in the channel; one that an older program wrote in another shape is pinned unread."""
    found: dict[LivingKey, CharterSheet] = {}
    for sheet in keeping.sheets:
        try:
            body = None if sheet.body is None else read(sheet.body)
        except ValidationError as unreadable:
            _log.warning("sheet.unreadable", living=sheet.living, errors=unreadable.error_count())
            continue
        if isinstance(body, CharterSheet):
            found[sheet.living] = body
    return found
