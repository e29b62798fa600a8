"""The real bot in a demo workspace, on SQLite unless a test asks for both databases."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from handlers.demo.cast import Cast
from tests.databases import Fresh
from tests.journeys.journey import Journey, on_a_journey

Depart = Callable[..., Awaitable[Journey]]


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

        async def go(**switches: object) -> Journey:
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
