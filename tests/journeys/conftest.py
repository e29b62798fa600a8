"""The real bot in a demo workspace, on SQLite unless a test asks for both databases."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from handlers.demo.cast import Cast
from tests.databases import Fresh
from tests.journeys.journey import Journey, on_a_journey

Depart = Callable[..., Awaitable[Journey]]


@pytest.fixture(autouse=True)
def faults() -> Iterator[list[EventDict]]:
    """What the bot logged; a journey on which something failed in it is a failure, a test that wants one clears it."""
    with capture_logs() as logged:
        yield logged
    failed = [line for line in logged if line["log_level"] in {"error", "critical"}]
    assert failed == []


@pytest.fixture
def database(request: pytest.FixtureRequest, fresh_database: Fresh) -> str:
    """The address of an empty database: SQLite, or what `indirect` parametrisation names."""
    return fresh_database(getattr(request, "param", "sqlite"))


@pytest.fixture
async def depart(database: str, tmp_path: Path) -> AsyncIterator[Depart]:
    """Start a journey with other switches than the usual ones."""
    folder = tmp_path / "data"
    folder.mkdir()
    async with AsyncExitStack() as stack:

        async def go(**switches: Any) -> Journey:
            return await stack.enter_async_context(on_a_journey(database, folder, **switches))

        yield go


@pytest.fixture
async def journey(depart: Depart) -> Journey:
    """The bot in a workspace with the demo's people and channels, on a Monday morning in Berlin."""
    return await depart()


@pytest.fixture
def cast(journey: Journey) -> Cast:
    """The people and channels."""
    return journey.cast
