"""A whole charter in Slack: the window that takes it, opened by command or button, and what becomes of it."""

import secrets
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.ids import ChannelId, ProjectId, QuestionId, WorkspaceId
from bot.domain.notes import TryAgain
from bot.domain.number_forms import BadAnswer
from bot.domain.pasted import Member
from bot.domain.pasted_windows import ImportDialog, ImportedDialog
from bot.domain.refusal import BadFields, NotFound
from bot.domain.reply import Reply
from bot.views.import_window import FILE_MOST, NEW
from handlers.attachments import Wanted
from handlers.flows import pasted as flows
from handlers.flows.given import is_id
from handlers.flows.pasted_text import TEXT
from handlers.slack.attached import Attachments, file_of
from handlers.slack.doorway import Doorway, fields_of
from handlers.slack.edge.answers import PressAnswer, SubmissionAnswer
from handlers.slack.edge.payloads import Press, Submission, single_values
from handlers.slack.edge.registry import Registry
from handlers.slack.forms import LOST
from handlers.slack.judging import Judging
from handlers.slack.plumb import Worded
from handlers.slack.replies import Speaker

WORD: Final = "kickoff import"
FILE, MORE = QuestionId("file"), QuestionId("more")
_LOOK_SECONDS: Final = 1.5
"""Slack waits for three seconds in all."""
_STILL_READING: Final = (
    "The text names people, and the list of this workspace's members is still being read. Nothing was saved; press "
    "again in a moment."
)
_CHARTER: Final = Wanted(
    most_bytes=FILE_MOST,
    too_large=f"At most {FILE_MOST // 1000} kB fit. Attach the charter alone, or use `plumbline kickoff FILE`.",
    instead="Paste the text instead.",
    as_text="Save it as plain text (UTF-8) and attach that, or paste it.",
    office="a file of an office program",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedDoor:
    """Hears everything about charters that are pasted as a whole."""

    doorway: Doorway
    speaker: Speaker
    attachments: Attachments
    judging: Judging

    async def begin(self, heard: Worded, name: str) -> Reply:
        """`/plumb kickoff import [name]`."""
        reply = await self.doorway.look(
            heard, lambda work, asker: flows.begin(work, asker, asker.channel, name), word=WORD
        )
        return await self._with_file(heard.workspace, reply)

    async def open(self, heard: Press) -> PressAnswer:
        """A button opens the window: `{channel}|{project}`, either of which may be empty."""
        channel, _, project = (heard.value or "").partition("|")
        name = single_values(heard.values).get("name") or ""
        reply = await self.doorway.look(heard, lambda work, asker: flows.open_here(work, asker, channel, project, name))
        reply = await self._with_file(heard.workspace, reply)
        return self.speaker.to_press(reply, TryAgain(action="kickoff.paste", value=heard.value or ""))

    async def _with_file(self, workspace: str, reply: Reply) -> Reply:
        if not isinstance(reply, ImportDialog):
            return reply
        self.doorway.look_ahead(WorkspaceId(workspace))
        offered = await self.attachments.offered(WorkspaceId(workspace), self.doorway.clock.now())
        return replace(reply, takes_file=offered)

    async def taken(self, heard: Submission) -> SubmissionAnswer:
        """The text was handed in, in the fields or as a file."""
        if not is_id(heard.private_metadata):
            raise NotFound(LOST)
        fields, file = fields_of(heard), file_of(heard, FILE)
        pasted = "\n".join(part for name in (TEXT, MORE) if (part := fields.get(name)))
        text = pasted if file is None else await self._text(heard, file, pasted)
        chosen = fields.get("project")
        form = flows.ImportForm(
            channel=ChannelId(heard.private_metadata),
            project=ProjectId(chosen) if chosen and chosen != NEW else None,
            name=fields.get("name") or "",
            text=text,
            replaces=bool(heard.values.get("replace")),
            members=await self._members(heard, text),
        )
        try:
            reply = await self.doorway.change(heard, lambda work, asker: flows.take(work, asker, form, _new_project))
        except BadFields as wrong:
            raise wrong if file is None else _about_file(wrong) from None
        answer = self.speaker.to_submission(reply)
        if not isinstance(reply, ImportedDialog):
            return answer
        return replace(answer, after=(*answer.after, self.judging.behind(heard, reply.project.id)))

    async def _members(self, heard: Submission, text: str) -> tuple[Member, ...]:
        """All members, where the text names some; a large workspace that is still being read is asked for again."""
        if not await self.doorway.asked(heard, lambda work, asker: flows.names_people(work, asker, text)):
            return ()
        try:
            return await self.doorway.everybody(WorkspaceId(heard.workspace), seconds=_LOOK_SECONDS)
        except TimeoutError:
            raise BadFields({TEXT: _STILL_READING}) from None

    async def _text(self, heard: Submission, file: str, pasted: str) -> str:
        """What stands in the file; BadFields where it is no text, or where something was pasted as well."""
        if pasted.strip():
            raise BadFields({FILE: "Attach a file or paste the text, not both: the two could disagree."})
        try:
            return await self.attachments.text(WorkspaceId(heard.workspace), file, _CHARTER)
        except BadAnswer as wrong:
            raise BadFields({FILE: str(wrong)}) from None


def _about_file(wrong: BadFields) -> BadFields:
    """What is wrong with the text is said where it came from."""
    return BadFields({FILE if field == TEXT else field: words for field, words in wrong.errors.items()})


def _new_project() -> ProjectId:
    return ProjectId(f"P{secrets.token_hex(8)}")


def register(registry: Registry, door: PastedDoor) -> None:
    """Listen to the button and the window; the word belongs to the kickoff."""
    registry.action("kickoff.paste", door.open)
    registry.view("kickoff.import", door.taken)
