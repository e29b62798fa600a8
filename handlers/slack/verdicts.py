"""The live verdict on the page of the proof: it stands there when the page opens, and follows what is typed."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Final

import structlog
from slack_sdk.errors import SlackApiError

from bot.domain.refusal import Refusal
from bot.domain.reply import PageDialog, Reply, VerdictLine
from handlers.flows import kickoff as flows
from handlers.flows.computing import Job
from handlers.slack.doorway import Doorway
from handlers.slack.edge.answers import Done, PressAnswer
from handlers.slack.edge.hand import Hand
from handlers.slack.edge.payloads import Command, OnView, Press, Submission
from handlers.slack.forms import page_form
from handlers.slack.replies import Speaker

_log = structlog.get_logger("plumbline.door")

PATIENCE: Final = 1.0
"""Seconds that a page waits for its verdict: it opens without one rather than too late."""
_GONE: Final = frozenset({"not_found", "hash_conflict", "view_not_found"})
_MOST: Final = 1_000
"""Windows that are remembered; more are open at no time."""


@dataclass(slots=True)
class Verdicts:
    """Computes verdicts for pages; of several keystrokes in one window only the newest is answered."""

    doorway: Doorway
    speaker: Speaker
    _newest: dict[str, int] = field(default_factory=dict)

    async def on_page(self, heard: Command | Press | Submission, reply: Reply) -> Reply:
        """The same reply; a page of the proof has its verdict, unless that takes too long."""
        if not isinstance(reply, PageDialog) or not flows.has_verdict(reply):
            return reply
        try:
            asked = await self.doorway.asked(heard, lambda work, asker: flows.verdict(work, asker, reply))
            async with asyncio.timeout(PATIENCE):
                return replace(reply, verdict=await self._line(asked))
        except TimeoutError:
            _log.info("verdict.late", workspace=heard.workspace)
            return reply

    async def typed(self, heard: Press) -> PressAnswer:
        """Something was typed into a page: its verdict is renewed behind the acknowledgement."""
        if not isinstance(heard.place, OnView):
            return Done()
        view, metadata = heard.place.view_id, heard.place.private_metadata
        turn = self._newest[view] = self._newest.pop(view, 0) + 1
        while len(self._newest) > _MOST:
            del self._newest[next(iter(self._newest))]

        async def renew(hand: Hand) -> None:
            form = page_form(metadata, heard.values)
            page, asked = await self.doorway.asked(heard, lambda work, asker: flows.preview(work, asker, form))
            line = await self._line(asked)
            if self._newest.get(view) != turn:
                return
            try:
                await hand.update(self.speaker.window(replace(page, verdict=line)), view_id=view)
            except SlackApiError as error:
                if error.response.get("error") not in _GONE:
                    raise

        return Done(after=(renew,))

    async def _line(self, asked: Job | VerdictLine) -> VerdictLine:
        if isinstance(asked, VerdictLine):
            return asked
        try:
            verdict = await self.doorway.computed(asked)
        except Refusal as refused:
            return VerdictLine(words=refused.words)
        return VerdictLine(verdict=verdict)
