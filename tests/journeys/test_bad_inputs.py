"""Nasty inputs: an error at the field or plain words, everything typed is kept, nothing is saved, nobody is pinged."""

import json
from datetime import timedelta
from typing import Any

import pytest

from handlers.demo.cast import Cast
from tests.databases import KINDS
from tests.journeys.conftest import Depart
from tests.journeys.journey import TOKYO, Journey, at

LONGEST_REPLY = 3000
FORMATTED = "*bold* ~x~ `code` ```"
MENTIONS = "<!subteam^S123> <!here|x> <@U1>"


# --- fields that are refused ----------------------------------------------------------------------


@pytest.mark.parametrize("database", KINDS, indirect=True)
@pytest.mark.parametrize(
    ("part", "field", "typed", "told"),
    [
        pytest.param(2, "success_statement", "x" * 3001, "3,001", id="BI018 too long"),
        pytest.param(1, "metric_name", "a\x00b", "NUL", id="BI025 NUL"),
        pytest.param(1, "baseline", "NaN", "number", id="BI037 NaN"),
        pytest.param(1, "baseline", "inf", "number", id="BI038 inf"),
        pytest.param(1, "baseline", "0x1F", "number", id="BI044 hexadecimal"),
        pytest.param(1, "baseline", "1,5", "point", id="BI034 ambiguous comma"),
        pytest.param(1, "baseline", "5", "5%", id="BI036 bare 5 for percent"),
        pytest.param(1, "deadline", "2027-02-29", "2027-02-29", id="BI051 no such day"),
        pytest.param(1, "deadline", "2026-01-31", "2026-01-31", id="BI052 deadline before the kickoff"),
        pytest.param(3, "start", "2027-01-01", "2027-01-01", id="BI052 start before today"),
        pytest.param(3, "daily_traffic", "-5", "negative", id="BI047 below zero"),
        pytest.param(3, "longest_run", "-5", "negative", id="BI047 a count below zero"),
        pytest.param(3, "alpha", "1.5", "between 0 and 1", id="a share above one"),
        pytest.param(1, "metric_direction", "sideways", "not offered", id="BI055 option not offered"),
        pytest.param(1, "sponsor", "U0NOBODY", "member", id="BI055 person who does not exist"),
    ],
)
async def test_a_bad_value_is_told_at_its_field_and_nothing_else_is_lost(
    journey: Journey, cast: Cast, part: int, field: str, typed: str, told: str
) -> None:
    await journey.kickoff()
    await journey.opens_part(cast.ana, part)
    good = {1: {"metric_name": "Monthly churn", "metric_unit": "%"}, 2: {"model_metrics": "AUC: 0.74"}, 3: {}}[part]
    window = cast.ana.modal
    assert window is not None
    await cast.ana.fill({name: value for name, value in good.items() if name != field})
    forced(window.state[field]["value"], typed)
    refused = await cast.ana.submit(unchecked=True)
    await journey.quiet()
    assert set(refused.errors) == {field}
    assert told in refused.errors[field]
    assert len(refused.errors[field]) < LONGEST_REPLY
    assert cast.ana.modal is window
    values = window.values()
    assert {name: values[name] for name in good if name != field} == {n: v for n, v in good.items() if n != field}
    assert values[field] == typed
    assert journey.audit("charter.answered") == []
    assert "1 of 14" not in journey.card(cast.churn).rendered()
    assert journey.pings() <= mentioned(journey)


def forced(entry: dict[str, Any], typed: str) -> None:
    """Put a value into a field past the client, as a forged payload does."""
    if entry["type"] == "static_select":
        entry["selected_option"] = {"text": {"type": "plain_text", "text": typed}, "value": typed}
    else:
        slot = next(name for name in entry if name != "type")
        entry[slot] = typed


def mentioned(journey: Journey) -> set[str]:
    """Whom the bot may mention: the people of its projects, by roles that they hold."""
    return {f"@{person.id}" for person in journey.workspace.people.values()}


