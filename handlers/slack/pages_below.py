"""The page that a window lies on: read from the button on it, carried by the window, and shown anew behind it."""

from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.errors import SlackApiError

from bot.domain.drafts import drafts_of
from bot.domain.ids import ProjectId
from bot.domain.readiness_windows import Below
from handlers.flows import readiness as flows
from handlers.slack.doorway import Doorway
from handlers.slack.edge.hand import After, Hand
from handlers.slack.edge.payloads import OnView, Press, Submission
from handlers.slack.forms import page_form
from handlers.slack.replies import Speaker
from handlers.slack.verdicts import GONE
from handlers.slack_error import error_name

_PAGE: Final = "kickoff.page"
_MOST: Final = 1_000
"""Pages that are remembered; more are open at no time."""


def below(heard: Press) -> Below | None:
    """The page on which the button stands, None where it stands elsewhere."""
    if not isinstance(heard.place, OnView) or heard.place.callback_id != _PAGE:
        return None
    form = page_form(heard.place.private_metadata, {})
    return Below(revision=form.revision, drafts=form.drafts)


def below_of(carried: Any) -> Below | None:
    """The page that a window carried; KeyError, TypeError or ValueError where that is none of ours."""
    if carried is None:
        return None
    return Below(revision=int(carried["revision"]), drafts=drafts_of(carried.get("drafts", {})))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A page as it was shown last, for whoever submitted the window above it."""

    heard: Submission
    below: Below
    hash: str


class PagesBelow:
    """Shows the page of the requirements anew, and once more when what it waits for has come."""

    def __init__(self, *, doorway: Doorway, speaker: Speaker) -> None:
        self._doorway = doorway
        self._speaker = speaker
        self._waiting: dict[ProjectId, _Shown] = {}

    def renewed(
        self, heard: Submission, project: ProjectId, below: Below | None, *, waits: bool = False
    ) -> tuple[After, ...]:
        """Show the page below as it is now; what was typed into it stays, and so does its revision.

        One that `waits` is shown again by `come`, if it is open still and nothing was changed in it.
        """
        if below is None or heard.view.depth < 2:
            return ()
        page = below

        async def renew(hand: Hand) -> None:
            shown = await self._show(hand, _Shown(heard=heard, below=page, hash=""), project)
            if waits and shown is not None:
                self._waiting.pop(project, None)
                self._waiting[project] = shown
                while len(self._waiting) > _MOST:
                    del self._waiting[next(iter(self._waiting))]

        return (renew,)

    def come(self, project: ProjectId) -> tuple[After, ...]:
        """What a page of this project waited for has come, from wherever."""
        waiting = self._waiting.pop(project, None)
        if waiting is None:
            return ()

        async def renew(hand: Hand) -> None:
            await self._show(hand, waiting, project)

        return (renew,)

    async def _show(self, hand: Hand, shown: _Shown, project: ProjectId) -> _Shown | None:
        """Put the page in place of what is shown; None where its window was closed or shows something else by now."""
        heard = shown.heard
        page = await self._doorway.asked(heard, lambda work, asker: flows.page_below(work, asker, project, shown.below))
        view, root = self._speaker.window(page), heard.view.root_view_id
        try:
            put = await hand.update(view, view_id=root, view_hash=shown.hash or None)
        except SlackApiError as error:
            if error_name(error) not in GONE:
                raise
            return None
        return _Shown(heard=heard, below=shown.below, hash=str(put["hash"]))
