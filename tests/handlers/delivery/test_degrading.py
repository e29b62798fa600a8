"""A layout that Slack refuses is said plainer; a message that it refuses in every form becomes a dead letter."""

import hashlib
import json

import pytest

from bot.domain.message import Message, ToChannel
from bot.views.degree import Degree
from bot.views.rendered import Rendered
from handlers.delivery import payload
from handlers.delivery.rendered import EARLIER_VERSION, simpler
from handlers.demo.workspace import Channel, Fault
from tests.databases import Fresh
from tests.handlers.delivery.kit import Bot, Json, section, words_of
from tests.storage.deliveries.saying import CARD, outgoing

POST, EDIT = "chat.postMessage", "chat.update"
ALERT = {"type": "alert", "text": {"type": "plain_text", "text": "only for modals"}}
TOO_MANY = [section(f"{number}") for number in range(51)]


@pytest.fixture
def database_url(fresh_database: Fresh) -> str:
    """What is shown here lies before the drain and the database: it is the same on both."""
    return fresh_database("sqlite")


def richly(message: Message, degree: Degree) -> Rendered:
    """The degree and the words, in a block of each degree's own."""
    words = words_of(message)
    blocks: dict[Degree, list[Json] | None] = {
        Degree.FULL: [section(f"full {words}")],
        Degree.CLASSIC: [section(f"classic {words}")],
        Degree.PLAIN: None,
    }
    return Rendered(text=f"{degree} {words}", blocks=blocks[degree])


def test_the_layouts_go_from_full_to_plain() -> None:
    assert [simpler(degree) for degree in Degree] == [Degree.CLASSIC, Degree.PLAIN, None]


