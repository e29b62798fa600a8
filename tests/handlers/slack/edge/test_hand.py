"""What can be done for the hand on the button, against a Slack on loopback."""

import pytest
from slack_sdk.errors import SlackApiError

from handlers.slack.edge.clients import Clients
from handlers.slack.edge.hand import DEAD_TRIGGER, Hand, NotSaid, words_view
from handlers.slack.edge.parsing import parse
from tests.handlers.slack.edge import samples
from tests.handlers.slack.edge.hearing import answering
from tests.handlers.slack.edge.stand_in import Slack, refusing

VIEW = {"type": "modal", "blocks": []}


def hand(payload: samples.JSON, clients: Clients) -> Hand:
    return Hand(parse(payload), client=clients.web("xoxb-1"), webhooks=clients)


async def never(_: Hand) -> None:
    raise AssertionError("the trigger lives")


async def test_a_modal_is_opened_with_the_trigger_and_the_workspaces_token(slack: Slack, clients: Clients) -> None:
    shown = await hand(samples.COMMAND, clients).open(VIEW, otherwise=never)
    assert shown == {"id": "V9", "hash": "h9"}
    assert slack.named("views.open") == [{"trigger_id": "1.2.command", "view": VIEW, "token": "Bearer xoxb-1"}]


@pytest.mark.parametrize("error", sorted(DEAD_TRIGGER))
async def test_a_dead_trigger_reaches_the_fallback(error: str, slack: Slack, clients: Clients) -> None:
    slack.answers["views.open"] = [refusing(error)]
    offered = []

    async def offer(again: Hand) -> None:
        offered.append(again)

    mine = hand(samples.COMMAND, clients)
    assert await mine.open(VIEW, otherwise=offer) is None
    assert offered == [mine]


async def test_a_refused_view_is_a_fault_and_no_dead_trigger(slack: Slack, clients: Clients) -> None:
    slack.answers["views.push"] = [refusing("invalid_arguments")]
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await hand(samples.SUBMISSION, clients).push(VIEW, otherwise=never)


async def test_an_open_modal_is_replaced_only_while_it_is_the_one_looked_at(slack: Slack, clients: Clients) -> None:
    await hand(samples.PRESS_IN_VIEW, clients).update(VIEW, view_id="V1", view_hash="156.abc")
    (call,) = slack.named("views.update")
    assert (call["view_id"], call["hash"], call["view"]) == ("V1", "156.abc", VIEW)


async def test_the_home_tab_is_published_for_the_one_who_looked(slack: Slack, clients: Clients) -> None:
    await hand(samples.EVENT, clients).publish({"type": "home", "blocks": []})
    (call,) = slack.named("views.publish")
    assert call["user_id"] == "U1"


async def test_a_response_is_ephemeral_and_leaves_the_original_alone(slack: Slack, clients: Clients) -> None:
    payload = samples.changed(samples.PRESS, "response_url", to=slack.response_url)
    await hand(payload, clients).respond({"text": "here"})
    await hand(payload, clients).respond({"text": "new", "replace_original": True})
    assert slack.posted == [
        {"response_type": "ephemeral", "replace_original": False, "text": "here"},
        {"response_type": "ephemeral", "replace_original": True, "text": "new"},
    ]


async def test_a_used_up_response_url_is_told_to_the_caller(slack: Slack, clients: Clients) -> None:
    slack.post_status = 404
    payload = samples.changed(samples.PRESS, "response_url", to=slack.response_url)
    with pytest.raises(NotSaid, match="404"):
        await hand(payload, clients).respond({"text": "here"})
    with pytest.raises(NotSaid, match="no response_url"):
        await hand(samples.SHORTCUT, clients).respond({"text": "here"})


async def test_an_offer_goes_to_the_response_url_or_as_it_is_into_a_direct_message(
    slack: Slack, clients: Clients
) -> None:
    block = {"type": "actions", "elements": []}
    again = {"response_type": "ephemeral", "text": "Try again &amp; again", "blocks": [block]}
    await hand(samples.changed(samples.PRESS, "response_url", to=slack.response_url), clients).offer(again)
    await hand(samples.PRESS_IN_VIEW, clients).offer(again)
    assert [post["text"] for post in slack.posted] == ["Try again &amp; again"]
    (call,) = slack.named("chat.postMessage")
    assert (call["channel"], call["text"], call["blocks"]) == ("U1", "Try again &amp; again", [block])
    assert "response_type" not in call


