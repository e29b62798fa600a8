"""What still reaches the person when the answer came after the acknowledgement."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final, assert_never

from slack_sdk.errors import SlackApiError

from handlers.slack.edge.answers import ClearViews, Done, Ephemeral, FieldErrors, Options, PushView, UpdateView
from handlers.slack.edge.hand import DEEPEST, After, Hand, words_view
from handlers.slack.edge.payloads import Closed, Event, Heard, Submission, Suggestion
from handlers.slack.edge.replies import Outcome, Told, responding, telling
from handlers.slack.edge.sentences import DONE_LATE, FORM_CLOSED, FORM_DONE, FORM_REFUSED
from handlers.slack_error import error_name

PAUSES: Final = (0.3, 1.0, 2.0)
"""Seconds between the looks for a waiting page that Slack does not show yet."""


def late_steps(heard: Heard, outcome: Outcome, page: str, *, pauses: Sequence[float] = PAUSES) -> Sequence[After]:
    """The steps that bring a late outcome to the person; `page` is the external_id of a form's waiting page.

    Without one Slack has said that the form failed, where it still stands.
    """
    if isinstance(heard, Submission):
        return _late_form(heard, outcome, page, pauses)
    match outcome:
        case Ephemeral(payload=payload, after=after):
            return (responding(payload), *after)
        case Told(words=words):
            return () if isinstance(heard, Closed | Event | Suggestion) else (telling(words),)
        case Options():
            return ()
        case Done() | FieldErrors() | UpdateView() | PushView() | ClearViews():
            return outcome.after
        case _:
            assert_never(outcome)


def _late_form(heard: Submission, outcome: Outcome, page: str, pauses: Sequence[float]) -> Sequence[After]:
    after = () if isinstance(outcome, Told | Options) else outcome.after
    if not page or heard.view.depth >= DEEPEST:  # the person has to submit once more, and hears the result then
        return after

    async def show(hand: Hand) -> None:
        try:
            await show_on_page(hand, page, _late_view(outcome), pauses)
        except SlackApiError as error:
            if error_name(error) != "not_found":
                raise
            await hand.write(_without_page(outcome))

    return (show, *after)


def _without_page(outcome: Outcome) -> str:
    """The result in words, for whoever has closed the page that was to show it."""
    match outcome:
        case Told(words=words):
            return words
        case FieldErrors(errors=errors):
            return FORM_REFUSED.format(words="\n".join(f"{field}: {words}" for field, words in errors.items()))
        case UpdateView() | PushView():
            return FORM_CLOSED
        case Done() | ClearViews() | Ephemeral() | Options():
            return FORM_DONE
        case _:
            assert_never(outcome)


def _late_view(outcome: Outcome) -> Mapping[str, Any]:
    match outcome:
        case Told(words=words):
            return words_view(words)
        case FieldErrors(errors=errors):
            return words_view("\n".join(f"{field}: {words}" for field, words in errors.items()))
        case UpdateView(view=view) | PushView(view=view):
            return view
        case Done() | ClearViews() | Ephemeral() | Options():
            return {**words_view(DONE_LATE), "clear_on_close": True}
        case _:
            assert_never(outcome)


async def show_on_page(hand: Hand, page: str, view: Mapping[str, Any], pauses: Sequence[float]) -> None:
    """Show the view in place of the waiting page; Slack may need a moment to show the page, and twice is once here."""
    for pause in pauses:
        try:
            await hand.client.views_update(external_id=page, view=dict(view))
        except SlackApiError as error:
            if error_name(error) != "not_found":
                raise
            await asyncio.sleep(pause)
        else:
            return
    await hand.client.views_update(external_id=page, view=dict(view))