async def test_several_bad_values_are_told_at_once(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.opens_part(cast.ana, 1)
    bad = {"baseline": "banana", "target": "inf", "value_per_unit": "-€5"}
    refused = await journey.submits(cast.ana, {"metric_name": "Monthly churn", "metric_unit": "%", **bad})
    assert set(refused.errors) == set(bad)
    mended = await journey.submits(cast.ana, {"baseline": "5%", "target": "4.5%", "value_per_unit": "€5k"})
    assert mended.accepted
    assert "5 %" in journey.card(cast.churn).rendered()


@pytest.mark.parametrize("typed", ["\u200b\u200b\u200b", "   ", "\u2800", "\u202e"])
async def test_what_nobody_can_see_is_empty(journey: Journey, cast: Cast, typed: str) -> None:
    await journey.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    refused = await journey.submits(cast.ana, {"name": typed, "owner": cast.ana.id})
    assert set(refused.errors) == {"name"}
    await journey.submits(cast.ana, {"name": "Churn model"})
    saved = await journey.submits(cast.ana, {"metric_name": typed})
    assert saved.accepted
    assert journey.audit("charter.answered") == []


async def test_a_name_that_is_too_long_is_told_at_its_field(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.ana, "/plumb kickoff", cast.churn)
    assert cast.ana.modal is not None
    await cast.ana.fill({"name": "x" * 81, "owner": cast.ana.id})
    refused = await cast.ana.submit(unchecked=True)
    assert set(refused.errors) == {"name"}
    assert journey.audit("kickoff.started") == []


# --- fields that are taken as they are ------------------------------------------------------------


@pytest.mark.parametrize("database", KINDS, indirect=True)
@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        pytest.param("\u202eevil\u202c", "evil", id="BI021 bidirectional"),
        pytest.param("<!channel> hi", "<!channel> hi", id="BI027 channel"),
        pytest.param(MENTIONS, MENTIONS, id="BI028 mentions"),
        pytest.param(FORMATTED, FORMATTED, id="BI030 formatting"),
        pytest.param("{{ config }} {% for %}", "{{ config }} {% for %}", id="BI032 template"),
        pytest.param("'; DROP TABLE projects;--", "'; DROP TABLE projects;--", id="BI012 SQL"),
        pytest.param("1 && rm -rf /", "1 && rm -rf /", id="BI011 shell"),
    ],
)
async def test_words_are_kept_as_words_and_ping_nobody(journey: Journey, cast: Cast, typed: str, seen: str) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, {"metric_name": typed, "success_statement": typed, "decision_rule": typed})
    await journey.types(cast.ana, "/plumb answer metric_name", cast.churn)
    assert cast.ana.modal is not None
    assert cast.ana.modal.values() == {"metric_name": seen}
    assert seen in journey.card(cast.churn).rendered()
    assert journey.pings() <= mentioned(journey)
    assert journey.audit("charter.answered")


async def test_the_longest_text_is_kept_whole_and_shown_short(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, {"decision_rule": "x" * 3000, "metric_name": "m" * 300, "metric_unit": "u" * 60})
    await journey.types(cast.ana, "/plumb answer decision_rule", cast.churn)
    assert cast.ana.modal is not None
    assert cast.ana.modal.values() == {"decision_rule": "x" * 3000}
    await journey.closes(cast.ana)
    plan = {"design": "ab", "primary_metric": "y" * 300, "start": "2027-03-01"}
    await journey.page(cast.ana, 3, plan)
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    await journey.presses(cast.ana, heard.messages[-1], "plan.accept")
    assert "…" in journey.workspace.messages(cast.churn)[-1].rendered()
    assert journey.workspace.warnings == []


