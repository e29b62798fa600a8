"""The program `plumbline` as a shell calls it: its arguments, its lines, and exit statuses that scripts can trust."""

import json
from pathlib import Path
from typing import Any

import yaml

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF, SUCCESS
from tests.journeys.journey import Journey
from tests.journeys.programs import outcome

DONE, NO, WRONG = 0, 1, 2


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


async def test_analyze_reads_cases_and_says_what_it_cannot_compute(journey: Journey, tmp_path: Path) -> None:
    split = {"id": "split", "task": "srm", "inputs": {"counts": [600, 400], "weights": [1, 1]}}
    unknown = {"id": 2, "task": "astrology", "inputs": {}}
    file = tmp_path / "cases.json"
    file.write_text(json.dumps({"cases": [split]}))
    status, printed, complained = await outcome(journey, "analyze", str(file))
    assert (status, complained) == (DONE, "")
    (told,) = json.loads(printed)["results"]
    assert (told["id"], told["result"]["chi2"], told["result"]["mismatch"]) == ("split", 40, True)
    status, printed, _ = await outcome(journey, "analyze", "-", typed=json.dumps({"cases": [split, unknown, 3]}))
    first, second, third = json.loads(printed)["results"]
    assert (status, first) == (NO, told)
    assert (second["id"], second["error"]["code"]) == (2, "unknown_task")
    assert third["error"]["code"] == "bad_input"


async def test_analyze_refuses_what_holds_no_cases_in_one_line(journey: Journey, tmp_path: Path) -> None:
    for typed in ("", "not json", "[]", '{"cases": {}}', '{"case": []}', "[" * 100_000):
        status, printed, complained = await outcome(journey, "analyze", "-", typed=typed)
        assert (status, printed, complained.count("\n")) == (WRONG, "", 1)
    binary = tmp_path / "cases.json"
    binary.write_bytes(b"\xff\xfe")
    status, printed, complained = await outcome(journey, "analyze", str(binary))
    assert (status, printed, complained.count("\n")) == (WRONG, "", 1)


WRONG_USAGE: tuple[tuple[tuple[str, ...], dict[str, str], str], ...] = (
    (("run",), {"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN"),
    (("run",), {"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN"),
    (("run",), {"SLACK_BOT_TOKEN": "hello", "SLACK_APP_TOKEN": "world"}, "xoxb-"),
    (("run",), {"SLACK_API_URL": "slack"}, "SLACK_API_URL"),
    (("due", "--at", "tomorrow"), {}, "--at"),
    (("migrate",), {"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL"),
    (("migrate",), {"DATABASE_URL": "postgresql://u:pw@h:abc/db"}, "DATABASE_URL: the port"),
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
