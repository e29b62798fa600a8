"""The numbers in Slack: a project's card, logging a value, the impact summary, and sharing what was shown."""

from dataclasses import dataclass
from typing import Any

from bot.domain.notes import TryAgain
from bot.domain.refusal import Refusal
from bot.domain.reply import Reply
from handlers.flows import dossiers, impact, kpi, nags, share, status
from handlers.flows.asker import Asker
from handlers.slack.doorway import Doorway
from handlers.slack.edge.answers import PressAnswer
from handlers.slack.edge.payloads import OnMessage, Press
from handlers.slack.edge.registry import Registry
from handlers.slack.plumb import Worded, WordTable
from handlers.slack.replies import Speaker
from handlers.slack.words import Words
from storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersDoor:
    """Hears what is asked about the state of projects."""

    doorway: Doorway
    speaker: Speaker

    async def root(self, heard: Worded, _words: Words) -> Reply:
        """`/plumb`: in a project's channel its card, elsewhere what I owe."""

        def flow(work: Work, asker: Asker) -> Reply:
            here = work.projects.in_channel(asker.here) if asker.here else ()
            return status.card(work, asker, dossiers.choose(here)) if here else nags.owed(work, asker)

        return await self.doorway.look(heard, flow)

    async def status(self, heard: Worded, words: Words) -> Reply:
        """`/plumb status [project]`."""
        key = " ".join(words.rest) or None
        return await self.doorway.look(
            heard, lambda work, asker: status.card(work, asker, dossiers.find(work, asker, key))
        )

    async def impact(self, heard: Worded, words: Words) -> Reply:
        """`/plumb impact [project|all]`."""
        key = " ".join(words.rest) or None
        return await self.doorway.shown(
            heard,
            lambda work, asker: impact.asked(work, asker, key),
            lambda work, asker, drawn: impact.show(work, asker, key, drawn),
            word="impact",
        )

    async def kpi(self, heard: Worded, words: Words) -> Reply:
        """`/plumb kpi <value> [date] [project]`."""
        if not words.rest:
            raise Refusal("Say the value: /plumb kpi 4.8%, or for another day: /plumb kpi 4.8% 2027-01-31")

        def flow(work: Work, asker: Asker) -> Reply:
            return kpi.log_words(work, asker, words.rest)

        return await self.doorway.change(heard, flow, word=f"kpi {words.tail}")

    async def share(self, heard: Press) -> PressAnswer:
        """A button shares a private answer: `card|{project}` or `impact|{project}`."""
        what = heard.value or ""
        # Two presses of one answer's button are one post, whatever Slack calls their triggers.
        answer = heard.place.ts if isinstance(heard.place, OnMessage) else heard.trigger_id
        reply = await self._shared(heard, what, answer)
        return self.speaker.to_press(reply, TryAgain(action="reply.share", value=what))

    async def _shared(self, heard: Press, what: str, answer: str) -> Reply:
        def keep(work: Work, asker: Asker, drawn: Any = None) -> Reply:
            return share.share(work, asker, what, f"{what}:{asker.here}:{asker.user}:{answer}", drawn)

        if not share.has_sums(what):
            return await self.doorway.change(heard, keep)
        return await self.doorway.kept(heard, lambda work, asker: share.asked(work, asker, what), keep)


def register(registry: Registry, table: WordTable, door: NumbersDoor) -> None:
    """Listen to the words and the button."""
    table.word("", door.root)
    table.word("status", door.status)
    table.word("impact", door.impact)
    table.word("kpi", door.kpi)
    registry.action("reply.share", door.share)
