"""The experiment's plan in Slack."""

from dataclasses import dataclass

from bot.domain.ids import ProjectId
from bot.domain.reply import Reply, TryAgain, UnknownWord
from handlers.flows import dossiers
from handlers.flows import plan as flows
from handlers.slack.doorway import Doorway
from handlers.slack.edge.answers import PressAnswer
from handlers.slack.edge.payloads import Press
from handlers.slack.edge.registry import Registry
from handlers.slack.plumb import Worded, WordTable
from handlers.slack.replies import Speaker
from handlers.slack.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDoor:
    """Hears everything that belongs to the plan."""

    doorway: Doorway
    speaker: Speaker

    async def experiment(self, heard: Worded, words: Words) -> Reply:
        """`/plumb experiment plan [project]`."""
        if words.second not in ("", "plan"):
            return UnknownWord(word=f"experiment {words.second}"[:40], near=("experiment plan",))
        key = " ".join(words.rest[1:]) or None
        return await self.doorway.look(
            heard,
            lambda work, asker: flows.show(work, asker, dossiers.find(work, asker, key)),
            word="experiment plan",
        )

    async def open(self, heard: Press) -> PressAnswer:
        """A button opens the page that plans the experiment."""
        reply = await self.doorway.look(
            heard, lambda work, asker: flows.open_page(work, asker, ProjectId(heard.value or ""))
        )
        return self.speaker.to_press(reply, TryAgain(action="plan.open", value=heard.value or ""))

    async def accept(self, heard: Press) -> PressAnswer:
        """The owner accepts the plan."""
        reply = await self.doorway.change(
            heard, lambda work, asker: flows.accept(work, asker, ProjectId(heard.value or ""))
        )
        return self.speaker.to_press(reply, TryAgain(action="plan.open", value=heard.value or ""))


def register(registry: Registry, table: WordTable, door: PlanDoor) -> None:
    """Listen to the plan's word and buttons."""
    table.word("experiment", door.experiment)
    registry.action("plan.open", door.open)
    registry.action("plan.accept", door.accept)
