"""The arithmetic's word on a plan, kept with its charter: asked behind a save, and before anybody signs."""

from dataclasses import dataclass

import structlog

from bot.domain.ids import ProjectId
from bot.domain.refusal import Refusal
from handlers.flows import charter
from handlers.slack.doorway import Doorway
from handlers.slack.edge.answers import After
from handlers.slack.edge.hand import Hand
from handlers.slack.edge.payloads import Command, Press, Submission
from handlers.worker.refusals import TookTooLong, WorkerBusy, WorkerLost

_log = structlog.get_logger("plumbline.door")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """Asks the worker whether a plan can show its effect, and keeps what it says."""

    doorway: Doorway

    def behind(self, heard: Press | Submission, project: ProjectId) -> After:
        """Right behind an answer: nobody waits for it, and it is asked again before a signature."""

        async def judge(_hand: Hand) -> None:
            try:
                await self.ensure(heard, project)
            except (Refusal, WorkerBusy, WorkerLost, TookTooLong) as refused:
                _log.info("judgement.missing", refusal=type(refused).__name__, workspace=heard.workspace)

        return judge

    async def ensure(self, heard: Command | Press | Submission, project: ProjectId) -> None:
        """The charter knows the arithmetic's word on the plan as it is answered now."""
        asked = await self.doorway.asked(heard, lambda work, asker: charter.unjudged(work, asker, project))
        if asked is None:
            return
        verdict = await self.doorway.computed(asked)
        await self.doorway.keep(
            heard, lambda work, asker: charter.judge(work, asker, project, asked=asked, verdict=verdict)
        )
