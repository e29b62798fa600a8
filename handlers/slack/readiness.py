"""The requirements in Slack: the window that takes the evidence of one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.ids import ProjectId, QuestionId
from bot.domain.notes import TryAgain
from bot.domain.readiness_windows import EvidenceDialog
from bot.domain.refusal import NotFound
from bot.domain.reply import Nothing
from handlers.flows import readiness as flows
from handlers.flows.readiness import EvidenceForm
from handlers.slack.doorway import Doorway, fields_of
from handlers.slack.edge.answers import Done, PressAnswer, SubmissionAnswer
from handlers.slack.edge.payloads import Press, Submission
from handlers.slack.edge.registry import Registry
from handlers.slack.forms import LOST, opaque
from handlers.slack.pages_below import PagesBelow, below, below_of
from handlers.slack.replies import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessDoor:
    """Hears everything that belongs to the evidence of the requirements."""

    doorway: Doorway
    speaker: Speaker
    pages: PagesBelow

    async def evidence(self, heard: Press) -> PressAnswer:
        """A button opens the window of one requirement's evidence: `{project}|{question}`."""
        project, _, question = (heard.value or "").partition("|")
        reply = await self.doorway.look(
            heard, lambda work, asker: flows.evidence(work, asker, ProjectId(project), question)
        )
        if isinstance(reply, EvidenceDialog):
            reply = replace(reply, page=below(heard))
        return self.speaker.to_press(reply, TryAgain(action="readiness.evidence", value=heard.value or ""))

    async def shown(self, heard: Submission) -> SubmissionAnswer:
        """Evidence was submitted; the page below it shows it at once."""
        form = _evidence_form(heard)
        reply = await self.doorway.change(heard, lambda work, asker: flows.save_evidence(work, asker, form))
        if isinstance(reply, Nothing):
            return Done(after=self.pages.renewed(heard, form.project, form.page))
        return self.speaker.to_submission(reply)


def _evidence_form(heard: Submission) -> EvidenceForm:
    carried = opaque(heard.private_metadata)
    try:
        return EvidenceForm(
            project=ProjectId(_text(carried, "project")),
            question=QuestionId(_text(carried, "question")),
            revision=int(carried["revision"]),
            page=below_of(carried.get("page")),
            typed={QuestionId(field): value for field, value in fields_of(heard).items()},
        )
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError):
        raise NotFound(LOST) from None


def _text(carried: Mapping[str, Any], name: str) -> str:
    if not isinstance(carried.get(name), str):
        raise NotFound(LOST)
    return str(carried[name])


def register(registry: Registry, door: ReadinessDoor) -> None:
    """Listen to the button and the window."""
    registry.action("readiness.evidence", door.evidence)
    registry.view("readiness.evidence", door.shown)
