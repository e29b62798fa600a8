"""From a payload to a listener and back: kept before it is acknowledged, in time, whatever goes wrong."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.ids import QuestionId
from bot.domain.refusal import BadFields, Refusal
from handlers.slack.edge.answers import Done, Ephemeral, FieldErrors, Options, UpdateView
from handlers.slack.edge.app import Edge, Spoken
from handlers.slack.edge.authorize import Authorize
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.hand import Hand
from handlers.slack.edge.payloads import Command, Event, Heard, Press, Submission, Suggestion
from handlers.slack.edge.registry import Registry
from tests.handlers.slack.edge import samples
from tests.handlers.slack.edge.stand_in import Slack, refusing


def listen(registry: Registry, listener: Callable[[Any], Any]) -> None:
    """One listener for one of each kind in the samples."""
    registry.command("/plumb", listener)
    registry.action("nag.snooze", listener)
    registry.action("kickoff.direction", listener)
    registry.view("kickoff.page", listener)
    registry.closed("kickoff.page", listener)
    registry.shortcut("kickoff.new", listener)
    registry.shortcut("experiment.from_message", listener)
    registry.event("app_home_opened", listener)
    registry.event("app_rate_limited", listener)
    registry.options("impact.project", listener)


async def heard_by(edge: Edge, payload: samples.JSON) -> Spoken:
    """Hear one payload as a door does."""
    spoken = await edge.hear(payload)
    spoken.follow()
    await edge.drained()
    return spoken


def answering(slack: Slack, payload: samples.JSON) -> samples.JSON:
    """The payload with a response_url that leads to the stand-in."""
    return samples.changed(payload, "response_url", to=slack.response_url)


@pytest.mark.parametrize("kind", samples.ALL)
async def test_every_kind_of_payload_reaches_its_listener(kind: str, edge: Edge, registry: Registry) -> None:
    got: list[Heard] = []

    async def listener(heard: Heard) -> Any:
        got.append(heard)
        return Options() if isinstance(heard, Suggestion) else Done()

    listen(registry, listener)
    spoken = await heard_by(edge, samples.ALL[kind])
    assert len(got) == 1
    assert spoken.status == 200
    assert edge.counted == {}


@pytest.mark.parametrize("payload", [samples.COMMAND, samples.EVENT])
async def test_nothing_is_acknowledged_before_the_listener_has_kept_it(
    payload: samples.JSON, edge: Edge, registry: Registry
) -> None:
    entered, committed = asyncio.Event(), asyncio.Event()

    async def listener(_: Heard) -> Done:
        entered.set()
        await committed.wait()
        return Done()

    listen(registry, listener)
    hearing = asyncio.create_task(edge.hear(payload))
    await entered.wait()
    assert not hearing.done()
    committed.set()
    assert (await hearing).status == 200


async def test_what_follows_waits_for_the_door_and_then_runs_beside_each_other(edge: Edge, registry: Registry) -> None:
    done: list[str] = []
    second = asyncio.Event()

    async def first_step(_: Hand) -> None:
        await second.wait()
        done.append("first")

    async def second_step(_: Hand) -> None:
        done.append("second")
        second.set()

    async def listener(_: Command) -> Done:
        return Done(after=(first_step, second_step))

    registry.command("/plumb", listener)
    spoken = await edge.hear(samples.COMMAND)
    await edge.drained()
    assert done == []
    spoken.follow()
    await edge.drained()
    assert done == ["second", "first"]


async def test_a_step_has_the_hand_of_the_person_with_the_workspaces_token(
    edge: Edge, registry: Registry, slack: Slack
) -> None:
    async def open_view(hand: Hand) -> None:
        await hand.open({"type": "modal"}, otherwise=never)

    async def never(_: Hand) -> None:
        raise AssertionError("the trigger lives")

    async def listener(_: Command) -> Done:
        return Done(after=[open_view])

    registry.command("/plumb", listener)
    await heard_by(edge, samples.COMMAND)
    (call,) = slack.named("views.open")
    assert (call["trigger_id"], call["token"]) == ("1.2.command", "Bearer xoxb-1")


# --- refusals and faults ------------------------------------------------------------------------------


async def test_a_refusal_is_told_and_nothing_is_logged_as_a_fault(edge: Edge, registry: Registry) -> None:
    async def listener(_: Command) -> Done:
        raise Refusal("No project of that name.", who_can="the owner can add one")

    registry.command("/plumb", listener)
    with capture_logs() as lines:
        spoken = await heard_by(edge, samples.COMMAND)
    assert json.loads(spoken.body)["text"] == "No project of that name. The owner can add one."
    assert [line["log_level"] for line in lines] == ["info"]


async def test_bad_fields_become_errors_at_their_fields(edge: Edge, registry: Registry) -> None:
    async def listener(_: Submission) -> Done:
        raise BadFields({QuestionId("baseline"): "a number, please"})

    registry.view("kickoff.page", listener)
    spoken = await heard_by(edge, samples.SUBMISSION)
    assert json.loads(spoken.body) == {"response_action": "errors", "errors": {"baseline": "a number, please"}}


async def test_bad_fields_of_a_command_are_words(edge: Edge, registry: Registry) -> None:
    async def listener(_: Command) -> Done:
        raise BadFields({QuestionId("baseline"): "a number, please"})

    registry.command("/plumb", listener)
    assert "a number, please" in json.loads((await heard_by(edge, samples.COMMAND)).body)["text"]


async def test_a_fault_shows_the_token_that_the_log_holds(edge: Edge, registry: Registry) -> None:
    async def listener(_: Command) -> Done:
        raise ZeroDivisionError

    registry.command("/plumb", listener)
    with capture_logs() as lines:
        spoken = await heard_by(edge, samples.COMMAND)
    (line,) = lines
    assert line["event"] == "request.failed"
    assert line["token"] in json.loads(spoken.body)["text"]
    assert spoken.status == 200


async def test_a_fault_of_a_press_is_told_behind_the_acknowledgement(
    edge: Edge, registry: Registry, slack: Slack
) -> None:
    async def listener(_: Press) -> Done:
        raise ZeroDivisionError

    registry.action("nag.snooze", listener)
    spoken = await heard_by(edge, answering(slack, samples.PRESS))
    assert (spoken.status, spoken.body) == (200, "")
    assert "nothing was saved" in slack.posted[0]["text"]


async def test_an_event_that_was_not_kept_comes_again(edge: Edge, registry: Registry) -> None:
    async def listener(_: Event) -> Done:
        raise ZeroDivisionError

    registry.event("app_home_opened", listener)
    assert (await heard_by(edge, samples.EVENT)).status == 500


async def test_an_answer_that_cannot_be_written_down_is_a_fault(edge: Edge, registry: Registry) -> None:
    async def listener(_: Command) -> Ephemeral:
        return Ephemeral(payload={"text": object()})

    registry.command("/plumb", listener)
    assert "Token" in json.loads((await heard_by(edge, samples.COMMAND)).body)["text"]


async def test_a_fault_behind_the_acknowledgement_is_told_and_stops_no_other_step(
    edge: Edge, registry: Registry, slack: Slack
) -> None:
    done = []

    async def breaks(_: Hand) -> None:
        raise ZeroDivisionError

    async def works(_: Hand) -> None:
        done.append("works")

    async def listener(_: Press) -> Done:
        return Done(after=(breaks, works))

    registry.action("nag.snooze", listener)
    await heard_by(edge, answering(slack, samples.PRESS))
    assert done == ["works"]
    assert "after your change was saved" in slack.posted[0]["text"]


async def test_a_fault_behind_an_event_bothers_nobody(edge: Edge, registry: Registry, slack: Slack) -> None:
    async def breaks(_: Hand) -> None:
        raise ZeroDivisionError

    async def listener(_: Event) -> Done:
        return Done(after=[breaks])

    registry.event("app_home_opened", listener)
    with capture_logs() as lines:
        await heard_by(edge, samples.EVENT)
    assert [line["event"] for line in lines] == ["request.failed"]
    assert [name for name, _ in slack.calls] == ["auth.test"]


async def test_a_person_whom_nothing_reaches_is_in_the_log(edge: Edge, registry: Registry, slack: Slack) -> None:
    slack.answers["views.open"] = [refusing("internal_error")]

    async def breaks(_: Hand) -> None:
        raise ZeroDivisionError

    async def listener(_: Heard) -> Done:
        return Done(after=[breaks])

    registry.shortcut("kickoff.new", listener)
    with capture_logs() as lines:
        await heard_by(edge, samples.SHORTCUT)
    assert [line["event"] for line in lines] == ["request.failed", "person.unreached"]


async def test_a_dead_response_url_is_not_tried_twice(edge: Edge, registry: Registry, slack: Slack) -> None:
    slack.post_status = 404

    async def listener(_: Press) -> Ephemeral:
        return Ephemeral(payload={"text": "here"})

    registry.action("nag.snooze", listener)
    await heard_by(edge, answering(slack, samples.PRESS))
    assert len(slack.posted) == 1


# --- what nobody asked for ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", samples.ALL)
async def test_what_nobody_listens_to_is_acknowledged_and_counted(kind: str, edge: Edge, slack: Slack) -> None:
    payload = samples.ALL[kind]
    if "response_url" in payload:
        payload = answering(slack, payload)
    with capture_logs() as lines:
        spoken = await heard_by(edge, payload)
    assert spoken.status == 200
    assert [line["event"] for line in lines] == ["request.unknown"]
    assert edge.counted.total() == 1


async def test_a_person_hears_that_a_command_is_not_known(edge: Edge) -> None:
    assert "/plumb" in json.loads((await heard_by(edge, samples.COMMAND)).body)["text"]


async def test_a_bad_payload_is_acknowledged_and_counted(edge: Edge) -> None:
    spoken = await heard_by(edge, {"type": "martian"})
    assert (spoken.status, spoken.body, edge.counted["bad_payload"]) == (200, "", 1)


def nodes(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a payload."""
    steps = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
    return [place for step, inner in steps for place in ((*path, step), *nodes(inner, (*path, step)))]


