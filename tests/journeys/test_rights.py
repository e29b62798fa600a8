"""Who may do what: each refusal says who could, is in the audit trail, and names nothing that must stay unknown."""

import json
from typing import Any

import pytest

from handlers.demo.cast import Cast
from handlers.demo.workspace import Message, Person
from handlers.demo.workspace.delivery import payloads
from tests.databases import LONG_KINDS
from tests.journeys.journey import BERLIN, Journey, at, button, elements

PLAN = {
    "design": "ab",
    "primary_metric": "Churn within 30 days",
    "start": "2027-03-01",
    "decision_rule": "Launch if churn falls.",
}
GUEST = "full member of this workspace"


async def stranger(journey: Journey) -> Person:
    """Somebody of another organisation in a shared channel."""
    person = journey.workspace.add_user("zoe", real_name="Zoe Elsewhere", team_id="T0ELSEWHERE")
    await person.join(journey.cast.churn)
    return person


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_guests_and_strangers_read_in_the_channel_and_change_nothing(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    gus, zoe, card = cast.gus, await stranger(journey), journey.card(cast.churn)
    assert "Churn model" in (await journey.types(gus, "/plumb status", cast.churn)).text
    for line in ("answer baseline", "kickoff Mine", "kpi 3%", "kickoff", "digest weekly"):
        denied = await journey.types(gus, f"/plumb {line}", cast.churn)
        assert GUEST in denied.text, line
        assert gus.modal is None
    assert "no project" in (await journey.types(gus, "/plumb status churn-model")).text
    project = button(card, "kickoff.open")["value"]
    for action in ("kickoff.open", "plan.accept"):
        assert GUEST in await journey.forges(zoe, card, action, project)
        assert zoe.modal is None
    assert [entry.actor for entry in journey.audit("denied")] == [gus.id] * 5 + [zoe.id] * 2
    assert len(journey.audit("kickoff.started")) == 1


async def test_a_guest_shares_nothing_and_is_offered_nothing(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.page(cast.ana, 1, {"metric_name": "AUC"})
    posted = journey.posted(cast.churn)
    for line in ("/plumb status", "/impact"):
        full = await journey.types(cast.ana, line, cast.churn)
        assert "reply.share" in str(full.messages[-1].blocks)
        guests = await journey.types(cast.gus, line, cast.churn)
        assert elements(guests.messages[-1].blocks) == [], line
    note = journey.card(cast.churn)
    project = button(journey.card(cast.churn), "kickoff.open")["value"]
    for what in ("card", "impact"):
        assert GUEST in await journey.forges(cast.gus, note, "reply.share", f"{what}|{project}")
    assert journey.posted(cast.churn) == posted
    assert [(entry.actor, entry.subject) for entry in journey.audit("denied")] == [(cast.gus.id, "reply.share")] * 2
    assert "/plumb kickoff" not in (await journey.types(cast.gus, "/plumb nags", cast.churn)).text
    assert "/plumb kickoff" in (await journey.types(cast.lena, "/plumb nags", cast.churn)).text


async def test_forged_presses_of_people_without_the_right_are_refused_and_audited(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam, members=(cast.mei,))
    await journey.page(cast.ana, 3, PLAN)
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    card = journey.card(cast.churn)
    project = button(card, "kickoff.open")["value"].partition("|")[0]
    attempts: list[tuple[Person, str, str, str]] = [
        (cast.mei, "plan.accept", project, "owner"),
        (cast.sam, "plan.accept", project, "owner"),
        (cast.lena, "plan.accept", project, "owner"),
        (cast.gus, "plan.accept", project, GUEST),
        (cast.lena, "nag.snooze", f"{project}|no_experiment|1", "owner"),
        (cast.lena, "kickoff.answer", f"{project}|baseline", "Ask @Ana Ruiz"),
        (cast.lena, "kickoff.open", f"{project}|1", "Ask @Ana Ruiz"),
    ]
    for person, action, value, told in attempts:
        assert told in await journey.forges(person, card, action, value), (person, action)
        assert person.modal is None
    assert [entry.actor for entry in journey.audit("denied")] == [person.id for person, *_ in attempts]
    assert journey.audit("plan.accepted") == []
    assert journey.audit("nag.snoozed") == []


async def test_a_form_of_somebody_who_lost_the_right_is_refused_with_everything_kept(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff(members=(cast.mei,))
    await journey.types(cast.mei, "/plumb answer baseline", cast.churn)
    journey.workspace.change_user(cast.mei, is_restricted=True)
    await journey.workspace.settled()
    refused = await journey.submits(cast.mei, {"baseline": "1,250"})
    assert refused.view is not None
    assert GUEST in refused.view.text()
    assert journey.audit("charter.answered") == []
    await cast.mei.close()
    assert cast.mei.modal is not None
    assert cast.mei.modal.values() == {"baseline": "1,250"}
    assert [entry.actor for entry in journey.audit("denied")] == [cast.mei.id]


async def test_only_the_owner_names_another_sponsor(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam, members=(cast.mei,))
    await journey.types(cast.mei, "/plumb answer sponsor", cast.churn)
    refused = await journey.submits(cast.mei, {"sponsor": cast.mei.id})
    assert refused.view is not None
    assert "owner" in refused.view.text()
    assert journey.audit("charter.answered") == []
    await cast.mei.close(everything=True)
    await journey.opens_part(cast.mei, 1)
    untouched = await journey.submits(cast.mei, {"metric_name": "Monthly churn"})
    assert untouched.accepted, "a page with the sponsor on it is anybody's to fill in"


async def test_a_private_project_is_answered_elsewhere_as_if_it_did_not_exist(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(cast.lena, cast.leads, "Layoff forecast", members=(cast.ana,))
    commands = ("status {}", "impact {}", "experiment plan {}", "answer baseline {}", "kpi 5% {}")
    for command in commands:
        known = (await journey.types(cast.sam, "/plumb " + command.format("layoff-forecast"), cast.churn)).text
        unknown = (await journey.types(cast.sam, "/plumb " + command.format("no-such-thing"), cast.churn)).text
        assert cast.sam.modal is None
        assert known.replace("layoff-forecast", "KEY") == unknown.replace("no-such-thing", "KEY"), command
    named = (await cast.sam.command("/plumb", f"status <#{cast.leads.id}|>", channel=cast.churn, raw=True)).text
    nowhere = (await cast.sam.command("/plumb", "status <#C0DEAD|>", channel=cast.churn, raw=True)).text
    assert named == nowhere
    assert "Layoff forecast" in (await journey.types(cast.ana, "/plumb status layoff-forecast", cast.churn)).text


async def test_ids_of_a_private_project_in_forged_presses_tell_nothing(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(cast.lena, cast.leads, "Layoff forecast")
    project = button(journey.card(cast.leads, "Layoff forecast"), "kickoff.open")["value"].partition("|")[0]
    await journey.kickoff()
    card = journey.card(cast.churn)
    for action, shape in (
        ("kickoff.open", "{}|1"),
        ("kickoff.answer", "{}|baseline"),
        ("plan.open", "{}"),
        ("plan.accept", "{}"),
        ("nag.snooze", "{}|no_experiment|1"),
        ("reply.share", "card|{}"),
        ("reply.share", "impact|{}"),
        ("project.pick", "status|{}"),
    ):
        told = await journey.forges(cast.sam, card, action, shape.format(project))
        assert "Layoff" not in told, action
        assert "layoff" not in told, action
        assert cast.sam.modal is None, action
    assert "Layoff" not in journey.said_in(cast.churn)


async def test_a_forged_form_for_a_private_project_saves_and_tells_nothing(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(cast.lena, cast.leads, "Layoff forecast")
    project = button(journey.card(cast.leads, "Layoff forecast"), "kickoff.open")["value"].partition("|")[0]
    await journey.kickoff()
    await journey.opens_part(cast.ana, 1)
    await journey.kickoff(cast.sam, name="Win-back model")
    await journey.opens_part(cast.sam, 1)
    await cast.sam.fill({"metric_name": "Mine now"})
    payload = cast.sam.submission_payload()
    payload["view"]["private_metadata"] = json.dumps({"project": project, "part": 1, "revision": 0})
    ack = await cast.sam.forge(payload)
    assert "Layoff" not in str(ack.payload)
    assert journey.audit("charter.answered") == []


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_another_workspaces_payloads_reach_nothing_of_this_one(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    card = journey.card(cast.churn)
    before, calls = journey.audit(), len(journey.workspace.log.posts())
    for payload in foreign(journey, cast.ana, card):
        kind: Any = "slash_commands" if "command" in payload else "interactive"
        ack = await journey.workspace.deliver_raw(kind, payload)
        assert ack.error is None
        assert "Churn model" not in str(ack.payload)
    await journey.quiet()
    assert journey.audit() == before
    assert len(journey.workspace.log.posts()) == calls
    assert cast.ana.modal is None


def foreign(journey: Journey, person: Person, card: Message) -> list[dict[str, Any]]:
    """A command and a press with this workspace's ids, said to come from another one."""
    world, team = journey.workspace.world, "T0ELSEWHERE"
    rights = (world.rights.new_trigger(person.id), world.rights.new_response(person.id, card.channel_id))
    channel = world.channels[card.channel_id]
    command = payloads.slash_command(world, person.user, channel, "/plumb", "status churn-model", rights)
    press = journey.pressing(person, card, "kickoff.open", button(card, "kickoff.open")["value"])
    return [command | {"team_id": team}, press | {"team": {"id": team}, "user": {"id": person.id, "team_id": team}}]
