"""Answers in rows in Slack: the menus of a page's rows, the window of one, and the page renewed underneath."""

import secrets
from dataclasses import dataclass, replace
from typing import Any, Final

import structlog
from slack_sdk.errors import SlackApiError

from bot.domain.drafts import drafts_of
from bot.domain.ids import ProjectId, QuestionId
from bot.domain.notes import TryAgain
from bot.domain.page_windows import PageDialog
from bot.domain.refusal import NotFound
from bot.domain.row_windows import Underneath
from handlers.flows import rows as flows
from handlers.flows.rows import RowAt
from handlers.slack.doorway import Doorway, fields_of
from handlers.slack.edge.answers import Done, PressAnswer, SubmissionAnswer
from handlers.slack.edge.hand import After, Hand
from handlers.slack.edge.payloads import OnView, Press, Submission
from handlers.slack.edge.registry import Registry
from handlers.slack.forms import LOST, opaque, page_form
from handlers.slack.judging import Judging
from handlers.slack.replies import Speaker
from handlers.slack.verdicts import GONE, Verdicts
from handlers.slack_error import error_name

_log = structlog.get_logger("plumbline.door")
_ROWS: Final = "rows."


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsDoor:
    """Hears what is done with the rows of a page."""

    doorway: Doorway
    speaker: Speaker
    verdicts: Verdicts
    judging: Judging

    async def add(self, heard: Press) -> PressAnswer:
        """The button beside a question: `{project}|{question}`; the row gets its id here, so that it is added once."""
        _, _, question = (heard.value or "").partition("|")
        return await self._opened(heard, _at(heard, question, secrets.token_hex(4)), is_new=True)

    async def change(self, heard: Press) -> PressAnswer:
        """The menu of a row: `edit`, or `remove|{revision that it was shown at}`; the block says which row."""
        question, _, row = heard.block_id.removeprefix(_ROWS).rpartition(".")
        act, _, revision = (heard.choices[0] if heard.choices else "").partition("|")
        at = _at(heard, question, row)
        if act != "remove":
            return await self._opened(heard, at, is_new=False)
        shown = replace(at, revision=int(revision) if revision.isdecimal() and len(revision) < _DIGITS else 0)
        reply = await self.doorway.change(heard, lambda work, asker: flows.remove_row(work, asker, shown))
        if not isinstance(reply, PageDialog):
            return self.speaker.to_press(reply, _again(at))
        return Done(after=(self._renewal(heard, reply, at.page), self.judging.behind(heard, at.project)))

    async def saved(self, heard: Submission) -> SubmissionAnswer:
        """A row was submitted: it is kept, its window closes, and the page underneath shows it."""
        at, is_new = _row_form(heard.private_metadata)
        typed = {QuestionId(field): value for field, value in fields_of(heard).items()}
        reply = await self.doorway.change(
            heard, lambda work, asker: flows.save_row(work, asker, at, typed, is_new=is_new)
        )
        if not isinstance(reply, PageDialog):
            return self.speaker.to_submission(reply)
        return Done(after=(self._renewal(heard, reply, at.page), self.judging.behind(heard, at.project)))

    async def _opened(self, heard: Press, at: RowAt, *, is_new: bool) -> PressAnswer:
        reply = await self.doorway.look(heard, lambda work, asker: flows.open_row(work, asker, at, is_new=is_new))
        return self.speaker.to_press(reply, _again(at))

    def _renewal(self, heard: Press | Submission, page: PageDialog, at: Underneath) -> After:
        """Shows the page as it stands now; one that was closed or changed meanwhile shows it when it opens again."""

        async def renew(hand: Hand) -> None:
            shown = await self.verdicts.with_head(heard, page)
            try:
                await hand.update(self.speaker.window(shown), view_id=at.view, view_hash=at.hash)
            except SlackApiError as error:
                if error_name(error) not in GONE:
                    raise
                _log.info("page.gone", workspace=heard.workspace)

        return renew


_DIGITS: Final = 12


def _again(at: RowAt) -> TryAgain:
    return TryAgain(action="kickoff.answer", value=f"{at.project}|{at.question}")


def _at(heard: Press, question: str, row: str) -> RowAt:
    """The row that was pressed, on the page that it was pressed on; NotFound where that page is none of ours."""
    place = heard.place
    if not isinstance(place, OnView):
        raise NotFound(LOST)
    form = page_form(place.private_metadata, heard.values)
    page = Underneath(
        part=form.part,
        revision=form.revision,
        shown=tuple(form.typed),
        seen=form.seen,
        is_whole=form.is_whole,
        drafts=form.drafts,
        view=place.view_id,
        hash=place.hash,
    )
    return RowAt(project=form.project, question=QuestionId(question), row=row, revision=form.revision, page=page)


def _row_form(metadata: str) -> tuple[RowAt, bool]:
    """What we wrote into the window of a row, and whether the row is new; NotFound where that is not ours."""
    carried = opaque(metadata)
    try:
        at = RowAt(
            project=ProjectId(str(carried["project"])),
            question=QuestionId(str(carried["question"])),
            row=str(carried["row"]),
            revision=int(carried["revision"]),
            page=_page(carried["page"]),
            seen=int(carried["seen"]) if "seen" in carried else None,
        )
    except (KeyError, ValueError, TypeError, OverflowError):
        raise NotFound(LOST) from None
    return at, bool(carried.get("is_new"))


def _page(carried: dict[str, Any]) -> Underneath:
    part = carried["part"]
    return Underneath(
        part=None if part is None else int(part),
        revision=int(carried["revision"]),
        shown=tuple(QuestionId(str(each)) for each in carried["shown"]),
        seen=None if carried.get("seen") is None else int(carried["seen"]),
        is_whole=bool(carried.get("is_whole")),
        drafts=drafts_of(carried.get("drafts", {})),
        view=str(carried["view"]),
        hash=str(carried["hash"]),
    )


def register(registry: Registry, door: RowsDoor) -> None:
    """Listen to rows: their buttons, their menus and their window."""
    registry.action("rows.add", door.add)
    registry.action("rows.change", door.change)
    registry.view("rows.row", door.saved)
