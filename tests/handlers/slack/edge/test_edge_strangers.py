"""What nobody asked for, what Slack does not document, and workspaces that are not ours."""

import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from handlers.slack.edge.answers import Done, Options
from handlers.slack.edge.app import Edge
from handlers.slack.edge.payloads import Command, Event, Heard, Suggestion
from handlers.slack.edge.registry import Registry
from tests.handlers.counts import counted
from tests.handlers.slack.edge import samples
from tests.handlers.slack.edge.hearing import answering, heard_by, listen
from tests.handlers.slack.edge.stand_in import Slack, refusing


@pytest.mark.parametrize("kind", samples.ALL)
async def test_what_nobody_listens_to_is_acknowledged_and_counted(kind: str, edge: Edge, slack: Slack) -> None:
    payload = samples.ALL[kind]
    if "response_url" in payload:
        payload = answering(slack, payload)
    with capture_logs() as lines:
        spoken = await heard_by(edge, payload)
    assert spoken.status == 200
    assert [line["event"] for line in lines] == ["request.unknown"]
    assert counted(edge.metrics.payloads_unused).total() == 1


async def test_a_person_hears_that_a_command_is_not_known(edge: Edge) -> None:
    assert "/plumb" in json.loads((await heard_by(edge, samples.COMMAND)).body)["text"]


async def test_a_bad_payload_is_acknowledged_and_counted(edge: Edge) -> None:
    spoken = await heard_by(edge, {"type": "martian"})
    assert (spoken.status, spoken.body, counted(edge.metrics.payloads_unused)["bad_payload"]) == (200, "", 1)


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
    assert counted(edge.metrics.payloads_unused)["unknown_workspace"] == 2


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