@pytest.mark.parametrize("kind", samples.ALL)
async def test_no_value_at_any_place_of_a_payload_ends_in_a_fault(kind: str, edge: Edge, registry: Registry) -> None:
    async def listener(heard: Heard) -> Any:
        return Options() if isinstance(heard, Suggestion) else Done()

    listen(registry, listener)
    payload = samples.ALL[kind]
    with capture_logs() as lines:
        for place in nodes(payload):
            for strange in (None, 5, 1.5, True, "", "x", [], ["x"], {}, {"id": 5}):
                spoken = await edge.hear(samples.changed(payload, *place, to=strange))
                assert spoken.status == 200, (place, strange)
    assert [line for line in lines if line["event"] == "request.failed"] == []


# --- whose workspace ------------------------------------------------------------------------------------


async def test_an_unknown_workspace_reaches_no_listener(edge: Edge, registry: Registry, slack: Slack) -> None:
    got = []

    async def listener(heard: Heard) -> Done:
        got.append(heard)
        return Done()

    listen(registry, listener)
    command = await heard_by(edge, samples.changed(samples.COMMAND, "team_id", to="T8"))
    elsewhere = samples.changed(answering(slack, samples.PRESS), "team", to={"id": "T8"})
    press = await heard_by(edge, elsewhere)
    assert got == []
    assert "not installed" in json.loads(command.body)["text"]
    assert (press.status, press.body) == (200, "")
    assert "not installed" in slack.posted[0]["text"]
    assert edge.counted["unknown_workspace"] == 2


