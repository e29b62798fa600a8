"""The silent-failure drill in Slack: asking for one, and answering it under the clock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.ids import ProjectId, QuestionId
from bot.domain.notes import DrillNote, TryAgain
from bot.domain.readiness_windows import Below, DrillDialog
from bot.domain.refusal import NotFound
from bot.domain.reply import Reply
from handlers.flows import dossiers
from handlers.flows import drills as flows
from handlers.slack.doorway import Doorway, fields_of
from handlers.slack.edge.answers import PressAnswer, SubmissionAnswer
from handlers.slack.edge.payloads import Press, Submission
from handlers.slack.edge.registry import Registry
from handlers.slack.forms import LOST, named_in, opaque
from handlers.slack.pages_below import PagesBelow, below, below_of
from handlers.slack.plumb import Worded, WordTable
from handlers.slack.replies import Speaker
from handlers.slack.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillDoor:
    """Hears everything that belongs to the drill."""

    doorway: Doorway
    speaker: Speaker
    pages: PagesBelow

    async def drill(self, heard: Worded, words: Words) -> Reply:
        """`/plumb drill [project]`."""
        key = " ".join(words.rest) or None
        return await self.doorway.look(
            heard, lambda work, asker: flows.begin(work, asker, dossiers.find(work, asker, key)), word="drill"
        )

    async def open_ask(self, heard: Press) -> PressAnswer:
        """A button opens the window that puts a drill to somebody."""
        reply = await self.doorway.look(
            heard, lambda work, asker: flows.to_ask(work, asker, ProjectId(heard.value or ""))
        )
        if isinstance(reply, DrillDialog):
            reply = replace(reply, page=below(heard))
        return self.speaker.to_press(reply, TryAgain(action="drill.open", value=heard.value or ""))

    async def asked(self, heard: Submission) -> SubmissionAnswer:
        """A drill was asked for; the page below shows that, and what comes of it."""
        project, typed, page = ProjectId(named_in(heard)["project"]), _typed(heard), _below(heard)
        reply = await self.doorway.change(heard, lambda work, asker: flows.ask(work, asker, project, typed))
        answer = self.speaker.to_submission(reply)
        if not isinstance(reply, DrillNote):
            return answer
        return replace(answer, after=(*answer.after, *self.pages.renewed(heard, project, page, waits=True)))

    async def open_answer(self, heard: Press) -> PressAnswer:
        """The button of a drill opens the window that takes the answer: `{project}|{moment}`."""
        project, _, asked_at = (heard.value or "").partition("|")
        reply = await self.doorway.look(
            heard, lambda work, asker: flows.to_answer(work, asker, ProjectId(project), asked_at)
        )
        return self.speaker.to_press(reply, TryAgain(action="drill.answer", value=heard.value or ""))

    async def answered(self, heard: Submission) -> SubmissionAnswer:
        """A drill was answered; the page from which it was asked for shows what came of it."""
        carried = named_in(heard)
        if "asked_at" not in carried:
            raise NotFound(LOST)
        project, asked_at, typed = ProjectId(carried["project"]), carried["asked_at"], _typed(heard)
        reply = await self.doorway.change(
            heard, lambda work, asker: flows.answer(work, asker, project, asked_at, typed)
        )
        answer = self.speaker.to_submission(reply)
        return replace(answer, after=(*answer.after, *self.pages.come(project)))


def _below(heard: Submission) -> Below | None:
    try:
        return below_of(opaque(heard.private_metadata).get("page"))
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError):
        raise NotFound(LOST) from None


def _typed(heard: Submission) -> Mapping[QuestionId, str | None]:
    return {QuestionId(field): value for field, value in fields_of(heard).items()}


def register(registry: Registry, table: WordTable, door: DrillDoor) -> None:
    """Listen to the word, the buttons and the windows."""
    table.word("drill", door.drill)
    registry.action("drill.open", door.open_ask)
    registry.view("drill.ask", door.asked)
    registry.action("drill.answer", door.open_answer)
    registry.view("drill.answer", door.answered)