async def test_newer_blocks_that_slack_refuses_are_left_out(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    def render(message: Message, degree: Degree) -> Rendered:
        rendered = richly(message, degree)
        return Rendered(text=rendered.text, blocks=[ALERT]) if degree is Degree.FULL else rendered

    bot.render = render
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert bot.said(churn) == ["classic a"]
    assert bot.calls() == [POST, POST]
    assert (bot.row("a")["state"], bot.row("a")["degree"]) == ("sent", "classic")


async def test_blocks_that_slack_refuses_altogether_become_plain_text(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    def render(message: Message, degree: Degree) -> Rendered:
        rendered = richly(message, degree)
        return rendered if degree is Degree.PLAIN else Rendered(text=rendered.text, blocks=[*TOO_MANY, ALERT])

    bot.render = render
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert bot.said(churn) == ["plain a"]
    (message,) = bot.workspace.messages(churn)
    assert message.blocks == []


@pytest.mark.parametrize("error", ["invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"])
async def test_what_slack_takes_in_no_form_is_a_dead_letter_with_its_hash(
    bot: Bot, churn: Channel, to_churn: ToChannel, error: str
) -> None:
    bot.render = richly
    bot.workspace.faults.next(POST, Fault.error(error), times=3)
    bot.keep(outgoing("a", to=to_churn), outgoing("b", to=to_churn))
    await bot.run()
    *refused, _ = bot.workspace.log.calls(POST)
    assert [call.args["text"] for call in refused] == ["full a", "classic a", "plain a"]
    row = bot.row("a")
    plain = json.dumps(refused[-1].args, sort_keys=True, ensure_ascii=False)
    assert (row["state"], row["error"], row["tries"]) == ("dead", error, 1)
    assert row["payload_hash"] == hashlib.sha256(plain.encode()).hexdigest()
    assert bot.said(churn) == ["full b"]
    assert bot.backlog().dead == 1


async def test_an_error_that_nobody_knows_gets_one_try_as_plain_text(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.render = richly
    bot.workspace.faults.next(POST, Fault.error("an_error_of_some_day"))
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert bot.said(churn) == ["plain a"]
    assert bot.calls() == [POST, POST]


async def test_an_error_that_nobody_knows_twice_is_a_dead_letter(bot: Bot, to_churn: ToChannel) -> None:
    bot.render = richly
    bot.workspace.faults.next(POST, Fault.error("an_error_of_some_day"), times=None)
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    await bot.run()
    assert bot.calls() == [POST, POST]
    assert (bot.row("a")["state"], bot.row("a")["error"]) == ("dead", "an_error_of_some_day")


async def test_the_same_payload_is_not_offered_twice(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    """A message without newer blocks looks the same in full and in classic layout."""
    bot.workspace.faults.next(POST, Fault.error("invalid_blocks"))
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert bot.calls() == [POST, POST]
    (message,) = bot.workspace.messages(churn)
    assert message.blocks == []
    assert bot.row("a")["degree"] == "plain"


async def test_an_edit_is_degraded_alike(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.render = richly
    bot.keep(outgoing("card:1", to=to_churn, living=CARD))
    await bot.run()
    bot.workspace.faults.next(EDIT, Fault.error("invalid_blocks"), times=2)
    bot.keep(outgoing("card:2", to=to_churn, living=CARD))
    await bot.run()
    assert bot.said(churn) == ["plain card:2"]
    assert bot.workspace.messages(churn)[0].blocks == []


async def test_a_dead_edit_leaves_the_message_as_it_was_and_the_next_edit_goes_on(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.keep(outgoing("card:1", to=to_churn, living=CARD))
    await bot.run()
    bot.workspace.faults.next(EDIT, Fault.error("msg_too_long"), times=2)
    bot.keep(outgoing("card:2", to=to_churn, living=CARD))
    await bot.run()
    assert bot.said(churn) == ["card:1"]
    bot.keep(outgoing("card:3", to=to_churn, living=CARD))
    await bot.run()
    assert bot.said(churn) == ["card:3"]
    assert bot.states() == {"card:1": "sent", "card:2": "dead", "card:3": "sent"}


async def test_a_simpler_layout_is_kept_over_later_tries(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.render = richly
    bot.workspace.faults.next(POST, Fault.error("invalid_blocks"))
    bot.workspace.faults.next(POST, Fault.drop_before())
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert bot.said(churn) == ["classic a"]
    assert [call.args["text"] for call in bot.workspace.log.calls(POST)] == ["full a", "classic a", "classic a"]


async def test_a_layout_that_cannot_be_drawn_is_said_in_plain_text(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    def render(message: Message, degree: Degree) -> Rendered:
        if degree is not Degree.PLAIN:
            raise ZeroDivisionError
        return richly(message, degree)

    bot.render = render
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert bot.said(churn) == ["plain a"]
    assert bot.calls() == [POST]


async def test_a_message_that_cannot_be_drawn_at_all_is_a_dead_letter_and_holds_nobody_up(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    def render(message: Message, degree: Degree) -> Rendered:
        if words_of(message) == "bad":
            raise ZeroDivisionError
        return richly(message, degree)

    bot.render = render
    bot.keep(outgoing("bad", to=to_churn), outgoing("good", to=to_churn))
    await bot.run()
    assert bot.said(churn) == ["full good"]
    row = bot.row("bad")
    assert (row["state"], row["payload_hash"]) == ("dead", None)
    assert row["error"].startswith("unrenderable: ")


async def test_a_body_that_cannot_be_read_is_a_dead_letter_and_holds_nobody_up(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.keep(outgoing("old", to=to_churn), outgoing("new", to=to_churn))
    bot.spoil("old", '{"kind": "card"}')
    await bot.run()
    assert bot.said(churn) == ["new"]
    assert bot.row("old")["state"] == "dead"
    assert bot.row("old")["error"].startswith("unreadable body")


def test_a_link_is_put_behind_text_and_blocks() -> None:
    rendered = payload.linked(Rendered(text="new", blocks=[section("new")]), "https://example.com/p1")
    assert rendered.text == f"new\n<https://example.com/p1|{EARLIER_VERSION}>"
    assert rendered.blocks is not None
    assert [block["type"] for block in rendered.blocks] == ["section", "context"]


def test_a_link_that_has_no_room_among_the_blocks_stays_in_the_text() -> None:
    full = [section(f"{number}") for number in range(50)]
    assert payload.linked(Rendered(text="new", blocks=full), "https://example.com/p1").blocks == full
    assert payload.linked(Rendered(text="new", blocks=None), "https://example.com/p1").blocks is None


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"metadata": None},
        {"metadata": {"event_type": "plumbline_delivery"}},
        {"metadata": {"event_type": "plumbline_delivery", "event_payload": {"key": 5}}},
        {"metadata": {"event_type": "other", "event_payload": {"key": "k"}}},
    ],
)
def test_only_our_own_metadata_is_read(message: Json) -> None:
    assert payload.opaque_key_of(message) is None
