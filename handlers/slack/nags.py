"""What is owed, in Slack: the list, and putting an item off."""

from dataclasses import dataclass

from bot.domain.ids import ProjectId
from bot.domain.notes import SnoozeNote, TryAgain
from bot.domain.reply import Reply
from handlers.flows import nags as flows
from handlers.slack.doorway import Doorway
from handlers.slack.edge.answers import Done, PressAnswer
from handlers.slack.edge.payloads import OnMessage, Press
from handlers.slack.edge.registry import Registry
from handlers.slack.home import HomeDoor
from handlers.slack.plumb import Worded, WordTable
from handlers.slack.replies import Speaker
from handlers.slack.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NagDoor:
    """Hears everything that belongs to nags."""

    doorway: Doorway
    speaker: Speaker
    home: HomeDoor

    async def nags(self, heard: Worded, _words: Words) -> Reply:
        """`/plumb nags`."""
        return await self.doorway.look(heard, flows.owed)

    async def snooze(self, heard: Press) -> PressAnswer:
        """A choice puts an item off: `{project}|{kind}|{until}`."""
        project, _, rest = (heard.value or "").partition("|")
        kind, _, until = rest.partition("|")
        reply = await self.doorway.change(
            heard, lambda work, asker: flows.snooze(work, asker, ProjectId(project), kind, until)
        )
        again = TryAgain(action="nag.snooze", value=heard.value or "")
        if isinstance(reply, SnoozeNote) and isinstance(heard.place, OnMessage) and heard.place.ephemeral:
            # The list that only this person sees cannot be edited by its ts: it is replaced by the present one.
            return self.speaker.to_press_in_list(reply, await self.doorway.look(heard, flows.owed))
        shown = self.home.shown_after(heard)
        if shown and isinstance(reply, SnoozeNote):
            return Done(after=(*shown, self.speaker.offering(reply)))
        return self.speaker.to_press(reply, again)


def register(registry: Registry, table: WordTable, door: NagDoor) -> None:
    """Listen to the word and the menu."""
    table.word("nags", door.nags)
    registry.action("nag.snooze", door.snooze)