async def test_slack_being_in_trouble_is_a_fault_and_not_a_missing_installation(edge: Edge, slack: Slack) -> None:
    slack.answers["auth.test"] = [refusing("internal_error")]
    spoken = await heard_by(edge, samples.COMMAND)
    assert "Token" in json.loads(spoken.body)["text"]
    assert (await heard_by(edge, samples.EVENT)).status == 500


async def test_our_own_doing_that_comes_back_as_an_event_is_dropped(edge: Edge, registry: Registry) -> None:
    got = []

    async def listener(heard: Event) -> Done:
        got.append(heard.user)
        return Done()

    registry.event("message", listener)
    theirs = samples.changed(samples.EVENT, "event", to={"type": "message", "user": "U1", "text": "hi"})
    ours = samples.changed(samples.EVENT, "event", to={"type": "message", "user": "UBOT", "text": "hi"})
    assert [(await heard_by(edge, payload)).status for payload in (theirs, ours)] == [200, 200]
    assert got == ["U1"]


@pytest.mark.parametrize("event_type", ["app_uninstalled", "tokens_revoked", "team_access_revoked"])
async def test_a_revocation_is_heard_and_then_nothing_is_remembered(
    event_type: str, edge: Edge, registry: Registry, slack: Slack
) -> None:
    got = []

    async def listener(heard: Event) -> Done:
        got.append(heard.type)
        return Done()

    async def done(_: Command) -> Done:
        return Done()

    registry.event(event_type, listener)
    registry.command("/plumb", done)
    await heard_by(edge, samples.COMMAND)
    slack.answers["auth.test"] = [refusing("account_inactive")]
    await heard_by(edge, samples.changed(samples.EVENT, "event", to={"type": event_type}))
    spoken = await heard_by(edge, samples.COMMAND)
    assert got == [event_type]
    assert "not installed" in json.loads(spoken.body)["text"]


