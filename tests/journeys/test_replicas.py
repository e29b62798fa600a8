"""Several `plumbline run` on one PostgreSQL, each a process of its own: nothing is said twice, nothing is lost."""

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import update

from bot.domain.ids import WorkspaceId
from handlers.clock import SystemClock
from handlers.demo.cast import Cast, gather
from handlers.demo.program import load_manifest
from handlers.demo.workspace import Message, Person, Workspace
from storage.engine import open_engine
from storage.tables.schedules import schedules
from storage.unit_of_work import Store
from tests.databases import Fresh
from tests.journeys.programs import MAIN, alone

QUESTIONS: Final = ("metric_name", "metric_unit", "baseline_window", "metric_source", "why_now", "success_statement")
PATIENCE: Final = 60.0
"""Seconds that a machine may need which is busy with other things."""


@dataclass(kw_only=True)
class Replica:
    """A program that runs, and the port at which Slack reaches it."""

    process: asyncio.subprocess.Process
    port: int
    reading: asyncio.Task[None] | None = None

    async def ready(self) -> None:
        """Wait until it says that it is; what it prints after that is read and forgotten."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while b"bot.ready" not in (line := await self.process.stdout.readline()):
                assert line, "it ended before it was ready"
        self.reading = asyncio.create_task(_read_on(self.process.stdout))

    async def kill(self) -> None:
        """End it as a machine that loses its power would."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
        await self.process.wait()
        if self.reading is not None:
            await self.reading


async def _read_on(stream: asyncio.StreamReader) -> None:
    while await stream.readline():
        pass


@dataclass(kw_only=True)
class House:
    """One workspace, one database, and the replicas that live now."""

    workspace: Workspace
    cast: Cast
    database: str
    folder: Path
    replicas: list[Replica] = field(default_factory=list)

    async def start(self, count: int) -> None:
        """So many more replicas, all at once."""
        started = [await self._started() for _ in range(count)]
        await asyncio.gather(*(one.ready() for one in started))

    async def _started(self) -> Replica:
        port = _free_port()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", MAIN, "run"),
            env={**alone(self.workspace, self.database, self.folder), "PORT": str(port)},
            cwd=self.folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self.replicas.append(Replica(process=process, port=port))
        return self.replicas[-1]

    def ask(self, replica: Replica) -> None:
        """Whatever people do next reaches this one."""
        self.workspace.deliver_over_http(f"http://127.0.0.1:{replica.port}/slack/events")

    async def answers(self, person: Person, question: str, value: str) -> None:
        """Answer one question in its window."""
        heard = await person.command("/plumb", f"answer {question}", self.cast.churn)
        assert heard.error is None, heard.error
        await self.workspace.until(lambda: person.modal, PATIENCE)
        submitted = await person.submit({question: value})
        assert submitted.accepted, submitted
        if person.modal is not None:
            await person.close(everything=True)

    def said(self, words: str) -> list[Message]:
        """What stands in the channel with these words."""
        return [one for one in self.workspace.messages(self.cast.churn) if words in one.text]

    def kept(self) -> dict[str, str]:
        """The answers that the database has, its trail verified."""
        engine = open_engine(self.database)
        try:
            with Store(engine).reading(WorkspaceId(self.workspace.team_id), now=datetime.now(UTC)) as work:
                assert work.audit.verify() is None
                (project,) = work.projects.all()
                charter = work.charters.get(project.id)
        finally:
            engine.dispose()
        assert charter is not None
        texts = {str(question): getattr(answer.value, "text", "") for question, answer in charter.answers.items()}
        return {question: text for question, text in texts.items() if text}

    def make_digests_due(self) -> None:
        """Every digest that is planned is to be said now."""
        engine = open_engine(self.database)
        with engine.begin() as connection:
            connection.execute(update(schedules).values(next_at=datetime.now(UTC)))
        engine.dispose()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.fixture
def database(fresh_database: Fresh) -> str:
    """The one that all replicas share."""
    return fresh_database("postgresql")


@asynccontextmanager
async def _house(database: str, folder: Path) -> AsyncIterator[House]:
    workspace = Workspace(load_manifest(None), SystemClock(), retry_delays=(0.0,), ack_seconds=10.0)
    async with AsyncExitStack() as stack:
        await workspace.start()
        stack.push_async_callback(workspace.stop)
        house = House(workspace=workspace, cast=gather(workspace), database=database, folder=folder)
        try:
            yield house
        finally:
            for replica in house.replicas:
                await replica.kill()


async def _kickoff(house: House) -> None:
    ana, sam = house.cast.ana, house.cast.sam
    heard = await ana.command("/plumb", "kickoff", house.cast.churn)
    assert heard.error is None, heard.error
    await house.workspace.until(lambda: ana.modal, PATIENCE)
    started = await ana.submit({"name": "Churn model", "owner": ana.id, "sponsor": sam.id, "members": []})
    assert started.accepted, started
    await ana.close(everything=True)
    await house.workspace.until(lambda: house.said("Churn model"), PATIENCE)


async def _digest_is_planned(house: House) -> None:
    lena = house.cast.lena
    heard = await lena.command("/plumb", "digest weekly monday 09:00 Europe/Berlin", house.cast.churn)
    preview = await house.workspace.until(lambda: heard.messages and heard.messages[-1], PATIENCE)
    assert isinstance(preview, Message)
    saved = await lena.press(preview, "digest.save")
    assert saved.error is None, saved.error
    await house.workspace.until(lambda: "Saved" in "".join(one.text for one in saved.messages), PATIENCE)


async def test_replicas_share_the_work_and_outlive_one_of_them(database: str, tmp_path: Path) -> None:
    async with _house(database, tmp_path) as house:
        await house.start(2)
        first, second = house.replicas
        house.ask(first)
        await _kickoff(house)
        given = {question: f"answer to {question}" for question in QUESTIONS[:4]}
        for (question, value), replica in zip(given.items(), cycle((second, first)), strict=False):
            house.ask(replica)
            await house.answers(house.cast.ana, question, value)
        await _digest_is_planned(house)
        await first.kill()
        house.make_digests_due()
        await house.start(2)  # both tick at once, and so does the other in its own time
        await house.workspace.until(lambda: house.said("What ML is worth"), PATIENCE)
        for question, replica in zip(QUESTIONS[4:], house.replicas[1:3], strict=True):
            house.ask(replica)
            await house.answers(house.cast.ana, question, f"answer to {question}")
        assert house.kept() == {question: f"answer to {question}" for question in QUESTIONS}
        assert len(house.said("What ML is worth")) == 1
        cards = [one for one in house.workspace.messages(house.cast.churn) if "kickoff.open" in str(one.blocks)]
        assert len(cards) == 1
        assert [replica.process.returncode for replica in house.replicas] == [-signal.SIGKILL, None, None, None]
