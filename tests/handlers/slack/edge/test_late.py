"""How a late outcome finds its way."""

import pytest
from slack_sdk.errors import SlackApiError

from handlers.slack.edge.answers import ClearViews, Done, Ephemeral, FieldErrors, Options, PushView
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.hand import Hand
from handlers.slack.edge.late import late_steps, show_on_page
from handlers.slack.edge.parsing import parse
from handlers.slack.edge.replies import Outcome, Told
from tests.handlers.slack.edge import samples
from tests.handlers.slack.edge.stand_in import Slack, refusing

FORM = parse(samples.SUBMISSION)
SHOWN = {"ok": True, "view": {}}


async def step(_: Hand) -> None:
    """Any step."""


def hand(clients: Clients) -> Hand:
    return Hand(FORM, client=clients.web("xoxb-1"), webhooks=clients)


async def test_a_page_that_slack_does_not_show_yet_is_looked_for_again(slack: Slack, clients: Clients) -> None:
    slack.answers["views.update"] = [refusing("not_found"), refusing("not_found"), SHOWN]
    await show_on_page(hand(clients), "waiting.X", {"type": "modal"}, (0, 0, 0))
    assert len(slack.named("views.update")) == 3


async def test_a_page_that_was_closed_is_given_up(slack: Slack, clients: Clients) -> None:
    slack.answers["views.update"] = [refusing("not_found")]
    with pytest.raises(SlackApiError, match="not_found"):
        await show_on_page(hand(clients), "waiting.X", {"type": "modal"}, (0, 0))
    assert len(slack.named("views.update")) == 3


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Done(), "The form that you submitted is done."),
        (PushView(view={"type": "modal"}), "Its window is closed"),
        (FieldErrors(errors={"baseline": "a number"}), "nothing of it was saved. baseline: a number"),
        (Told(words="Not now."), "Not now."),
    ],
)
async def test_who_has_closed_the_page_is_told_by_message(
    outcome: Outcome, words: str, slack: Slack, clients: Clients
) -> None:
    slack.answers["views.update"] = [refusing("not_found")]
    (show,) = late_steps(FORM, outcome, "waiting.X", pauses=(0,))
    await show(hand(clients))
    (said,) = slack.named("chat.postMessage")
    assert said["channel"] == "U1"
    assert words in said["text"]


async def test_a_page_that_slack_does_not_take_is_a_fault(slack: Slack, clients: Clients) -> None:
    slack.answers["views.update"] = [refusing("invalid_arguments")]
    (show,) = late_steps(FORM, Done(), "waiting.X", pauses=(0,))
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await show(hand(clients))
    assert slack.named("chat.postMessage") == []


def test_a_form_that_was_not_acknowledged_has_no_page_to_show_anything_on() -> None:
    assert late_steps(FORM, Done(after=[step]), "") == [step]
    assert late_steps(FORM, Told(words="no"), "") == ()


async def test_another_refusal_is_not_repeated(slack: Slack, clients: Clients) -> None:
    slack.answers["views.update"] = [refusing("invalid_arguments")]
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await show_on_page(hand(clients), "waiting.X", {"type": "modal"}, (0, 0))
    assert len(slack.named("views.update")) == 1


@pytest.mark.parametrize("outcome", [ClearViews(after=[step]), PushView(view={}, after=[step]), Done(after=[step])])
def test_the_steps_of_an_answer_come_last(outcome: Outcome) -> None:
    assert late_steps(parse(samples.COMMAND), outcome, "") == [step]
    assert late_steps(FORM, outcome, "p")[-1] is step


@pytest.mark.parametrize("payload", [samples.CLOSED, samples.EVENT, samples.SUGGESTION])
def test_nobody_hears_words_about_what_nobody_did(payload: samples.JSON) -> None:
    assert late_steps(parse(payload), Told(words="no"), "") == ()


def test_a_late_menu_is_nothing() -> None:
    assert late_steps(parse(samples.SUGGESTION), Options(), "") == ()


def test_a_late_word_in_passing_has_its_steps_too() -> None:
    assert len(late_steps(parse(samples.COMMAND), Ephemeral(payload={}, after=[step]), "")) == 2
