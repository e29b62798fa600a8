"""Single items of the kickoff in Slack: giving one to somebody else, or saying why it does not apply."""

from dataclasses import dataclass

from bot.domain.ids import ProjectId, QuestionId, UserId
from bot.domain.notes import TryAgain
from handlers.flows import items as flows
from handlers.slack.doorway import Doorway, fields_of
from handlers.slack.edge.answers import PressAnswer, SubmissionAnswer
from handlers.slack.edge.payloads import Press, Submission
from handlers.slack.edge.registry import Registry
from handlers.slack.forms import named_in
from handlers.slack.replies import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDoor:
    """Hears what becomes of single items."""

    doorway: Doorway
    speaker: Speaker

    async def open(self, heard: Press) -> PressAnswer:
        """A button opens the window: `{project}|{question}`."""
        project, _, question = (heard.value or "").partition("|")
        reply = await self.doorway.look(
            heard, lambda work, asker: flows.to_hand(work, asker, ProjectId(project), QuestionId(question))
        )
        return self.speaker.to_press(reply, TryAgain(action="item.hand", value=heard.value or ""))

    async def handed(self, heard: Submission) -> SubmissionAnswer:
        """Somebody was named, or a reason given."""
        named, fields = named_in(heard), fields_of(heard)
        project, question = ProjectId(named["project"]), QuestionId(named.get("question", ""))
        to = fields.get("to")
        reply = await self.doorway.change(
            heard,
            lambda work, asker: flows.hand(
                work, asker, project, question, to=UserId(to) if to else None, reason=fields.get("reason")
            ),
        )
        return self.speaker.to_submission(reply)


def register(registry: Registry, door: ItemDoor) -> None:
    """Listen to the buttons and the window of items."""
    registry.action("item.hand", door.open)
    registry.view("item.hand", door.handed)
