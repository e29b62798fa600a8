"""Changes that a sponsor asks for instead of signing, in Slack: the button, the window, and the owner's answer."""

from dataclasses import dataclass

from bot.domain.ids import ProjectId
from bot.domain.notes import TryAgain
from bot.domain.reply import Nothing
from bot.views.changes import QUESTIONS
from handlers.flows import changes as flows
from handlers.flows import charter, dossiers
from handlers.slack.doorway import Doorway, fields_of
from handlers.slack.edge.answers import ClearViews, PressAnswer, SubmissionAnswer
from handlers.slack.edge.payloads import OnView, Press, Submission
from handlers.slack.edge.registry import Registry
from handlers.slack.forms import named_in
from handlers.slack.judging import Judging
from handlers.slack.replies import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesDoor:
    """Hears what a sponsor wants to be changed, and what the owner says to it."""

    doorway: Doorway
    speaker: Speaker
    judging: Judging

    async def open(self, heard: Press) -> PressAnswer:
        """A button opens the window, over the window to sign in where it was pressed there."""
        named = heard.value or ""
        reply = await self.doorway.shown(
            heard,
            lambda work, asker: flows.asked_to_open(work, asker, dossiers.by_id(work, asker, named)),
            lambda work, asker, verdict: flows.to_ask(work, asker, dossiers.by_id(work, asker, named), verdict),
        )
        return self.speaker.to_press(reply, TryAgain(action="changes.open", value=named))

    async def asked(self, heard: Submission) -> SubmissionAnswer:
        """The sponsor asked for changes: there is nothing to sign any more in a window that lies below."""
        project, chosen = ProjectId(named_in(heard)["project"]), heard.values.get(QUESTIONS)
        questions = chosen if isinstance(chosen, tuple) else ()
        await self.judging.ensure(heard, project)
        reply = await self.doorway.change(
            heard,
            lambda work, asker: flows.ask(
                work, asker, project, reason=fields_of(heard).get("reason"), questions=questions
            ),
        )
        return ClearViews() if isinstance(reply, Nothing) else self.speaker.to_submission(reply)

    async def ready(self, heard: Press) -> PressAnswer:
        """The owner answers that it is ready as it is; a charter that is open says so at once."""
        project, again = ProjectId(heard.value or ""), TryAgain(action="charter.open", value=heard.value or "")
        reply = await self.doorway.change(heard, lambda work, asker: flows.ready(work, asker, project))
        if isinstance(reply, Nothing) and isinstance(heard.place, OnView):
            reply = await self.doorway.look(
                heard, lambda work, asker: charter.read(work, asker, dossiers.by_id(work, asker, project))
            )
        return self.speaker.to_press(reply, again)


def register(registry: Registry, door: ChangesDoor) -> None:
    """Listen to the buttons and the window of changes."""
    registry.action("changes.open", door.open)
    registry.action("changes.ready", door.ready)
    registry.view("changes.ask", door.asked)
