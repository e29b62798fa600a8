"""Each thing that a bot needs is one plain line when it is missing, and silent when it is there."""

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.domain.ids import WorkspaceId
from handlers.delivery.looking import LONGEST_SLEEP
from handlers.operating import gauges
from handlers.operating.health import CHECKS, DRAIN_SECONDS, Check, Findings, Health
from handlers.operating.probe import Probe
from handlers.operating.token import TokenWatch
from storage.engine import open_engine
from storage.readiness import NEWEST
from storage.unit_of_work import Store
from storage.vitals import Vitals, vitals

HOME = WorkspaceId("T1")
WATCH = (Path(__file__).parents[3] / "docs" / "how-to" / "watch.md").read_text(encoding="utf-8")
WHERE = "db.example:5432/plumbline"
NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)


class Parts:
    """A bot's parts, all in order until a test changes one."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.drain: float | None = 1.0
        self.is_connected = True
        self.probe = Probe(self.ask, name="t")
        self.hangs: threading.Event | None = None
        with Store(engine).unit(HOME, actor=None, now=NOW) as work:
            work.workspaces.arrive("Acme", None, NOW)

    def ask(self) -> Vitals:
        if self.hangs is not None:
            assert self.hangs.wait(10)
        return vitals(self.engine, HOME, NOW)

    async def accepted(self) -> bool:
        return True

    async def connected(self) -> bool:
        return self.is_connected

    def health(self, *, patience: float = 5.0) -> Health:
        return Health(
            database=self.probe,
            where=WHERE,
            token=TokenWatch(self.accepted),
            drain_age=lambda: self.drain,
            connected=self.connected,
            patience=patience,
        )

    async def only(self, check: Check, *, patience: float = 5.0) -> str:
        """The line of this check, which is the only one that fails."""
        findings = await self.health(patience=patience).look()
        failed = {name: line for name, line in findings.wrong.items() if line is not None}
        assert list(failed) == [check]
        assert list(findings.missing) == [failed[check]]
        assert "\n" not in failed[check]
        assert is_documented(failed[check]), failed[check]
        return failed[check]


def not_passed(findings: Findings) -> list[str]:
    """The checks whose gauge is 0."""
    return [check for (check,), value in gauges.checks(findings).values.items() if value == 0]


def is_documented(line: str) -> bool:
    """Whether somebody who reads this line finds it in the guide; `…` stands there for what differs."""
    rows = re.findall(r"^\| ([^`|]+) \| [^|]+ \|$", WATCH.partition("## What each line")[2], re.MULTILINE)
    found = re.sub(r"\b0\.02 s", "1 s", line).replace("`", "")
    return any(re.match(re.escape(row.replace("`", "")).replace("…", ".*"), found) for row in rows)


@pytest.fixture
def parts(engine: Engine) -> Iterator[Parts]:
    made = Parts(engine)
    yield made
    if made.hangs is not None:
        made.hangs.set()
    made.probe.close()


async def test_a_bot_that_has_everything_is_ready(parts: Parts) -> None:
    findings = await parts.health().look()
    assert findings.missing == ()
    assert tuple(findings.wrong) == CHECKS
    assert not_passed(findings) == []
    assert findings.vitals is not None
    assert findings.vitals.backlog is not None
    assert await parts.health().missing() == ()


async def test_what_a_bot_does_not_have_is_not_missed(parts: Parts) -> None:
    alone = Health(database=parts.probe, where=WHERE, token=TokenWatch(parts.accepted))
    assert await alone.missing() == ()


async def test_a_database_that_hangs(parts: Parts) -> None:
    parts.hangs = threading.Event()
    assert await parts.only("database", patience=0.02) == f"the database at {WHERE} has not answered within 0.02 s"


async def test_a_database_that_is_gone(parts: Parts) -> None:
    def gone() -> Vitals:
        raise ConnectionRefusedError("postgresql://plumbline:hunter2@db/x")

    parts.probe = Probe(gone, name="t")
    assert await parts.only("database") == f"the database at {WHERE} cannot be asked: ConnectionRefusedError"


async def test_a_database_that_cannot_be_reached_is_named_and_what_it_would_have_said_is_not_passed(
    parts: Parts, tmp_path: Path
) -> None:
    engine = open_engine(f"postgresql://plumbline:hunter2@/x?host={tmp_path}")
    parts.probe = Probe(lambda: vitals(engine, HOME, NOW), name="t")
    assert await parts.only("database") == f"the database at {WHERE} cannot be reached"
    findings = await parts.health().look()
    assert not_passed(findings) == ["database", "schema", "workspace"]
    engine.dispose()


async def test_what_depends_on_another_check_is_not_passed_before_it(parts: Parts) -> None:
    parts.probe = Probe(lambda: Vitals(schema="0001"), name="t")
    findings = await parts.health().look()
    assert not_passed(findings) == ["schema", "workspace"]
    assert len(findings.missing) == 1


@pytest.mark.parametrize(
    ("version", "line"),
    [
        ("0001", f"the schema is 0001 and has to be {NEWEST}: run `plumbline migrate`"),
        ("9999", "the database was migrated by a newer Plumbline (9999): upgrade this program"),
    ],
)
async def test_a_schema_that_is_not_ours(parts: Parts, version: str, line: str) -> None:
    move = text("UPDATE alembic_version SET version_num = :version")
    with parts.engine.begin() as connection:
        connection.execute(move, {"version": version})
    try:
        assert await parts.only("schema") == line
    finally:
        with parts.engine.begin() as connection:
            connection.execute(move, {"version": NEWEST})


async def test_a_database_without_a_schema(parts: Parts) -> None:
    with parts.engine.begin() as connection:
        connection.execute(text("ALTER TABLE alembic_version RENAME TO elsewhere"))
    try:
        line = await parts.only("schema")
    finally:
        with parts.engine.begin() as connection:
            connection.execute(text("ALTER TABLE elsewhere RENAME TO alembic_version"))
    assert line == f"the schema is not there and has to be {NEWEST}: run `plumbline migrate`"


async def test_a_workspace_that_took_its_token_back(parts: Parts) -> None:
    with Store(parts.engine).unit(HOME, actor=None, now=NOW) as work:
        work.workspaces.stop()
    assert await parts.only("workspace") == "the workspace took its token back"


async def test_a_drain_that_sleeps_is_alive_and_one_that_hangs_is_not(parts: Parts) -> None:
    parts.drain = DRAIN_SECONDS - 1
    assert await parts.health().missing() == ()
    parts.drain = DRAIN_SECONDS + 50
    assert await parts.only("drain") == "nothing is sent: the drain has not looked for 200 s"
    parts.drain = None
    assert await parts.only("drain") == "nothing is sent: the drain has not looked yet"


def test_a_drain_may_sleep_and_then_look_before_it_counts_as_dead() -> None:
    assert 2 * LONGEST_SLEEP.total_seconds() < DRAIN_SECONDS


async def test_a_token_that_slack_does_not_take(parts: Parts) -> None:
    at = 0.0

    async def refused() -> bool:
        return False

    token = TokenWatch(refused, lambda: at)
    at = 301.0
    health = Health(database=parts.probe, where=WHERE, token=token)
    await health.missing()
    await token.asked()
    (line,) = await health.missing()
    assert line.startswith("Slack does not accept the bot token")
    assert is_documented(line)


async def test_a_socket_that_is_not_open(parts: Parts) -> None:
    parts.is_connected = False
    assert await parts.only("socket") == "the Socket Mode connection to Slack is not open"