async def test_words_go_to_the_response_url_first(slack: Slack, clients: Clients) -> None:
    await hand(samples.changed(samples.PRESS, "response_url", to=slack.response_url), clients).tell("no & no")
    assert slack.posted[0]["text"] == "no &amp; no"
    assert slack.calls == []


@pytest.mark.parametrize(
    ("payload", "method"),
    [
        (samples.SHORTCUT, "views.open"),
        (samples.changed(samples.PRESS_IN_VIEW, "view", "type", to="home"), "views.open"),
        (samples.PRESS_IN_VIEW, "views.push"),
        (samples.SUBMISSION, "views.push"),
    ],
)
async def test_words_without_a_response_url_are_a_small_modal(
    payload: samples.JSON, method: str, slack: Slack, clients: Clients
) -> None:
    await hand(payload, clients).tell("no")
    (call,) = slack.named(method)
    assert call["view"] == words_view("no")


async def test_words_whose_trigger_is_dead_are_a_direct_message(slack: Slack, clients: Clients) -> None:
    slack.answers["views.open"] = [refusing("expired_trigger_id")]
    await hand(samples.SHORTCUT, clients).tell("no")
    (call,) = slack.named("chat.postMessage")
    assert (call["channel"], call["text"]) == ("U1", "no")


async def test_words_after_a_closed_view_are_a_direct_message(slack: Slack, clients: Clients) -> None:
    await hand(samples.CLOSED, clients).tell("no")
    assert [call["channel"] for call in slack.named("chat.postMessage")] == ["U1"]


async def test_words_for_nobody_are_not_said(slack: Slack, clients: Clients) -> None:
    with pytest.raises(NotSaid, match="nobody"):
        await hand(samples.changed(samples.EVENT, "event", "user", to=None), clients).tell("no")
    assert slack.requests == 0


def test_words_are_cut_where_slack_cuts() -> None:
    assert len(words_view("x" * 4000)["blocks"][0]["text"]["text"]) == 3000


def in_view(**changed: object) -> samples.JSON:
    return {**samples.PRESS_IN_VIEW, "view": {**samples.VIEW, **changed}}


@pytest.mark.parametrize(
    ("payload", "has_room"),
    [
        pytest.param(in_view(previous_view_id=None, root_view_id="V1"), True, id="a window"),
        pytest.param(in_view(previous_view_id="V0", root_view_id="V0"), True, id="two deep"),
        pytest.param(in_view(previous_view_id="V0", root_view_id="V9"), False, id="three deep"),
        pytest.param(in_view(type="home", previous_view_id=None), False, id="the Home tab"),
        pytest.param(samples.PRESS, False, id="a message"),
        pytest.param(samples.COMMAND, False, id="a command"),
    ],
)
async def test_a_window_has_room_for_another_until_three_lie_there(
    payload: samples.JSON, clients: Clients, *, has_room: bool
) -> None:
    assert hand(payload, clients).has_room is has_room


@pytest.mark.parametrize(
    ("payload", "blocks"),
    [({"text": "2.9 %"}, None), ({"text": "2.9 %", "blocks": words_view("2.9 %")["blocks"]}, 2)],
)
async def test_what_finds_no_other_way_is_a_message_that_says_what_it_is_about(
    payload: samples.JSON, blocks: int | None, slack: Slack, clients: Clients
) -> None:
    slack.post_status = 404
    mine = Hand(
        parse(answering(slack, samples.COMMAND)), client=clients.web("xoxb-1"), webhooks=clients, about="About <this>:"
    )
    await mine.respond({"response_type": "ephemeral", **payload})
    (said,) = slack.named("chat.postMessage")
    assert (said["channel"], said["text"]) == ("U1", "About &lt;this&gt;:\n2.9 %")
    assert len(said["blocks"] if blocks else []) == (blocks or 0)
    assert "response_type" not in said


async def test_more_than_slack_takes_is_cut_and_not_refused(slack: Slack, clients: Clients) -> None:
    slack.post_status = 404
    mine = Hand(
        parse(answering(slack, samples.COMMAND)), client=clients.web("xoxb-1"), webhooks=clients, about="About this:"
    )
    await mine.respond({"text": "long", "blocks": words_view("line")["blocks"] * 50})
    (said,) = slack.named("chat.postMessage")
    assert len(said["blocks"]) == 50
