"""The requirements in Slack: their evidence, and the silent-failure drill."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

from slack_sdk.errors import SlackApiError

from bot.domain.ids import ProjectId, QuestionId
from bot.domain.notes import TryAgain
from bot.domain.refusal import NotFound
from bot.domain.reply import Nothing, Reply
from bot.domain.windows import EvidenceDialog, PageDialog
from handlers.flows import dossiers, drills
from handlers.flows import readiness as flows
from handlers.flows.readiness import EvidenceForm
from handlers.slack.doorway import Doorway, fields_of
from handlers.slack.edge.answers import Done, PressAnswer, SubmissionAnswer
from handlers.slack.edge.hand import After, Hand
from handlers.slack.edge.payloads import OnView, Press, Submission
from handlers.slack.edge.registry import Registry
from handlers.slack.forms import page_form
from handlers.slack.plumb import Worded, WordTable
from handlers.slack.replies import Speaker
from handlers.slack.words import Words

_LOST: Final = "This window is not valid any more. Open it again with /plumb kickoff; what was saved is safe."
_PAGE: Final = "kickoff.page"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessDoor:
    """Hears everything that belongs to the requirements."""

    doorway: Doorway
    speaker: Speaker

    async def drill(self, heard: Worded, words: Words) -> Reply:
        """`/plumb drill [project]`."""
        key = " ".join(words.rest) or None
        return await self.doorway.look(
            heard, lambda work, asker: drills.begin(work, asker, dossiers.find(work, asker, key)), word="drill"
        )

    async def evidence(self, heard: Press) -> PressAnswer:
        """A button opens the window of one requirement's evidence: `{project}|{question}`."""
        project, _, question = (heard.value or "").partition("|")
        reply = await self.doorway.look(
            heard, lambda work, asker: flows.evidence(work, asker, ProjectId(project), question)
        )
        if isinstance(reply, EvidenceDialog):
            reply = replace(reply, page=_revision_below(heard))
        return self.speaker.to_press(reply, TryAgain(action="readiness.evidence", value=heard.value or ""))

    async def shown(self, heard: Submission) -> SubmissionAnswer:
        """Evidence was submitted; the page below it shows it at once."""
        form = _evidence_form(heard)
        reply = await self.doorway.change(heard, lambda work, asker: flows.save_evidence(work, asker, form))
        answer = self.speaker.to_submission(reply)
        return Done(after=self._renewed(heard, form)) if isinstance(reply, Nothing) else answer

    def _renewed(self, heard: Submission, form: EvidenceForm) -> tuple[After, ...]:
        """Show the page below as it is now; what was typed into it stays, and so does its revision."""
        if form.page is None or heard.view.depth < 2:
            return ()
        revision = form.page

        async def renew(hand: Hand) -> None:
            page: PageDialog = await self.doorway.asked(
                heard, lambda work, asker: flows.page_below(work, asker, form.project, revision)
            )
            with suppress(SlackApiError):  # it was closed meanwhile
                await hand.update(self.speaker.window(page), view_id=heard.view.root_view_id)

        return (renew,)

    async def open_drill(self, heard: Press) -> PressAnswer:
        """A button opens the window that puts a drill to somebody."""
        reply = await self.doorway.look(
            heard, lambda work, asker: drills.to_ask(work, asker, ProjectId(heard.value or ""))
        )
        return self.speaker.to_press(reply, TryAgain(action="drill.open", value=heard.value or ""))

    async def asked(self, heard: Submission) -> SubmissionAnswer:
        """A drill was asked for."""
        project = ProjectId(_text(_opaque(heard), "project"))
        typed = _typed(heard)
        reply = await self.doorway.change(heard, lambda work, asker: drills.ask(work, asker, project, typed))
        return self.speaker.to_submission(reply)

    async def open_answer(self, heard: Press) -> PressAnswer:
        """The button of a drill opens the window that takes the answer: `{project}|{moment}`."""
        project, _, asked_at = (heard.value or "").partition("|")
        reply = await self.doorway.look(
            heard, lambda work, asker: drills.to_answer(work, asker, ProjectId(project), asked_at)
        )
        return self.speaker.to_press(reply, TryAgain(action="drill.answer", value=heard.value or ""))

    async def answered(self, heard: Submission) -> SubmissionAnswer:
        """A drill was answered."""
        opaque = _opaque(heard)
        project, asked_at, typed = ProjectId(_text(opaque, "project")), _text(opaque, "asked_at"), _typed(heard)
        reply = await self.doorway.change(
            heard, lambda work, asker: drills.answer(work, asker, project, asked_at, typed)
        )
        return self.speaker.to_submission(reply)


def _revision_below(heard: Press) -> int | None:
    """The revision of the page on which the button stands, None where it stands elsewhere."""
    if not isinstance(heard.place, OnView) or heard.place.callback_id != _PAGE:
        return None
    return page_form(heard.place.private_metadata, {}).revision


def _evidence_form(heard: Submission) -> EvidenceForm:
    opaque = _opaque(heard)
    try:
        return EvidenceForm(
            project=ProjectId(_text(opaque, "project")),
            question=QuestionId(_text(opaque, "question")),
            revision=int(opaque["revision"]),
            page=int(opaque["page"]) if "page" in opaque else None,
            typed=_typed(heard),
        )
    except (KeyError, ValueError, TypeError, OverflowError):
        raise NotFound(_LOST) from None


def _opaque(heard: Submission) -> Mapping[str, Any]:
    """What we wrote into the window; untrusted."""
    try:
        opaque = json.loads(heard.private_metadata)
    except (ValueError, RecursionError):
        raise NotFound(_LOST) from None
    if not isinstance(opaque, dict):
        raise NotFound(_LOST)
    return opaque


def _text(opaque: Mapping[str, Any], name: str) -> str:
    if not isinstance(opaque.get(name), str):
        raise NotFound(_LOST)
    return str(opaque[name])


def _typed(heard: Submission) -> Mapping[QuestionId, str | None]:
    return {QuestionId(field): value for field, value in fields_of(heard).items()}


def register(registry: Registry, table: WordTable, door: ReadinessDoor) -> None:
    """Listen to the word, the buttons and the windows."""
    table.word("drill", door.drill)
    registry.action("readiness.evidence", door.evidence)
    registry.view("readiness.evidence", door.shown)
    registry.action("drill.open", door.open_drill)
    registry.view("drill.ask", door.asked)
    registry.action("drill.answer", door.open_answer)
    registry.view("drill.answer", door.answered)
