"""Nasty inputs: an error at the field or plain words, everything typed is kept, nothing is saved, nobody is pinged."""

import json
from datetime import timedelta
from typing import Any

import pytest

from handlers.demo.cast import Cast
from tests.databases import LONG_KINDS
from tests.journeys.conftest import Depart
from tests.journeys.journey import TOKYO, Journey, at

LONGEST_REPLY = 3000
FORMATTED = "*bold* ~x~ `code` ```"
MENTIONS = "<!subteam^S123> <!here|x> <@U1>"


# --- fields that are refused ----------------------------------------------------------------------


BAD_VALUES = (
    ("BI018 too long", 2, "success_statement", "x" * 3001, "3,001"),
    ("BI025 NUL", 1, "metric_name", "a\x00b", "NUL"),
    ("BI037 NaN", 1, "baseline", "NaN", "number"),
    ("BI038 inf", 1, "baseline", "inf", "number"),
    ("BI044 hexadecimal", 1, "baseline", "0x1F", "number"),
    ("BI034 ambiguous comma", 1, "baseline", "1,5", "point"),
    ("BI036 bare 5 for percent", 1, "baseline", "5", "5%"),
    ("BI051 no such day", 1, "deadline", "2027-02-29", "2027-02-29"),
    ("BI052 deadline before the kickoff", 1, "deadline", "2026-01-31", "31 Jan 2026"),
    ("BI052 start before today", 3, "start", "2027-01-01", "1 Jan 2027"),
    ("BI047 below zero", 3, "daily_traffic", "-5", "negative"),
    ("BI047 a count below zero", 3, "longest_run", "-5", "negative"),
    ("a share above one", 3, "alpha", "1.5", "between 0 and 1"),
    ("BI055 option not offered", 1, "metric_direction", "sideways", "not offered"),
    ("BI055 person who does not exist", 1, "sponsor", "U0NOBODY", "member"),
)


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_a_bad_value_is_told_at_its_field_and_nothing_else_is_lost(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    card = journey.card(cast.churn).rendered()
    good = {1: {"metric_name": "Monthly churn", "metric_unit": "%"}, 2: {"success_statement": "Churn falls."}, 3: {}}
    for name, part, field, typed, told in BAD_VALUES:
        await journey.opens_part(cast.ana, part)
        await journey.unfolds(cast.ana, {field: typed})
        window = cast.ana.modal
        assert window is not None
        others = {question: value for question, value in good[part].items() if question != field}
        await cast.ana.fill(others)
        forced(window.state[field]["value"], typed)
        refused = await cast.ana.submit(unchecked=True)
        await journey.quiet()
        assert set(refused.errors) == {field}, name
        assert told in refused.errors[field], name
        assert len(refused.errors[field]) < LONGEST_REPLY, name
        assert cast.ana.modal is window, name
        values = window.values()
        assert {question: values[question] for question in others} == others, name
        assert values[field] == typed, name
    assert journey.audit("charter.answered") == []
    assert journey.card(cast.churn).rendered() == card
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


async def test_what_nobody_can_see_is_empty(journey: Journey, cast: Cast) -> None:
    for typed in ("\u200b\u200b\u200b", "   ", "\u2800", "\u202e"):
        await journey.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
        refused = await journey.submits(cast.ana, {"name": typed, "owner": cast.ana.id})
        assert set(refused.errors) == {"name"}, repr(typed)
        await journey.closes(cast.ana)
    await journey.kickoff()
    for typed in ("\u200b\u200b\u200b", "   ", "\u2800", "\u202e"):
        await journey.answers(cast.ana, {"metric_name": typed})
    assert journey.audit("charter.answered") == []


async def test_a_name_that_is_too_long_is_told_at_its_field(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.ana, "/plumb kickoff", cast.churn)
    assert cast.ana.modal is not None
    await cast.ana.fill({"name": "x" * 81, "owner": cast.ana.id})
    refused = await cast.ana.submit(unchecked=True)
    assert set(refused.errors) == {"name"}
    assert journey.audit("kickoff.started") == []


# --- fields that are taken as they are ------------------------------------------------------------


HARMLESS = (
    ("BI021 bidirectional", "\u202eevil\u202c", "evil"),
    ("BI027 channel", "<!channel> hi", "<!channel> hi"),
    ("BI028 mentions", MENTIONS, MENTIONS),
    ("BI030 formatting", FORMATTED, FORMATTED),
    ("BI032 template", "{{ config }} {% for %}", "{{ config }} {% for %}"),
    ("BI012 SQL", "'; DROP TABLE projects;--", "'; DROP TABLE projects;--"),
    ("BI011 shell", "1 && rm -rf /", "1 && rm -rf /"),
)


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_words_are_kept_as_words_and_ping_nobody(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    for name, typed, seen in HARMLESS:
        await journey.answers(cast.ana, {"metric_name": typed, "success_statement": typed, "decision_rule": typed})
        await journey.types(cast.ana, "/plumb answer metric_name", cast.churn)
        assert cast.ana.modal is not None
        assert cast.ana.modal.values() == {"metric_name": seen}, name
        await journey.closes(cast.ana)
        assert seen in journey.card(cast.churn).rendered(), name
        assert journey.pings() <= mentioned(journey), name
    assert len(journey.audit("charter.answered")) == 3 * len(HARMLESS)


async def test_the_longest_text_is_kept_whole_and_shown_short(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, {"decision_rule": "x" * 3000, "metric_name": "m" * 300, "metric_unit": "u" * 60})
    await journey.types(cast.ana, "/plumb answer decision_rule", cast.churn)
    assert cast.ana.modal is not None
    assert cast.ana.modal.values() == {"decision_rule": "x" * 3000}
    await journey.closes(cast.ana)
    numbers = {"primary_baseline": "3.1%", "daily_traffic": "2,400", "mde": "-10%"}
    plan = {"design": "ab", "primary_metric": "y" * 300, "start": "2027-03-01", **numbers}
    await journey.page(cast.ana, 3, plan)
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    await journey.presses(cast.ana, heard.messages[-1], "plan.accept")
    assert "…" in journey.workspace.messages(cast.churn)[-1].rendered()
    assert journey.workspace.warnings == []


async def test_a_number_is_echoed_as_it_was_understood(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    for unit, typed, echo in (("%", "5%", "5 % = 0.05"), ("%", "0.031", "3.1 % = 0.031"), ("users", "120k", "120,000")):
        await journey.answers(cast.ana, {"metric_unit": unit, "baseline": typed})
        await journey.types(cast.ana, "/plumb answer baseline", cast.churn)
        assert cast.ana.modal is not None
        assert echo in cast.ana.modal.text()
        await journey.closes(cast.ana)


# --- forged payloads ------------------------------------------------------------------------------


FORGED_METADATA = (
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
)


async def test_edited_metadata_saves_nothing_and_says_so_in_words(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    window = await journey.opens_part(cast.ana, 1)
    project = json.loads(window.private_metadata)["project"]
    await cast.ana.fill({"metric_name": "Monthly churn"})
    for metadata in FORGED_METADATA:
        payload = cast.ana.submission_payload()
        payload["view"]["private_metadata"] = metadata.replace("PROJECT", project)
        ack = await cast.ana.forge(payload)
        assert ack.error is None, metadata
        assert "Traceback" not in str(ack.payload), metadata
        assert journey.audit("charter.answered") == [], metadata


async def test_a_forged_revision_neither_breaks_nor_forges_an_answer(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    window = await journey.opens_part(cast.ana, 1)
    opaque = json.loads(window.private_metadata)
    for number, revision in enumerate((-1, 0, 7, 2**31, 2**80)):
        await journey.answers(cast.ana, {"metric_name": None})
        await journey.opens_part(cast.ana, 1)
        await cast.ana.fill({"metric_name": f"Monthly churn {number}"})
        payload = cast.ana.submission_payload()
        payload["view"]["private_metadata"] = json.dumps({**opaque, "revision": revision})
        ack = await cast.ana.forge(payload)
        assert ack.error is None, revision
    assert {(entry.subject, entry.actor) for entry in journey.audit("charter.answered")} == {
        ("metric_name", cast.ana.id)
    }


async def test_fields_that_the_page_does_not_have_are_not_saved(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.opens_part(cast.ana, 2)
    payload = cast.ana.submission_payload()
    values = payload["view"]["state"]["values"]
    values["metric_name"] = values["no_such_question"] = {"value": {"type": "plain_text_input", "value": "forged"}}
    ack = await cast.ana.forge(payload)
    assert ack.error is None
    assert journey.audit("charter.answered") == []


FORGED_ACTIONS = ("kickoff.open", "kickoff.answer", "plan.open", "plan.accept", "nag.snooze", "reply.share")
FORGED_VALUES = ("", "|", "P0", "P0|metric_name", "P0|no_experiment|1", "card|P0", "\x00", "x" * 2000)


async def test_a_forged_button_gets_words_and_changes_nothing(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    before = journey.audit()
    for action in FORGED_ACTIONS:
        for value in FORGED_VALUES:
            told = await journey.forges(cast.ana, journey.card(cast.churn), action, value)
            assert told, (action, value)
            assert len(told) < LONGEST_REPLY, (action, value)
    assert journey.audit() == before


# --- commands -------------------------------------------------------------------------------------


COMMANDS = (
    ("help", "/plumb kickoff"),
    ("frobnicate x", "frobnicate"),
    ("kickof", "kickoff"),
    ("status " + "x" * 40_000, "40,007"),
    ('status "unterminated', "quotation mark"),
    ("status “typographic”", "typographic"),
    ("status <#C0DEAD|>", "no ML project here"),
    ("status 1 && rm -rf /", "no project"),
    ("status '; DROP TABLE projects;--", "no project"),
    ("status a\x00b", "NUL"),
    ("answer no_such_question", "no project"),
    ("experiment launch", "experiment plan"),
)


async def test_a_command_that_makes_no_sense_gets_short_words_for_one_person(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    before, posted = journey.audit(), len(journey.workspace.log.posts())
    for text, told in COMMANDS:
        heard = await cast.ana.command("/plumb", text, channel=cast.fraud, raw=True)
        assert heard.error is None, text
        [note] = heard.messages
        assert told in note.rendered(), text[:60]
        assert max(len(note.rendered()), len(note.text)) < LONGEST_REPLY, text[:60]
        assert "x" * 100 not in note.text, text[:60]
    await journey.quiet()
    assert journey.audit() == before
    assert len(journey.workspace.log.posts()) == posted


async def test_nothing_typed_is_nothing_asked(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    before = journey.audit()
    for text in ("", "   \t ", "\u00a0", "\u200b"):
        here = await cast.ana.command("/plumb", text, channel=cast.churn, raw=True)
        assert "Churn model" in here.text, repr(text)
        elsewhere = await cast.mei.command("/plumb", text, raw=True)
        assert elsewhere.text, repr(text)
        assert "Churn model" not in elsewhere.text, repr(text)
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
    nasty = {
        "metric_name": "&" * 300,
        "metric_unit": "<" * 60,
        "metric_source": ">" * 500,
        "baseline_window": "&" * 200,
    }
    await journey.answers(cast.ana, {**nasty, "success_statement": "&" * 3000, "decision_rule": "<" * 3000})
    heard = await journey.types(cast.ana, "/plumb status", cast.churn)
    assert "&&&" in heard.text
    refused = [call for call in journey.workspace.log.calls() if not call.ok]
    assert refused == []
    assert journey.workspace.warnings == []
