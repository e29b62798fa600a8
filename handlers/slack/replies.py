"""A flow's reply as the answer of a door: windows by the trigger, notes that one person sees, words at fields."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.domain.charter_windows import ChangesDialog
from bot.domain.home import Home
from bot.domain.notes import TryAgain
from bot.domain.page_windows import PageDialog
from bot.domain.readiness_windows import DrillDialog, EvidenceDialog
from bot.domain.reply import FieldErrors, Nothing, Reply
from bot.domain.row_windows import RowDialog
from bot.domain.windows import Dialog
from bot.views.dialogs import dialog
from bot.views.home import home
from bot.views.notes import note
from bot.views.words import Words
from handlers.slack.edge import answers
from handlers.slack.edge.hand import Hand
from handlers.slack_error import error_name


class Speaker:
    """Turns replies into answers, with the house's words."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def to_command(self, reply: Reply, again: TryAgain) -> answers.CommandAnswer:
        """The answer to a slash command or a press: a window, a note, or nothing but the acknowledgement.

        `again` is offered when the trigger died before the window could be opened.
        """
        if isinstance(reply, Dialog):
            return answers.Done(after=(self._opened(reply, again),))
        match reply:
            case Nothing():
                return answers.Done()
            case FieldErrors():
                return answers.Ephemeral(payload={"text": " ".join(reply.errors.values())})
            case _:
                return answers.Ephemeral(payload=self._payload(reply))

    def to_press(self, reply: Reply, again: TryAgain) -> answers.PressAnswer:
        """The answer to a button: in a window there is no channel to answer in, so a note comes as a direct message."""
        answer = self.to_command(reply, again)
        if isinstance(answer, answers.Ephemeral):
            return answers.Done(after=(_offered(answer.payload),))
        return answer

    def to_press_in_list(self, reply: Reply, present: Reply) -> answers.PressAnswer:
        """The answer to a choice in a list that one person sees: the list as it stands now in its place, and a note."""
        shown = {**self._payload(present), "replace_original": True}
        return answers.Done(after=(_offered(shown), _offered(self._payload(reply))))

    def to_submission(self, reply: Reply) -> answers.SubmissionAnswer:
        """The answer to a form: the next page in its place, words at its fields, or closed; notes follow by message."""
        if isinstance(reply, Dialog):
            return answers.UpdateView(view=dialog(reply, self._words))
        match reply:
            case FieldErrors():
                return answers.FieldErrors(errors={str(field): words for field, words in reply.errors.items()})
            case Nothing():
                return answers.Done()
            case _:
                return answers.Done(after=(_offered(self._payload(reply)),))

    def offering(self, reply: Reply) -> answers.After:
        """Shows a note where the person sees it."""
        return _offered(self._payload(reply))

    def home(self, shown: Home) -> answers.View:
        """A Home tab as Slack is given it."""
        return home(shown, self._words)

    def window(self, reply: Dialog) -> answers.View:
        """A window as Slack is given it."""
        return dialog(reply, self._words)

    def _opened(self, reply: Dialog, again: TryAgain) -> answers.After:
        view = dialog(reply, self._words)

        async def otherwise(hand: Hand) -> None:
            await hand.offer(self._payload(again))

        async def after(hand: Hand) -> None:
            # A row lies on its page, one question on a window that still says what else is to do.
            is_single = isinstance(reply, PageDialog) and reply.is_single and hand.has_room
            if is_single or isinstance(reply, RowDialog | EvidenceDialog | DrillDialog | ChangesDialog):
                await hand.show(view, otherwise=otherwise)
            elif hand.modal_id is not None:  # one window leads to another in its place
                await _replaced(hand, view, hand.modal_id)
            else:
                await hand.show(view, otherwise=otherwise)

        return after

    def _payload(self, reply: Any) -> dict[str, Any]:
        rendered = note(reply, self._words)
        payload: dict[str, Any] = {"response_type": "ephemeral", "text": rendered.text}
        if rendered.blocks:
            payload["blocks"] = rendered.blocks
        return payload


async def _replaced(hand: Hand, view: answers.View, modal: str) -> None:
    """Show this in place of a window; one that was closed meanwhile needs nothing in its place."""
    try:
        await hand.update(view, view_id=modal)
    except SlackApiError as error:
        if error_name(error) != "not_found":
            raise


def _offered(payload: Mapping[str, Any]) -> answers.After:
    async def after(hand: Hand) -> None:
        await hand.offer(payload)

    return after