@pytest.mark.parametrize(
    ("payload", "body"),
    [({"type": "url_verification", "challenge": "abc"}, '{"challenge": "abc"}'), ({"ssl_check": "1"}, "")],
)
async def test_slacks_handshakes_are_answered(payload: samples.JSON, body: str, edge: Edge, slack: Slack) -> None:
    spoken = await heard_by(edge, payload)
    assert (spoken.status, spoken.body) == (200, body)
    assert slack.calls == []


# --- time ---------------------------------------------------------------------------------------------------


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
def hasty(registry: Registry, clients: Clients, authorize: Authorize) -> Edge:
    """An edge whose deadline is over at once (after the workspace is known)."""
    return Edge(registry=registry, clients=clients, authorize=authorize, deadline=0.02)


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
    assert hasty.counted["late"] == 1


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


async def test_slow_slack_itself_lets_no_deadline_pass(registry: Registry, clients: Clients, slack: Slack) -> None:
    asked, go = asyncio.Event(), asyncio.Event()

    async def find(_: str | None, __: str | None) -> None:
        asked.set()
        await go.wait()

    edge = Edge(registry=registry, clients=clients, authorize=Authorize(find), deadline=0.02)
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
    registry: Registry, clients: Clients, authorize: Authorize
) -> None:
    edge = Edge(registry=registry, clients=clients, authorize=authorize, deadline=0.2)
    slow, loop = Slow(Ephemeral(payload={"text": "here"})), asyncio.get_running_loop()
    listen(registry, slow)
    deadline = loop.time() + 0.2
    hearing = asyncio.create_task(edge.hear(samples.COMMAND))
    await slow.entered.wait()
    slow.go.set()
    while loop.time() < deadline + 0.01:  # the loop is held up: the answer and the deadline come in one round
        pass
    assert json.loads((await hearing).body)["text"] == "here"
    assert edge.counted == {}


async def test_a_handshake_has_no_deadline_to_miss(registry: Registry, clients: Clients, authorize: Authorize) -> None:
    edge = Edge(registry=registry, clients=clients, authorize=authorize, deadline=0.0)
    spoken = await edge.hear({"type": "url_verification", "challenge": "abc"})
    assert spoken.status == 200
