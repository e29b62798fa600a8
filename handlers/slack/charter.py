"""A charter in Slack: reading and signing it, accepting what the lint says, bringing a version back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.domain.acceptance import UNTIL
from bot.domain.ids import ProjectId
from bot.domain.notes import TryAgain
from bot.domain.projects import Project
from bot.domain.refusal import BadFields
from bot.domain.reply import Reply
from handlers.flows import charter as flows
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from handlers.slack.doorway import Doorway, fields_of
from handlers.slack.edge.answers import PressAnswer, SubmissionAnswer
from handlers.slack.edge.payloads import Press, Submission
from handlers.slack.edge.registry import Registry
from handlers.slack.forms import named_in
from handlers.slack.judging import Judging
from handlers.slack.plumb import Worded, WordTable
from handlers.slack.replies import Speaker
from handlers.slack.words import Words
from storage.unit_of_work import Work

_DIGITS: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterDoor:
    """Hears everything that belongs to a charter as a whole."""

    doorway: Doorway
    speaker: Speaker
    judging: Judging

    async def charter(self, heard: Worded, words: Words) -> Reply:
        """`/plumb charter [project]`."""
        key = " ".join(words.rest) or None
        return await self.doorway.look(
            heard, lambda work, asker: flows.read(work, asker, dossiers.find(work, asker, key)), word="charter"
        )

    async def sign(self, heard: Worded, words: Words) -> Reply:
        """`/plumb sign [project]`."""
        key = " ".join(words.rest) or None
        return await self._to_sign(heard, lambda work, asker: dossiers.find(work, asker, key))

    async def _to_sign(self, heard: Worded, found: Callable[[Work, Asker], Project]) -> Reply:
        """The window to sign in, with the arithmetic's word on the plan where it was not asked yet."""
        return await self.doorway.shown(
            heard,
            lambda work, asker: flows.asked_to_sign(work, asker, found(work, asker)),
            lambda work, asker, verdict: flows.to_sign(work, asker, found(work, asker), verdict),
            word="sign",
        )

    async def open(self, heard: Press) -> PressAnswer:
        """A button opens the charter."""
        return await self._looked(heard, "charter.open", flows.read)

    async def compare(self, heard: Press) -> PressAnswer:
        """A version was chosen to compare with: `{project}|{number}`."""
        _, _, number = (heard.value or "").partition("|")
        return await self._looked(
            heard, "charter.compare", lambda work, asker, project: flows.read(work, asker, project, number)
        )

    async def edits(self, heard: Press) -> PressAnswer:
        """Another page of the edits was asked for: `{project}|{how many, from the oldest}|{version compared with}`."""
        _, _, page = (heard.value or "").partition("|")
        upto, _, compared = page.partition("|")
        last = int(upto) if upto.isdecimal() and len(upto) <= _DIGITS else None
        return await self._looked(
            heard,
            "charter.open",
            lambda work, asker, project: flows.read(work, asker, project, compared or None, upto=last),
        )

    async def _looked(self, heard: Press, action: str, flow: Callable[[Work, Asker, Project], Reply]) -> PressAnswer:
        named, _, _ = (heard.value or "").partition("|")
        reply = await self.doorway.look(
            heard, lambda work, asker: flow(work, asker, dossiers.by_id(work, asker, named))
        )
        return self.speaker.to_press(reply, TryAgain(action=action, value=heard.value or ""))

    async def open_sign(self, heard: Press) -> PressAnswer:
        """A button opens the window to sign in."""
        reply = await self._to_sign(heard, lambda work, asker: dossiers.by_id(work, asker, heard.value or ""))
        return self.speaker.to_press(reply, TryAgain(action="charter.sign", value=heard.value or ""))

    async def signed(self, heard: Submission) -> SubmissionAnswer:
        """The sponsor signed."""
        opaque = named_in(heard)
        project, seal = ProjectId(opaque["project"]), opaque.get("seal", "")
        await self.judging.ensure(heard, project)
        reply = await self.doorway.change(heard, lambda work, asker: flows.sign(work, asker, project, seal))
        return self.speaker.to_submission(reply)

    async def review(self, heard: Press) -> PressAnswer:
        """Somebody says that the charter still holds."""
        project = ProjectId(heard.value or "")
        reply = await self.doorway.change(heard, lambda work, asker: flows.review(work, asker, project))
        return self.speaker.to_press(reply, TryAgain(action="charter.open", value=heard.value or ""))

    async def adopt(self, heard: Press) -> PressAnswer:
        """The owner takes the questions that new kickoffs get."""
        project = ProjectId(heard.value or "")
        reply = await self.doorway.change(heard, lambda work, asker: flows.adopt(work, asker, project))
        return self._judged(heard, project, self.speaker.to_press(reply, _again(project)))

    async def restore(self, heard: Press) -> PressAnswer:
        """The owner brings a version back: `{project}|{number}`."""
        named, _, number = (heard.value or "").partition("|")
        reply = await self.doorway.change(
            heard, lambda work, asker: flows.restore(work, asker, ProjectId(named), number)
        )
        return self._judged(heard, ProjectId(named), self.speaker.to_press(reply, _again(ProjectId(named))))

    def _judged(self, heard: Press, project: ProjectId, answer: PressAnswer) -> PressAnswer:
        """The same answer; behind it the arithmetic is asked about the answers that came back."""
        return replace(answer, after=(*answer.after, self.judging.behind(heard, project)))

    async def open_acceptance(self, heard: Press) -> PressAnswer:
        """A button beside a finding opens the window in which it is accepted: `{project}|{rule}`."""
        named, _, rule = (heard.value or "").partition("|")
        reply = await self.doorway.look(heard, lambda work, asker: flows.to_accept(work, asker, ProjectId(named), rule))
        return self.speaker.to_press(reply, TryAgain(action="finding.accept", value=heard.value or ""))

    async def accepted(self, heard: Submission) -> SubmissionAnswer:
        """A finding was accepted."""
        opaque, fields = named_in(heard), fields_of(heard)
        project, until = ProjectId(opaque["project"]), _day(fields.get("until"))
        reply = await self.doorway.change(
            heard,
            lambda work, asker: flows.accept(
                work, asker, project, opaque.get("rule", ""), reason=fields.get("reason"), until=until
            ),
        )
        return self.speaker.to_submission(reply)


def _again(project: ProjectId) -> TryAgain:
    return TryAgain(action="charter.open", value=project)


def _day(typed: str | None) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise BadFields({UNTIL: "Choose a day from the calendar."}) from None


def register(registry: Registry, table: WordTable, door: CharterDoor) -> None:
    """Listen to the charter's words, windows and buttons."""
    table.word("charter", door.charter)
    table.word("sign", door.sign)
    registry.action("charter.open", door.open)
    registry.action("charter.compare", door.compare)
    registry.action("charter.older", door.edits)
    registry.action("charter.newer", door.edits)
    registry.action("charter.sign", door.open_sign)
    registry.action("charter.review", door.review)
    registry.action("charter.restore", door.restore)
    registry.action("charter.adopt", door.adopt)
    registry.action("finding.accept", door.open_acceptance)
    registry.view("charter.sign", door.signed)
    registry.view("finding.accept", door.accepted)
