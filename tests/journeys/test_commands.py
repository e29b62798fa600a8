"""The commands of the command line beside a running bot: what they print, what they change, and how they end."""

import asyncio
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
import structlog
from sqlalchemy.engine import make_url

from handlers.commands.due import show_due
from handlers.commands.explain import explain_lines
from handlers.commands.kickoff import kickoff_from_file
from handlers.commands.migrate import migrate_database
from handlers.commands.run import run_forever
from handlers.delivery.lock import ENDING
from handlers.demo.cast import Cast
from handlers.demo.program import DemoOptions
from handlers.demo.program import run as run_demo
from handlers.demo.story import OUTCOME, PROOF, SUCCESS
from handlers.demo.workspace import Fault
from tests.databases import LONG_KINDS
from tests.journeys.evidence import kept
from tests.journeys.journey import BERLIN, Journey, at
from tests.journeys.programs import environment

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)

DUE = "2027-02-15T09:00+01:00"
OK, NO, WRONG = 0, 1, 2
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


@pytest.fixture(autouse=True)
def logs() -> Iterator[None]:
    """Commands send all log lines to one sink; afterwards they go where they went before."""
    root, hook, before = logging.getLogger(), sys.excepthook, structlog.get_config()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.configure(**before)


class Runs(Protocol):
    """Runs a command: its exit status, what it printed, what it complained of."""

    async def __call__(self, command: Callable[[], int], **changed: str) -> tuple[int, str, str]: ...


