"""Three seconds: acknowledged in time, finished in any case, and told to the person."""

import asyncio
import json
from typing import Any

import pytest

from bot.domain.refusal import Refusal
from handlers.slack.edge.answers import Done, Ephemeral, FieldErrors, Options, UpdateView
from handlers.slack.edge.app import Edge
from handlers.slack.edge.authorize import Authorize
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.hand import Hand
from handlers.slack.edge.registry import Registry
from handlers.slack.edge.turn import Spoken
from handlers.slack.edge.unfinished import UnfinishedWork
from tests.handlers.counts import counted
from tests.handlers.slack.edge import samples
from tests.handlers.slack.edge.hearing import answering, listen
from tests.handlers.slack.edge.stand_in import Slack


class Slow:
    """A listener that answers when the test says so."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.entered = asyncio.Event()
        self.go = asyncio.Event()
        self.finished = asyncio.Event()

    async def __call__(self, _: Any) -> Any:
        self.entered.set()
        await self.go.wait()
        self.finished.set()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def hasty(registry: Registry, clients: Clients, authorize: Authorize, unfinished: UnfinishedWork) -> Edge:
    """An edge whose deadline is over at once (after the workspace is known)."""
    return Edge(registry=registry, clients=clients, authorize=authorize, unfinished=unfinished, deadline=0.02)


async def late(edge: Edge, registry: Registry, payload: samples.JSON, answer: Any) -> Spoken:
    """Hear a payload whose listener answers when the deadline is over."""
    slow = Slow(answer)
    listen(registry, slow)
    spoken = await edge.hear(payload)
    assert not slow.finished.is_set()
    spoken.follow()
    slow.go.set()
    await edge.drained()
    assert slow.finished.is_set()
    return spoken


async def test_a_slow_command_is_acknowledged_in_time_and_answered_later(
    hasty: Edge, registry: Registry, slack: Slack
) -> None:
    spoken = await late(hasty, registry, answering(slack, samples.COMMAND), Ephemeral(payload={"text": "here"}))
    assert (spoken.status, spoken.body) == (200, "")
    assert [post["text"] for post in slack.posted] == ["here"]
    assert counted(hasty.metrics.payloads_unused)["late"] == 1
    measured = hasty.metrics.acks.read()["command",]
    assert measured.cumulative[-1] == 1
    assert 0.02 <= measured.total < 2.0


async def test_a_slow_refusal_still_reaches_the_person(hasty: Edge, registry: Registry, slack: Slack) -> None:
    await late(hasty, registry, answering(slack, samples.PRESS), Refusal("Not now."))
    assert [post["text"] for post in slack.posted] == ["Not now."]


async def test_the_steps_behind_a_slow_answer_are_done(hasty: Edge, registry: Registry) -> None:
    done = []

    async def step(_: Hand) -> None:
        done.append("step")

    await late(hasty, registry, samples.COMMAND, Done(after=[step]))
    assert done == ["step"]


async def test_a_slow_event_comes_again_and_its_steps_are_done(hasty: Edge, registry: Registry) -> None:
    done = []

    async def step(_: Hand) -> None:
        done.append("step")

    spoken = await late(hasty, registry, samples.EVENT, Done(after=[step]))
    assert spoken.status == 503
    assert done == ["step"]


async def test_a_slow_fault_of_an_event_or_a_menu_is_only_logged(hasty: Edge, registry: Registry, slack: Slack) -> None:
    await late(hasty, registry, samples.EVENT, ZeroDivisionError())
    assert [name for name, _ in slack.calls] == ["auth.test"]


async def test_a_slow_menu_stays_empty(hasty: Edge, registry: Registry) -> None:
    spoken = await late(hasty, registry, samples.SUGGESTION, Options())
    assert json.loads(spoken.body) == {"options": []}


def waiting_page(spoken: Spoken) -> str:
    page = json.loads(spoken.body)["view"]["external_id"]
    assert isinstance(page, str)
    return page


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (Done(), "Done. Closing this page closes the form too."),
        (FieldErrors(errors={"baseline": "a number"}), "baseline: a number"),
        (Refusal("Not now."), "Not now."),
    ],
)
async def test_a_slow_form_keeps_its_values_and_shows_the_result_on_top(
    answer: Any, shown: str, hasty: Edge, registry: Registry, slack: Slack
) -> None:
    spoken = await late(hasty, registry, samples.SUBMISSION, answer)
    (call,) = slack.named("views.update")
    assert call["external_id"] == waiting_page(spoken)
    assert call["view"]["blocks"][0]["text"]["text"] == shown
    assert call["view"].get("clear_on_close", False) is isinstance(answer, Done)


async def test_the_next_page_of_a_slow_form_takes_the_place_of_the_waiting_page(
    hasty: Edge, registry: Registry, slack: Slack
) -> None:
    await late(hasty, registry, samples.SUBMISSION, UpdateView(view={"type": "modal", "callback_id": "next"}))
    (call,) = slack.named("views.update")
    assert call["view"] == {"type": "modal", "callback_id": "next"}


async def test_a_slow_form_three_deep_is_submitted_once_more(hasty: Edge, registry: Registry, slack: Slack) -> None:
    deep = samples.changed(samples.SUBMISSION, "view", "previous_view_id", to="V2")
    spoken = await late(hasty, registry, samples.changed(deep, "view", "root_view_id", to="V0"), Done())
    assert "submit once more" in json.loads(spoken.body)["errors"]["channel"]
    assert slack.named("views.update") == []


async def test_slow_slack_itself_lets_no_deadline_pass(
    registry: Registry, clients: Clients, slack: Slack, unfinished: UnfinishedWork
) -> None:
    asked, go = asyncio.Event(), asyncio.Event()

    async def find(_: str | None, __: str | None) -> None:
        asked.set()
        await go.wait()

    edge = Edge(registry=registry, clients=clients, authorize=Authorize(find), unfinished=unfinished, deadline=0.02)
    spoken = await edge.hear(answering(slack, samples.COMMAND))
    assert (spoken.status, spoken.body) == (200, "")
    assert asked.is_set()
    go.set()
    await edge.drained()
    assert "not installed" in slack.posted[0]["text"]


async def test_nobody_cancels_the_work_of_a_caller_that_went_away(edge: Edge, registry: Registry, slack: Slack) -> None:
    slow = Slow(Ephemeral(payload={"text": "here"}))
    listen(registry, slow)
    hearing = asyncio.create_task(edge.hear(answering(slack, samples.COMMAND)))
    await slow.entered.wait()
    hearing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hearing
    slow.go.set()
    await edge.drained()
    assert slow.finished.is_set()
    assert [post["text"] for post in slack.posted] == ["here"]


async def test_an_answer_in_the_last_moment_is_the_answer(
    registry: Registry, clients: Clients, authorize: Authorize, unfinished: UnfinishedWork
) -> None:
    edge = Edge(registry=registry, clients=clients, authorize=authorize, unfinished=unfinished, deadline=0.2)
    slow, loop = Slow(Ephemeral(payload={"text": "here"})), asyncio.get_running_loop()
    listen(registry, slow)
    deadline = loop.time() + 0.2
    hearing = asyncio.create_task(edge.hear(samples.COMMAND))
    await slow.entered.wait()
    slow.go.set()
    while loop.time() < deadline + 0.01:  # the loop is held up: the answer and the deadline come in one round
        pass
    assert json.loads((await hearing).body)["text"] == "here"
    assert counted(edge.metrics.payloads_unused) == {}


async def test_a_handshake_has_no_deadline_to_miss(
    registry: Registry, clients: Clients, authorize: Authorize, unfinished: UnfinishedWork
) -> None:
    edge = Edge(registry=registry, clients=clients, authorize=authorize, unfinished=unfinished, deadline=0.0)
    spoken = await edge.hear({"type": "url_verification", "challenge": "abc"})
    assert spoken.status == 200
