"""The experiment's plan in Slack."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.ids import ProjectId
from bot.domain.notes import TryAgain
from bot.domain.projects import Project
from bot.domain.refusal import NotFound
from bot.domain.reply import Reply
from handlers.flows import dossiers
from handlers.flows import plan as flows
from handlers.flows.asker import Asker
from handlers.flows.computing import Job
from handlers.slack.doorway import Doorway
from handlers.slack.edge.answers import PressAnswer
from handlers.slack.edge.payloads import Press
from handlers.slack.edge.registry import Registry
from handlers.slack.plumb import Worded
from handlers.slack.replies import Speaker
from handlers.slack.verdicts import Verdicts
from storage.unit_of_work import Work

First = Callable[[Work, Asker, Project], Reply | None]
"""What may answer before the plan does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDoor:
    """Hears everything that belongs to the plan."""

    doorway: Doorway
    speaker: Speaker
    verdicts: Verdicts

    async def plan(
        self, heard: Worded, key: str | None, *, first: First | None = None, otherwise: Reply | None = None
    ) -> Reply:
        """`/plumb experiment plan [project]`; `first` may answer before, `otherwise` answers a key of no project."""

        def ask(work: Work, asker: Asker) -> Job | Reply:
            try:
                project = dossiers.find(work, asker, key)
            except NotFound:
                if otherwise is None:
                    raise
                return otherwise
            told = first(work, asker, project) if first is not None else None
            return told or flows.question(work, asker, project)

        return await self.doorway.shown(
            heard,
            ask,
            lambda work, asker, verdict: flows.show(work, asker, dossiers.find(work, asker, key), verdict),
            word="experiment plan",
        )

    async def open(self, heard: Press) -> PressAnswer:
        """A button opens the page that plans the experiment, or the plan that lies ready."""
        project = ProjectId(heard.value or "")
        reply = await self.doorway.shown(
            heard,
            lambda work, asker: flows.opened(work, asker, project),
            lambda work, asker, verdict: flows.show(work, asker, dossiers.by_id(work, asker, project), verdict),
        )
        reply = await self.verdicts.on_page(heard, reply)
        return self.speaker.to_press(reply, TryAgain(action="plan.open", value=heard.value or ""))

    async def accept(self, heard: Press) -> PressAnswer:
        """The owner accepts the plan."""
        project = ProjectId(heard.value or "")
        reply = await self.doorway.kept(
            heard,
            lambda work, asker: flows.to_accept(work, asker, project),
            lambda work, asker, verdict: flows.accept(work, asker, project, verdict),
        )
        return self.speaker.to_press(reply, TryAgain(action="plan.open", value=heard.value or ""))


def register(registry: Registry, door: PlanDoor) -> None:
    """Listen to the plan's buttons; its word belongs to the experiment's door."""
    registry.action("plan.open", door.open)
    registry.action("plan.accept", door.accept)
