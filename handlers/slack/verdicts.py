"""The live heads of pages: the verdict on a plan and how realistic it is, there from the start, and as it is typed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar, assert_never

import structlog
from slack_sdk.errors import SlackApiError

from bot.domain.page_windows import FinishedDialog, PageDialog, VerdictLine
from bot.domain.refusal import Refusal
from bot.domain.remarks import Realism
from bot.domain.reply import Reply
from handlers.flows import heads
from handlers.flows import kickoff as flows
from handlers.flows.realism import Undrawn
from handlers.flows.typed_pages import PageForm
from handlers.flows.verdicts import Asked
from handlers.slack.doorway import Doorway
from handlers.slack.edge.answers import Done, PressAnswer, View
from handlers.slack.edge.hand import Hand
from handlers.slack.edge.payloads import Command, OnView, Press, Submission
from handlers.slack.forms import page_form
from handlers.slack.replies import Speaker
from handlers.slack_error import error_name

_log = structlog.get_logger("plumbline.door")

Headed = TypeVar("Headed", bound=PageDialog | FinishedDialog)

PATIENCE: Final = 1.0
"""Seconds that a page waits for its verdict: it opens without one rather than too late."""
GONE: Final = frozenset({"not_found", "hash_conflict"})
"""What Slack says of a window that was closed, or replaced, since it was looked at."""
_MOST: Final = 1_000
"""Windows that are remembered; more are open at no time."""


@dataclass(slots=True)
class _Window:
    """A page that somebody types into: how often it spoke, and its hashes, of which the last is what is shown."""

    turn: int = 0
    shown: str = ""
    known: set[str] = field(default_factory=set)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def heard(self, view_hash: str) -> int:
        """One more keystroke; a hash that is not ours says that the page was replaced since."""
        if view_hash not in self.known:
            self.known.add(view_hash)
            self.shown = view_hash
        self.turn += 1
        return self.turn


@dataclass(slots=True)
class Verdicts:
    """Computes verdicts for pages; of several keystrokes in one window only the newest is answered."""

    doorway: Doorway
    speaker: Speaker
    _windows: dict[str, _Window] = field(default_factory=dict)

    async def on_page(self, heard: Command | Press | Submission, reply: Reply) -> Reply:
        """The same reply; a page of the proof has its verdict, the end its realism."""
        return await self.with_head(heard, reply) if isinstance(reply, PageDialog | FinishedDialog) else reply

    async def with_head(self, heard: Command | Press | Submission, shown: Headed) -> Headed:
        """The same window with what is computed for its head, unless that takes too long."""
        if not heads.has_head(shown):
            return shown
        head = await self.doorway.asked(heard, lambda work, asker: heads.saved(work, asker, shown))
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._headed(shown, head)
        except TimeoutError:
            _log.info("verdict.late", workspace=heard.workspace)
            return replace(shown, realism=head.realism) if isinstance(head, Undrawn) else shown

    async def typed(self, heard: Press) -> PressAnswer:
        """Something was typed into a page: its verdict is renewed behind the acknowledgement."""
        return await self._renewed(heard, lambda form: form)

    async def unfolded(self, heard: Press) -> PressAnswer:
        """The questions that were folded away are asked for; what is typed beside them stays."""
        return await self._renewed(heard, lambda form: replace(form, is_whole=True))

    async def detailed(self, heard: Press) -> PressAnswer:
        """The remarks on how realistic a plan is are asked for whole, or in short again: `{project}|more` or `less`."""
        is_detailed = (heard.value or "").endswith("|more")
        return await self._renewed(heard, lambda form: replace(form, is_detailed=is_detailed))

    async def _renewed(self, heard: Press, meant: Callable[[PageForm], PageForm]) -> PressAnswer:
        if not isinstance(heard.place, OnView):
            return Done()
        place = heard.place
        window = self._windows[place.view_id] = self._windows.pop(place.view_id, _Window())
        turn = window.heard(place.hash)
        while len(self._windows) > _MOST:
            del self._windows[next(iter(self._windows))]

        async def renew(hand: Hand) -> None:
            form = meant(page_form(place.private_metadata, heard.values))
            page, head = await self.doorway.asked(heard, lambda work, asker: flows.preview(work, asker, form))
            view = self.speaker.window(await self._headed(page, head) if heads.has_head(page) else page)
            async with window.lock:
                if window.turn == turn:
                    await _show(hand, window, view, place.view_id)

        return Done(after=(renew,))

    async def _headed(self, shown: Headed, head: heads.Head) -> Headed:
        match head:
            case Realism():
                return replace(shown, realism=head)
            case Undrawn():
                return replace(shown, realism=head.drawn(await self.doorway.computed(head.job)))
            case VerdictLine():
                return replace(shown, verdict=head) if isinstance(shown, PageDialog) else shown
            case Asked():
                return replace(shown, verdict=await self._line(head)) if isinstance(shown, PageDialog) else shown
            case _:
                assert_never(head)

    async def _line(self, asked: Asked) -> VerdictLine:
        try:
            verdict = await self.doorway.computed(asked.job)
        except Refusal as refused:
            return VerdictLine(words=refused.words, differing=asked.differing)
        return VerdictLine(verdict=verdict, unit=asked.unit, differing=asked.differing)


async def _show(hand: Hand, window: _Window, view: View, view_id: str) -> None:
    """Replace the page unless it was submitted or closed meanwhile: the next page must not be typed over."""
    try:
        shown = await hand.update(view, view_id=view_id, view_hash=window.shown)
    except SlackApiError as error:
        if error_name(error) not in GONE:
            raise
        return
    window.shown = str(shown["hash"])
    window.known.add(window.shown)
