"""How the tests of the edge listen and are heard."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from bot.domain.ids import WorkspaceId
from handlers.slack.edge.app import Edge
from handlers.slack.edge.registry import Registry
from handlers.slack.edge.turn import Spoken
from handlers.slack.edge.unfinished import UnfinishedWork
from storage.engine import open_engine
from storage.runner import UnitRunner
from storage.unfinished import Unfinished
from storage.unit_of_work import Store
from tests.handlers.slack.edge import samples
from tests.handlers.slack.edge.stand_in import Slack


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


@asynccontextmanager
async def unfinished_work(
    address: str, *, patience: timedelta = timedelta(milliseconds=20), **waits: Any
) -> AsyncIterator[UnfinishedWork]:
    """The rows of what is not done, in this database; in workspace T1, which the samples are from."""
    engine = open_engine(address, patience=patience)
    runner = UnitRunner(Store(engine))
    yield UnfinishedWork(Unfinished(engine), runner, WorkspaceId("T1"), **waits)
    await runner.close()
    engine.dispose()