@pytest.fixture
def runs(journey: Journey, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runs:
    """In a thread beside the journey's bot, with the environment of a program there."""

    async def run(command: Callable[[], int], **changed: str) -> tuple[int, str, str]:
        usual = {"PLUMBLINE_LOG_LEVEL": "error", "PLUMBLINE_DATA": str(journey.bot.settings.data)}
        for name, value in {**environment(journey), **usual, **changed}.items():
            monkeypatch.setenv(name, value)
        capsys.readouterr()
        status = await asyncio.to_thread(command)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def is_one_line(complaint: str) -> bool:
    return complaint.startswith("plumbline: ") and complaint.count("\n") == 1


# --- due ------------------------------------------------------------------------------------------


@both
async def test_due_shows_what_would_be_said_to_whom_and_says_nothing(journey: Journey, cast: Cast, runs: Runs) -> None:
    await journey.kickoff(sponsor=cast.sam)
    before = (kept(journey), len(journey.workspace.log.posts()))
    nothing = await runs(partial(show_due, at="2027-02-15T07:59Z", send=False, as_json=False))
    assert nothing == (OK, "Nothing is due at 2027-02-15T07:59:00+00:00.\n", "")
    status, printed, _ = await runs(partial(show_due, at=DUE, send=False, as_json=False))
    assert status == OK
    assert f"— to person {cast.ana.id} (nag)" in printed
    assert "Churn model" in printed
    await journey.quiet()
    assert (kept(journey), len(journey.workspace.log.posts())) == before


async def test_due_names_the_moment_that_it_looks_at(journey: Journey, runs: Runs) -> None:
    await journey.kickoff()
    ours = "2027-02-15T00:00:00+00:00 (read as UTC; an offset names another zone: 2027-02-15T09:00+01:00)"
    for at_, said in (
        (DUE, "Due at 2027-02-15T08:00:00+00:00:"),
        ("2027-02-15", f"Nothing is due at {ours}."),
        ("2027-02-15T08:00:00.123456", "Due at 2027-02-15T08:00:00+00:00 (read as UTC"),
    ):
        _, printed, _ = await runs(partial(show_due, at=at_, send=False, as_json=False))
        assert printed.startswith(said), at_


async def test_due_says_that_a_database_holds_no_project_and_makes_none(
    journey: Journey, runs: Runs, tmp_path: Path
) -> None:
    look = partial(show_due, at=DUE, send=False, as_json=False)
    status, printed, _ = await runs(look)
    assert (status, printed.startswith("There is no project in this database: ")) == (OK, True)
    wrong = tmp_path / "typo" / "plumbline.db"
    status, printed, complaint = await runs(look, DATABASE_URL=f"sqlite:///{wrong}")
    assert (status, complaint) == (OK, "")
    assert printed == f"There is no project in this database: {wrong} (there is no such file)\n"
    assert not wrong.parent.exists()
    await journey.kickoff()
    assert "no project" not in (await runs(look))[1]


async def test_due_as_json_is_one_object_a_line(journey: Journey, cast: Cast, runs: Runs) -> None:
    await journey.kickoff()
    preview = await journey.types(cast.lena, "/plumb digest weekly monday 09:00 Europe/Berlin", cast.churn)
    await journey.presses(cast.lena, preview.messages[-1], "digest.save")
    status, printed, _ = await runs(partial(show_due, at=DUE, send=False, as_json=True))
    said = [json.loads(line) for line in printed.splitlines()]
    assert status == OK
    assert {(each["kind"], each["place"], each["recipient"]) for each in said} == {
        ("nag", "person", cast.ana.id),
        ("digest", "channel", cast.churn.id),
    }
    assert {each["workspace"] for each in said} == {journey.workspace.team_id}
    assert all("Churn model" in each["text"] for each in said)
    assert await runs(partial(show_due, at="2027-02-01", send=False, as_json=True)) == (OK, "", "")


@both
async def test_due_says_it_itself_where_nobody_else_speaks_and_only_once(
    journey: Journey, cast: Cast, runs: Runs
) -> None:
    await journey.kickoff()
    await journey.end()
    for _ in range(2):
        status, printed, _ = await runs(partial(show_due, at=DUE, send=True, as_json=False))
        assert status == OK
        assert printed.endswith("Delivered.\n")
    assert len(journey.nags(cast.ana)) == 1


async def test_due_hands_over_to_the_bot_that_speaks_already(journey: Journey, cast: Cast, runs: Runs) -> None:
    await journey.kickoff()
    journey.clock.move_to(at("2027-02-15", "09:00", BERLIN))
    handing = asyncio.create_task(runs(partial(show_due, at=DUE, send=True, as_json=False)))
    while not await journey.bot.runner.call(lambda: journey.bot.ledger.has_due(journey.clock.now())):
        assert not handing.done()
    await journey.quiet()
    status, printed, _ = await handing
    assert (status, printed.splitlines()[-1]) == (OK, "Delivered.")
    assert len(journey.nags(cast.ana)) == 1


async def test_due_says_what_could_not_be_delivered(journey: Journey, cast: Cast, runs: Runs) -> None:
    await journey.kickoff()
    await journey.end()
    journey.workspace.faults.next("chat.postMessage", Fault.error("user_disabled"))
    status, printed, _ = await runs(partial(show_due, at=DUE, send=True, as_json=False))
    assert status == NO
    assert "1 parked" in printed
    assert journey.nags(cast.ana) == []


# --- kickoff --------------------------------------------------------------------------------------


def charter(cast: Cast, file: Path, **changed: Any) -> str:
    """A charter file; its answers are typed as people type them."""
    usual = {
        "name": "Churn model",
        "channel": cast.churn.id,
        "owner": cast.ana.id,
        "sponsor": cast.sam.id,
        "members": [cast.mei.id],
        "answers": {**OUTCOME, **SUCCESS, **PROOF, "deadline": "2099-06-30", "start": "2099-03-01"},
    }
    file.write_text(json.dumps({**usual, **changed}), encoding="utf-8")
    return str(file)


@both
async def test_a_charter_file_creates_a_project_and_then_updates_it(
    journey: Journey, cast: Cast, tmp_path: Path, runs: Runs
) -> None:
    file = charter(cast, tmp_path / "charter.json")
    status, printed, _ = await runs(partial(kickoff_from_file, file, check=False, as_json=False))
    assert status == OK
    first, *said, last = printed.splitlines()
    assert (first, last) == ("Churn model", "Churn model: created as churn-model")
    assert [line.split()[:2] for line in said] == [["warning", "no-money:"], ["warning", "silent-failure-unwatched:"]]
    await journey.quiet()
    assert OUTCOME["metric_name"] in journey.card(cast.churn).rendered()
    assert "15 of 15" in journey.checklist(cast.mei).rendered()
    assert "You are asked to sign it" in cast.sam.dm[-1].rendered(), "its plan was judged where the file was applied"
    file = charter(
        cast, tmp_path / "charter.json", name="churn  MODEL", answers={"metric_unit": "%", "baseline": "3.4%"}
    )
    status, printed, _ = await runs(partial(kickoff_from_file, file, check=False, as_json=False))
    assert (status, printed.splitlines()[-1]) == (OK, "churn  MODEL: updated as churn-model")
    await journey.quiet()
    assert "3.4 %" in journey.card(cast.churn).rendered()
    assert journey.posted(cast.churn) == 1
    assert len(kept(journey).projects) == 1
    assert {entry.actor for entry in journey.audit("charter.answered")} == {cast.ana.id}


async def test_one_project_that_is_refused_stops_no_other_of_its_file(
    journey: Journey, cast: Cast, tmp_path: Path, runs: Runs
) -> None:
    projects = [
        {"name": "Guest's model", "channel": cast.churn.id, "owner": cast.gus.id},
        {"name": "Nowhere", "channel": "C0NOWHERE", "owner": cast.ana.id},
        {"name": "Nobody's", "channel": cast.churn.id, "owner": cast.ana.id, "sponsor": "U0NOBODY"},
        {"name": "Churn model", "channel": cast.churn.id, "owner": cast.ana.id, "answers": {"deadline": "2099-06-30"}},
    ]
    file = tmp_path / "charters.yaml"
    file.write_text(json.dumps({"projects": projects}), encoding="utf-8")
    status, printed, complaint = await runs(partial(kickoff_from_file, str(file), check=False, as_json=False))
    assert status == NO
    assert "Churn model: created as churn-model" in printed
    assert [line.partition(": ")[2].partition(": ")[0] for line in complaint.splitlines()] == [
        "Guest's model",
        "Nowhere",
        "Nobody's",
    ]
    assert "I am not in this channel yet." in complaint
    assert [each.name for each in kept(journey).projects] == ["Churn model"]


async def test_a_bad_answer_in_a_file_creates_nothing(journey: Journey, cast: Cast, tmp_path: Path, runs: Runs) -> None:
    file = charter(cast, tmp_path / "charter.json", answers={"metric_unit": "%", "baseline": "banana"})
    status, printed, complaint = await runs(partial(kickoff_from_file, file, check=False, as_json=False))
    assert status == NO
    assert printed.count("baseline") == 1, "an answer that cannot be read is not missing as well"
    assert "  error    baseline: " in printed
    assert "Nothing was created or changed" in complaint
    status, _, complaint = await runs(partial(kickoff_from_file, file, check=True, as_json=False))
    assert (status, complaint) == (NO, "")
    assert kept(journey).projects == ()


async def test_a_check_prints_findings_keeps_nothing_and_is_no_on_blockers(
    journey: Journey, cast: Cast, tmp_path: Path, runs: Runs
) -> None:
    blocked = charter(cast, tmp_path / "blocked.json", answers={"metric_name": "AUC"})
    status, printed, _ = await runs(partial(kickoff_from_file, blocked, check=True, as_json=False))
    assert status == NO
    assert "  blocker  business-metric-is-model-metric: “AUC” tells how good the model is" in printed
    assert "  blocker  no-baseline: " in printed
    status, printed, _ = await runs(partial(kickoff_from_file, blocked, check=True, as_json=True))
    assert status == NO
    told = json.loads(printed)
    assert (told["project"], told["errors"]) == ("Churn model", {})
    assert ("business-metric-is-model-metric", "blocker", "metric_name") in {
        (each["rule"], each["severity"], each["question"]) for each in told["findings"]
    }
    whole = charter(cast, tmp_path / "whole.json")
    status, printed, _ = await runs(partial(kickoff_from_file, whole, check=True, as_json=False))
    assert (status, "blocker" in printed) == (OK, False)
    watched = {"value_per_unit": "€400k", "readiness.reliability.silent_failure": "automated"}
    sound = charter(cast, tmp_path / "sound.json", answers={**OUTCOME, **SUCCESS, **PROOF, **watched})
    status, printed, _ = await runs(partial(kickoff_from_file, sound, check=True, as_json=False))
    assert (status, printed) == (OK, "Churn model\n  nothing to mend\n")
    assert kept(journey).projects == ()


async def test_a_check_names_what_the_file_leaves_open(
    journey: Journey, cast: Cast, tmp_path: Path, runs: Runs
) -> None:
    given = {**OUTCOME, "design": "ab", "deadline": "30.6.2099"}
    file = charter(cast, tmp_path / "charter.json", answers=given)
    status, printed, _ = await runs(partial(kickoff_from_file, file, check=True, as_json=False))
    assert status == NO
    assert "  blocker  no-decision-rule: " in printed
    assert "nothing to mend" not in printed
    assert "  9 of 15 required answers in this file; missing: How we will know that it worked" in printed
    _, printed, _ = await runs(partial(kickoff_from_file, file, check=True, as_json=True))
    told = json.loads(printed)
    assert (told["answered"], told["required"]) == (9, 15)
    success, proof = (
        ["success_statement", "model_metrics", "metric_links"],
        ["primary_metric", "start", "decision_rule"],
    )
    assert told["missing"] == success + proof
    alone = charter(cast, tmp_path / "alone.json", sponsor=None, answers={**given, "design": "abtest"})
    status, printed, _ = await runs(partial(kickoff_from_file, alone, check=True, as_json=False))
    assert status == NO
    assert (
        "  error    design: “abtest” is not offered. Choose one of: ab, cluster, switchback, staged_rollout" in printed
    )
    assert "no-experiment" not in printed
    assert "  7 of 15 required answers in this file; missing: Sponsor (sponsor)" in printed


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of its own, no workspace and no configuration but the data directory."""
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DATABASE_URL", "PLUMBLINE_POLICY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PLUMBLINE_DATA", str(tmp_path))
    monkeypatch.setenv("PLUMBLINE_LOG_LEVEL", "error")
    return tmp_path


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(None, "cannot be read", id="no such file"),
        pytest.param("{a: [", "neither YAML nor JSON", id="no YAML"),
        pytest.param("[]", "holds no project", id="empty"),
        pytest.param("just words", "holds no project", id="words"),
        pytest.param("name: x", "channel", id="no channel"),
        pytest.param("{name: x, channel: general, owner: U1}", "channel", id="a name for a channel"),
        pytest.param("{name: x, channel: C1, owner: U1, surprise: 1}", "surprise", id="unknown entry"),
        pytest.param("{name: x, channel: C1, owner: U1, answers: {no_such: 1}}", "no_such", id="unknown question"),
        pytest.param("projects: {name: x}", "holds no project", id="projects is no list"),
    ],
)
def test_a_file_that_is_no_charter_is_one_line(
    alone: Path, capsys: pytest.CaptureFixture[str], content: str | None, words: str
) -> None:
    file = alone / "charter.yaml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    assert kickoff_from_file(str(file), check=True, as_json=False) == WRONG
    printed = capsys.readouterr()
    assert printed.out == ""
    assert is_one_line(printed.err), printed.err
    assert words in printed.err


# --- migrate, explain, run ------------------------------------------------------------------------


def test_migrate_says_from_where_to_where_and_twice_is_once(alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert migrate_database() == OK
    version = capsys.readouterr().out.removeprefix("The schema went from nothing to ").removesuffix(".\n")
    assert version
    assert migrate_database() == OK
    assert capsys.readouterr().out == f"The schema is up to date: {version}.\n"


def test_explain_reads_lines_and_names_those_that_cannot_be_used(
    alone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = [
        {"id": 1, "task": "metric_name", "text": "AUC"},
        {"id": "b", "task": "number", "text": "inf", "locale": "en"},
    ]
    bad = ["{", "[]", '{"id": 3}', '{"id": 4, "task": "sing", "text": "x"}']
    file = alone / "lines.jsonl"
    file.write_text("\n".join([*map(json.dumps, good), "", *bad]), encoding="utf-8")
    assert explain_lines(str(file)) == NO
    printed = capsys.readouterr()
    told = [json.loads(line) for line in printed.out.splitlines()]
    assert [each["id"] for each in told] == [1, "b"]
    assert told[1]["labels"]["unit"] == "invalid"
    assert [line.partition(":")[2].split(":")[0].strip() for line in printed.err.splitlines()] == [
        "line 4",
        "line 5",
        "line 6",
        "line 7",
    ]


def test_due_at_no_moment_is_one_line(alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert show_due(at="tomorrow", send=False, as_json=False) == WRONG
    printed = capsys.readouterr()
    assert printed.out == ""
    assert is_one_line(printed.err)
    assert "2027-02-15T09:00+01:00" in printed.err


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "SLACK_BOT_TOKEN is missing"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({**TOKENS, "DATABASE_URL": "mysql://u:hunter2@x/y"}, "DATABASE_URL"),
        ({**TOKENS, "PORT": "many"}, "PORT"),
        ({**TOKENS, "PLUMBLINE_LOG_LEVEL": "loud"}, "PLUMBLINE_LOG_LEVEL"),
        ({**TOKENS, "PLUMBLINE_POLICY": "nowhere.yaml"}, "nowhere.yaml"),
        ({**TOKENS, "PLUMBLINE_TEMPLATES": "nowhere"}, "nowhere"),
    ],
)
def test_wrong_configuration_is_one_line_that_names_it(
    alone: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    changed: dict[str, str],
    words: str,
) -> None:
    for name, value in changed.items():
        monkeypatch.setenv(name, value)
    assert run_forever() == WRONG
    printed = capsys.readouterr()
    assert printed.out == ""
    assert is_one_line(printed.err), printed.err
    assert words in printed.err
    assert "hunter2" not in printed.err
    assert list(alone.iterdir()) == []
    assert "[redacted]" not in printed.err  # what it hints at can be read


@pytest.mark.parametrize(
    "command", [migrate_database, run_forever, partial(show_due, at=None, send=False, as_json=False)]
)
def test_a_database_that_cannot_be_reached_is_one_line(
    alone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: Callable[[], int]
) -> None:
    for name, value in {**TOKENS, "DATABASE_URL": "postgresql://someone:hunter2@127.0.0.1:1/plumb"}.items():
        monkeypatch.setenv(name, value)
    assert command() == WRONG
    printed = capsys.readouterr()
    assert printed.out == ""
    assert is_one_line(printed.err), printed.err
    assert "127.0.0.1:1/plumb cannot be reached" in printed.err
    assert "hunter2" not in printed.err


@pytest.mark.parametrize("command", [migrate_database, run_forever])
@pytest.mark.parametrize(("address", "named"), [("", "PLUMBLINE_DATA"), ("sqlite:///{}/other.db", "DATABASE_URL")])
@pytest.mark.parametrize("is_folder", [True, False])
def test_a_file_that_is_no_database_is_one_line_that_names_variable_and_path(
    alone: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: Callable[[], int],
    address: str,
    named: str,
    *,
    is_folder: bool,
) -> None:
    file = alone / ("other.db" if address else "plumbline.db")
    if is_folder:
        file.mkdir()
    else:
        file.write_bytes(b"this is no database" * 100)
    for name, value in {**TOKENS, "DATABASE_URL": address.format(alone)}.items():
        monkeypatch.setenv(name, value)
    assert command() == WRONG
    complaint = capsys.readouterr().err
    assert is_one_line(complaint), complaint
    assert complaint.startswith(f"plumbline: {named}: the database at {file} cannot be reached: ")


@pytest.mark.parametrize(
    "command", [migrate_database, run_forever, partial(show_due, at=None, send=True, as_json=False)]
)
def test_a_database_that_can_only_be_read_is_one_line(
    alone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: Callable[[], int]
) -> None:
    assert migrate_database() == OK
    address = f"sqlite:///file:{alone}/plumbline.db?mode=ro&uri=true"
    for name, value in {**TOKENS, "DATABASE_URL": address}.items():
        monkeypatch.setenv(name, value)
    capsys.readouterr()
    assert command() == WRONG
    complaint = capsys.readouterr().err
    assert is_one_line(complaint), complaint
    assert "DATABASE_URL: " in complaint
    assert f"{alone}/plumbline.db cannot be written: " in complaint


async def test_a_lock_that_cannot_be_opened_beside_the_database_is_one_line(journey: Journey, runs: Runs) -> None:
    await journey.end()
    file = Path(str(make_url(journey.address).database))
    lock = file.with_name(file.name + ENDING)
    lock.unlink()
    lock.mkdir()
    status, _, complaint = await runs(partial(show_due, at=None, send=True, as_json=False))
    assert status == WRONG
    assert is_one_line(complaint), complaint
    assert complaint.startswith("plumbline: DATABASE_URL: ")
    assert f"{lock} cannot be opened" in complaint


async def test_a_token_that_slack_does_not_accept_is_one_line(journey: Journey, runs: Runs) -> None:
    command = partial(show_due, at=None, send=True, as_json=False)
    status, _, complaint = await runs(command, SLACK_BOT_TOKEN="xoxb-wrong")
    assert status == WRONG
    assert is_one_line(complaint), complaint
    assert "SLACK_BOT_TOKEN" in complaint


# --- demo, help -----------------------------------------------------------------------------------


def demo(*, manifest: Path | None = None, database: str | None = None) -> DemoOptions:
    return DemoOptions(port=0, once=True, database=database, workspace_only=False, manifest=manifest)


def test_a_story_that_breaks_ends_with_no_and_names_the_promise(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = alone / "policy.yaml"
    policy.write_text("ladders: {no_experiment: {due_after: 3}}\n", encoding="utf-8")
    monkeypatch.setenv("PLUMBLINE_POLICY", str(policy))
    lines: list[str] = []
    assert run_demo(demo(), lines.append) == NO
    assert "✗ The story broke: nobody is nagged before the item is due" in lines[-1]


@pytest.mark.parametrize(
    ("content", "words"), [(None, "cannot be read"), ("{a: [", "cannot be read"), ("[]", "is not a manifest")]
)
def test_a_manifest_that_is_none_is_said_in_words(alone: Path, content: str | None, words: str) -> None:
    file = alone / "manifest.yml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    lines: list[str] = []
    assert run_demo(demo(manifest=file), lines.append) == WRONG
    assert lines[-1].startswith("plumbline: --manifest: ")
    assert words in lines[-1]


def test_a_database_that_is_none_is_said_in_words(alone: Path) -> None:
    lines: list[str] = []
    assert run_demo(demo(database="mysql://u:hunter2@x/y"), lines.append) == WRONG
    assert len(lines) == 1
    assert "hunter2" not in lines[0]


def test_help_is_instant_because_it_imports_nothing_heavy() -> None:
    heavy = ["sqlalchemy", "slack_bolt", "slack_sdk", "aiohttp", "starlette", "alembic", "jinja2", "handlers.app"]
    look = (
        "import sys\nfrom handlers.cli import main\nsys.argv = ['plumbline', '--help']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    status = end.code\n"
        f"print(status, [name for name in {heavy} if name in sys.modules])"
    )
    program = [sys.executable, "-c", look]
    ended = subprocess.run(program, capture_output=True, text=True, check=True)  # noqa: S603  our own program
    assert "kickoff" in ended.stdout
    assert ended.stdout.splitlines()[-1] == "0 []"