@pytest.mark.parametrize(("typed", "echo"), [("5%", "5 % = 0.05"), ("0.031", "3.1 % = 0.031"), ("120k", None)])
async def test_a_number_is_echoed_as_it_was_understood(
    journey: Journey, cast: Cast, typed: str, echo: str | None
) -> None:
    await journey.kickoff()
    unit = "%" if echo else "customers"
    await journey.answers(cast.ana, {"metric_unit": unit, "baseline": typed})
    await journey.types(cast.ana, "/plumb answer baseline", cast.churn)
    assert cast.ana.modal is not None
    assert (echo or "120,000") in cast.ana.modal.text()


# --- forged payloads ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "metadata",
    [
        "",
        "not json",
        "[]",
        "{}",
        '{"project": "P0", "part": 1, "revision": 0}',
        '{"project": null, "part": 1, "revision": 0}',
        '{"project": "PROJECT", "part": "x", "revision": 0}',
        '{"project": "PROJECT", "part": 1}',
        '{"project": "PROJECT", "part": 99, "revision": 0}',
        '{"project": "PROJECT", "question": "no_such", "revision": 0}',
        '{"project": "PROJECT", "part": 1, "revision": 1e999}',
        '{"project": "PROJECT", "part": 1, "revision": [1]}',
        '{"project": "' + "x" * 4000 + '", "part": 1, "revision": 0}',
    ],
)
async def test_edited_metadata_saves_nothing_and_says_so_in_words(
    journey: Journey, cast: Cast, metadata: str
) -> None:
    await journey.kickoff()
    window = await journey.opens_part(cast.ana, 1)
    await cast.ana.fill({"metric_name": "Monthly churn"})
    payload = cast.ana.submission_payload()
    project = json.loads(window.private_metadata)["project"]
    payload["view"]["private_metadata"] = metadata.replace("PROJECT", project)
    ack = await cast.ana.forge(payload)
    await journey.quiet()
    assert ack.error is None
    assert "Traceback" not in str(ack.payload)
    assert journey.audit("charter.answered") == []


@pytest.mark.parametrize("revision", ["-1", "0", "7", str(2**31), str(2**80)])
async def test_a_forged_revision_neither_breaks_nor_forges_an_answer(
    journey: Journey, cast: Cast, revision: str
) -> None:
    await journey.kickoff()
    window = await journey.opens_part(cast.ana, 1)
    await cast.ana.fill({"metric_name": "Monthly churn"})
    payload = cast.ana.submission_payload()
    opaque = json.loads(window.private_metadata)
    payload["view"]["private_metadata"] = json.dumps({**opaque, "revision": int(revision)})
    ack = await cast.ana.forge(payload)
    await journey.quiet()
    assert ack.error is None
    [entry] = journey.audit("charter.answered")
    assert (entry.subject, entry.actor) == ("metric_name", cast.ana.id)


