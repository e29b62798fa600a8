"""The command line beside the bot: the same rules, the same database, exit statuses that scripts can trust."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF, SUCCESS
from tests.databases import KINDS
from tests.journeys.conftest import Depart
from tests.journeys.journey import BERLIN, Journey, at
from tests.journeys.programs import outcome

both = pytest.mark.parametrize("database", KINDS, indirect=True)
DONE, NO, WRONG = 0, 1, 2
MONDAY = "2027-02-15T09:00+01:00"


@both
async def test_due_shows_what_is_due_and_says_it_only_when_told_to(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.end()
    status, printed, _ = await outcome(journey, "due", "--at", "2027-02-15T08:59+01:00")
    assert (status, "Nothing is due" in printed) == (DONE, True)
    status, printed, _ = await outcome(journey, "due", "--at", MONDAY)
    assert status == DONE
    assert f"to person {cast.ana.id}" in printed
    assert "Churn model has no experiment planned" in printed.replace("*", "")
    status, printed, _ = await outcome(journey, "due", "--at", MONDAY, "--json")
    [told] = [json.loads(line) for line in printed.splitlines()]
    assert (told["recipient"], told["kind"], told["workspace"]) == (cast.ana.id, "nag", journey.workspace.team_id)
    assert journey.nags(cast.ana) == []
    assert journey.audit("nag.said") == []
    status, printed, _ = await outcome(journey, "due", "--at", MONDAY, "--send")
    assert (status, printed.splitlines()[-1]) == (DONE, "Delivered.")
    assert len(journey.nags(cast.ana)) == 1
    status, printed, _ = await outcome(journey, "due", "--at", MONDAY, "--send")
    assert (status, len(journey.nags(cast.ana))) == (DONE, 1)


async def test_due_hands_over_to_the_bot_that_runs(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    journey.clock.move_to(at("2027-02-15", "09:00", BERLIN))
    handed = asyncio.create_task(outcome(journey, "due", "--at", MONDAY, "--send"))
    while not handed.done():
        await asyncio.wait({handed}, timeout=0.2)
        await journey.bot.tick()
    status, printed, _ = await handed
    assert (status, printed.splitlines()[-1]) == (DONE, "Delivered.")
    assert len(journey.nags(cast.ana)) == 1


def charter(cast: Cast, **answers: Any) -> dict[str, Any]:
    """A charter file that can be signed off but for what `answers` change."""
    everything = {**OUTCOME, **SUCCESS, **PROOF, "deadline": "2099-06-30", "start": "2099-03-01", **answers}
    people = {"owner": cast.ana.id, "sponsor": cast.sam.id, "members": [cast.mei.id]}
    return {"name": "Churn model", "channel": cast.churn.id, **people, "answers": everything}


async def test_a_charter_is_checked_as_in_slack(journey: Journey, cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "charter.yaml"
    file.write_text(yaml.safe_dump(charter(cast, metric_name="AUC on the validation set")))
    status, printed, _ = await outcome(journey, "kickoff", str(file), "--check")
    assert status == NO
    assert "business-metric-is-model-metric" in printed
    status, printed, _ = await outcome(journey, "kickoff", str(file), "--check", "--json")
    told = json.loads(printed)
    assert told["project"] == "Churn model"
    assert "business-metric-is-model-metric" in [finding["rule"] for finding in told["findings"]]
    wrong = json.dumps(charter(cast, baseline="banana"))
    status, printed, _ = await outcome(journey, "kickoff", "-", "--check", typed=wrong)
    assert (status, "baseline" in printed) == (NO, True)
    assert journey.audit() == []


@both
async def test_a_charter_file_makes_the_project_and_the_bot_says_it(depart: Depart) -> None:
    journey = await depart(start=datetime.now(tz=UTC))  # the command lives in real time
    cast = journey.cast
    status, printed, complained = await outcome(journey, "kickoff", "-", typed=json.dumps(charter(cast)))
    assert (status, complained) == (DONE, "")
    assert "created as churn-model" in printed
    await journey.bot.tick()
    await journey.quiet()
    assert OUTCOME["metric_name"] in journey.card(cast.churn).rendered()
    assert [len(person.dm) for person in (cast.ana, cast.sam, cast.mei)] == [1, 1, 1]
    ts = journey.card(cast.churn).ts
    changed = json.dumps(charter(cast, baseline="3.3%"))
    status, printed, _ = await outcome(journey, "kickoff", "-", typed=changed)
    assert (status, "updated as churn-model" in printed) == (DONE, True)
    await journey.bot.tick()
    await journey.quiet()
    assert (journey.card(cast.churn).ts, "3.3 %" in journey.card(cast.churn).rendered()) == (ts, True)
    assert len(journey.audit("kickoff.started")) == 1


NO_CHARTERS = (
    "",
    "[]",
    "just words",
    "{unclosed",
    "name: x",
    json.dumps({"name": "x", "channel": "nowhere", "owner": "U1"}),
    json.dumps({"name": "x", "channel": "C1", "owner": "U1", "answers": {"no_such_question": "1"}}),
    json.dumps({"name": "x", "channel": "C1", "owner": "U1", "surprise": 1}),
)


async def test_a_file_that_is_no_charter_is_one_line_and_status_2(journey: Journey) -> None:
    for file in NO_CHARTERS:
        status, printed, complained = await outcome(journey, "kickoff", "-", typed=file)
        assert (status, printed) == (WRONG, ""), file
        assert len(complained.strip().split("\n")) == 1, file
        assert complained.startswith("plumbline: "), file


async def test_migrate_brings_a_database_up_to_date_and_says_so(journey: Journey, tmp_path: Path) -> None:
    fresh = f"sqlite:///{tmp_path / 'fresh.db'}"
    status, printed, _ = await outcome(journey, "migrate", DATABASE_URL=fresh)
    assert (status, "went from nothing to" in printed) == (DONE, True)
    status, printed, _ = await outcome(journey, "migrate", DATABASE_URL=fresh)
    assert (status, "is up to date" in printed) == (DONE, True)


async def test_explain_reads_lines_and_names_the_one_it_cannot_use(journey: Journey) -> None:
    lines = [
        {"id": 1, "task": "number", "text": "3.1%"},
        {"id": 2, "task": "metric_name", "text": "AUC on the validation set"},
    ]
    typed = "\n".join([*(json.dumps(line) for line in lines), "", "not json"])
    status, printed, complained = await outcome(journey, "explain", "-", typed=typed)
    assert status == NO
    first, second = [json.loads(line) for line in printed.splitlines()]
    assert (first["id"], first["labels"]["unit"], first["labels"]["value"]) == (1, "percent", 0.031)
    assert second["id"] == 2
    assert "line 4" in complained
    assert "Traceback" not in complained


WRONG_USAGE: tuple[tuple[tuple[str, ...], dict[str, str], str], ...] = (
    (("run",), {"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN"),
    (("run",), {"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN"),
    (("due", "--at", "tomorrow"), {}, "--at"),
    (("migrate",), {"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL"),
    (("due",), {"PLUMBLINE_LOG_LEVEL": "loud"}, "PLUMBLINE_LOG_LEVEL"),
    (("due",), {"PORT": "http"}, "PORT"),
    (("due",), {"PLUMBLINE_POLICY": "/nowhere/policy.yaml"}, "policy.yaml"),
    (("kickoff", "/nowhere/charter.yaml"), {}, "/nowhere/charter.yaml"),
    (("due", "--send"), {"SLACK_BOT_TOKEN": "xoxb-not-a-token"}, "SLACK_BOT_TOKEN"),
)


async def test_wrong_usage_is_one_line_that_names_it_and_status_2(journey: Journey) -> None:
    for arguments, changed, named in WRONG_USAGE:
        status, _, complained = await outcome(journey, *arguments, **changed)
        assert status == WRONG, arguments
        assert named in complained, arguments
        assert len(complained.strip().split("\n")) == 1, complained