async def test_fields_that_the_page_does_not_have_are_not_saved(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.opens_part(cast.ana, 2)
    payload = cast.ana.submission_payload()
    values = payload["view"]["state"]["values"]
    values["metric_name"] = values["no_such_question"] = {"value": {"type": "plain_text_input", "value": "forged"}}
    ack = await cast.ana.forge(payload)
    assert ack.error is None
    assert journey.audit("charter.answered") == []


@pytest.mark.parametrize("action", ["kickoff.open", "kickoff.answer", "plan.open", "plan.accept", "nag.snooze", "reply.share"])
@pytest.mark.parametrize("value", ["", "|", "P0", "P0|metric_name", "P0|no_experiment|1", "card|P0", "x" * 2000])
async def test_a_forged_button_gets_words_and_changes_nothing(
    journey: Journey, cast: Cast, action: str, value: str
) -> None:
    await journey.kickoff()
    before = journey.audit()
    told = await journey.forges(cast.ana, journey.card(cast.churn), action, value)
    assert told
    assert len(told) < LONGEST_REPLY
    assert journey.audit() == before


# --- commands -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("help", "/plumb kickoff", id="help"),
        pytest.param("frobnicate x", "frobnicate", id="BI003 unknown word"),
        pytest.param("kickof", "kickoff", id="BI003 near word"),
        pytest.param("status " + "x" * 40_000, "40,007", id="BI005 too long"),
        pytest.param('status "unterminated', "quotation mark", id="BI006 open quote"),
        pytest.param("status “typographic”", "typographic", id="typographic quotes"),
        pytest.param("status <#C0DEAD|>", "no ML project here", id="BI009 unknown channel"),
        pytest.param("status 1 && rm -rf /", "no project", id="BI011 shell"),
        pytest.param("status '; DROP TABLE projects;--", "no project", id="BI012 SQL"),
        pytest.param("status a\x00b", "NUL", id="BI025 NUL"),
        pytest.param("answer no_such_question", "no project", id="unknown question"),
        pytest.param("experiment launch", "experiment plan", id="a word for later"),
    ],
)
async def test_a_command_that_makes_no_sense_gets_short_words_for_one_person(
    journey: Journey, cast: Cast, text: str, told: str
) -> None:
    await journey.kickoff()
    before, posted = journey.audit(), len(journey.workspace.log.posts())
    heard = await cast.ana.command("/plumb", text, channel=cast.fraud, raw=True)
    await journey.quiet()
    assert heard.error is None
    assert told in heard.text
    assert len(heard.text) < LONGEST_REPLY
    assert len(heard.messages[-1].text) < LONGEST_REPLY
    assert "x" * 100 not in heard.text
    assert journey.audit() == before
    assert len(journey.workspace.log.posts()) == posted


@pytest.mark.parametrize("text", ["", "   \t ", "\u00a0", "\u200b"])
async def test_nothing_typed_is_nothing_asked(journey: Journey, cast: Cast, text: str) -> None:
    await journey.kickoff()
    before = journey.audit()
    here = await cast.ana.command("/plumb", text, channel=cast.churn, raw=True)
    assert "Churn model" in here.text
    elsewhere = await cast.mei.command("/plumb", text, raw=True)
    assert elsewhere.text
    assert "Churn model" not in elsewhere.text
    assert journey.audit() == before


async def test_somebody_who_left_cannot_become_sponsor(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    journey.workspace.change_user(cast.sam, deleted=True)
    await journey.workspace.settled()
    await journey.types(cast.ana, "/plumb answer sponsor", cast.churn)
    await cast.ana.fill({"sponsor": cast.sam.id})
    refused = await cast.ana.submit(unchecked=True)
    assert set(refused.errors) == {"sponsor"}
    assert "deactivated" in refused.errors["sponsor"]


async def test_somebody_without_a_zone_lives_by_the_organisations(depart: Depart) -> None:
    journey = await depart(policy="zone: Asia/Tokyo\n", start=at("2027-02-02", "23:30", TOKYO))
    ana = journey.cast.ana
    ana.user.tz = None
    await journey.kickoff()
    # 23:30 in Tokyo is still yesterday nowhere west of it: a deadline today is still to come.
    await journey.answers(ana, {"deadline": "2027-02-02"})
    journey.clock.advance(timedelta(hours=1))
    await journey.types(ana, "/plumb answer start", journey.cast.churn)
    refused = await journey.submits(ana, {"start": "2027-02-02"})
    assert set(refused.errors) == {"start"}


async def test_a_wordy_project_never_makes_a_message_that_slack_refuses(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam, name="&" * 80)
    nasty = {"metric_name": "&" * 300, "metric_unit": "<" * 60, "metric_source": ">" * 500, "baseline_window": "&" * 200}
    await journey.answers(cast.ana, {**nasty, "success_statement": "&" * 3000, "decision_rule": "<" * 3000})
    heard = await journey.types(cast.ana, "/plumb status", cast.churn)
    assert "&&&" in heard.text
    refused = [call for call in journey.workspace.log.calls() if not call.ok]
    assert refused == []
    assert journey.workspace.warnings == []
